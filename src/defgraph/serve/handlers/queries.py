"""Saved queries: the list of them, and the rows of each, page by page."""

from __future__ import annotations

import json
from dataclasses import replace
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from starlette.routing import Route

from defgraph.queries import Result, find_query, list_queries, render
from defgraph.queries.describing import described
from defgraph.queries.paging import run_page
from defgraph.queries.table_page import page_as_html
from defgraph.serve import paging
from defgraph.serve.conditional import conditional
from defgraph.serve.negotiation import best_media_type
from defgraph.serve.problems import Kind, ProblemError
from defgraph.serve.state import state_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from defgraph.queries.paging import Page
    from defgraph.store import Store

TOO_MUCH = Kind(
    "answer-too-large",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "The answer is larger than this server sends",
    "ask for fewer rows on a page, or narrow the query",
)

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


def rows_of(
    store: Store,
    name: str,
    given: Mapping[str, str],
    number: int,
    size: int,
    form: str,
    folders: tuple[str, ...],
) -> tuple[bytes, Page]:
    """Return a page of a saved query, written as ``form``, and the page without its rows.

    Raises:
        DefgraphError: as for :func:`~defgraph.queries.paging.run_page`.
    """
    page = run_page(store, name, given, number, size, folders=folders)
    if form == "html":
        text = page_as_html(page.result, find_query(name, folders).summary)
    else:
        text = render(page.result, form)
    return text.encode("utf-8", "backslashreplace"), replace(
        page, result=Result(page.result.columns, [], page.result.notes)
    )


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
        query.name,
        wanted.given,
        wanted.number,
        wanted.size,
        form,
        state.settings.folders,
    )
    most = state.settings.limits.answer_bytes
    if len(body) > most:
        raise ProblemError(TOO_MUCH, f"the page has {len(body):,} bytes; this server sends {most:,} at most")
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
    """Answer with the list of saved queries."""
    best_media_type(request, ("application/json",))
    listed = [described(query) for query in list_queries(state_of(request).settings.folders)]
    body = json.dumps({"queries": listed}, ensure_ascii=False, indent=1).encode() + b"\n"
    return conditional(request, body, "application/json", {"Vary": "Accept"})


ROUTES = (Route("/queries", listing), Route("/queries/{name}", rows))
