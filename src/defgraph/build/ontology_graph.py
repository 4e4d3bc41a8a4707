"""The graph that holds the ontology and its vocabularies, so that queries find labels and codes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Triple

from defgraph.namespaces import DG
from defgraph.ontology import ontology_triples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from defgraph.build.target import Target
    from defgraph.ids import Minter


class OntologyGraph:
    """The ontology as one named graph.

    Args:
        minter: names the graph.
    """

    def __init__(self, minter: Minter) -> None:
        self._graph = minter.ontology_graph
        lines = sorted(map(str, ontology_triples()))
        self._digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def _triples(self) -> Iterator[Triple]:
        yield from ontology_triples()
        yield Triple(self._graph, DG("digest"), Literal(self._digest))

    def quads(self) -> Iterator[Quad]:
        """Yield the statements with their graph."""
        for triple in self._triples():
            yield Quad(triple.subject, triple.predicate, triple.object, self._graph)

    def write(self, store: Target, held: Mapping[NamedNode, str]) -> None:
        """Put the ontology into ``store`` in one transaction, unless it holds this one already.

        Args:
            store: where to put it.
            held: the digests of the store's graphs.
        """
        if held.get(self._graph) == self._digest:
            return
        statements = " .\n".join(map(str, self._triples()))
        store.update(
            f"DROP SILENT GRAPH {self._graph} ;\nINSERT DATA {{ GRAPH {self._graph} {{\n{statements}\n}} }}"
        )
