"""What follows from judgements, against a closure worked out naively."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from defgraph.identity.algebra import Algebra, way_along
from defgraph.identity.judgements import Judgements
from defgraph.identity.verdicts import Judgement, Verdict, ordered
from identity_strategies import (
    KEYS,
    judged,
    last_words,
    many_judgements,
    naive_apart,
    naive_same,
)

if TYPE_CHECKING:
    import random

key = st.sampled_from(KEYS)


@given(many_judgements)
def test_the_same_is_the_closure(judgements: list[Judgement]) -> None:
    algebra = Judgements.of(judgements).algebra
    same = naive_same(last_words(judgements))
    for a, b in product(KEYS, repeat=2):
        assert (algebra.verdict(a, b) is Verdict.SAME) == ((a, b) in same)
        assert (algebra.root(a) == algebra.root(b)) == ((a, b) in same)
        assert (b in algebra.group(a)) == ((a, b) in same)


@given(many_judgements)
def test_different_and_unsure_carry_over_to_what_is_the_same(judgements: list[Judgement]) -> None:
    algebra = Judgements.of(judgements).algebra
    verdicts = last_words(judgements)
    same = naive_same(verdicts)
    different = naive_apart(verdicts, Verdict.DIFFERENT) - same
    unsure = naive_apart(verdicts, Verdict.UNSURE) - same - different
    for a, b in product(KEYS, repeat=2):
        assert (algebra.verdict(a, b) is Verdict.DIFFERENT) == ((a, b) in different)
        assert (algebra.verdict(a, b) is Verdict.UNSURE) == ((a, b) in unsure)
        reason = algebra.apart(a).get(algebra.root(b))
        assert (reason.verdict if reason else None) == (algebra.verdict(a, b) if (a, b) not in same else None)


@given(many_judgements, key, key, key)
def test_it_is_reflexive_symmetric_and_transitive(
    judgements: list[Judgement], a: str, b: str, c: str
) -> None:
    algebra = Judgements.of(judgements).algebra
    assert algebra.verdict(a, a) is Verdict.SAME
    assert algebra.verdict(a, b) == algebra.verdict(b, a)
    if algebra.verdict(a, b) is Verdict.SAME:
        assert algebra.verdict(a, c) == algebra.verdict(b, c)


@given(many_judgements)
def test_a_contradiction_is_found_exactly_when_there_is_one(judgements: list[Judgement]) -> None:
    verdicts = last_words(judgements)
    same = naive_same(verdicts)
    expected = {pair for pair, verdict in verdicts.items() if verdict is Verdict.DIFFERENT and pair in same}
    in_effect = Judgements.of(judgements)
    found = in_effect.contradictions()
    assert {each.against.pair for each in found} == expected
    assert len(found) == len(expected)
    for each in found:
        assert each.against.verdict is Verdict.DIFFERENT
        assert each.chain
        assert {one.verdict for one in each.chain} == {Verdict.SAME}
        assert way_along(each.chain, each.against.a)[-1] == each.against.b
        assert {*each.chain, each.against} <= set(in_effect)


@given(many_judgements, key, key)
def test_an_explanation_is_a_chain_from_the_one_to_the_other(
    judgements: list[Judgement], a: str, b: str
) -> None:
    in_effect = Judgements.of(judgements)
    explanation = in_effect.explain(a, b)
    verdict = in_effect.algebra.verdict(a, b)
    if explanation is None:
        assert verdict is None
        return
    assert explanation.verdict is verdict
    assert set(explanation.chain) <= set(in_effect)
    way = (a, *way_along(explanation.chain, a))
    assert way[-1] == b
    assert [ordered(*step) for step in pairwise(way)] == [each.pair for each in explanation.chain]
    others = [each.verdict for each in explanation.chain if each.verdict is not Verdict.SAME]
    assert others == ([] if verdict is Verdict.SAME else [verdict])
    back = in_effect.explain(b, a)
    assert back is not None
    assert len(back.chain) == len(explanation.chain)


@given(many_judgements, key, key)
def test_no_shorter_chain_explains_it(judgements: list[Judgement], a: str, b: str) -> None:
    in_effect = Judgements.of(judgements)
    explanation = in_effect.explain(a, b)
    if explanation is None:
        return
    wanted = (b, explanation.verdict)
    reached = {(a, Verdict.SAME)}
    for _ in range(len(explanation.chain) - 1):
        reached |= {
            (there, one.verdict if before is Verdict.SAME else before)
            for one in in_effect
            for here, there in (one.pair, one.pair[::-1])
            for place, before in reached
            if place == here and Verdict.SAME in (before, one.verdict)
        }
    assert (wanted in reached) == (explanation.chain == ())


@given(many_judgements, st.randoms(use_true_random=False))
def test_order_does_not_matter_once_each_pair_has_its_last_word(
    judgements: list[Judgement], random: random.Random
) -> None:
    in_effect = list(Judgements.of(judgements))
    shuffled = random.sample(in_effect, len(in_effect))
    one, other = Algebra(in_effect), Algebra(shuffled)
    for a, b in product(KEYS, repeat=2):
        assert one.explain(a, b) == other.explain(a, b)
        assert one.apart(a) == other.apart(a)
    assert one.contradictions() == other.contradictions()


def test_a_chain_explains_what_is_different() -> None:
    algebra = Algebra([judged("same", "a", "x"), judged("different", "x", "b"), judged("unsure", "a", "b")])
    explanation = algebra.explain("official/id/a", "official/id/b")
    assert explanation is not None
    assert explanation.verdict is Verdict.DIFFERENT
    assert [each.verdict for each in explanation.chain] == ["same", "different"]


def test_unsure_contradicts_nothing() -> None:
    algebra = Algebra([judged("same", "a", "x"), judged("same", "x", "b"), judged("unsure", "a", "b")])
    assert algebra.verdict("official/id/a", "official/id/b") is Verdict.SAME
    assert algebra.contradictions() == ()


def test_of_two_nearest_the_first_is_taken() -> None:
    algebra = Algebra([judged("same", "x", "c"), judged("same", "x", "b"), judged("same", "a", "x")])
    wanted = {f"official/id/{letter}" for letter in "abc"}
    assert way_along(algebra.nearest("official/id/a", wanted), "official/id/a") == (
        "official/id/x",
        "official/id/b",
    )
    assert algebra.nearest("official/id/a", {"official/id/z"}) == ()
    forked = Algebra(
        [judged("same", "a", one) for one in "xy"] + [judged("same", *pair) for pair in ("xc", "yb")]
    )
    assert way_along(forked.nearest("official/id/a", wanted), "official/id/a")[-1] == "official/id/b"
