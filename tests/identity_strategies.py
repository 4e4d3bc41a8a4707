"""Judgements and scored pairs among a few things, for property tests, and what follows from them naively."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import strategies as st

from defgraph.identity.clusters import ScoredPair
from defgraph.identity.judgements import Judgements
from defgraph.identity.verdicts import Judgement, Verdict

KEYS = [f"official/id/{letter}" for letter in "abcdefg"]
PAIRS = list(combinations(KEYS, 2))


def judged(verdict: str, a: str, b: str, why: str = "") -> Judgement:
    """A judgement on two officials named by their last part."""
    return Judgement(verdict, f"official/id/{a}", f"official/id/{b}", "2026-11-22", "rina", why)


one_judgement = st.builds(
    lambda verdict, pair, who: Judgement(verdict, *pair, "2026-11-22", who),
    st.sampled_from(Verdict),
    st.sampled_from(PAIRS),
    st.sampled_from(["rina", "bima"]),
)
many_judgements = st.lists(one_judgement, max_size=12)
mostly_free = st.lists(
    st.builds(
        lambda verdict, pair: Judgement(verdict, *pair, "2026-11-22", "rina"),
        st.sampled_from([Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE]),
        st.sampled_from(PAIRS),
    ),
    max_size=5,
)
free_judgements = mostly_free.map(Judgements.of).filter(lambda judgements: not judgements.contradictions())
scored_pairs = st.lists(
    st.builds(
        lambda pair, score, against: ScoredPair(
            *pair, score, ("a reason",), ("something",) if against else ()
        ),
        st.sampled_from(PAIRS),
        st.sampled_from([0.5, 0.8, 0.9, 0.95, 1.0]),
        st.integers(0, 9).map(lambda number: number == 0),
    ),
    max_size=16,
    unique_by=lambda pair: (pair.a, pair.b),
)
some_vetoes = st.lists(st.sampled_from(PAIRS), max_size=3)
some_members = st.sets(st.sampled_from(KEYS), min_size=1)


def last_words(judgements: list[Judgement]) -> dict[tuple[str, str], Verdict]:
    """The verdict on each pair, by reading from the end."""
    return {
        pair: next(j.verdict for j in reversed(judgements) if j.pair == pair)
        for pair in {j.pair for j in judgements}
    }


def naive_same(verdicts: dict[tuple[str, str], Verdict]) -> set[tuple[str, str]]:
    """All pairs, in both orders, that are the same: the closure by Warshall's algorithm."""
    same = {(key, key) for key in KEYS}
    for (a, b), verdict in verdicts.items():
        if verdict is Verdict.SAME:
            same |= {(a, b), (b, a)}
    for middle, start, end in product(KEYS, repeat=3):
        if (start, middle) in same and (middle, end) in same:
            same.add((start, end))
    return same


def naive_apart(verdicts: dict[tuple[str, str], Verdict], which: Verdict) -> set[tuple[str, str]]:
    """All pairs, in both orders, of which something same on each side is judged ``which``."""
    same = naive_same(verdicts)
    return {
        pair
        for (a, b), verdict in verdicts.items()
        if verdict is which
        for x, y in product(KEYS, repeat=2)
        if (x, a) in same and (b, y) in same
        for pair in ((x, y), (y, x))
    }
