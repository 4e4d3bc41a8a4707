"""Searching: the page of what was found, suggestions while somebody types, and the files pages link to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.routing import Route

from defgraph.pages import LANGUAGES, find_asset, render_search, suggestions
from defgraph.pages.search import KINDS
from defgraph.serve.conditional import conditional
from defgraph.serve.finding import PAGES
from defgraph.serve.state import state_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from defgraph.store import Store


def search_page(store: Store, text: str, language: str, kind: str) -> bytes:
    """Return the page of what goes by ``text``."""
    return render_search(store, text, language, kind=kind, settings=PAGES).html.encode()


def suggested(store: Store, text: str, language: str, kinds: tuple[str, ...]) -> bytes:
    """Return what ``text`` may mean, as JSON."""
    found = suggestions(store, text, language, kinds=kinds, settings=PAGES)
    return json.dumps(found, ensure_ascii=False).encode()


async def search(request: Request) -> Response:
    """Answer with the page of what goes by ``q``."""
    asked, language = request.query_params, request.path_params["language"]
    if language not in LANGUAGES:
        raise HTTPException(404)
    page = await state_of(request).pool.run(
        search_page, _text(asked.get("q", "")), language, asked.get("kind", "")
    )
    return conditional(request, page, "text/html; charset=utf-8")


async def suggest(request: Request) -> Response:
    """Answer with what somebody who has typed ``q`` may mean, of the classes ``kind`` if any is given."""
    asked = request.query_params
    language = asked.get("lang", LANGUAGES[0])
    kinds = tuple(kind for kind in KINDS if kind in asked.getlist("kind"))
    if language not in LANGUAGES:
        language = LANGUAGES[0]
    found = await state_of(request).pool.run(suggested, _text(asked.get("q", "")), language, kinds or KINDS)
    return conditional(request, found, "application/json")


async def static(request: Request) -> Response:
    """Answer with a file that pages link to."""
    found = find_asset(f"static/{request.path_params['path']}")
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
    Route("/static/{path:path}", static),
)
