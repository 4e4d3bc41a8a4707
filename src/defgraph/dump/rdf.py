"""RDF in canonical order, in as much memory as a small dump takes.

Statements are sorted before they are written, so neither the order in which they arrived nor the
store they come from shows. There are no blank nodes, so sorting is all that a canonical form needs
(W3C RDF Dataset Canonicalization 1.0 comes to the same then). The syntax is RDF 1.1.

N-Quads and N-Triples are in the order of their lines' UTF-8 bytes, as ``LC_ALL=C sort`` puts them; the
others are sorted by graph, then subject, types first, then the rest of the line.
"""

from __future__ import annotations

from itertools import chain, groupby, islice
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from defgraph.dump.progress import Tally
from defgraph.namespaces import PREFIXES, RDF
from defgraph.sorting import sorted_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Quad

    from defgraph.dump.progress import Progress


class Format(NamedTuple):
    """A syntax to dump in; ``datasets`` says whether it keeps the articles' graphs."""

    syntax: ox.RdfFormat
    datasets: bool
    suffixes: tuple[str, ...]

    @property
    def is_lines(self) -> bool:
        """Whether each statement is a line of its own, written in full."""
        return self.syntax in (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES)


FORMATS: Mapping[str, Format] = {
    "turtle": Format(ox.RdfFormat.TURTLE, datasets=False, suffixes=(".ttl",)),
    "trig": Format(ox.RdfFormat.TRIG, datasets=True, suffixes=(".trig",)),
    "nquads": Format(ox.RdfFormat.N_QUADS, datasets=True, suffixes=(".nq",)),
    "ntriples": Format(ox.RdfFormat.N_TRIPLES, datasets=False, suffixes=(".nt",)),
    "jsonld": Format(ox.RdfFormat.JSON_LD, datasets=True, suffixes=(".jsonld", ".json")),
}
"""Name to syntax, the default first."""

_TYPE = f" {RDF('type')} ".encode()
_AT_ONCE = 20_000
"""How many statements are terms at one time."""


def write_rdf(
    quads: Iterable[Quad],
    output: IO[bytes],
    format_: Format,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> int:
    """Write statements, each once and in order.

    Args:
        quads: statements in any order, all in named graphs.
        output: what to write to.
        format_: which syntax.
        folder: where :func:`~defgraph.sorting.sorted_lines` may make a temporary file.
        progress: called with what is going on (``"read"`` or ``"written"``) and how many statements that
            has come to.

    Returns:
        how many statements were written.

    Raises:
        InputError: the temporary file cannot be written.
    """
    written = Tally("written", progress)
    chunks = Tally("read", progress).of(_chunks(quads, format_))
    if format_.is_lines:
        for batch in written.of(sorted_lines(chunks, folder)):
            output.write(b"\n".join([*batch, b""]))
        return written.count
    if format_.datasets:
        chunks = ([_graph_first(line) for line in chunk] for chunk in chunks)
    lines = _types_first(chain.from_iterable(written.of(sorted_lines(chunks, folder))))
    if format_.datasets:
        lines = (_graph_last(line) for line in lines)
    parsed = _parsed(lines)
    statements = parsed if format_.datasets else (quad.triple for quad in parsed)
    ox.serialize(statements, output, format_.syntax, prefixes=dict(PREFIXES))
    return written.count


def _chunks(quads: Iterable[Quad], format_: Format) -> Iterator[list[bytes]]:
    """Yield statements as lines of N-Quads, or without their graphs of N-Triples."""
    syntax = ox.RdfFormat.N_QUADS if format_.datasets else ox.RdfFormat.N_TRIPLES
    statements: Any = iter(quads) if format_.datasets else (quad.triple for quad in quads)
    while text := ox.serialize(islice(statements, _AT_ONCE), format=syntax):
        yield text[:-1].split(b"\n")


def _graph_first(line: bytes) -> bytes:
    statement, graph, _ = line.rsplit(b" ", 2)
    return b"%b\t%b" % (graph, statement)


def _graph_last(line: bytes) -> bytes:
    graph, _, statement = line.partition(b"\t")
    return b"%b %b ." % (statement, graph)


def _types_first(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield sorted lines, of each graph's each subject the types before the rest."""
    for _, group in groupby(lines, key=_graph_and_subject):
        yield from sorted(group, key=_is_no_type)


def _graph_and_subject(line: bytes) -> bytes:
    return line[: line.index(b" ")]


def _is_no_type(line: bytes) -> bool:
    return not line.startswith(_TYPE, line.index(b" "))


def _parsed(lines: Iterable[bytes]) -> Iterator[Quad]:
    rest = iter(lines)
    while text := b"\n".join(islice(rest, _AT_ONCE)):
        yield from ox.parse(text, format=ox.RdfFormat.N_QUADS)
