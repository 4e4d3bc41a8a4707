"""Whether a store holds what builds put there, and nothing that is damaged or out of date.

Each article's graph and the ontology's carry a digest of their statements, so what was lost or changed
there is noticed by reading once. What is derived has none: it is compared with what a fresh derivation
from the articles' graphs comes to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from defgraph.build.corpus import MemoryCorpus
from defgraph.build.derive import Derivation
from defgraph.build.known import Known, recall_known
from defgraph.build.observing import recalled_observations
from defgraph.build.ontology_graph import OntologyGraph
from defgraph.build.statements import statements_digest
from defgraph.build.target import base_of, digests, select_among
from defgraph.errors import InputError
from defgraph.identity.register import register_digest
from defgraph.ids import Minter
from defgraph.namespaces import DG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from defgraph.store import Store

_WHOLE = "SELECT ?g ?s ?p ?o WHERE { %s GRAPH ?g { ?s ?p ?o } }"
_DESCRIBED = "SELECT DISTINCT ?x WHERE { %s GRAPH ?g { ?x ?p ?o } }"
_GRAPHS_AT_ONCE = 200
_ANEW = "restore a backup, or build the records into a new store"
_UP_TO_DATE = "build again to bring it up to date"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong with a store.

    Args:
        kind: ``base``, ``graph``, ``article``, ``ontology``, ``register``, ``judgements``, ``dangling`` or
            ``derived``.
        place: the IRI of the graph or thing that it is wrong with; of a store without any, its location.
        message: what is wrong, and the next step.
    """

    kind: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def check(store: Store, *, deep: bool = False) -> tuple[Finding, ...]:
    """Return what is wrong with ``store``, sorted.

    Args:
        store: what has been built; nothing is changed.
        deep: also derive everything anew and compare; that takes the time and memory of a build.

    Raises:
        StoreError: the store failed.
    """
    base = base_of(store)
    if base is None:
        if store.is_empty():
            return ()
        message = f"nothing says what its IRIs begin with (void:uriSpace); {_ANEW}"
        return (Finding("base", store.location, message),)
    minter = Minter(base)
    examination = _Examination(store, minter)
    found = list(examination.findings())
    if deep and not found:
        found += _underived(store, minter, examination.known)
    return tuple(sorted(found))


class _Examination:
    """What one reading of a store shows.

    Args:
        store: what to read.
        minter: made its IRIs.
    """

    def __init__(self, store: Store, minter: Minter) -> None:
        self._store = store
        self._minter = minter
        self._pointed: dict[NamedNode, NamedNode] = {}
        self.known = Known(None, None, frozenset())  # type: ignore[arg-type] # until it is recalled

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong, but for what is derived."""
        minter = self._minter
        ours = (minter.derived_graph, minter.inferred_graph, minter.known_graph, minter.ontology_graph)
        articles = _articles(self._store, minter)
        below = {graph for graph in self._store.graphs() if graph.value.startswith(f"{minter.base}graph/")}
        unknown = below.difference(articles, ours)
        for graph in unknown:
            yield Finding("graph", graph.value, f"no build makes a graph of this name; {_ANEW}")
        yield from self._articles(articles)
        yield from self._ontology()
        yield from self._judgements()
        for graph in (minter.derived_graph, minter.inferred_graph):
            self._point((quad.triple for quad in self._store.quads(graph)), graph)
        yield from self._dangling()

    def _articles(self, graphs: list[NamedNode]) -> Iterator[Finding]:
        held = digests(self._store)
        for graph in held.keys() - {*graphs, self._minter.ontology_graph}:
            yield Finding("article", graph.value, f"a digest stands for statements that are gone; {_ANEW}")
        for start in range(0, len(graphs), _GRAPHS_AT_ONCE):
            told: dict[NamedNode, list[Triple]] = {}
            some = graphs[start : start + _GRAPHS_AT_ONCE]
            for graph, *terms in select_among(self._store, _WHOLE, "g", some):
                told.setdefault(graph, []).append(Triple(*terms))
            for graph, triples in told.items():
                lines = (str(t) for t in triples if t.predicate != DG("digest"))
                if held.get(graph) != statements_digest(graph, lines):
                    message = f"its statements are not those that were built (dg:digest); {_ANEW}"
                    yield Finding("article", graph.value, message)
                self._point(triples, graph)

    def _ontology(self) -> Iterator[Finding]:
        graph = self._minter.ontology_graph
        triples = {quad.triple for quad in self._store.quads(graph)}
        own = {t for t in triples if t.subject == graph and t.predicate == DG("digest")}
        held = {t.object.value for t in own if not isinstance(t.object, Triple)}
        if held != {statements_digest(graph, map(str, triples - own))}:
            yield Finding("ontology", graph.value, f"its statements are not those of its digest; {_ANEW}")
        elif held != {OntologyGraph(self._minter).digest}:
            yield Finding("ontology", graph.value, f"this is another version of the ontology; {_UP_TO_DATE}")

    def _judgements(self) -> Iterator[Finding]:
        minter = self._minter
        told = {quad.triple for quad in self._store.quads(minter.known_graph)}
        try:
            self.known = recall_known(self._store, minter)
            whole = told == set(self.known.triples(minter))
        except (InputError, KeyError, IndexError, ValueError):
            whole = False
        if not whole:
            message = f"a judgement or the bound of a tenure is incomplete; {_ANEW}"
            yield Finding("judgements", minter.known_graph.value, message)
        elif self.known.register != register_digest():
            message = f"derived with another version of the register of organisations; {_UP_TO_DATE}"
            yield Finding("register", minter.derived_graph.value, message)

    def _point(self, triples: Iterable[Triple], graph: NamedNode) -> None:
        """Remember which things of the data ``graph`` points at and does not describe."""
        described, pointed = set(), set()
        for triple in triples:
            described.add(triple.subject)
            if isinstance(triple.object, NamedNode):
                pointed.add(triple.object)
        for thing in pointed - described:
            if thing.value.startswith(self._minter.base):
                self._pointed.setdefault(thing, graph)

    def _dangling(self) -> Iterator[Finding]:
        """Yield the things pointed at that nothing describes; judgements may be on what has gone."""
        described = {thing for (thing,) in select_among(self._store, _DESCRIBED, "x", self._pointed)}
        for thing, graph in self._pointed.items():
            if thing not in described:
                message = f"{self._minter.path(graph)} points at it, and nothing describes it; {_ANEW}"
                yield Finding("dangling", thing.value, message)


def _underived(store: Store, minter: Minter, known: Known) -> Iterator[Finding]:
    """Yield in what the derived graphs are not what follows from the graphs of the articles."""
    derivation = Derivation(minter, _corpus(store, minter), known.knowledge)
    fresh: dict[NamedNode, set[str]] = {minter.derived_graph: set(), minter.inferred_graph: set()}
    for graph, lines in derivation.statements(derivation.reach(derivation.everything())):
        fresh[graph].update(lines)
    for graph, expected in fresh.items():
        held = {str(quad.triple) for quad in store.quads(graph) if quad.subject != graph}
        for verb, differing in (("misses", expected - held), ("has", held - expected)):
            if differing:
                message = f"{verb} {_counted(differing)} against what follows from the articles; {_ANEW}"
                yield Finding("derived", graph.value, message)


def _counted(lines: Collection[str]) -> str:
    first = min(lines)
    return f"1 statement ({first})" if len(lines) == 1 else f"{len(lines)} statements (the first: {first})"


def _corpus(store: Store, minter: Minter) -> MemoryCorpus:
    """Return what the graphs of the articles show."""
    corpus = MemoryCorpus()
    graphs = _articles(store, minter)
    for start in range(0, len(graphs), _GRAPHS_AT_ONCE):
        some = recalled_observations(store, minter, graphs[start : start + _GRAPHS_AT_ONCE])
        for observed in some.values():
            corpus.add(observed)
    return corpus


def _articles(store: Store, minter: Minter) -> list[NamedNode]:
    """Return the graphs of the articles, sorted."""
    return [graph for graph in store.graphs() if graph.value.startswith(f"{minter.base}graph/article/")]
