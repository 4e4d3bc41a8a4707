"""Whole graphs of a store, one at a time: read, put in place of what is there, added to, deleted.

That is what the SPARQL 1.1 Graph Store HTTP Protocol asks of a store. A named graph without statements is not
there; the graph without a name always is. Graphs that defgraph writes have no blank nodes. What others upload
may: those of each upload are new, so adding a graph again adds them again, and putting it replaces them.
"""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from defgraph.errors import ChangedError, RdfError
from defgraph.namespaces import PREFIXES
from defgraph.queries.injection import serialise
from defgraph.store import Dataset
from defgraph.store.formats import GRAPHS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pyoxigraph import DefaultGraph, NamedNode, Triple

    from defgraph.store import Store

_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
ANY = "*"
"""In a :class:`Condition`: whatever the graph holds."""


class Condition(NamedTuple):
    """When a graph may be changed (RFC 9110, section 13.1), by digests of what it holds; None: always."""

    holds: Collection[str] | None = None
    holds_not: Collection[str] | None = None

    def check(self, digest: str | None) -> None:
        """Raise unless a graph of this digest (None: there is none) may be changed.

        Raises:
            ChangedError: it may not.
        """
        if self.holds is not None and not _is_among(digest, self.holds):
            raise ChangedError("the graph holds something else by now; read it again")
        if self.holds_not is not None and _is_among(digest, self.holds_not):
            raise ChangedError("there is such a graph already")


def _is_among(digest: str | None, digests: Collection[str]) -> bool:
    return digest is not None and (ANY in digests or digest in digests)


def read_graph(store: Store, graph: NamedNode | DefaultGraph) -> bytes | None:
    """Return the statements of a graph as sorted lines of N-Triples; None: there is no such graph."""
    held = io.BytesIO()
    store.answer(_ALL, held, ox.RdfFormat.N_TRIPLES.media_type, graphs=Dataset((graph,)))
    lines = held.getvalue().splitlines(keepends=True)
    if not lines and isinstance(graph, ox.NamedNode):
        return None
    return b"".join(sorted(set(lines)))


def digest_of(lines: bytes) -> str:
    """Return what tells one state of a graph from another, given its sorted lines."""
    return hashlib.sha256(lines).hexdigest()[:32]


def rewritten(lines: bytes, media_type: str) -> bytes:
    """Return sorted lines of N-Triples in another syntax: one of :data:`~defgraph.store.formats.GRAPHS`."""
    syntax = GRAPHS[media_type]
    if syntax in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS):
        return lines
    statements = (quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))
    written = ox.serialize(statements, format=syntax, prefixes=dict(PREFIXES))
    return written or b""


def parse_graph(body: bytes, media_type: str, base: str) -> list[Triple]:
    """Return the statements of one graph, its blank nodes named anew.

    Args:
        body: the graph in a syntax of RDF.
        media_type: which: one of :data:`~defgraph.store.formats.GRAPHS`.
        base: what relative IRIs hang on.

    Raises:
        RdfError: it does not parse, names graphs, or says what RDF 1.1 cannot.
    """
    try:
        read = ox.parse(
            body,
            format=GRAPHS[media_type],
            base_iri=base,
            without_named_graphs=True,
            rename_blank_nodes=True,
        )
        triples = [quad.triple for quad in read]
    except SyntaxError as error:
        place = f"line {error.lineno}, column {error.offset}: " if error.lineno else ""
        raise RdfError(f"{place}{error.msg}") from None
    if any(isinstance(triple.object, ox.Triple) for triple in triples):
        raise RdfError("a statement is about a statement, which RDF 1.1 does not know")
    return triples


def write_graph(
    store: Store,
    graph: NamedNode | DefaultGraph,
    triples: Sequence[Triple],
    *,
    replace: bool,
    condition: Condition,
) -> bool:
    """Put statements in a graph, as one transaction.

    Args:
        store: what to change.
        graph: which; it is made where it is not there.
        triples: the statements.
        replace: whether to delete first what it holds.
        condition: what has to hold of it.

    Returns:
        whether it was not there.

    Raises:
        ChangedError: the condition does not hold; nothing was changed.
        StoreError: the store failed.
    """
    known = _checked(store, graph, condition)
    statements = " . ".join(map(serialise, triples))
    block = statements if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph} {{ {statements} }}"
    clearing = f"{_dropping(graph)} ; " if replace else ""
    store.update(f"{clearing}INSERT DATA {{ {block} }}")
    return not known


def delete_graph(store: Store, graph: NamedNode | DefaultGraph, condition: Condition) -> bool:
    """Delete a graph, and return whether it was there; errors as in :func:`write_graph`."""
    known = _checked(store, graph, condition)
    if known:
        store.update(_dropping(graph))
    return known


def _checked(store: Store, graph: NamedNode | DefaultGraph, condition: Condition) -> bool:
    """Return whether a graph is there, once all is as a change asks."""
    if condition == Condition():
        return isinstance(graph, ox.DefaultGraph) or store.ask(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
    lines = read_graph(store, graph)
    condition.check(None if lines is None else digest_of(lines))
    return lines is not None


def _dropping(graph: NamedNode | DefaultGraph) -> str:
    return "DROP SILENT DEFAULT" if isinstance(graph, ox.DefaultGraph) else f"DROP SILENT GRAPH {graph}"
