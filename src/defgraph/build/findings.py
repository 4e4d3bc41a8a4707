"""What a build tells its reader: what merged by itself, and offices that two seem to have held at once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.build.change import tenures_in
from defgraph.build.profiles import post_words, words
from defgraph.build.target import base_of, select_among
from defgraph.identity.clusters import BY_ITSELF
from defgraph.identity.offices import overlaps
from defgraph.identity.register import shipped_register
from defgraph.ids import Minter
from defgraph.namespaces import DEFAULT_BASE, DG, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from defgraph.build.target import Target
    from defgraph.identity.offices import Overlap, Span

_MERGED = f'SELECT ?x WHERE {{ ?x {DG("joinedBecause")} ?why FILTER(STRSTARTS(?why, "{BY_ITSELF}")) }}'
_POSTS = f"SELECT DISTINCT ?post WHERE {{ ?tenure {DG('position')} ?post ; {DG('holder')} ?holder }}"
_LABELS = f"SELECT ?x ?label WHERE {{ %s ?x {RDFS('label')} ?label }}"


def merged_by_themselves(store: Target) -> Counter[str]:
    """Return how many names stand for another, and reports tell of another's meeting, undecided by anyone.

    They are counted by kind: ``official``, ``organisation``, ``position``, ``meeting``.
    """
    minter = Minter(base_of(store) or DEFAULT_BASE)
    found = (x for (x,) in store.select(_MERGED).rows if isinstance(x, NamedNode))
    return Counter(minter.path(x).partition("/")[0] for x in found)


def contradictions_of_offices(store: Target) -> list[str]:
    """Return, in words, where two are seen in a post that one holds at a time, or outside given bounds."""
    minter = Minter(base_of(store) or DEFAULT_BASE)
    posts = [minter.path(post) for (post,) in store.select(_POSTS).rows if isinstance(post, NamedNode)]
    spans = list(tenures_in(store, minter, posts))
    single = {post for post in posts if _is_single_seat(post)}
    twice = overlaps(span for span in spans if span.post in single)
    outside = [span for span in spans if span.is_outside_bounds]
    keys = {key for each in twice for key in (each.official, each.other, each.post)}
    keys |= {key for span in outside for key in (span.official, span.post)}
    called = _names(store, minter, keys)
    told = [_twice(each, called) for each in twice]
    return told + [_outside(span, called) for span in sorted(outside, key=lambda s: (s.post, s.official))]


def _is_single_seat(post: str) -> bool:
    known = shipped_register().post(*post_words(post))
    return known is not None and bool(known.single_seat)


def _names(store: Target, minter: Minter, keys: Iterable[str]) -> Mapping[str, str]:
    """Return what to call each of ``keys``; a post with the words of its body."""
    labels = {
        minter.path(x): label.value for x, label in select_among(store, _LABELS, "x", map(minter.iri, keys))
    }
    bodies = {key: post_words(key)[1] for key in labels if key.startswith("position/")}
    return {key: f"{label} ({body})" if (body := bodies.get(key)) else label for key, label in labels.items()}


def _twice(each: Overlap, called: Mapping[str, str]) -> str:
    one, other, post = (called.get(key, words(key)) for key in (each.official, each.other, each.post))
    days = each.first if each.first == each.last else f"{each.first} to {each.last}"
    return f"{one} and {other} are both {post} on {days}, by {_listed(each.articles)}"


def _outside(span: Span, called: Mapping[str, str]) -> str:
    official, post = called.get(span.official, words(span.official)), called.get(span.post, words(span.post))
    seen = span.first if span.first == span.last else f"{span.first} to {span.last}"
    bounds = f"{span.bounded_from or 'ever'} to {span.bounded_to or 'now'}"
    told = f"{official} is seen as {post} on {seen}, by {_listed(span.articles)}"
    return f"{told}; the register of tenures says {bounds} ({span.source})"


def _listed(articles: tuple[str, ...]) -> str:
    return ", ".join(_ids(articles[:5])) + (f" and {len(articles) - 5} more" if len(articles) > 5 else "")


def _ids(articles: Iterable[str]) -> Iterator[str]:
    return (article.removeprefix("article/") for article in articles)
