"""Bodies are one by the register, by spelling or by an abbreviation; never across states or services."""

from __future__ import annotations

from itertools import combinations

import pytest

from defgraph.identity.bodies import MERGE, SUGGEST, blocks, compare
from defgraph.identity.evidence import BodyEvidence
from defgraph.identity.register import shipped_register
from defgraph.ids import organisation_key


def of(name: str, country: str | None = "ID", *abbreviations: str, as_key: bool = False) -> BodyEvidence:
    key = f"organisation/{organisation_key(name, country)}"
    spelt = key.rpartition("/")[2].replace("-", " ") if as_key else name
    return BodyEvidence(key, (spelt,), abbreviations, country)


def verdict(a: BodyEvidence, b: BodyEvidence) -> str:
    register = shipped_register()
    found = compare(a, b, register)
    assert found == compare(b, a, register)
    meet = bool(blocks(a.key, register) & blocks(b.key, register))
    if found.score >= SUGGEST and not a.abbreviations and not b.abbreviations:
        assert meet
    if found.against:
        return "apart"
    return "one" if found.score >= MERGE else "perhaps" if found.score >= SUGGEST else "no"


@pytest.mark.parametrize("as_key", [False, True])
@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("Kemhan", "Ministry of Defence of Indonesia", "ID"),
        ("Kementerian Pertahanan RI", "Indonesian Defense Ministry", "ID"),
        ("Kementerian Pertahanan", "Kementerian Pertahanann", "ID"),
        ("Kementerian Koordinator Bidang Politik dan Keamanan", "Kemenko Polkam", "ID"),
        ("Badan Pembinaan Lentera", "Badan Pembinaaan Lentera", "ID"),
        ("Lantern Defence Institute", "Institut Pertahanan Lantern", "SG"),
        ("Ministry of Defence", "Kementerian Pertahanan", "MY"),
        ("Tentara Nasional Indonesia", "Mabes TNI", "ID"),
    ],
)
def test_one(one: str, other: str, country: str, as_key: bool) -> None:
    assert verdict(of(one, country, as_key=as_key), of(other, country, as_key=as_key)) == "one"


@pytest.mark.parametrize(
    ("one", "other"),
    list(combinations(["TNI AL", "TNI AD", "TNI AU", "TNI", "Kementerian Pertahanan", "Polri"], 2)),
)
def test_services_stay_apart(one: str, other: str) -> None:
    assert verdict(of(one), of(other)) == "apart"


def test_ministries_of_two_states_stay_apart() -> None:
    assert verdict(of("Kementerian Pertahanan", "ID"), of("Kementerian Pertahanan", "MY")) == "apart"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Komando Pelangi I", "Komando Pelangi II", "no"),
        ("Komando Pelangi", "Komando Pelangi II", "apart"),
        ("Kementerian Pertanian", "Kementerian Pertahanan", "apart"),
        ("PT Sinar Lentera", "PT Cahaya Lentera", "no"),
        ("Badan Lentera Malam", "Badan Lentera Malam Nusantara", "perhaps"),
        ("BLM", "Badan Lentera Malam", "perhaps"),
        ("Komando Utara", "Komando Udara", "no"),
    ],
)
def test_near_misses(one: str, other: str, expected: str) -> None:
    assert verdict(of(one), of(other)) == expected


def test_an_abbreviation_that_an_article_introduces() -> None:
    assert verdict(of("Balenma"), of("Badan Lentera Malam", "ID", "Balenma")) == "one"
    assert verdict(of("Balenma", "MY"), of("Badan Lentera Malam", "ID", "Balenma")) == "apart"


def test_a_body_whose_state_is_not_known() -> None:
    assert verdict(of("Kejaksaan Agung", None), of("Kejaksaan Agung", "ID")) == "one"
    assert verdict(of("Kementerian Pertahanan", None), of("Kementerian Pertahanan", "MY")) == "no"
    assert verdict(of("Badan Lentera Malam", None), of("Badan Lentera Malam", "ID")) == "perhaps"


def test_reasons_are_in_words() -> None:
    found = compare(of("Kemhan"), of("Ministry of Defence"), shipped_register())
    assert found.reasons == ("the register has both as Ministry of Defence (id/ministry-of-defence)",)
    found = compare(of("TNI AL"), of("TNI AD"), shipped_register())
    assert found.against == (
        "the register has them as Indonesian Army (id/tni-army) and Indonesian Navy (id/tni-navy)",
    )


def test_a_block_does_not_grow_with_a_common_word() -> None:
    register = shipped_register()
    firms = [f"organisation/id/pt-{chr(97 + n // 26)}{chr(97 + n % 26)}lentera" for n in range(300)]
    counts: dict[str, int] = {}
    for firm in firms:
        for block in blocks(firm, register):
            counts[block] = counts.get(block, 0) + 1
    assert max(counts.values()) == 1
