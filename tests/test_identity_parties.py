"""What two reports have in common of each party."""

from __future__ import annotations

import pytest

from defgraph.identity.evidence import ReportEvidence
from defgraph.identity.parties import Side, parties_of, sides_in_common

ADI, BIMO = "official/id/adi-saputra", "official/id/bimo-wicaksono"
MINISTER, CHIEF = "position/id/kemhan/menteri", "position/id/tni/panglima"


def report(*keys: str, sides: str = "ID", partners: frozenset[str] = frozenset()) -> ReportEvidence:
    return ReportEvidence(
        "report/x/1",
        "x",
        officials=frozenset(key for key in keys if key.startswith("official")),
        posts=frozenset(key for key in keys if key.startswith("position")),
        sides=frozenset(sides.split()),
        partners=partners,
    )


def side(one: ReportEvidence, other: ReportEvidence) -> Side:
    (found,) = sides_in_common(parties_of(one), parties_of(other))
    return found


def test_parties_are_states_and_bodies() -> None:
    found = parties_of(report(ADI, partners=frozenset({"country/KR", "organisation/zz/asean"})))
    assert found.states == {"id", "kr"}
    assert found.bodies == {"organisation/zz/asean"}
    assert found.shows("id")
    assert not found.shows("kr")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((ADI, BIMO), (ADI,), Side("id", "named", frozenset({ADI}))),
        ((ADI, MINISTER), (MINISTER,), Side("id", "post", frozenset({MINISTER}))),
        ((ADI, MINISTER, CHIEF), (BIMO, CHIEF), Side("id", "post_contained", frozenset({CHIEF}))),
        ((ADI,), (), Side("id", "mentioned")),
        ((ADI,), (BIMO,), Side("id", "differing")),
        ((MINISTER,), (CHIEF,), Side("id", "differing")),
    ],
)
def test_what_is_in_common_of_one_state(one, other, expected) -> None:
    found = side(report(*one), report(*other))
    assert found == expected
    assert found.differs == (expected.kind == "differing")


def test_a_post_that_each_list_has_among_others_is_no_common_person() -> None:
    attache = "position/id/-/atase"
    found = side(report(ADI, MINISTER, attache), report(BIMO, CHIEF, attache))
    assert found == Side("id", "differing", frozenset({attache}))


def test_people_of_no_state_are_no_party() -> None:
    one, other = (report(f"official/zz/{name}", sides="") for name in ("adi", "bimo"))
    assert side(one, other) == Side("zz", "unknown")


def test_a_body_is_a_party() -> None:
    one = report(sides="", partners=frozenset({"organisation/zz/asean"}))
    assert side(one, one) == Side("organisation/zz/asean", "mentioned")
