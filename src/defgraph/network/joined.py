"""Projections: things joined by the meetings that they have in common."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.network.edges import Edge
from defgraph.network.portions import package_query, package_rows
from defgraph.network.reading import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from defgraph.network.edges import Attributes
    from defgraph.network.reading import Thing
    from defgraph.store import Store
    from defgraph.terms import Term

    Joined = Iterator[tuple[str, str, Attributes]]


def joined(store: Store, name: str, label: str, things: Mapping[str, Thing]) -> Joined:
    """Yield the edges of the projection ``name``: two ends and attributes, in the order of the ends.

    Its query has a row for each ``source``, ``target`` and ``meeting``. One without ``target`` joins all
    sources of a meeting with one another: that many rows less are to be read from the store.

    Args:
        store: what to read.
        name: of a file in ``projections/``.
        label: what each edge is called.
        things: all that is drawn; other ends and meetings are left out.
    """
    answer = store.select(package_query(f"projections/{name}.rq"))
    rows = [texts for row in answer.rows if (texts := _drawn(row, things)) is not None]
    meetings = _of_three(rows) if "target" in answer.variables else _of_two(rows)
    articles = grouped(package_rows(store, "queries/articles.rq"))
    once: dict[str, Attributes] = {}

    def attributes(events: set[str]) -> Attributes:
        edge = Edge("", "", "", name, label)
        for event in events:
            edge.add_event(things[event])
            edge.articles.update(articles.get(event, ()))
        return edge.attributes(weight=len(events))

    for ends in sorted(meetings):
        events = meetings[ends]
        if len(events) > 1:
            yield *ends, attributes(set(events))
            continue
        (event,) = events
        if event not in once:
            once[event] = attributes({event})
        yield *ends, once[event]


def _drawn(row: Sequence[Term | None], things: Mapping[str, Thing]) -> list[str] | None:
    texts = [term.value for term in row if isinstance(term, NamedNode)]
    return texts if len(texts) == len(row) and all(text in things for text in texts) else None


def _of_three(rows: list[list[str]]) -> dict[tuple[str, str], list[str]]:
    meetings: dict[tuple[str, str], list[str]] = defaultdict(list)
    for source, target, meeting in rows:
        meetings[min(source, target), max(source, target)].append(meeting)
    return meetings


def _of_two(rows: list[list[str]]) -> dict[tuple[str, str], list[str]]:
    present: dict[str, set[str]] = defaultdict(set)
    for source, meeting in rows:
        present[meeting].add(source)
    meetings: dict[tuple[str, str], list[str]] = defaultdict(list)
    for meeting, sources in present.items():
        for pair in combinations(sorted(sources), 2):
            meetings[pair].append(meeting)
    return meetings
