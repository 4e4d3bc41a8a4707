"""What is listed for a decision, and what became of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given

from defgraph.identity.clusters import ScoredPair, cluster
from defgraph.identity.judgements import Judgements
from defgraph.identity.propose import OPEN, Candidate, Status, candidates
from identity_strategies import KEYS, free_judgements, judged, scored_pairs

A, B, C, D, E, F, G = KEYS
PAIRS = [
    ScoredPair(B, A, 0.95, ("one name",)),
    ScoredPair(A, C, 0.6, ("near names",)),
    ScoredPair(B, C, 0.7, ("near names",), ("two ranks",)),
    ScoredPair(D, E, 0.99, ("one name",), ("two services",)),
    ScoredPair(F, G, 0.9, ("one name",)),
    ScoredPair(A, F, 0.2),
]


def listed(*judgements: object, include: object = frozenset(Status), minimum: float = 0.5) -> list[Candidate]:
    decided = Judgements.of(judgements)
    clusters = cluster(KEYS, PAIRS, (), decided, threshold=0.9)
    return candidates(PAIRS, clusters, decided, minimum=minimum, include=include)


def status(rows: list[Candidate]) -> dict[str, str]:
    return {f"{row.a[-1]}{row.b[-1]}": str(row.status) for row in rows}


def test_the_best_stand_first_and_the_weak_are_left_out() -> None:
    rows = listed()
    assert [(row.a, row.b) for row in rows] == [(D, E), (A, B), (F, G), (B, C), (A, C)]
    assert status(rows) == {
        "de": "refused",
        "ab": "merged",
        "fg": "merged",
        "bc": "candidate",
        "ac": "candidate",
    }
    assert rows[3] == Candidate(B, C, 0.7, Status.CANDIDATE, ("near names",), ("two ranks",))


def test_by_default_what_waits_for_a_decision_is_listed() -> None:
    assert frozenset(status(listed(include=OPEN)).values()) == {"refused", "candidate"}
    decided = Judgements.of([])
    rows = candidates(PAIRS, cluster(KEYS, PAIRS, (), decided, threshold=0.9), decided, minimum=0.5)
    assert rows == listed(include=OPEN)


def test_statuses_may_be_named_by_their_words() -> None:
    assert status(listed(include={"merged"})) == {"ab": "merged", "fg": "merged"}


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [("same", "judged-same"), ("different", "judged-different"), ("unsure", "unsure")],
)
def test_a_judgement_decides_what_a_pair_is(verdict: str, expected: str) -> None:
    (row,) = (row for row in listed(judged(verdict, "f", "g", "photo")) if row.a == F)
    assert row.status == expected
    words = f"judged {'the same' if verdict == 'same' else verdict} by rina on 2026-11-22: photo"
    assert (row.reasons if verdict == "same" else row.against)[0] == words


def test_a_chain_decides_as_well_and_is_told() -> None:
    rows = listed(judged("same", "f", "x"), judged("different", "x", "g", "son"))
    (row,) = (row for row in rows if row.a == F)
    assert row.status is Status.JUDGED_DIFFERENT
    assert row.against == (
        f"{F} and official/id/x: judged the same by rina on 2026-11-22; {G} and official/id/x: judged different by rina on 2026-11-22: son",
    )


def test_a_pair_merged_through_others_is_merged() -> None:
    assert status(listed(judged("same", "b", "c")))["ac"] == "merged"


def test_a_refused_pair_says_what_its_own_evidence_does_not() -> None:
    rows = {
        row.a: row for row in listed(judged("different", "a", "h"), judged("same", "b", "h")) if row.b == B
    }
    assert rows[A].status is Status.JUDGED_DIFFERENT
    rows = {(row.a, row.b): row for row in listed()}
    assert rows[D, E].against == ("two services",)
    pairs = [ScoredPair(A, B, 0.99), ScoredPair(B, C, 0.95), ScoredPair(A, C, 0.1, (), ("two services",))]
    decided = Judgements.of([])
    clusters = cluster(KEYS, pairs, (), decided, threshold=0.9)
    (row,) = candidates(pairs, clusters, decided, minimum=0.5)
    assert row.status is Status.REFUSED
    assert row.against == (f"would bring {A} and {C} together: counter-evidence: two services",)


@given(scored_pairs, free_judgements)
def test_each_pair_has_one_status_that_fits_its_group(pairs: list[ScoredPair], decided: Judgements) -> None:
    clusters = cluster(KEYS, pairs, (), decided, threshold=0.9)
    rows = candidates(pairs, clusters, decided, minimum=0.0, include=Status)
    assert len(rows) == len(pairs)
    assert [-row.score for row in rows] == sorted(-row.score for row in rows)
    for row in rows:
        together = row.b in clusters.group(row.a)
        assert together == (row.status in {Status.MERGED, Status.JUDGED_SAME})
        assert row.status is not Status.CANDIDATE or row.score < 0.9
