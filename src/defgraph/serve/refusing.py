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
from defgraph.serve.linking import pages_for
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
        kind = Kind(status.phrase.casefold().replace(" ", "-"), status)
        return _answer(request, ProblemError(kind, error.detail, dict(error.headers or {})))
    if isinstance(error, ProblemError) or any(base in KINDS for base in type(error).__mro__):
        return _answer(request, as_problem(error))
    _LOG.error("%s %r failed", request.method, request.url.path, exc_info=error)
    kind = KINDS[errors.DefgraphError]
    return _answer(request, ProblemError(kind, "the server failed at this; its log says why"))


def _answer(request: Request, problem: ProblemError) -> Response:
    varies = [each.strip() for each in problem.headers.get("Vary", "").split(",") if each.strip()]
    language = _language(request)
    headers = {
        **problem.headers,
        "Vary": ", ".join(dict.fromkeys([*varies, *_VARY])),
        "Content-Language": language,
    }
    make = _page if likes_html(request) else _document
    body, media_type = make(request, problem, language)
    return Response(
        body.encode("utf-8", "backslashreplace"), int(problem.kind.status), headers, media_type=media_type
    )


def _language(request: Request) -> str:
    """Return the language of the page that was asked for, or else the reader's."""
    document = parse_document(_asked(request))
    if document is not None and document.language in LANGUAGES:
        return document.language
    return best_language(request, LANGUAGES, state_of(request).settings.language)


def _asked(request: Request) -> str:
    path = request.scope.get("raw_path") or b"/"  # its slashes are those that a browser counts
    asked: str = path.partition(b"?")[0].decode("ascii", "replace").removeprefix("/")
    return asked


def _document(request: Request, problem: ProblemError, language: str) -> tuple[str, str]:
    kind = problem.kind
    title, hint = kind.texts(language)
    told = {
        "type": TYPES + kind.name,
        "title": title,
        "status": int(kind.status),
        "detail": problem.detail,
        "instance": quote(request.url.path, safe=_IN_PATHS, errors="replace"),
        **({"hint": hint} if hint else {}),
        **problem.more,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n", MEDIA_TYPE


def _page(request: Request, problem: ProblemError, language: str) -> tuple[str, str]:
    status, (title, hint) = problem.kind.status, problem.kind.texts(language)
    said = [(title, language), (problem.detail, "en"), (hint, language)]
    page = render_problem(_asked(request), language, int(status), said, settings=pages_for(request))
    return page.html, _HTML
