"""The graph as tables: one for each predicate, which DuckDB, Polars and Spark read alike.

A folder of Parquet files in hive partitions: ``predicate=dg_attendee/part-00000.parquet`` holds every
statement with the predicate ``dg:attendee``. This module knows the layout, and needs neither a store nor
any of those engines.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

import pyoxigraph as ox

from defgraph.errors import DataError
from defgraph.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

KEY = "predicate"
"""The column that the tables are partitioned by."""

COLUMNS: Mapping[str, bool] = {
    "subject": False,
    "object": False,
    "datatype": True,
    "language": True,
    "graph": True,
}
"""Column to whether it may be null, in the order of the files; all are strings."""

FILE = "part-00000.parquet"
"""What the file in the folder of a predicate is called."""

COMPRESSION = "zstd"

_LOCAL_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_LONGEST_NAME = 255  # bytes, on every usual file system
_LINES_AT_ONCE = 10_000


class Row(NamedTuple):
    """One statement.

    ``predicate`` is its IRI; ``subject`` and ``graph`` are IRIs; ``object`` is an IRI, or the lexical form
    of a literal, which has a ``datatype`` (an IRI) and may have a ``language``. A blank node is ``_:`` and
    its label. ``graph`` is None in the default graph.
    """

    predicate: str
    subject: str
    object: str
    datatype: str | None
    language: str | None
    graph: str | None

    @property
    def sort_key(self) -> tuple[str, str, str, str, str]:
        """What the rows of one predicate are sorted by: their columns, null before any text."""
        return self.subject, self.object, self.datatype or "", self.language or "", self.graph or ""


def folder_name(predicate: str) -> str:
    """Return the name of the folder for a predicate, such as ``predicate=dg_attendee``.

    Args:
        predicate: its IRI. Below a namespace of :data:`~defgraph.namespaces.PREFIXES` it goes by prefix
            and local name; any other is percent-encoded (RFC 3986, section 2.1), as Hive does it.

    Raises:
        DataError: the IRI is too long for a folder's name.
    """
    name = f"{KEY}={_short_name(predicate) or quote(predicate, safe='')}"
    if len(name) > _LONGEST_NAME:
        raise DataError(
            f"predicate <{predicate}>: its table needs a folder name of {len(name)} bytes, "
            f"and {_LONGEST_NAME} are what file systems hold; dump to another format"
        )
    return name


def _short_name(predicate: str) -> str | None:
    for prefix, namespace in PREFIXES.items():
        if predicate.startswith(namespace) and _LOCAL_NAME.fullmatch(predicate, len(namespace)):
            return f"{prefix}_{predicate.removeprefix(namespace)}"
    return None


def predicate_of(folder: str) -> str:
    """Return the IRI of the predicate that a folder of this name is for."""
    name = folder.removeprefix(f"{KEY}=")
    prefix, _, local = name.partition("_")
    return PREFIXES[prefix] + local if prefix in PREFIXES else unquote(name)


def rows(quads: Iterable[ox.Quad]) -> Iterator[Row]:
    """Yield the row that stands for each statement."""
    for subject, predicate, value, graph in quads:
        name = _iri(graph) if not isinstance(graph, ox.DefaultGraph) else None
        if isinstance(value, ox.Literal):
            kind = value.datatype.value
            yield Row(predicate.value, _iri(subject), value.value, kind, value.language, name)
        else:
            yield Row(predicate.value, _iri(subject), _iri(value), None, None, name)


def _iri(term: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def rows_of_lines(lines: Iterable[bytes]) -> Iterator[Row]:
    """Yield the row that stands for each line of N-Quads (or N-Triples).

    Raises:
        SyntaxError: a line is neither.
    """
    rest = iter(lines)
    while chunk := b"\n".join(islice(rest, _LINES_AT_ONCE)):
        yield from rows(ox.parse(chunk, format=ox.RdfFormat.N_QUADS))
