"""The W3C Reconciliation Service API 0.2, so that OpenRefine links a spreadsheet to the graph.

The service is at ``/reconcile`` in the language of the server, and in each at ``/reconcile/en`` and
``/reconcile/id``.
"""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from defgraph import reconcile as library
from defgraph.errors import ParameterError, TooLargeError
from defgraph.pages.addresses import LANGUAGES, relative
from defgraph.serve import reconcile_paths
from defgraph.serve.bodies import TOO_LARGE, read_body
from defgraph.serve.conditional import conditional
from defgraph.serve.cors import READABLE_FROM_ANYWHERE
from defgraph.serve.negotiation import best_language
from defgraph.serve.parameters import BAD_REQUEST, Parameters, media_type_of, own_address, unsupported
from defgraph.serve.problems import ProblemError
from defgraph.serve.state import state_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from defgraph.reconcile import Extension, Query
    from defgraph.serve.openapi import Json
    from defgraph.serve.settings import Settings
    from defgraph.store import Store

PATH = "/reconcile"
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
_MOST_PROPERTIES = 1_000


def manifest(store: Store, address: str, language: str) -> bytes:
    """Return the manifest, as JSON."""
    return _written(library.manifest(store, address, language))


def reconciled(store: Store, batch: tuple[tuple[str, Query], ...], language: str) -> bytes:
    """Return what the queries of a batch may mean, as JSON."""
    return _written(library.reconcile(store, batch, language))


def extended(store: Store, asked: Extension, language: str) -> bytes:
    """Return the values of properties, as JSON."""
    return _written(library.extend(store, asked, language))


def suggested(store: Store, prefix: str, language: str, types: tuple[str, ...], skipped: int) -> bytes:
    """Return the things that somebody may mean, as JSON."""
    return _written(library.suggest_things(store, prefix, language, types, skipped))


def _written(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "backslashreplace")


async def service(request: Request) -> Response:
    """Answer a batch of queries or a data extension query; tell what the service is where none is sent."""
    language = _language(request)
    state = state_of(request)
    sent = await _sent(request)
    queries, extension = sent.one("queries"), sent.one("extend")
    if queries is not None and extension is not None:
        raise ProblemError(BAD_REQUEST, "expected queries or extend, found both")
    try:
        if queries is not None:
            body = await state.pool.run(reconciled, library.read_batch(queries), language)
        elif extension is not None:
            body = await state.pool.run(extended, library.read_extension(extension), language)
        elif request.method == "POST" or "query" in sent:
            raise ProblemError(BAD_REQUEST, "expected queries, a batch of reconciliation queries, or extend")
        else:
            body = await state.pool.run(manifest, _address(request), language)
    except TooLargeError as error:
        raise ProblemError(TOO_LARGE, str(error)) from None
    if request.method == "POST":
        return Response(body, media_type=_JSON)
    return conditional(request, body, _JSON)


async def _sent(request: Request) -> Parameters:
    in_address = request.scope["query_string"]
    if request.method != "POST":
        return Parameters(in_address)
    media_type = media_type_of(request)
    if media_type != _FORM:
        raise unsupported(media_type, (_FORM,))
    return Parameters(in_address, await read_body(request, state_of(request).settings.limits.query_bytes))


async def suggest(request: Request) -> Response:
    """Answer with what somebody who has typed ``prefix`` may mean."""
    language, asked = _language(request), Parameters(request.scope["query_string"])
    prefix = asked.one("prefix") or ""
    skipped = _number(asked, "cursor", 0, library.MOST_SKIPPED) or 0
    what = request.path_params["what"]
    if what == "entity":
        types = library.types_of(asked.every("type"))
        body = await state_of(request).pool.run(suggested, prefix, language, types, skipped)
    elif what == "type":
        body = _written(library.suggest_types(prefix, language, skipped))
    elif what == "property":
        body = _written(library.suggest_properties(prefix, language, skipped))
    else:
        raise HTTPException(404)
    return conditional(request, body, _JSON)


async def properties(request: Request) -> Response:
    """Answer with the properties that things of a type have."""
    language, asked = _language(request), Parameters(request.scope["query_string"])
    most = _number(asked, "limit", 0, _MOST_PROPERTIES)
    told = library.propose(asked.one("type") or "", language, most)
    return conditional(request, _written(told), _JSON)


async def preview(request: Request) -> Response:
    """Answer with the preview of a thing: the one document that any site may show in a frame."""
    language = _language(request)
    found = await state_of(request).pool.run(library.preview, _identifier(request), language, _place(request))
    if found is None:
        raise HTTPException(404)
    hashed = b64encode(sha256(library.style().encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors *"
    )
    headers = {"Content-Security-Policy": policy}
    return conditional(request, found.encode(), "text/html; charset=utf-8", headers)


async def view(request: Request) -> Response:
    """Lead to the page of a thing."""
    language = _language(request)
    if "language" not in request.path_params:
        language = best_language(request, LANGUAGES, language)
    found = await state_of(request).pool.run(library.page_of, _identifier(request), language)
    if found is None:
        raise HTTPException(404)
    return RedirectResponse(relative(_place(request), found), 303, headers={"Vary": "Accept-Language"})


def _identifier(request: Request) -> str:
    identifier = Parameters(request.scope["query_string"]).one("id")
    if not identifier:
        raise ParameterError("expected id, the identifier of a thing", "id")
    return identifier


def _language(request: Request) -> str:
    language: str = request.path_params.get("language", state_of(request).settings.language)
    if language not in LANGUAGES:
        raise HTTPException(404)
    return language


def _place(request: Request) -> str:
    """Return the path of the document, from the top."""
    language = request.path_params.get("language")
    here = request.url.path.rpartition("/")[2]
    return "/".join(part for part in (PATH.strip("/"), language, here) if part)


def _address(request: Request) -> str:
    language = request.path_params.get("language")
    return own_address(request, f"{PATH}/{language}" if language else PATH)


def _number(asked: Parameters, name: str, least: int, most: int) -> int | None:
    text = asked.one(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
        raise ParameterError(
            f"{name}: found {text[:40]!r}, expected a whole number from {least} to {most}", name
        )
    return int(text)


def paths(_settings: Settings) -> Json:
    """Return the paths below, as OpenAPI."""
    return reconcile_paths.paths()


def _route(path: str, handler: Callable[[Request], Awaitable[Response]], *methods: str) -> Route:
    """Return a route that clients on any site may ask, and ask whether they may."""
    allowed = ("GET", "HEAD", *methods, "OPTIONS")

    async def answered(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(allowed)})
        return await handler(request)

    return Route(path, answered, methods=allowed, middleware=[READABLE_FROM_ANYWHERE])


def _routes(path: str) -> list[Route]:
    return [
        _route(f"{path}/suggest/{{what}}", suggest),
        _route(f"{path}/properties", properties),
        _route(f"{path}/preview", preview),
        _route(f"{path}/view", view),
        _route(path, service, "POST"),
    ]


ROUTES = (*_routes(PATH), *_routes(f"{PATH}/{{language}}"))
