"""Answering with what went wrong: a page for people with a browser, a problem document for everybody else."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from defgraph import errors
from defgraph.pages import LANGUAGES, parse_document, render_problem
from defgraph.serve.finding import PAGES
from defgraph.serve.negotiation import best_language, likes_html
from defgraph.serve.problems import KINDS, MEDIA_TYPE, TYPES, Kind, ProblemError, as_problem
from defgraph.serve.state import state_of

if TYPE_CHECKING:
    from starlette.requests import Request

_LOG = logging.getLogger("defgraph.serve")
_HTML = "text/html; charset=utf-8"
_IN_PATHS = "/:@!$&'()*+,;=~"
"""What a path may have as it is (RFC 3986, section 3.3)."""
_VARY = ("Accept", "Accept-Language")


async def refuse(request: Request, error: Exception) -> Response:
    """Answer with the problem that ``error`` is; of what should not happen, the log has the traceback."""
    if isinstance(error, HTTPException):  # what the framework refuses: unknown paths and methods
        status = HTTPStatus(error.status_code)
        kind = Kind(status.phrase.casefold().replace(" ", "-"), status, status.phrase)
        return _answer(request, ProblemError(kind, error.detail, dict(error.headers or {})))
    if isinstance(error, ProblemError) or any(base in KINDS for base in type(error).__mro__):
        return _answer(request, as_problem(error))
    _LOG.error("%s %r failed", request.method, request.url.path, exc_info=error)
    kind = KINDS[errors.DefgraphError]
    return _answer(request, ProblemError(kind, "the server failed at this; its log says why"))


def _answer(request: Request, problem: ProblemError) -> Response:
    varies = [each.strip() for each in problem.headers.get("Vary", "").split(",") if each.strip()]
    headers = {**problem.headers, "Vary": ", ".join(dict.fromkeys([*varies, *_VARY]))}
    body, media_type = _page(request, problem) if likes_html(request) else _document(request, problem)
    return Response(
        body.encode("utf-8", "backslashreplace"), int(problem.kind.status), headers, media_type=media_type
    )


def _document(request: Request, problem: ProblemError) -> tuple[str, str]:
    kind = problem.kind
    told = {
        "type": TYPES + kind.name,
        "title": kind.title,
        "status": int(kind.status),
        "detail": problem.detail,
        "instance": quote(request.url.path, safe=_IN_PATHS, errors="replace"),
        **({"hint": kind.hint} if kind.hint else {}),
        **problem.more,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n", MEDIA_TYPE


def _page(request: Request, problem: ProblemError) -> tuple[str, str]:
    path = request.scope.get("raw_path") or b"/"  # its slashes are those that a browser counts
    asked = path.partition(b"?")[0].decode("ascii", "replace").removeprefix("/")
    document = parse_document(asked)
    language = document.language if document is not None else ""
    if language not in LANGUAGES:
        language = best_language(request, LANGUAGES, state_of(request).settings.language)
    kind = problem.kind
    page = render_problem(
        asked, language, int(kind.status), (kind.title, problem.detail, kind.hint), settings=PAGES
    )
    return page.html, _HTML
