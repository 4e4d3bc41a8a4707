"""Saved queries: the list of them, and the rows of each, page by page."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from starlette.routing import Route

from defgraph.errors import TooLargeError
from defgraph.pages import FORMATS
from defgraph.queries import Result, find_query, list_queries, render
from defgraph.queries.describing import described
from defgraph.queries.examples import example_triples
from defgraph.queries.graphs import serialised
from defgraph.queries.header import parse_query
from defgraph.queries.paging import run_page
from defgraph.queries.table_page import page_as_html
from defgraph.serve import paging, query_paths
from defgraph.serve.conditional import conditional
from defgraph.serve.cors import READABLE_FROM_ANYWHERE
from defgraph.serve.negotiation import best_media_type
from defgraph.serve.parameters import own_address
from defgraph.serve.state import state_of
from defgraph.store.formats import GRAPHS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from defgraph.queries.paging import Page
    from defgraph.serve.openapi import Json
    from defgraph.serve.settings import Settings
    from defgraph.store import Store

_JSON = "application/json"
_DOCUMENTS: Mapping[str, str] = MappingProxyType({"json": _JSON, **FORMATS})
"""The endings of the documents that list the queries, and their media types."""
_ALTERNATES = [f'<queries.{ending}>; rel="alternate"; type="{kind}"' for ending, kind in _DOCUMENTS.items()]
_LONGEST_NOTE = 1_000


class Form(NamedTuple):
    """A form of the rows: the media types that ask for it, the one it is sent as first, and its ending."""

    media_types: tuple[str, ...]
    ending: str


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "json": Form(("application/sparql-results+json", "application/json"), "json"),
        "csv": Form(("text/csv",), "csv"),
        "tsv": Form(("text/tab-separated-values",), "tsv"),
        "xml": Form(("application/sparql-results+xml", "application/xml"), "xml"),
        "markdown": Form(("text/markdown",), "md"),
        "html": Form(("text/html",), "html"),
    }
)
"""What rows can be sent as, by name; the first is sent to those who like all alike."""


class Wanted(NamedTuple):
    """What a job is to find: a query by its file and text, its parameters, the page, the form.

    ``most`` is how many bytes the page may have.
    """

    path: Path
    text: str
    given: tuple[tuple[str, str], ...]
    number: int
    size: int
    form: str
    most: int


def rows_of(store: Store, wanted: Wanted) -> tuple[bytes, Page]:
    """Return a page of a saved query, as it is sent, and the page without its rows.

    Raises:
        TooLargeError: it is too long.
        DefgraphError: as for :func:`~defgraph.queries.paging.run_page`.
    """
    query = parse_query(wanted.text, wanted.path)
    page = run_page(store, query, dict(wanted.given), wanted.number, wanted.size)
    text = (
        page_as_html(page.result, query.summary)
        if wanted.form == "html"
        else render(page.result, wanted.form)
    )
    body = text.encode("utf-8", "backslashreplace")
    if len(body) > wanted.most:
        raise TooLargeError(
            f"the page has {len(body):,} bytes, expected at most {wanted.most:,}; ask for fewer rows on it"
        )
    return body, replace(page, result=Result(page.result.columns, [], page.result.notes))


async def rows(request: Request) -> Response:
    """Answer with a page of a saved query."""
    state = state_of(request)
    query = find_query(request.path_params["name"], state.settings.folders)
    wanted = paging.asked(request, query.parameters, tuple(FORMS))
    if wanted.form is None:
        media_type = best_media_type(request, [each for form in FORMS.values() for each in form.media_types])
        form = next(name for name, form in FORMS.items() if media_type in form.media_types)
    else:
        form, media_type = wanted.form, FORMS[wanted.form].media_types[0]
    body, page = await state.pool.run(
        rows_of,
        Wanted(
            query.path,
            query.text,
            tuple(sorted(wanted.given.items())),
            wanted.number,
            wanted.size,
            form,
            state.settings.limits.answer_bytes,
        ),
    )
    headers = {
        "Vary": "Accept",
        "X-Total-Count": str(page.total),
        **_notes(page),
        "Link": paging.links(request, page, query.parameters),
        "Content-Disposition": f'inline; filename="{_plain(query.name)}.{FORMS[form].ending}"',
    }
    return conditional(request, body, _with_charset(media_type), headers)


def _notes(page: Page) -> dict[str, str]:
    """Return how parameters were understood as a header: a JSON array, for SPARQL's formats have no room.

    Readers of SPARQL Results JSON refuse members that they do not know.
    """
    notes = [note[:_LONGEST_NOTE] for note in page.result.notes]
    return {"X-Notes": json.dumps(notes)} if notes else {}


def _plain(name: str) -> str:
    return "".join(each if each.isascii() and (each.isalnum() or each in "-_.") else "_" for each in name)


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


async def listing(request: Request) -> Response:
    """Answer with the list of saved queries: as JSON, or as RDF."""
    media_type = best_media_type(request, (_JSON, *GRAPHS))
    headers = {"Vary": "Accept", "Link": ", ".join(_ALTERNATES)}
    return conditional(request, _listed(request, media_type), media_type, headers)


async def document(request: Request) -> Response:
    """Answer with the list of saved queries in the form that the ending of the path names."""
    media_type = _DOCUMENTS[request.url.path.rpartition(".")[2]]
    return conditional(request, _listed(request, media_type), media_type)


def _listed(request: Request, media_type: str) -> bytes:
    queries = list_queries(state_of(request).settings.folders)
    if media_type == _JSON:
        told = {"queries": [described(query) for query in queries]}
        return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
    endpoint = own_address(request, "/sparql")
    triples = example_triples(queries, urljoin(endpoint, "."), endpoint)
    return serialised(triples, GRAPHS[media_type])


def paths(settings: Settings) -> Json:
    """Return the paths of the saved queries, as OpenAPI."""
    return query_paths.paths(settings, {name: form.media_types for name, form in FORMS.items()})


ROUTES = (
    Route("/queries", listing, middleware=[READABLE_FROM_ANYWHERE]),
    *(Route(f"/queries.{ending}", document, middleware=[READABLE_FROM_ANYWHERE]) for ending in _DOCUMENTS),
    Route("/queries/{name}", rows, middleware=[READABLE_FROM_ANYWHERE]),
)
