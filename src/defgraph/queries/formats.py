"""Writing answers down: for people as a table or Markdown, for programs in the W3C's result formats."""

from __future__ import annotations

import csv
import io
import json
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from defgraph.errors import InputError
from defgraph.namespaces import DEFAULT_BASE, PREFIXES, XSD
from defgraph.queries.result import Result, Statements, Truth
from defgraph.queries.xml import rows_as_xml, truth_as_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from defgraph.queries.result import Answer
    from defgraph.terms import Term

FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown")
"""What every answer can be written as."""

GRAPH_FORMATS = ("turtle", "ntriples")
"""What the triples of a CONSTRUCT query can be written as, too."""

MOST_FOLDED_ROWS = 1_000
"""Longer tables are not folded to the width of the terminal: it takes long, and no one reads them there."""

_STRING = XSD("string")
_BARE = frozenset({XSD("integer"), XSD("boolean")})
_BARE_FORM = re.compile(r"[+-]?[0-9]+|true|false")
_LOCAL = re.compile(r"[A-Za-z0-9](?:[\w.-]*[\w-])?")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LINE_BREAKS = re.compile(r"\s*[\t\n\v\f\r\x85\u2028\u2029]\s*")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(answer: Answer, form: str = "table", *, width: int | None = None) -> str:
    """Return ``answer`` as text that ends with a line break.

    Args:
        answer: what a query answered.
        form: one of :data:`FORMATS`: ``csv`` and ``tsv`` follow the W3C's SPARQL 1.1 CSV and TSV, ``json``
            its SPARQL 1.1 Results JSON, ``xml`` its SPARQL Results XML. Triples are written as Turtle for
            ``table``, can be :data:`GRAPH_FORMATS`, and are rows of subject, predicate and object in the
            other formats.
        width: of the terminal, in columns, to which a ``table`` is folded (up to
            :data:`MOST_FOLDED_ROWS` rows); None: as wide as the table is.

    Raises:
        InputError: the answer cannot be written as ``form``.
    """
    if form not in FORMATS + GRAPH_FORMATS:
        raise InputError(f"no format {form!r}; expected one of {', '.join(FORMATS + GRAPH_FORMATS)}")
    if isinstance(answer, Truth):
        return _truth(answer, form)
    if isinstance(answer, Statements):
        if form in ("table", *GRAPH_FORMATS):
            return _triples(answer, form)
        answer = _as_rows(answer)
    if form in GRAPH_FORMATS:
        raise InputError(f"rows cannot be written as {form}; ask with CONSTRUCT, or choose another format")
    if form == "table":
        return _table(answer, width)
    return _WRITERS[form](answer)


def _truth(answer: Truth, form: str) -> str:
    if form == "xml":
        return truth_as_xml(value=answer.value)
    word = "true" if answer.value else "false"
    return f'{{"head": {{}}, "boolean": {word}}}\n' if form == "json" else f"{word}\n"


def _triples(answer: Statements, form: str) -> str:
    if form == "ntriples":
        written = serialize(answer.triples, format=RdfFormat.N_TRIPLES)
    else:
        written = serialize(answer.triples, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    return (written or b"").decode()


def _as_rows(answer: Statements) -> Result:
    rows: list[tuple[Term | None, ...]] = [
        (triple.subject, triple.predicate, triple.object)
        for triple in answer.triples
        if not isinstance(triple.subject, Triple) and not isinstance(triple.object, Triple)
    ]
    return Result(("subject", "predicate", "object"), rows)


def _csv(result: Result) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(result.columns)
    for row in result.rows:
        writer.writerow([_csv_cell(term) for term in row])
    return out.getvalue()


def _csv_cell(term: Term | None) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if isinstance(term, BlankNode) else term.value


def _tsv(result: Result) -> str:
    lines = ["\t".join(f"?{name}" for name in result.columns)]
    lines += ["\t".join(_tsv_cell(term) for term in row) for row in result.rows]
    return "".join(f"{line}\n" for line in lines)


def _tsv_cell(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, Literal) and term.datatype in _BARE and _BARE_FORM.fullmatch(term.value):
        return term.value
    return str(term).replace("\t", "\\t")


def _json(result: Result) -> str:
    bindings = [
        {name: _json_cell(term) for name, term in zip(result.columns, row, strict=True) if term is not None}
        for row in result.rows
    ]
    document = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _json_cell(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    cell = {"type": "literal", "value": term.value}
    if term.language is not None:
        cell["xml:lang"] = term.language
    elif term.datatype != _STRING:
        cell["datatype"] = term.datatype.value
    return cell


def _markdown(result: Result) -> str:
    lines = [
        "| " + " | ".join(map(_markdown_text, result.columns)) + " |",
        "|" + "|".join(" --- " for _ in result.columns) + "|",
    ]
    lines += ["| " + " | ".join(_markdown_text(shown(term)) for term in row) + " |" for row in result.rows]
    return "".join(f"{line}\n" for line in lines)


def _markdown_text(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


_WRITERS: Mapping[str, Callable[[Result], str]] = MappingProxyType(
    {"csv": _csv, "tsv": _tsv, "json": _json, "xml": rows_as_xml, "markdown": _markdown}
)


def _table(result: Result, width: int | None) -> str:
    cells = [[shown(term) for term in row] for row in result.rows]
    if width is None or len(cells) > MOST_FOLDED_ROWS:
        return _wide_table(result.columns, cells)
    return _folded_table(result, cells, width)


def _folded_table(result: Result, cells: list[list[str]], width: int) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for place, name in enumerate(result.columns):
        table.add_column(Text(name), overflow="fold")
        if _is_number(result, place):
            table.columns[-1].justify = "right"
    for row in cells:
        table.add_row(*map(Text, row))
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, legacy_windows=False).print(table)
    return _without_trailing_space(out.getvalue())


def _wide_table(columns: Sequence[str], cells: list[list[str]]) -> str:
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(columns, *cells, strict=True)]
    lines = [columns, ["─" * wide for wide in widths], *cells]
    padded = (
        "  ".join(text + " " * (wide - cell_len(text)) for text, wide in zip(line, widths, strict=True))
        for line in lines
    )
    return _without_trailing_space("\n".join(padded) + "\n")


def _is_number(result: Result, place: int) -> bool:
    terms = [row[place] for row in result.rows if row[place] is not None]
    return bool(terms) and all(isinstance(term, Literal) and term.datatype in _BARE for term in terms)


def _without_trailing_space(text: str) -> str:
    return "".join(f"{line.rstrip(' ')}\n" for line in text.split("\n")[:-1])


def shown(term: Term | None) -> str:
    """Return ``term`` as people read it: IRIs shortened, nothing that could steer a terminal.

    An IRI of the data is shown by its path (``meeting/2025-10-21-example/1``), which parameters take,
    another by its prefix where it has one.
    """
    if term is None:
        return ""
    text = _short_iri(term.value) if isinstance(term, NamedNode) else _csv_cell(term)
    return _UNSEEN.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", _LINE_BREAKS.sub(" ", text))


def _short_iri(iri: str) -> str:
    if iri.startswith(DEFAULT_BASE):
        return iri.removeprefix(DEFAULT_BASE)
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and _LOCAL.fullmatch(local := iri.removeprefix(start)):
            return f"{prefix}:{local}"
    return iri
