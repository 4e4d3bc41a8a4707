"""Officials under two names: what merges by itself, what is shown as a candidate, what never."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from defgraph.identity.evidence import OfficialEvidence, Post
from defgraph.identity.officials import MERGE, SUGGEST, blocks, compare, compare_all, pairs, plausible
from defgraph.ids import official_key, slug

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
        f"official/{official_key(name, country or None)}",
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
    assert precision >= 0.99
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


FIRSTS = (
    "budi",
    "tri",
    "sjafrie",
    "syafri",
    "m",
    "agus",
    "muhammad",
    "gilang",
    "wenas",
    "inkarang",
    "inkarrang",
)
POSTS = st.builds(
    Post,
    st.sampled_from(("Menteri Pertahanan", "Defence Minister", "Direktur", "Atase")),
    st.sampled_from((None, "Kementerian Pertahanan", "TNI AL")),
    st.sampled_from((None, "2020-01-01", "2024-05-05")),
    st.none(),
)
OFFICIALS = st.builds(
    lambda state, name, posts, ranks: OfficialEvidence(
        f"official/{state}/{'-'.join(name)}",
        (" ".join(name),),
        state.upper(),
        posts,
        ranks,
        first="2020-01-01",
    ),
    st.sampled_from(("id", "my", "zz")),
    st.lists(st.sampled_from(FIRSTS), min_size=1, max_size=4),
    st.frozensets(POSTS, max_size=3),
    st.frozensets(st.sampled_from(("Letjen TNI", "Laksda TNI", "Kolonel", "H.E.")), max_size=2),
)


@given(OFFICIALS, OFFICIALS)
@settings(max_examples=500)
def test_what_is_not_plausible_is_no_candidate(a, b) -> None:
    found = compare(a, b)
    assert 0 <= found.score <= 1
    assert compare(b, a) == found
    if found.score >= SUGGEST and a.key != b.key:
        assert plausible(a.key, b.key)


@given(st.lists(OFFICIALS, max_size=8, unique_by=lambda one: one.key))
def test_comparing_all_does_not_depend_on_their_order(officials) -> None:
    found = compare_all(officials)
    assert list(found.items()) == list(compare_all(reversed(officials)).items())
    assert all(a < b for a, b in found)


def minister(name: str, day: str, *ranks: str, **more: frozenset[str]) -> OfficialEvidence:
    return official(f"{name} | ID | Direktur Utama @ PT Baruna Nusantara @ {day} | {';'.join(ranks)}", **more)


def against(a: OfficialEvidence, b: OfficialEvidence) -> str:
    found = compare(a, b)
    assert not merges(a, b)
    return "; ".join(found.against)


def test_counter_evidence_is_said_in_words() -> None:
    one = minister("Wahyu Hidajat", "2020-01-02", "Jenderal TNI")
    other = minister("Wahyu Hidayat", "2022-01-02", "Kolonel Inf")
    assert against(one, other) == "Jenderal TNI in 2020 is hardly Kolonel Inf in 2022"
    navy = minister("Wahyu Hidayat", "2022-01-02", "Laksamana TNI")
    assert "the other in the navy" in against(one, navy)
    listed = minister("Wahyu Hidayat", "2022-01-02", beside=frozenset({one.key}))
    assert against(one, listed) == "one report lists both, beside each other"
    abroad = official("Wahyu Hidayat | MY | Direktur Utama @ PT Baruna Nusantara @ 2020-01-02 |")
    assert against(one, abroad) == "one acts for ID, the other for MY"
    unknown = official("Wahyu Hidayat | | Direktur Utama @ PT Baruna Nusantara @ 2020-01-02 |")
    assert against(one, unknown) == "only one is known to act for ID"


def test_a_small_pool_of_names_does_not_run_together() -> None:
    names = [
        f"{a} {b} {c}"
        for a in ("Budi", "Tri", "Agus")
        for b in ("", "Budi", "Hadi")
        for c in ("Santoso", "Utomo")
    ]
    found = compare_all(minister(name, "2022-01-02") for name in names)
    assert [pair for pair, told in found.items() if told.score >= MERGE and not told.against] == []


def test_a_short_name_that_fits_two_merges_with_neither() -> None:
    names = ("Gilang Inkarang", "Gilang Wenas Inkarang", "Gilang Surya Inkarang")
    short, long, rival = (minister(name, "2022-01-02") for name in names)
    pair = tuple(sorted((short.key, long.key)))
    assert compare_all([short, long])[pair].against == ()
    assert compare_all([short, long, rival])[pair].against
