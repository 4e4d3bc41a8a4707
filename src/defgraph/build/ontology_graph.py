"""The graph that holds the ontology and its vocabularies, so that queries find labels and codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.build.statements import in_graph, statements_digest
from defgraph.build.target import base_of
from defgraph.ids import Minter
from defgraph.namespaces import DG
from defgraph.ontology import ontology_triples
from defgraph.terms import written

if TYPE_CHECKING:
    from defgraph.build.target import Target


class OntologyGraph:
    """The ontology as one named graph.

    ``digest`` tells this version from others.

    Args:
        minter: names the graph.
    """

    def __init__(self, minter: Minter) -> None:
        self._graph = minter.ontology_graph
        lines = sorted(map(str, ontology_triples()))
        self.digest = statements_digest(self._graph, lines)
        self._lines = (*lines, f"{self._graph} {DG['digest']} {written(self.digest)}")

    @property
    def text(self) -> str:
        """The statements as N-Quads."""
        return in_graph(self._graph, self._lines)

    def write(self, store: Target, held: str | None) -> None:
        """Put the ontology into ``store`` in one transaction, unless it holds this one already.

        Args:
            store: where to put it.
            held: the digest of the ontology that it holds; None: it holds none.
        """
        if held == self.digest:
            return
        statements = " .\n".join(self._lines)
        store.update(
            f"DROP SILENT GRAPH {self._graph} ;\nINSERT DATA {{ GRAPH {self._graph} {{\n{statements}\n}} }}"
        )


def has_another_ontology(store: Target) -> bool:
    """Return whether ``store`` was built with another version of the ontology than this one.

    What this version asks for may be missing there, until the store is built again. A store that was not
    built by defgraph at all is none of these.

    Raises:
        StoreError: the store failed.
    """
    base = base_of(store)
    if base is None:
        return False
    minter = Minter(base)
    graph, digest = minter.ontology_graph, OntologyGraph(minter).digest
    query = f"SELECT ?digest WHERE {{ GRAPH {graph} {{ {graph} {DG['digest']} ?digest }} }}"
    return digest not in {told.value for (told,) in store.select(query).rows if told is not None}
