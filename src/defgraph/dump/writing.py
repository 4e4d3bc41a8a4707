"""What a store holds, or a part of it, to a file or a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, TYPE_CHECKING

from defgraph.dump.rdf import FORMATS, write_rdf
from defgraph.dump.tables import PARQUET, write_tables
from defgraph.errors import InputError, NotFoundError
from defgraph.files import STANDARD_STREAM, by_ending, open_output

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from defgraph.dump.progress import Progress
    from defgraph.store import Store


def format_for(path: str) -> str:
    """Return the name of the format that a file name's ending asks for; Turtle where it has none.

    Raises:
        InputError: no format goes by this ending.
    """
    if Path(path).suffix.lower() == f".{PARQUET}":
        return PARQUET
    endings = {suffix: name for name, format_ in FORMATS.items() for suffix in format_.suffixes}
    return by_ending(path, endings, next(iter(FORMATS)))


def dump(
    store: Store,
    output: IO[bytes] | str | Path,
    format: str | None = None,  # noqa: A002 - what callers call it
    *,
    graph: str | None = None,
    article: str | None = None,
    ontology: bool = False,
    progress: Progress | None = None,
) -> int:
    """Write the statements of ``store`` to ``output``.

    Memory does not grow with their number: beyond 64 MB they are sorted in a temporary file, which lies
    where ``$TMPDIR`` says, else beside the output.

    Args:
        store: what to write.
        output: a binary file, or the path of one; ``-`` is standard output. Tables need the path of a
            folder, see :func:`~defgraph.dump.tables.write_tables`.
        format: a key of :data:`FORMATS`, or ``parquet``; by default what the ending of the path asks
            for, else Turtle.
        graph: only the named graph with this IRI.
        article: only the graph of the record with this ``id``.
        ontology: only the ontology and its vocabularies.
        progress: called with what is going on (``"read"`` or ``"written"``) and how many statements that
            has come to.

    Returns:
        how many statements were written.

    Raises:
        InputError: there is no such format, or more than one narrowing, or nothing can be written there.
        MissingExtraError: the format is ``parquet``, and the extra that brings it is not installed.
        NotFoundError: the store has no such graph.
        StoreError: the store failed.
    """
    is_path = isinstance(output, (str, Path))
    format = format or format_for(str(output) if is_path else STANDARD_STREAM)  # noqa: A001 - as above
    if format not in (*FORMATS, PARQUET):
        raise InputError(f"no format {format!r}; expected one of {', '.join((*FORMATS, PARQUET))}")
    if sum((graph is not None, article is not None, ontology)) > 1:
        raise InputError("name one of graph, article and ontology, not several")
    if format == PARQUET and (not is_path or str(output) == STANDARD_STREAM):
        raise InputError("parquet: tables are a folder of files, which no stream can hold; name a folder")
    quads = store.quads(_chosen_graph(store, graph, article, ontology=ontology))
    if not isinstance(output, (str, Path)):
        return write_rdf(quads, output, FORMATS[format], None, progress)
    folder = _temporary_place(output)
    if format == PARQUET:
        return write_tables(quads, Path(output), folder, progress)
    with open_output(output) as file:
        return write_rdf(quads, file, FORMATS[format], folder, progress)


def _temporary_place(path: str | Path) -> Path | None:
    """Return the folder that ``path`` is in; None: where temporary files go."""
    target = Path(path).resolve()
    other = str(path) == STANDARD_STREAM or (target.exists() and not (target.is_file() or target.is_dir()))
    return None if other or "TMPDIR" in os.environ else target.parent


def _chosen_graph(
    store: Store, graph: str | None, article: str | None, *, ontology: bool
) -> NamedNode | None:
    if graph is None and article is None and not ontology:
        return None
    if graph is not None:
        wanted, ending = f"graph {graph!r}", graph
    elif article is not None:
        wanted, ending = f"article {article!r}", f"graph/article/{article}"
    else:
        wanted, ending = "ontology", "graph/ontology"
    for name in store.graphs():
        if name.value == ending or (graph is None and name.value.endswith(ending)):
            return name
    every = "sparql 'SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }'" if graph else "query sources"
    raise NotFoundError(f"this store holds no {wanted}; list what it holds with: defgraph {every}")
