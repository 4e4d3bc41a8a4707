"""Pages that answer what readers ask: search with suggestions, forms of saved queries; files they link to."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from defgraph.errors import ParameterError
from defgraph.pages import (
    FORMATS,
    LANGUAGES,
    find_asset,
    render_form,
    render_free_query,
    render_queries,
    render_search,
    render_view,
    suggestions,
)
from defgraph.pages.search import KINDS
from defgraph.serve.asking import MediaTypes, Question, answer_query, turn_of
from defgraph.serve.conditional import conditional
from defgraph.serve.linking import PAGES, pages_for
from defgraph.serve.parameters import own_address
from defgraph.serve.state import state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from starlette.requests import Request

    from defgraph.pages import Settings
    from defgraph.store import Store

DOWNLOADS = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    **FORMATS,
    "rdf": "application/rdf+xml",
}
"""The media types of answers, by the endings of their addresses."""
HTML = "text/html; charset=utf-8"
ICON = "icon.svg"


def search_page(store: Store, text: str, language: str, kind: str, pages: Settings) -> bytes:
    """Return the page of what goes by ``text``."""
    return render_search(store, text, language, kind=kind, settings=pages).html.encode()


def suggested(store: Store, text: str, language: str, kinds: tuple[str, ...]) -> bytes:
    """Return what ``text`` may mean, as JSON."""
    found = suggestions(store, text, language, kinds=kinds, settings=PAGES)
    return json.dumps(found, ensure_ascii=False).encode()


def queries_page(store: Store, language: str, pages: Settings) -> bytes:
    """Return the list of saved queries."""
    return render_queries(store, language, settings=pages).html.encode()


def form_page(
    store: Store, name: str, given: tuple[tuple[str, str], ...], language: str, pages: Settings
) -> tuple[bytes, bool]:
    """Return the form of a saved query with its rows, and whether what was given makes no sense."""
    answered = render_form(store, name, dict(given), language, settings=pages)
    return answered.page.html.encode(), answered.is_refused


def free_query_page(
    store: Store,
    text: str,
    example: str,
    language: str,
    hosts: frozenset[str],
    pages: Settings,
    turn: int,  # noqa: ARG001 - tells apart what is another answer each time
) -> tuple[bytes, bool]:
    """Return the page of a query of one's own with its answer, and whether the query is wrong."""
    answered = render_free_query(store, text, language, example=example, hosts=hosts, settings=pages)
    return answered.page.html.encode(), answered.is_refused


def view_page(store: Store, local: str, language: str, pages: Settings) -> bytes | None:
    """Return the drawing around a thing, or of a whole network."""
    page = render_view(store, local, language, settings=pages)
    return None if page is None else page.html.encode()


async def search(request: Request) -> Response:
    """Answer with the page of what goes by ``q``."""
    asked, language = request.query_params, _language(request)
    page = await state_of(request).pool.run(
        search_page, _text(asked.get("q", "")), language, asked.get("kind", ""), pages_for(request)
    )
    return conditional(request, page, HTML)


async def suggest(request: Request) -> Response:
    """Answer with what somebody who has typed ``q`` may mean, of the classes ``kind`` if any is given.

    Raises:
        ParameterError: there is no such class or language, or more than one language.
    """
    asked = request.query_params
    languages, wanted = asked.getlist("lang") or LANGUAGES[:1], asked.getlist("kind") or KINDS
    if len(languages) > 1:
        raise ParameterError("parameter lang is given twice; give it once", "lang")
    _check("lang", languages, LANGUAGES)
    _check("kind", wanted, KINDS)
    kinds = tuple(kind for kind in KINDS if kind in wanted)
    found = await state_of(request).pool.run(suggested, _text(asked.get("q", "")), languages[0], kinds)
    return conditional(request, found, "application/json")


async def queries(request: Request) -> Response:
    """Answer with the list of saved queries."""
    state = state_of(request)
    page = await state.pool.run(queries_page, _language(request), pages_for(request))
    return conditional(request, page, HTML)


async def form(request: Request) -> Response:
    """Answer with the form of a saved query, and the rows that it finds."""
    state, given = state_of(request), tuple(request.query_params.multi_items())
    for name, times in Counter(name for name, _ in given).items():
        if times > 1:
            raise ParameterError(f"parameter {name} is given twice; give it once")
    given = tuple((_text(name), _text(value)) for name, value in given)
    page, is_refused = await state.pool.run(
        form_page, request.path_params["name"], given, _language(request), pages_for(request)
    )
    return Response(page, 422, media_type="text/html") if is_refused else conditional(request, page, HTML)


async def free_query(request: Request) -> Response:
    """Answer with a query of one's own, and what it answers."""
    state, asked = state_of(request), request.query_params
    text = _text(asked.get("query", ""))
    page, is_refused = await state.pool.run(
        free_query_page,
        text,
        asked.get("example", ""),
        _language(request),
        state.settings.allowed_hosts,
        pages_for(request),
        turn_of(text),
    )
    return Response(page, 400, media_type="text/html") if is_refused else conditional(request, page, HTML)


async def download(request: Request) -> Response:
    """Answer a query of one's own in the format that the address ends with: a link can ask for no other."""
    state, ending = state_of(request), request.path_params["ending"]
    media_type = DOWNLOADS.get(ending)
    if media_type is None:
        raise HTTPException(404)
    text = _text(request.query_params.get("query", ""))
    turn = turn_of(text)
    question = Question(text, None, own_address(request, "/sparql"), state.settings.allowed_hosts, turn)
    liked = MediaTypes(media_type, media_type, media_type)
    _, body = await state.pool.run(answer_query, question, liked, state.settings.limits.answer_bytes)
    named = {"Content-Disposition": f'attachment; filename="answer.{ending}"'}
    return Response(body, media_type=media_type, headers=named)


async def view(request: Request) -> Response:
    """Answer with the drawing around a thing, or of a whole network."""
    page = await state_of(request).pool.run(
        view_page, request.path_params["local"], _language(request), pages_for(request)
    )
    if page is None:
        raise HTTPException(404)
    return conditional(request, page, HTML)


def _check(name: str, found: Iterable[str], expected: Sequence[str]) -> None:
    for text in found:
        if text not in expected:
            said = f"parameter {name}: found {text[:100]!r}, expected one of {', '.join(expected)}"
            raise ParameterError(said, name)


def _language(request: Request) -> str:
    language: str = request.path_params["language"]
    if language not in LANGUAGES:
        raise HTTPException(404)
    return language


async def static(request: Request) -> Response:
    """Answer with a file that pages link to."""
    found = find_asset(f"static/{request.path_params.get('path', ICON)}")
    if found is None:
        raise HTTPException(404)
    body, media_type = found
    return conditional(request, body, media_type)


def _text(asked: str) -> str:
    """Return a text that can be written as UTF-8, whatever was sent."""
    return asked.encode("utf-8", "replace").decode()


ROUTES = (
    Route("/search.{language}.html", search),
    Route("/suggest", suggest),
    Route("/sparql.{language}.html", free_query),
    Route("/sparql.{ending}", download),
    Route("/queries.{language}.html", queries),
    Route("/queries/{name}.{language}.html", form),
    Route("/view/{local:path}.{language}.html", view),
    Route("/static/{path:path}", static),
    Route("/favicon.ico", static),  # browsers ask for it where a page is none of ours: the rows of a query
)
