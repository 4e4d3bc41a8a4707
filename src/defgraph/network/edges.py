"""Edges between drawn things: read once, carried in one form by every network."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from defgraph.namespaces import PROV
from defgraph.network.portions import one_of, rows_about
from defgraph.network.reading import grouped, local_name, read_sources, text_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from defgraph.network.reading import Texts, Thing
    from defgraph.ontology import DrawingRules, EdgeRule
    from defgraph.store import Store
    from defgraph.terms import Term

SEPARATOR = "; "
"""Joins the values of an attribute that has several: graph file formats know no lists."""

Attributes = dict[str, str | int | float]


@dataclass
class Edge:
    """One edge, before it becomes attributes of a networkx edge.

    ``iri`` is the thing or the property that it draws; ``spans`` are first and last day of what
    it dates from (ISO 8601; empty when unknown).
    """

    source: str
    target: str
    iri: str
    kind: str
    label: str = ""
    spans: set[tuple[str, str]] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)

    def add_event(self, event: Thing, *, dated: bool = True) -> None:
        """Take over the areas of a meeting that this edge belongs to and, if ``dated``, its dates."""
        self.events.add(event.iri)
        self.areas.update(event.areas)
        if dated and event.date:
            self.spans.add((event.date, event.end))

    def attributes(self, weight: int) -> Attributes:
        """Return the scalar attributes of the edge, those without a value left out."""
        found: Attributes = {
            "iri": self.iri,
            "kind": self.kind,
            "label": self.label,
            "weight": weight,
            "date": min((start for start, _ in self.spans), default=""),
            "end": max((end for _, end in self.spans), default=""),
            "dates": SEPARATOR.join(sorted({start for start, _ in self.spans})),
            "meetings": SEPARATOR.join(sorted(self.events)),
            "articles": SEPARATOR.join(sorted(self.articles)),
            "areas": SEPARATOR.join(sorted(local_name(area) for area in self.areas)),
        }
        return {key: value for key, value in found.items() if value != ""}


def drawn_edges(
    store: Store,
    drawing: DrawingRules,
    things: Mapping[str, Thing],
    texts: Mapping[str, Texts],
    *,
    are_all: bool = True,
) -> list[Edge]:
    """Return every edge that the ontology draws between ``things``, sorted by its ends and IRI.

    Args:
        store: what to read.
        drawing: what is drawn.
        things: the nodes.
        texts: what the terms of the ontology and of the vocabularies are called.
        are_all: whether ``things`` are all there are, so that all edges are read at once.
    """
    only = None if are_all else things.keys()
    classes = [rule for rule in drawing.edges if not rule.is_property]
    properties = [rule.term for rule in drawing.edges if rule.is_property]
    edges = [
        *(edge for rule in classes for edge in _class_edges(store, rule, things, texts, only)),
        *_property_edges(store, properties, things, texts, only),
    ]
    for edge in edges:
        undated = not edge.spans
        for end in (things[edge.source], things[edge.target]):
            if end.is_event:
                edge.add_event(end, dated=undated)
    return sorted(edges, key=lambda edge: (edge.source, edge.target, edge.iri))


def _class_edges(
    store: Store,
    rule: EdgeRule,
    things: Mapping[str, Thing],
    texts: Mapping[str, Texts],
    only: Collection[str] | None,
) -> Iterator[Edge]:
    optional = {
        "source": rule.source,
        "fallback": rule.fallback_source,
        "value": rule.label,
        "date": rule.date,
        "end": rule.end,
    }
    parts = [f"OPTIONAL {{ ?e {prop} ?{name} }}" for name, prop in optional.items() if prop is not None]
    query = f"""SELECT DISTINCT ?e ?target ?{" ?".join(optional)} WHERE {{
      %s ?e {rule.target} ?target ; a {rule.term} . {" ".join(parts)}
    }}"""
    found: dict[tuple[str, str, str], Edge] = {}
    labels: dict[str, set[str]] = defaultdict(set)
    for thing, target, source, fallback, value, date, end in rows_about(store, query, "target", only):
        start = source if source is not None else fallback
        if not (_drawn(start, things) and _drawn(target, things) and isinstance(thing, NamedNode)):
            continue
        ends = (_text(start), _text(target))
        edge = found.setdefault((*ends, thing.value), Edge(*ends, thing.value, local_name(rule.term.value)))
        if value is not None:
            labels[edge.iri].add(_label(value, texts))
        if date is not None:
            edge.spans.add((_text(date), _text(end) or _text(date)))
    sources = read_sources(store, {edge.iri for edge in found.values()})
    fallback_label = text_in(texts.get(rule.term.value, {}), "en", local_name(rule.term.value))
    for edge in found.values():
        edge.label = SEPARATOR.join(sorted(labels[edge.iri])) or fallback_label
        edge.articles.update(sources.get(edge.iri, ()))
        yield edge


def _property_edges(
    store: Store,
    properties: Iterable[NamedNode],
    things: Mapping[str, Thing],
    texts: Mapping[str, Texts],
    only: Collection[str] | None,
) -> Iterator[Edge]:
    listed = one_of("p", properties, beside_things=only is not None)
    rows = list(
        rows_about(store, f"SELECT ?s ?p ?o ?g WHERE {{ %s {listed} GRAPH ?g {{ ?s ?p ?o }} }}", "s", only)
    )
    graphs = _sources_of_graphs(store, None if only is None else {_text(graph) for *_, graph in rows})
    found: dict[tuple[str, str, str], Edge] = {}
    for subject, predicate, value, graph in rows:
        if _drawn(subject, things) and _drawn(value, things) and isinstance(predicate, NamedNode):
            key = (_text(subject), _text(value), predicate.value)
            if key not in found:
                name = local_name(predicate.value)
                label = text_in(texts.get(predicate.value, {}), "en", name)
                found[key] = Edge(*key, name, label)
            found[key].articles.update(graphs.get(_text(graph), ()))
    derived = [edge for edge in found.values() if not edge.articles]
    about = read_sources(store, {edge.source for edge in derived})
    for edge in derived:  # no article's graph states it: it was concluded from what they say of its source
        edge.articles.update(about.get(edge.source, ()))
    yield from found.values()


def _sources_of_graphs(store: Store, graphs: Collection[str] | None) -> dict[str, tuple[str, ...]]:
    """Return the article that each of ``graphs`` was derived from; None: of every graph."""
    query = f"SELECT DISTINCT ?g ?a WHERE {{ %s ?g {PROV('wasDerivedFrom')} ?a }}"
    return grouped(rows_about(store, query, "g", graphs))


def _label(value: Term, texts: Mapping[str, Texts]) -> str:
    if isinstance(value, NamedNode):
        return text_in(texts.get(value.value, {}), "en", local_name(value.value))
    return _text(value)


def _drawn(term: Term | None, things: Mapping[str, Thing]) -> bool:
    return isinstance(term, NamedNode) and term.value in things


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
