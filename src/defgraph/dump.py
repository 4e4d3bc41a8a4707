"""Dumps: the graph as files that are the same bytes every time.

Statements are sorted before they are written, so neither the order in which they arrived nor the
store they come from shows. There are no blank nodes, so sorting is all that a canonical form needs
(W3C RDF Dataset Canonicalization 1.0 comes to the same then). The syntax is RDF 1.1.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from defgraph.errors import InputError, NotFoundError
from defgraph.files import by_ending, open_output
from defgraph.namespaces import PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Quad

    from defgraph.store import Store


class Format(NamedTuple):
    """A syntax to dump in; ``datasets`` says whether it keeps the articles' graphs."""

    syntax: ox.RdfFormat
    datasets: bool
    suffixes: tuple[str, ...]


FORMATS: Mapping[str, Format] = {
    "turtle": Format(ox.RdfFormat.TURTLE, datasets=False, suffixes=(".ttl",)),
    "trig": Format(ox.RdfFormat.TRIG, datasets=True, suffixes=(".trig",)),
    "nquads": Format(ox.RdfFormat.N_QUADS, datasets=True, suffixes=(".nq",)),
    "ntriples": Format(ox.RdfFormat.N_TRIPLES, datasets=False, suffixes=(".nt",)),
    "jsonld": Format(ox.RdfFormat.JSON_LD, datasets=True, suffixes=(".jsonld", ".json")),
}
"""Name to syntax, the default first."""

_TYPE = f" {RDF('type')} "
_CHUNK = 50_000
"""How many lines are terms at one time."""

_NO_PREFIXES = (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES)


def format_for(path: str) -> str:
    """Return the name of the format that a file name's ending asks for; Turtle where it has none.

    Raises:
        InputError: no format goes by this ending.
    """
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
) -> int:
    """Write the statements of ``store`` to ``output``.

    Args:
        store: what to write.
        output: a binary file, or the path of one; ``-`` is standard output.
        format: a key of :data:`FORMATS`; by default what the ending of the path asks for, else Turtle.
        graph: only the named graph with this IRI.
        article: only the graph of the record with this ``id``.
        ontology: only the ontology and its vocabularies.

    Returns:
        how many statements were written.

    Raises:
        InputError: there is no such format, or more than one narrowing.
        NotFoundError: the store has no such graph.
        StoreError: the store failed.
    """
    if isinstance(output, (str, Path)):
        chosen_format = format or format_for(str(output))
        with open_output(output) as file:
            return dump(store, file, chosen_format, graph=graph, article=article, ontology=ontology)
    format = format or next(iter(FORMATS))  # noqa: A001 - as above
    if format not in FORMATS:
        raise InputError(f"no format {format!r}; expected one of {', '.join(FORMATS)}")
    if sum((graph is not None, article is not None, ontology)) > 1:
        raise InputError("name one of graph, article and ontology, not several")
    chosen = FORMATS[format]
    only = _chosen_graph(store, graph, article, ontology=ontology)
    lines = _sorted_lines(store.quads(only), graphs=chosen.datasets)
    quads = _statements(lines)
    statements = quads if chosen.datasets else (quad.triple for quad in quads)
    prefixes = None if chosen.syntax in _NO_PREFIXES else dict(PREFIXES)
    ox.serialize(statements, output, chosen.syntax, prefixes=prefixes)
    return len(lines)


def _chosen_graph(
    store: Store, graph: str | None, article: str | None, *, ontology: bool
) -> ox.NamedNode | None:
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


def _sorted_lines(quads: Iterable[Quad], *, graphs: bool) -> list[str]:
    """Return each statement once, as a line of N-Quads, sorted by graph, then subject, types first.

    ``graphs``: whether a statement's graph is part of it. Lines of text take a
    third of the memory that terms and their sorting keys do.
    """
    keys = sorted({f"{quad.graph_name if graphs else ''}\t{quad.triple}" for quad in quads})
    lines: list[str] = []
    for _, group in groupby(keys, key=_graph_and_subject):
        for key in sorted(group, key=_is_no_type):
            graph, _, triple = key.partition("\t")
            lines.append(f"{triple} {graph} .")
    return lines


def _graph_and_subject(key: str) -> str:
    return key[: key.index(" ")]


def _is_no_type(key: str) -> bool:
    return not key.startswith(_TYPE, key.index(" "))


def _statements(lines: Sequence[str]) -> Iterator[Quad]:
    for start in range(0, len(lines), _CHUNK):
        text = "\n".join(lines[start : start + _CHUNK])
        yield from ox.parse(text, format=ox.RdfFormat.N_QUADS)
