"""Officials under two names: what merges by itself, what is shown as a candidate, what never."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import NamedTuple

import pytest
import yaml

from conftest import ROOT
from defgraph.identity.evidence import OfficialEvidence, Post
from defgraph.identity.officials import MERGE, SUGGEST, blocks, compare, pairs
from defgraph.ids import NameAndCountry, slug

GOLD = ROOT / "tests" / "identity" / "officials.yaml"


def post(text: str) -> Post:
    title, organisation, days = (part.strip() for part in text.split("@"))
    first, _, last = days.partition("..")
    return Post(title, organisation or None, first or None, last or first or None)


def official(text: str, **more: frozenset[str]) -> OfficialEvidence:
    """The official that a line of the gold set describes."""
    name, country, posts, ranks = (part.strip() for part in text.split("|"))
    held = frozenset(post(part) for part in posts.split(";") if part.strip())
    return OfficialEvidence(
        f"official/{NameAndCountry().official(name, country or None)}",
        (name,),
        country or None,
        held,
        frozenset(rank.strip() for rank in ranks.split(";") if rank.strip()),
        first=min((day.first for day in held if day.first), default=None),
        **more,
    )


def folded(one: OfficialEvidence) -> OfficialEvidence:
    """The same with no more than the words of keys, as a store has them."""
    held = frozenset(
        Post(words(p.title), words(p.organisation) if p.organisation else None, p.first, p.last)
        for p in one.posts
    )
    return OfficialEvidence(
        one.key, (words(one.key.rpartition("/")[2]),), one.country, held, one.ranks, one.beside, one.first
    )


def words(text: str) -> str:
    return slug(text).replace("-", " ")


class Pair(NamedTuple):
    kind: str
    same: bool
    a: OfficialEvidence
    b: OfficialEvidence
    aside: bool


@cache
def gold() -> tuple[Pair, ...]:
    found = []
    for kind, labels in yaml.safe_load(GOLD.read_text(encoding="utf-8")).items():
        for label, listed in labels.items():
            for told in listed:
                one, other = told["pair"] if isinstance(told, dict) else told
                a, b = official(one), official(other)
                if isinstance(told, dict) and told["beside"]:
                    a = official(one, beside=frozenset({b.key}))
                found.append(Pair(kind, label == "same", a, b, len(found) % 3 == 2))
    return tuple(found)


def merges(a: OfficialEvidence, b: OfficialEvidence) -> bool:
    found = compare(a, b)
    return found.score >= MERGE and not found.against


def figures(pairs_of_gold: list[Pair]) -> tuple[float, float]:
    """Precision and recall of what merges by itself."""
    merged = [pair for pair in pairs_of_gold if merges(pair.a, pair.b)]
    right = sum(pair.same for pair in merged)
    return right / len(merged), right / sum(pair.same for pair in pairs_of_gold)


def test_the_gold_set_is_large_and_half_of_it_near_misses() -> None:
    assert len(gold()) >= 130
    assert 0.45 <= sum(pair.same for pair in gold()) / len(gold()) <= 0.55
    assert all(pair.a.key != pair.b.key for pair in gold())


@pytest.mark.parametrize("seen", [lambda one: one, folded], ids=["as written", "words of keys"])
def test_what_merges_by_itself(seen) -> None:
    chosen = [pair._replace(a=seen(pair.a), b=seen(pair.b)) for pair in gold()]
    precision, recall = figures(chosen)
    rows = Counter((pair.kind, pair.same, merges(pair.a, pair.b)) for pair in chosen)
    print(f"\n{'class':24}{'same: merged':>14}{'left':>6}{'different: merged':>20}{'left':>6}")  # noqa: T201
    for kind in dict.fromkeys(pair.kind for pair in chosen):
        counts = [rows[kind, same, merged] for same in (True, False) for merged in (True, False)]
        print(f"{kind:24}{counts[0]:14}{counts[1]:6}{counts[2]:20}{counts[3]:6}")  # noqa: T201
    print(f"precision {precision:.3f}, recall {recall:.3f}")  # noqa: T201
    assert precision >= 0.98
    assert recall >= 0.90


def test_a_same_pair_that_does_not_merge_is_a_candidate() -> None:
    for pair in gold():
        if pair.same:
            assert compare(pair.a, pair.b).score >= SUGGEST, (pair.a.names, pair.b.names)


def test_candidates_are_found_by_blocks() -> None:
    keys = {key for pair in gold() for key in (pair.a.key, pair.b.key)}
    met = set(pairs(keys))
    for pair in gold():
        if compare(pair.a, pair.b).score >= SUGGEST:
            assert tuple(sorted((pair.a.key, pair.b.key))) in met
            assert blocks(pair.a.key) & blocks(pair.b.key)


def test_the_order_of_two_does_not_matter() -> None:
    for pair in gold():
        assert compare(pair.a, pair.b) == compare(pair.b, pair.a)
