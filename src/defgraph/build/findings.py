"""What a build tells its reader: what merged by itself, and offices that two seem to have held at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from defgraph.build.change import span_of
from defgraph.build.profiles import post_words, words
from defgraph.build.target import base_of, select_among
from defgraph.identity.clusters import BY_ITSELF
from defgraph.identity.offices import overlaps
from defgraph.identity.register import shipped_register
from defgraph.ids import Minter
from defgraph.namespaces import DCTERMS, DEFAULT_BASE, DG, PROV, RDFS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from defgraph.build.target import Target
    from defgraph.identity.offices import Overlap, Span

_MERGED = f'SELECT ?x WHERE {{ ?x {DG("joinedBecause")} ?why FILTER(STRSTARTS(?why, "{BY_ITSELF}")) }}'
_TENURES = f"""SELECT ?holder ?position ?first ?last ?from ?until ?source WHERE {{
  ?x a {DG("Tenure")} ; {DG("holder")} ?holder ; {DG("position")} ?position
  OPTIONAL {{ SELECT ?x ?first WHERE {{ ?x {DG("firstSeen")} ?first }} }}
  OPTIONAL {{ SELECT ?x ?last WHERE {{ ?x {DG("lastSeen")} ?last }} }}
  OPTIONAL {{ SELECT ?x ?from WHERE {{ ?x {DG("heldFrom")} ?from }} }}
  OPTIONAL {{ SELECT ?x ?until WHERE {{ ?x {DG("heldUntil")} ?until }} }}
  OPTIONAL {{ SELECT ?x ?source WHERE {{ ?x {DCTERMS("source")} ?source }} }}
}}"""
_ARTICLES = f"SELECT ?x ?article WHERE {{ %s ?x {PROV('wasDerivedFrom')} ?article }}"
_LABELS = f"SELECT ?x ?label WHERE {{ %s ?x {RDFS('label')} ?label }}"

_FEW = 5
"""How many articles are named of those that show a contradiction."""


def merged_by_themselves(store: Target) -> Counter[str]:
    """Return how many names stand for another, and reports tell of another's meeting, undecided by anyone.

    They are counted by kind: ``official``, ``organisation``, ``position``, ``meeting``.
    """
    minter = Minter(base_of(store) or DEFAULT_BASE)
    found = (x for (x,) in store.select(_MERGED).rows if isinstance(x, NamedNode))
    return Counter(minter.path(x).partition("/")[0] for x in found)


class Contradictions(NamedTuple):
    """Where offices contradict one another: some in words, and how many are left untold."""

    told: tuple[str, ...]
    left: int


NO_CONTRADICTIONS = Contradictions((), 0)


def contradictions_of_offices(store: Target, most: int = 20) -> Contradictions:
    """Return where two are seen in a post that one holds at a time, or one outside given bounds.

    Args:
        store: a store that was built.
        most: how many to tell.
    """
    minter = Minter(base_of(store) or DEFAULT_BASE)
    spans = [span_of(minter, row) for row in store.select(_TENURES).rows]
    single = {post for post in {span.post for span in spans} if _is_single_seat(post)}
    twice = overlaps(span for span in spans if span.post in single)
    outside = sorted((s for s in spans if s.is_outside_bounds), key=lambda s: (s.post, s.official))
    count = len(twice) + len(outside)
    twice = twice[:most]
    outside = outside[: most - len(twice)]
    words_of = _Words(store, minter, twice, outside)
    told = (*map(words_of.twice, twice), *map(words_of.outside, outside))
    return Contradictions(told, count - len(told))


def _is_single_seat(post: str) -> bool:
    known = shipped_register().post(*post_words(post))
    return known is not None and bool(known.single_seat)


class _Words:
    """Puts contradictions in words: what things are called, and which articles show them."""

    def __init__(
        self, store: Target, minter: Minter, twice: Iterable[Overlap], outside: Iterable[Span]
    ) -> None:
        held = {(who, each.post) for each in twice for who in (each.official, each.other)}
        held |= {(span.official, span.post) for span in outside}
        self._called = _names(store, minter, {key for pair in held for key in pair})
        tenures = {minter.tenure(*map(minter.iri, pair)): pair for pair in held}
        self._articles: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for tenure, article in select_among(store, _ARTICLES, "x", tenures):
            self._articles[tenures[tenure]].add(minter.path(article).removeprefix("article/"))

    def twice(self, each: Overlap) -> str:
        one, other, post = map(self._name, (each.official, each.other, each.post))
        articles = self._articles[each.official, each.post] | self._articles[each.other, each.post]
        return f"{one} and {other} are both {post} on {_days(each.first, each.last)}, by {_listed(articles)}"

    def outside(self, span: Span) -> str:
        articles = self._articles[span.official, span.post]
        bounds = f"{span.bounded_from or 'ever'} to {span.bounded_to or 'now'}"
        who, post, days = self._name(span.official), self._name(span.post), _days(span.first, span.last)
        told = f"{who} is seen as {post} on {days}, by {_listed(articles)}"
        return f"{told}; the register of tenures says {bounds} ({span.source})"

    def _name(self, key: str) -> str:
        return self._called.get(key, words(key))


def _names(store: Target, minter: Minter, keys: Iterable[str]) -> Mapping[str, str]:
    """Return what to call each of ``keys``; a post with the words of its body."""
    labels = {
        minter.path(x): label.value for x, label in select_among(store, _LABELS, "x", map(minter.iri, keys))
    }
    bodies = {key: post_words(key)[1] for key in labels if key.startswith("position/")}
    return {key: f"{label} ({body})" if (body := bodies.get(key)) else label for key, label in labels.items()}


def _days(first: str | None, last: str | None) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _listed(articles: Collection[str]) -> str:
    more = f" and {len(articles) - _FEW} more" if len(articles) > _FEW else ""
    return ", ".join(sorted(articles)[:_FEW]) + more
