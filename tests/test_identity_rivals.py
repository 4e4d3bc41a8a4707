"""A short name that fits two people merges with neither by itself."""

from __future__ import annotations

from defgraph.identity.evidence import Comparison
from defgraph.identity.rivals import contested

SHORT = "official/id/gilang-inkarang"
LONG = "official/id/gilang-wenas-inkarang"
RIVAL = "official/id/gilang-surya-inkarang"
SPELT = "official/id/gilang-wenas-inkarrang"


def test_a_rival_claim_is_counter_evidence() -> None:
    found = {(SHORT, LONG): Comparison(0.95), (SHORT, RIVAL): Comparison(0.65)}
    assert contested(found)[SHORT, LONG].against == ("gilang inkarang may as well be gilang surya inkarang",)
    assert contested(found)[SHORT, RIVAL] == found[SHORT, RIVAL]


def test_another_spelling_of_the_same_long_name_is_no_rival() -> None:
    found = {(SHORT, LONG): Comparison(0.95), (SHORT, SPELT): Comparison(0.95)}
    assert contested(found) == found


def test_names_that_say_the_same_have_no_rivals() -> None:
    found = {(LONG, SPELT): Comparison(0.95), (SHORT, LONG): Comparison(0.6)}
    assert contested(found) == found
