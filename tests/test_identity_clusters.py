"""Things come together by judgements first, then by score, whatever the order; against a naive oracle."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.errors import JudgementsError
from defgraph.identity.clusters import Clusters, Joined, Refused, ScoredPair, cluster
from defgraph.identity.judgements import Judgements
from defgraph.identity.verdicts import Verdict, ordered
from identity_strategies import (
    KEYS,
    free_judgements,
    judged,
    last_words,
    naive_apart,
    naive_same,
    scored_pairs,
    some_members,
    some_vetoes,
)

if TYPE_CHECKING:
    import random

A, B, C, D, E = KEYS[:5]
LIMIT = 0.9


def run(
    pairs: list[ScoredPair], *judgements: object, members: set[str] | None = None, vetoes: object = ()
) -> Clusters:
    return cluster(members or KEYS, pairs, vetoes, Judgements.of(judgements), threshold=LIMIT)


def pair(a: str, b: str, score: float = 1.0, *against: str) -> ScoredPair:
    return ScoredPair(a, b, score, ("one name",), against)


def naive(
    members: set[str], pairs: list[ScoredPair], vetoes: list[tuple[str, str]], judgements: Judgements
) -> set[frozenset[str]]:
    """The groups, by trying every pair of members across two groups."""
    verdicts = last_words(list(judgements))
    same = naive_same(verdicts)
    apart = naive_apart(verdicts, Verdict.DIFFERENT) | naive_apart(verdicts, Verdict.UNSURE)
    apart |= {
        both for a, b in [*vetoes, *((p.a, p.b) for p in pairs if p.against)] for both in ((a, b), (b, a))
    }
    groups = {frozenset(other for other in members if (member, other) in same) for member in members}
    for one in sorted(pairs, key=lambda each: (-each.score, each.a, each.b)):
        if one.score < LIMIT or not {one.a, one.b} <= members:
            continue
        left, right = (next(group for group in groups if key in group) for key in (one.a, one.b))
        # what stands between two judged the same is settled; across, everything counts
        if left != right and not set(product(left, right)) & _carried(apart, same):
            groups = groups - {left, right} | {left | right}
    return {group for group in groups if len(group) > 1}


def _carried(apart: set[tuple[str, str]], same: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {pair for pair in apart if pair not in same}


@given(some_members, scored_pairs, some_vetoes, free_judgements)
def test_groups_are_those_of_the_oracle(
    members: set[str], pairs: list[ScoredPair], vetoes: list[tuple[str, str]], judgements: Judgements
) -> None:
    found = cluster(members, pairs, vetoes, judgements, threshold=LIMIT)
    assert set(found.groups) == naive(members, pairs, vetoes, judgements)
    assert list(found.groups) == sorted(found.groups, key=min)


@given(some_members, scored_pairs, some_vetoes, free_judgements, st.randoms(use_true_random=False))
def test_order_does_not_matter(
    members: set[str],
    pairs: list[ScoredPair],
    vetoes: list[tuple[str, str]],
    judgements: Judgements,
    random: random.Random,
) -> None:
    turned = [each._replace(a=each.b, b=each.a) if random.random() < 0.5 else each for each in pairs]
    shuffled = cluster(
        random.sample(sorted(members), len(members)),
        random.sample(turned, len(turned)),
        [(b, a) for a, b in reversed(vetoes)],
        Judgements.of(random.sample(list(judgements), len(judgements))),
        threshold=LIMIT,
    )
    assert shuffled == cluster(members, pairs, vetoes, judgements, threshold=LIMIT)


def components(members: set[str], pairs: list[ScoredPair], judgements: Judgements) -> list[set[str]]:
    """The members that pairs and judgements connect, also through things that are not there."""
    parts = [{key} for key in KEYS]
    for a, b in [*((p.a, p.b) for p in pairs), *judgements.pairs()]:
        left, right = (next(part for part in parts if key in part) for key in (a, b))
        if left is not right:
            parts = [part for part in parts if part not in (left, right)] + [left | right]
    return [part & members for part in parts if part & members]


@given(some_members, scored_pairs, some_vetoes, free_judgements)
def test_a_whole_is_its_components_one_by_one(
    members: set[str], pairs: list[ScoredPair], vetoes: list[tuple[str, str]], judgements: Judgements
) -> None:
    whole = cluster(members, pairs, vetoes, judgements, threshold=LIMIT)
    groups, joined, refused = [], {}, []
    for part in components(members, [each for each in pairs if {each.a, each.b} <= members], judgements):
        one = cluster(part, pairs, vetoes, judgements, threshold=LIMIT)
        groups += one.groups
        joined |= one.joined
        refused += one.refused
    assert set(whole.groups) == set(groups)
    assert whole.joined == joined
    assert set(whole.refused) == set(refused)


@given(some_members, scored_pairs, some_vetoes, free_judgements)
def test_each_says_why_it_is_where_it_is(
    members: set[str], pairs: list[ScoredPair], vetoes: list[tuple[str, str]], judgements: Judgements
) -> None:
    found = cluster(members, pairs, vetoes, judgements, threshold=LIMIT)
    scores = {(each.a, each.b): each for each in pairs}
    assert set(found.joined) == {member for group in found.groups for member in group}
    for member, joined in found.joined.items():
        group = found.group(member)
        assert joined.partner in group - {member}
        if joined.score is None:
            assert judgements.algebra.verdict(member, joined.partner) is Verdict.SAME
            assert set(joined.chain) <= set(judgements)
            assert all(each.words in joined.reason for each in joined.chain)
        else:
            own = scores[ordered(member, joined.partner)]
            assert own.score == joined.score >= LIMIT
            assert own.against == joined.chain == ()
            assert ordered(member, joined.partner) not in vetoes


@given(some_members, scored_pairs, some_vetoes, free_judgements)
def test_each_strong_pair_merged_or_was_refused(
    members: set[str], pairs: list[ScoredPair], vetoes: list[tuple[str, str]], judgements: Judgements
) -> None:
    found = cluster(members, pairs, vetoes, judgements, threshold=LIMIT)
    refused = {(each.a, each.b): each for each in found.refused}
    assert len(refused) == len(found.refused)
    for each in pairs:
        strong = each.score >= LIMIT and {each.a, each.b} <= members
        assert ((each.a, each.b) in refused) == (strong and each.b not in found.group(each.a))
    for each in found.refused:
        verdict = judgements.on(*each.between)
        assert each.reason
        assert (
            (
                verdict
                and verdict.verdict in (Verdict.DIFFERENT, Verdict.UNSURE)
                and verdict.words in each.reason
            )
            or each.between in vetoes
            or any((p.a, p.b) == each.between and p.against for p in pairs)
        )
        for mine, between in (((each.a, each.b), each.between), ((each.a, each.b), each.between[::-1])):
            sides = [
                between[n] in found.group(mine[n])
                or judgements.algebra.root(between[n])
                in {judgements.algebra.root(key) for key in found.group(mine[n])}
                for n in (0, 1)
            ]
            if all(sides):
                break
        else:
            pytest.fail("what stands between lies elsewhere")


class TestJudged:
    def test_a_judgement_joins_without_a_score_and_says_whose_it_is(self) -> None:
        found = run([], judged("same", "a", "b", "same person on both photos"))
        chain = (judged("same", "a", "b", "same person on both photos"),)
        words = "judged the same by rina on 2026-11-22: same person on both photos"
        assert found == Clusters(
            (frozenset({A, B}),), {A: Joined(B, None, words, chain), B: Joined(A, None, words, chain)}, ()
        )

    def test_a_judgement_goes_before_a_better_score(self) -> None:
        found = run([pair(A, C)], judged("same", "a", "b"))
        assert found.groups == (frozenset({A, B, C}),)
        assert found.joined[A].partner == B
        assert found.joined[C] == Joined(A, 1.0, "merged by itself at 1.00: one name")

    def test_a_chain_leads_through_what_is_not_there(self) -> None:
        found = run([], judged("same", "a", "x"), judged("same", "x", "b"), members={A, B})
        assert found.groups == (frozenset({A, B}),)
        assert found.joined[A].partner == B
        assert found.joined[A].reason == (
            "through official/id/x: judged the same by rina on 2026-11-22; judged the same by rina on 2026-11-22"
        )

    def test_alone_with_what_is_not_there_is_alone(self) -> None:
        assert run([], judged("same", "a", "x"), members={A, B}) == Clusters((), {}, ())

    def test_different_through_what_is_not_there_keeps_apart(self) -> None:
        found = run(
            [pair(A, B)], judged("same", "a", "x"), judged("different", "x", "b", "his son"), members={A, B}
        )
        assert found.groups == ()
        assert found.refused == (
            Refused(
                A,
                B,
                1.0,
                "would bring official/id/b and official/id/x together: judged different by rina on 2026-11-22: his son",
                (B, "official/id/x"),
            ),
        )

    def test_a_judgement_outweighs_counter_evidence(self) -> None:
        found = run([pair(A, B, 1.0, "two countries")], judged("same", "a", "b"))
        assert found.groups == (frozenset({A, B}),)
        assert found.refused == ()

    def test_a_contradiction_is_raised(self) -> None:
        with pytest.raises(JudgementsError, match="contradict one another"):
            run([], judged("same", "a", "b"), judged("same", "b", "c"), judged("different", "a", "c"))


class TestByItself:
    def test_the_best_pair_merges_first_and_what_it_excludes_is_refused(self) -> None:
        found = run([pair(A, B, 0.95), pair(B, C, 0.97)], judged("different", "a", "c", "father and son"))
        assert found.groups == (frozenset({B, C}),)
        (refused,) = found.refused
        assert refused.between == (A, C)
        assert refused.reason == (
            f"would bring {A} and {C} together: judged different by rina on 2026-11-22: father and son"
        )

    def test_unsure_never_merges_by_itself(self) -> None:
        found = run([pair(A, B)], judged("unsure", "a", "b", "no photo"))
        assert found.refused == (Refused(A, B, 1.0, "judged unsure by rina on 2026-11-22: no photo", (A, B)),)

    def test_a_pair_with_counter_evidence_does_not_merge(self) -> None:
        found = run([pair(A, B, 1.0, "two services", "two ranks")])
        assert found.refused == (Refused(A, B, 1.0, "counter-evidence: two services; two ranks", (A, B)),)

    def test_weak_pairs_lend_their_counter_evidence(self) -> None:
        found = run([pair(A, B, 0.95), pair(B, C, 0.97), pair(A, C, 0.1, "two services")])
        assert found.groups == (frozenset({B, C}),)
        assert found.refused[0].reason == f"would bring {A} and {C} together: counter-evidence: two services"

    def test_a_veto_without_words_counts_as_well(self) -> None:
        found = run([pair(B, A)], vetoes=[(B, A)])
        assert found.refused == (Refused(A, B, 1.0, "counter-evidence", (A, B)),)

    def test_a_pair_below_the_threshold_does_nothing(self) -> None:
        assert run([pair(A, B, 0.89)]) == Clusters((), {}, ())

    def test_a_pair_given_twice_keeps_the_best_score_and_all_that_is_against(self) -> None:
        assert run([pair(A, B, 0.91), pair(B, A, 0.95)]).joined[A].score == 0.95
        assert run([pair(A, B, 0.91, "two services"), pair(B, A, 0.95)]).groups == ()

    def test_a_pair_of_one_thing_or_of_strangers_is_passed_over(self) -> None:
        assert run([pair(A, A), pair(A, "official/id/z")], members={A, B}) == Clusters((), {}, ())

    def test_a_member_alone_is_its_own_group(self) -> None:
        found = run([pair(A, B)])
        assert found.group(A) == {A, B}
        assert found.group(C) == {C}


def test_a_long_chain_needs_no_deep_recursion() -> None:
    keys = [f"official/id/{number:06}" for number in range(20_000)]
    judgements = Judgements.of(judged("same", f"{number:06}", f"{number + 1:06}") for number in range(10_000))
    pairs = [pair(keys[number], keys[number + 1]) for number in range(10_000, 19_999)]
    assert cluster(keys, pairs, (), judgements).groups == (frozenset(keys),)
    explanation = judgements.explain(keys[0], keys[10_000])
    assert explanation is not None
    assert len(explanation.chain) == 10_000
