"""The page for SPARQL of one's own: the text, and what it answers, as far as a page has room."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pyoxigraph as ox

from defgraph.errors import InputError, QueryError
from defgraph.namespaces import PREFIXES, RDFS, SKOS
from defgraph.ontology.files import ONTOLOGY_FILE, SCHEME_FILES, facts
from defgraph.pages.cells import table
from defgraph.pages.context import Context
from defgraph.pages.forms import Answered, is_plain
from defgraph.pages.naming import Link
from defgraph.pages.rendering import addresses_of, rendered
from defgraph.pages.settings import Settings
from defgraph.queries import Result, find_query, list_queries
from defgraph.queries.guard import query_form
from defgraph.queries.header import text_in
from defgraph.queries.run import write_sparql
from defgraph.views.texts import shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from defgraph.store import Store

ROWS = 200
"""Rows that a page shows."""
ROOM = 4 * 1024 * 1024
"""Bytes of an answer that are looked at to show them."""

_DEFAULTS = Settings()
_LABELS = (RDFS("label"), SKOS("prefLabel"))
_TABLES = ("csv", "tsv", "json", "xml")
_GRAPHS = ("ttl", "nt", "jsonld", "rdf")
_MESSAGE = 400
_AT = re.compile(r"(?:error at (\d+):(\d+): |line (\d+), column (\d+): )")
_FIRST = """PREFIX dg: <https://w3id.org/defgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?official (COUNT(?meeting) AS ?meetings)
WHERE {
  ?meeting dg:attendee ?official .
}
GROUP BY ?official
ORDER BY DESC(?meetings) ?official
LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a query, and where: the line from 1 and its text; 0 where that is not known."""

    message: str
    line: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer of a query as a page shows it; ``is_cut`` says that there is more."""

    columns: Sequence[str]
    rows: list[list[list[Link]]]
    is_cut: bool
    truth: bool | None
    downloads: list[Link]


class _FullError(Exception):
    """There is no more room."""


class _Room(io.BytesIO):
    def write(self, data: Any, /) -> int:  # noqa: ANN401 - as io declares it
        if self.tell() + len(data) > ROOM:  # and whoever writes on after that still finds no room
            super().write(bytes(data)[: ROOM - self.tell()])
            raise _FullError
        return super().write(data)


def render_free_query(
    store: Store,
    text: str,
    language: str,
    *,
    example: str = "",
    hosts: Collection[str] = (),
    settings: Settings = _DEFAULTS,
) -> Answered:
    """Return the page with a query and its answer.

    Args:
        store: where to ask.
        text: SPARQL 1.1; empty: none is asked, and there is one to begin with.
        language: of the page.
        example: instead of ``text``, the name of a saved query whose text to begin with.
        hosts: those that SERVICE may reach; see :func:`defgraph.queries.guard.check`.
        settings: what the page may link to.

    Raises:
        NotFoundError: there is no such saved query.
        StoreError: the store failed.
    """
    asked = {"query": text} if text.strip() else {"example": example} if example else {}
    context = Context(store, "sparql", language, settings, addresses_of(store, settings), urlencode(asked))
    shown, mistake = None, None
    if text.strip():
        try:
            shown = _answer(context, text, hosts)
        except InputError as error:
            mistake = _mistake(error, text)
    begun = find_query(example, settings.folders).text if example else _FIRST
    examples = [query for query in list_queries(settings.folders) if is_plain(query)]
    told = {
        "title": context.wording.words["free"]["title"],
        "text": text if text.strip() else begun,
        "shown": shown,
        "mistake": mistake,
        "prefixes": PREFIXES,
        "vocabulary": {"prefixes": dict(PREFIXES), "terms": _terms()},
        "examples": [
            Link(text_in(query, "summary", language)[0], "?" + urlencode({"example": query.name}))
            for query in examples
        ],
        "most": ROWS,
    }
    return Answered(rendered(context, "free-query", told), mistake is not None)


def _mistake(error: InputError, text: str) -> Mistake:
    message = str(error)
    found = _AT.search(message)
    line = int(found[1] or found[3]) if found else 0
    lines = text.splitlines()
    return Mistake(shortened(message, _MESSAGE), line, lines[line - 1] if 0 < line <= len(lines) else "")


def _answer(context: Context, text: str, hosts: Collection[str]) -> Shown:
    form = query_form(text)
    if form == "UPDATE":
        raise QueryError("this is an update; this page only asks")
    if form == "ASK":
        data, _ = _written(context.store, text, "application/sparql-results+json", hosts)
        truth = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
        return Shown([], [], is_cut=False, truth=bool(truth), downloads=_downloads(text, ("json", "xml")))
    if form == "SELECT":
        data, is_cut = _written(context.store, text, "text/tab-separated-values", hosts)
        result, downloads = _solutions(data), _downloads(text, _TABLES)
    else:
        data, is_cut = _written(context.store, text, "application/n-triples", hosts)
        result, downloads = _triples(data), _downloads(text, _GRAPHS)
    is_cut = is_cut or len(result.rows) > ROWS
    first = Result(result.columns, result.rows[:ROWS])
    return Shown(result.columns, table(context, first), is_cut, None, downloads)


def _written(store: Store, text: str, media_type: str, hosts: Collection[str]) -> tuple[bytes, bool]:
    """Return the whole lines of an answer that there is room for, and whether there are more."""
    room = _Room()
    try:
        write_sparql(store, text, room, media_type, hosts=hosts)
    except _FullError:
        data = room.getvalue()
        return data[: data.rfind(b"\n") + 1], True
    return room.getvalue(), False


def _solutions(data: bytes) -> Result:
    found = ox.parse_query_results(data, format=ox.QueryResultsFormat.TSV)
    assert isinstance(found, ox.QuerySolutions)  # noqa: S101 - a table has no truth
    rows = []
    for solution in found:
        rows.append(tuple(solution))
        if len(rows) > ROWS:
            break
    return Result(tuple(variable.value for variable in found.variables), rows)


def _triples(data: bytes) -> Result:
    rows: list[tuple[Any, ...]] = []
    for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES):
        rows.append((quad.subject, quad.predicate, quad.object))
        if len(rows) > ROWS:
            break
    return Result(("subject", "predicate", "object"), sorted(rows, key=str))


def _downloads(text: str, endings: Sequence[str]) -> list[Link]:
    return [Link(ending, f"sparql.{ending}?{urlencode({'query': text})}") for ending in endings]


@cache
def _terms() -> list[list[str]]:
    """Return the terms of the ontology and its vocabularies: as written with a prefix, and their labels."""
    labels: dict[str, dict[str, str]] = {}
    for file in (ONTOLOGY_FILE, *SCHEME_FILES.values()):
        for subject, predicate, name in facts(file):
            if predicate in _LABELS and isinstance(name, ox.Literal) and name.language:
                labels.setdefault(subject.value, {})[name.language] = name.value
    found = []
    for iri, said in sorted(labels.items()):
        for prefix, start in PREFIXES.items():
            local = iri.removeprefix(start)
            if local != iri and re.fullmatch(r"[\w-]+", local):
                found.append([f"{prefix}:{local}", *dict.fromkeys(said[tag] for tag in sorted(said))])
    return found
