"""The forms in which answers are written, by their media types (RFC 6838)."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from defgraph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

RESULTS: Mapping[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
}
"""What SELECT and ASK are answered with; the last two are other names of the first."""

GRAPHS: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}
"""What CONSTRUCT and DESCRIBE are answered with."""


def write_answer(
    answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, output: IO[bytes], media_type: str
) -> None:
    """Write the answer of a query as it comes.

    Raises:
        QueryError: there is no such form of it.
    """
    if isinstance(answer, ox.QueryTriples):
        if media_type not in GRAPHS:
            raise QueryError(f"the answer is a graph, which {media_type} has no place for")
        answer.serialize(output, GRAPHS[media_type])
    else:
        if media_type not in RESULTS:
            raise QueryError(f"the answer is no graph, and {media_type} has a place for nothing else")
        answer.serialize(output, RESULTS[media_type])
