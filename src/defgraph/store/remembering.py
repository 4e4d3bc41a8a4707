"""A store that is asked the same more than once, and answers at once the second time."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Literal

from defgraph.store.base import Dataset, Solutions, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import NamedNode, Quad, Triple


class RememberingStore(Store):
    """What another store answers; SELECT and ASK are asked once each, until something is written.

    Closing it leaves the other open. What it remembers is not bounded, so keep it for one piece of work.

    Args:
        store: the other.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.location = store.location
        self._solutions: dict[str, Solutions] = {}
        self._truths: dict[str, bool] = {}

    def select(self, query: str) -> Solutions:
        """Return the solutions of a SELECT query over the union of all graphs."""
        if query not in self._solutions:
            self._solutions[query] = self._store.select(query)
        return self._solutions[query]

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query over the union of all graphs."""
        if query not in self._truths:
            self._truths[query] = self._store.ask(query)
        return self._truths[query]

    def construct(self, query: str) -> Iterator[Triple]:
        """Yield the triples of a CONSTRUCT or DESCRIBE query over the union of all graphs."""
        return self._store.construct(query)

    def answer(
        self,
        query: str,
        output: IO[bytes],
        media_type: str,
        *,
        graphs: Dataset | Literal["all", "said"] = "all",
        base: str | None = None,
    ) -> None:
        """Write the answer of a query of any form."""
        self._store.answer(query, output, media_type, graphs=graphs, base=base)

    def update(self, text: str, *, repeatable: bool = False, base: str | None = None) -> None:
        """Run a SPARQL 1.1 Update request as one transaction, and forget all answers."""
        self._solutions.clear()
        self._truths.clear()
        self._store.update(text, repeatable=repeatable, base=base)

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the statements of every named graph, or of ``graph`` alone."""
        return self._store.quads(graph)

    def graphs(self) -> list[NamedNode]:
        """Return the names of the graphs that hold statements, sorted."""
        return self._store.graphs()
