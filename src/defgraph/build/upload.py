"""Filling a store that takes requests one by one, so that a build that was broken off can go on.

The store is marked unfinished first. The ontology's graph and the articles' follow in requests of bounded
size, each graph whole in one request with its digest; then what is derived; then the mark is taken away. So
a graph that has its digest is whole wherever the build was broken off, and the next sends the others alone.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from defgraph.build.target import digests
from defgraph.errors import DataError, InputError, StoreUnfinishedError
from defgraph.namespaces import DG, VOID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from defgraph.build.target import Target
    from defgraph.ids import Minter

_BYTES = 1_000_000
"""How large a request is, unless one article is larger: below what proxies take at most (nginx: 1 MiB)."""

_GRAPHS = 500
"""How many graphs one request drops."""

_UNFINISHED = f"SELECT ?g WHERE {{ GRAPH ?g {{ ?g {DG('unfinished')} ?yes }} }} LIMIT 1"
_ALL_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"


def is_unfinished(store: Target) -> bool:
    """Return whether a build into ``store`` has begun and not ended."""
    return bool(store.select(_UNFINISHED).rows)


def check_finished(store: Target) -> None:
    """Raise when a build into ``store`` has begun and not ended.

    Raises:
        StoreUnfinishedError: it has; what the store would answer is not the whole truth.
    """
    if is_unfinished(store):
        raise StoreUnfinishedError(
            f"{store.location}: a build into this store has begun and not ended; where it no longer runs, "
            "run it again to finish it: defgraph build RECORDS"
        )


class Upload:
    """One build into a store that is empty, or that such a build was broken off in.

    Args:
        store: where to put the statements.
        minter: makes the IRIs.
        sent: called with the number of articles so far, after each request that has some.
    """

    def __init__(self, store: Target, minter: Minter, sent: Callable[[int], object] = lambda _: None) -> None:
        self._store = store
        self._minter = minter
        self._sent = sent
        self._mark = Quad(minter.derived_graph, DG("unfinished"), Literal(True), minter.derived_graph)  # noqa: FBT003 - RDF's true
        self._resumed = is_unfinished(store)
        self._whole: dict[NamedNode, str] = {}
        self._new: list[NamedNode] = []

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Mark the store while the statements are put in, and unmark it when all are.

        What the caller has to mend ends a build that has just begun as if it had not; what the store or the
        network does to it leaves what there is for the next build.
        """
        self._begin()
        try:
            yield
        except (DataError, InputError):
            if not self._resumed:
                self._drop([*self._new, self._minter.derived_graph])
            raise
        self._drop(list(self._whole))  # of articles that the build before had, and this one has not
        self._store.update(f"DELETE DATA {{ {_in_graph(self._mark)} }}", repeatable=True)

    def _begin(self) -> None:
        minter = self._minter
        base = Quad(minter.derived_graph, VOID("uriSpace"), Literal(minter.base), minter.derived_graph)
        self._store.insert(f"{base} .\n{self._mark} .\n")
        self._whole = {graph: digest for graph, digest in digests(self._store).items() if self._kept(graph)}
        told_last = {minter.derived_graph, minter.inferred_graph, minter.known_graph}
        held = [row[0] for row in self._store.select(_ALL_GRAPHS).rows if isinstance(row[0], NamedNode)]
        self._drop(
            [
                g
                for g in held
                if (self._kept(g) or g in told_last) and g not in {*self._whole, base.graph_name}
            ]
        )
        kept = f"?p NOT IN ({base.predicate}, {self._mark.predicate})"
        pattern = f"GRAPH {minter.derived_graph} {{ ?s ?p ?o }}"
        self._store.update(f"DELETE {{ {pattern} }} WHERE {{ {pattern} FILTER({kept}) }}", repeatable=True)

    def _kept(self, graph: NamedNode) -> bool:
        """Whether ``graph`` is of the kind that is sent whole."""
        articles = f"{self._minter.base}graph/article/"
        return graph == self._minter.ontology_graph or graph.value.startswith(articles)

    def _drop(self, graphs: Sequence[NamedNode]) -> None:
        for start in range(0, len(graphs), _GRAPHS):
            drops = (f"DROP SILENT GRAPH {graph}" for graph in graphs[start : start + _GRAPHS])
            self._store.update(" ;\n".join(drops), repeatable=True)

    def holds(self, graph: NamedNode, digest: str) -> bool:
        """Return whether the store has ``graph`` with this digest; one with another is taken out."""
        held = self._whole.pop(graph, None)
        if held is not None and held != digest:
            self._drop([graph])
        return held == digest

    def put_graphs(self, graphs: Iterable[tuple[NamedNode, str]]) -> None:
        """Put graphs in, given as N-Quads, each whole in one request."""

        def texts() -> Iterator[str]:
            for graph, text in graphs:
                self._new.append(graph)
                yield text

        self.put(texts())

    def put(self, texts: Iterable[str]) -> None:
        """Put N-Quads in, as many texts together as fit: one request is under way while the next is made."""
        under_way: Future[None] | None = None
        with ThreadPoolExecutor(max_workers=1) as other_thread:
            for batch in _batches(texts):
                if under_way is not None:
                    under_way.result()
                under_way = other_thread.submit(self._store.insert, batch)
                self._sent(len(self._new))
            if under_way is not None:
                under_way.result()


def _batches(texts: Iterable[str]) -> Iterator[str]:
    batch: list[str] = []
    size = 0
    for text in texts:
        length = len(text.encode())
        if batch and size + length > _BYTES:
            yield "".join(batch)
            batch, size = [], 0
        batch.append(text)
        size += length
    if batch:
        yield "".join(batch)


def _in_graph(quad: Quad) -> str:
    return f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
