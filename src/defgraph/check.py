"""Whether a store holds what builds put there, and nothing that is damaged or out of date.

Each article's graph and the ontology's carry a digest of their statements, and the others are told how many
they hold, so what was lost or changed is noticed by reading once. That what is derived is right, too, a fresh
derivation from the articles' graphs shows.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, RdfFormat, serialize

from defgraph.build.corpus import MemoryCorpus
from defgraph.build.counts import MARK, numbers_told
from defgraph.build.derive import Derivation
from defgraph.build.known import recall_known
from defgraph.build.observing import recalled_observations
from defgraph.build.ontology_graph import OntologyGraph
from defgraph.build.statements import statements_digest
from defgraph.build.target import base_of, select_among
from defgraph.errors import JudgementsError
from defgraph.identity.register import register_digest
from defgraph.ids import Minter
from defgraph.namespaces import DG
from defgraph.sorting import sorted_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from defgraph.build.known import Known
    from defgraph.store import Store

_DESCRIBED = "SELECT DISTINCT ?x WHERE { %s GRAPH ?g { ?x ?p ?o } }"
_DIGEST = str(DG("digest"))
_GRAPHS_AT_ONCE = 200
_AT_ONCE = 50_000  # statements
_ANEW = "restore a backup, or build the records into a new store"
_UP_TO_DATE = "build again to bring it up to date"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong with a store.

    Args:
        kind: ``base``, ``graph``, ``article``, ``ontology``, ``judgements``, ``dangling``, ``number`` (of
            statements), ``derived``, or ``outdated`` for what another version of the program has built.
        place: the IRI of the graph or thing that it is wrong with; of a store without any, its location.
        message: what is wrong, and the next step.
    """

    kind: str
    place: str
    message: str

    @property
    def is_damage(self) -> bool:
        """Whether something was lost or changed; else building again is all that is needed."""
        return self.kind != "outdated"

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class Report(NamedTuple):
    """What a check found, sorted, and how many statements it read."""

    findings: tuple[Finding, ...]
    statements: int


def check(store: Store, *, deep: bool = False) -> Report:
    """Say what is wrong with ``store``.

    Args:
        store: what has been built; nothing is changed.
        deep: also derive everything anew and compare; that takes the time and memory of a build.

    Raises:
        InputError: there is no room for a temporary file.
        StoreError: the store failed.
    """
    base = base_of(store)
    if base is None:
        if store.is_empty():
            return Report((), 0)
        message = f"nothing says what its IRIs begin with (void:uriSpace); {_ANEW}"
        return Report((Finding("base", store.location, message),), 0)
    minter = Minter(base)
    examination = _Examination(store, minter)
    found = list(examination.findings())
    if deep and not found:
        found += _underived(store, minter, recall_known(store, minter))
    return Report(tuple(sorted(found)), examination.statements)


class _Examination:
    """What one reading of a store shows.

    Args:
        store: what to read.
        minter: made its IRIs.
    """

    def __init__(self, store: Store, minter: Minter) -> None:
        self._store = store
        self._minter = minter
        self._ours = f"<{minter.base}"
        self._pointed: dict[str, str] = {}
        self._numbered: Counter[str] = Counter()
        self.statements = 0

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong, but for what is derived."""
        minter = self._minter
        ontology, known = str(minter.ontology_graph), str(minter.known_graph)
        derived = (str(minter.derived_graph), str(minter.inferred_graph))
        missing = {ontology}
        for graph, lines in self._graphs():
            missing.discard(graph)
            if graph.startswith(f"{self._ours}graph/article/"):
                yield from self._article(graph, list(lines))
            elif graph == ontology:
                yield from self._ontology(list(lines))
            elif graph in derived:
                yield from self._derived(graph, self._counting(graph, lines))
            elif graph == known:
                deque(self._counting(graph, lines), maxlen=0)
            elif graph.startswith(f"{self._ours}graph/"):
                yield Finding("graph", graph[1:-1], f"no build makes a graph of this name; {_ANEW}")
        if missing:
            yield from self._ontology([])
        yield from self._numbers()
        yield from self._judgements()
        yield from self._dangling()

    def _graphs(self) -> Iterator[tuple[str, Iterator[str]]]:
        """Yield the graphs, each with its statements as lines of N-Triples, sorted."""
        lines = chain.from_iterable(sorted_lines(self._read()))
        for graph, group in groupby(lines, key=_graph):
            yield graph.decode(), (line.partition(b"\t")[2].decode() for line in group)

    def _read(self) -> Iterator[list[bytes]]:
        """Yield all statements as lines that begin with their graph and a tab."""
        rest = iter(self._store.quads())
        while text := serialize(islice(rest, _AT_ONCE), format=RdfFormat.N_QUADS):
            parts = [line.rsplit(b" ", 2) for line in text[:-1].split(b"\n")]
            self.statements += len(parts)
            yield [b"%b\t%b" % (graph, statement) for statement, graph, _ in parts]

    def _article(self, graph: str, lines: list[str]) -> Iterator[Finding]:
        if not _is_as_built(graph, lines):
            message = f"its statements are not those that were built (dg:digest); {_ANEW}"
            yield Finding("article", graph[1:-1], message)
        self._point(graph, lines)

    def _ontology(self, lines: list[str]) -> Iterator[Finding]:
        graph = self._minter.ontology_graph
        if not _is_as_built(str(graph), lines):
            yield Finding("ontology", graph.value, f"its statements are not those of its digest; {_ANEW}")
        elif f'{graph} {_DIGEST} "{OntologyGraph(self._minter).digest}"' not in lines:
            yield Finding("outdated", graph.value, f"this is another version of the ontology; {_UP_TO_DATE}")

    def _derived(self, graph: str, lines: Iterable[str]) -> Iterator[Finding]:
        strays: list[str] = []
        self._point(graph, lines, strays)
        for thing in strays:
            yield Finding("article", thing[1:-1], f"a digest stands for statements that are gone; {_ANEW}")

    def _counting(self, graph: str, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self._numbered[graph] += MARK not in line
            yield line

    def _numbers(self) -> Iterator[Finding]:
        told = {str(graph): number for graph, number in numbers_told(self._store, self._minter).items()}
        for graph in sorted(told.keys() | self._numbered.keys()):
            there, wanted = self._numbered[graph], told.get(graph, 0)
            if there != wanted:
                message = f"holds {there:,} statements, where {wanted:,} were put (void:triples); {_ANEW}"
                yield Finding("number", graph[1:-1], message)

    def _judgements(self) -> Iterator[Finding]:
        minter = self._minter
        told = {quad.triple for quad in self._store.quads(minter.known_graph)}
        try:
            known = recall_known(self._store, minter)
            whole = told == set(known.triples(minter))
        except JudgementsError:
            message = f"a judgement or the bound of a tenure is incomplete; {_ANEW}"
            yield Finding("judgements", minter.known_graph.value, message)
            return
        if not whole:
            message = f"a judgement or the bound of a tenure is not as it was given; {_ANEW}"
            yield Finding("judgements", minter.known_graph.value, message)
        elif known.register != register_digest():
            message = f"derived with another version of the register of organisations; {_UP_TO_DATE}"
            yield Finding("outdated", minter.derived_graph.value, message)

    def _point(self, graph: str, lines: Iterable[str], digested: list[str] | None = None) -> None:
        """Remember which things of the data ``graph`` points at and does not describe."""
        described, pointed = set(), set()
        for line in lines:
            subject, predicate, value = line.split(" ", 2)
            described.add(subject)
            if value.startswith(self._ours):
                pointed.add(value)
            elif digested is not None and predicate == _DIGEST:
                digested.append(subject)
        for thing in pointed - described:
            self._pointed.setdefault(thing, graph)

    def _dangling(self) -> Iterator[Finding]:
        """Yield the things pointed at that nothing describes; judgements may be on what has gone."""
        things = (NamedNode(thing[1:-1]) for thing in self._pointed)
        described = {str(thing) for (thing,) in select_among(self._store, _DESCRIBED, "x", things)}
        for thing, graph in self._pointed.items():
            if thing not in described:
                place = graph.removeprefix(self._ours).rstrip(">")
                message = f"{place} points at it, and nothing describes it; {_ANEW}"
                yield Finding("dangling", thing[1:-1], message)


def _graph(line: bytes) -> bytes:
    return line[: line.index(b"\t")]


def _is_as_built(graph: str, lines: list[str]) -> bool:
    """Return whether the statements of a graph are those that its digest was made of."""
    own = f"{graph} {_DIGEST} "
    digests = [line for line in lines if line.startswith(own)]
    rest = (line for line in lines if not line.startswith(own))
    return digests == [f'{own}"{statements_digest(NamedNode(graph[1:-1]), rest)}"']


def _underived(store: Store, minter: Minter, known: Known) -> Iterator[Finding]:
    """Yield in what the derived graphs are not what follows from the graphs of the articles."""
    derivation = Derivation(minter, _corpus(store, minter), known.knowledge)
    fresh: dict[NamedNode, set[str]] = {minter.derived_graph: set(), minter.inferred_graph: set()}
    for graph, lines in derivation.statements(derivation.reach(derivation.everything())):
        fresh[graph].update(lines)
    for graph, expected in fresh.items():
        all_held = (str(quad.triple) for quad in store.quads(graph))
        held = {line for line in all_held if not line.startswith(f"{graph} ") and MARK not in line}
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
