"""What a store says of one thing, as triples: what its document of data holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from defgraph.build.target import base_of
from defgraph.namespaces import DCTERMS, PROV, RDFS, ROOT, SCHEMA, SKOS
from defgraph.queries.injection import inject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from defgraph.store import Store
    from defgraph.terms import Term

MOST_OWN = 5_000
"""How many statements about a thing are told."""

MOST_INCOMING = 500
"""How many things are told, of those that point to it by one property, and how many articles."""

MOST_SORTED = 50_000
"""Of a property by which more things point to it none is told: finding the first would take long."""

MOST_IN_GRAPH = 10_000
"""A graph with more statements is told of, not told whole: ``/dump.nq`` has it."""

_SOURCE = DCTERMS("source")
_REPLACED = DCTERMS("isReplacedBy")
_LABELS = (RDFS("label"), SKOS("prefLabel"), DCTERMS("title"), SCHEMA("url"))
_OWN = f"SELECT DISTINCT ?p ?o {{ ?_thing ?p ?o }} ORDER BY ?p ?o LIMIT {MOST_OWN}"
_COUNTS = "SELECT ?p (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?_thing } GROUP BY ?p"
_INCOMING = "SELECT DISTINCT ?s { ?s ?p ?_thing FILTER(?p = ?_property) }"
_ARTICLES = f"""SELECT DISTINCT ?article {{
  {{ GRAPH ?g {{ ?_thing ?p ?o }} }}
  UNION
  {{ ?old {_REPLACED} ?_thing GRAPH ?g {{ ?old ?p ?o }} }}
  ?g {PROV("wasDerivedFrom")} ?article
}} ORDER BY ?article LIMIT {MOST_INCOMING}"""
_NAMES = f"""SELECT DISTINCT ?_things ?p ?o {{
  {" UNION ".join(f"{{ ?_things {label} ?o BIND({label} AS ?p) }}" for label in _LABELS)}
}}"""
_INSTEAD = f"SELECT DISTINCT ?other {{ ?_thing {_REPLACED} ?other }} ORDER BY ?other"
_SIZE = "SELECT (COUNT(*) AS ?n) { GRAPH ?_graph { ?s ?p ?o } }"
_WHOLE = "SELECT ?s ?p ?o { GRAPH ?_graph { ?s ?p ?o } }"
_ONTOLOGY = frozenset({NamedNode(ROOT + "ontology"), NamedNode(ROOT + "drawing")})


def replaced_by(store: Store, thing: NamedNode) -> NamedNode | None:
    """Return what stands for ``thing`` where something else does."""
    rows = _select(store, _INSTEAD, thing=(thing,))
    return next((other for (other,) in rows if isinstance(other, NamedNode)), None)


def is_told_of(store: Store, thing: NamedNode) -> bool:
    """Return whether the store says anything of ``thing``, or holds a graph of this name."""
    return store.ask(
        inject("ASK { { ?_thing ?p ?o } UNION { GRAPH ?_thing { ?s ?p ?o } } }", {"thing": (thing,)})
    )


def thing_triples(store: Store, thing: NamedNode) -> set[Triple]:
    """Return what the store says of a thing, over all graphs.

    These are the statements with it as the subject, and with it as the object; which articles say them
    (``dcterms:source``); and what the things it points to are called. Of a graph they are its own
    statements, too, and of the ontology the whole of it. Each part is bounded, in the order of its terms.

    Args:
        store: where to look.
        thing: its IRI.

    Returns:
        nothing, where the store says nothing of it.

    Raises:
        StoreError: the store failed.
    """
    if thing in _ONTOLOGY:
        return set(_graph(store, NamedNode(f"{base_of(store)}graph/ontology")))
    whole = set(_graph(store, thing))
    own = set(_triples((thing, *row) for row in _select(store, _OWN, thing=(thing,))))
    if not own and not whole:
        return set()
    incoming = set(_incoming(store, thing))
    articles = {row[0] for row in _select(store, _ARTICLES, thing=(thing,))}
    said = set(_triples((thing, _SOURCE, article) for article in articles if article != thing))
    names = set(_names(store, {triple.object for triple in own | said} - {thing}))
    return whole | own | incoming | said | names


def _incoming(store: Store, thing: NamedNode) -> Iterator[Triple]:
    """Yield statements about others that point to ``thing``, of each property the first."""
    for predicate, number in _select(store, _COUNTS, thing=(thing,)):
        if isinstance(predicate, NamedNode) and number is not None and int(number.value) <= MOST_SORTED:
            rows = _select(store, _INCOMING, thing=(thing,), property=(predicate,))
            # Sorting in the store would take ten times as long.
            subjects = sorted(row[0].value for row in rows if isinstance(row[0], NamedNode))
            for subject in subjects[:MOST_INCOMING]:
                yield Triple(NamedNode(subject), predicate, thing)


def _graph(store: Store, graph: NamedNode) -> Iterator[Triple]:
    """Yield the statements of a graph that are not too many to tell."""
    ((size,),) = _select(store, _SIZE, graph=(graph,))
    if size is not None and 0 < int(size.value) <= MOST_IN_GRAPH:
        yield from _triples(_select(store, _WHOLE, graph=(graph,)))


def _names(store: Store, things: Iterable[object]) -> Iterator[Triple]:
    iris = sorted((thing for thing in things if isinstance(thing, NamedNode)), key=str)
    if iris:
        yield from _triples(_select(store, _NAMES, things=tuple(iris)))


def _triples(rows: Iterable[Sequence[Term | None]]) -> Iterator[Triple]:
    for subject, predicate, value in rows:
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and value is not None:
            yield Triple(subject, predicate, value)


def _select(store: Store, query: str, **bound: tuple[NamedNode, ...]) -> list[tuple[Term | None, ...]]:
    return store.select(inject(query, bound)).rows
