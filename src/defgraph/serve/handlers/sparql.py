"""SPARQL 1.1 Protocol: queries and updates; what the service is, for whoever asks for nothing else."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from defgraph.pages import LANGUAGES
from defgraph.serve.asking import (
    OFFERED,
    MediaTypes,
    Question,
    answer_query,
    turn_of,
    update,
)
from defgraph.serve.bodies import read_body
from defgraph.serve.cors import READABLE_FROM_ANYWHERE
from defgraph.serve.description import DESCRIPTIONS, Abilities, describe
from defgraph.serve.direct import Endpoint
from defgraph.serve.negotiation import accepted, best_for, best_language, best_media_type
from defgraph.serve.parameters import BAD_REQUEST, Parameters, media_type_of, own_address, unsupported
from defgraph.serve.problems import ProblemError
from defgraph.serve.state import state_of
from defgraph.serve.writing import check_may_write, write
from defgraph.store import Dataset

if TYPE_CHECKING:
    from starlette.requests import Request

PATH = "/sparql"
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_HTML = "text/html"
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_QUERY_GRAPHS = ("default-graph-uri", "named-graph-uri")
_UPDATE_GRAPHS = ("using-graph-uri", "using-named-graph-uri")


class _Sent(NamedTuple):
    """A request of the protocol: a query or an update, and what else it says."""

    query: str | None
    update: str | None
    parameters: Parameters

    def graphs(self, default: str, named: str) -> Dataset | None:
        """Return the graphs that the protocol names; None where it names none."""
        seen = Dataset(self.parameters.iris(default), self.parameters.iris(named))
        return seen if any(seen) else None


async def sparql(request: Request) -> Response:
    """Answer a query, do an update, or say what the service is."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(_METHODS)})
    sent = await _sent(request)
    if sent.query is not None and sent.update is not None:
        raise ProblemError(BAD_REQUEST, "expected a query or an update, found both")
    others = _UPDATE_GRAPHS if sent.update is None else _QUERY_GRAPHS
    if strange := [name for name in others if name in sent.parameters]:
        raise ProblemError(BAD_REQUEST, f"{strange[0]} has no meaning here")
    if sent.update is not None:
        return await _update(request, sent)
    if sent.query is not None:
        return await _query(request, sent)
    if request.method == "POST" or any(name in sent.parameters for name in _QUERY_GRAPHS):
        raise ProblemError(BAD_REQUEST, "there is no query in the request, and no update")
    return await _describe(request)


async def _sent(request: Request) -> _Sent:
    in_address = request.scope["query_string"]
    if request.method != "POST":
        parameters = Parameters(in_address)
        if "update" in parameters:
            raise ProblemError(BAD_REQUEST, "an update is sent by POST")
        return _Sent(parameters.one("query"), None, parameters)
    media_type = media_type_of(request)
    if media_type not in {_FORM, _QUERY, _UPDATE}:
        raise unsupported(media_type, (_FORM, _QUERY, _UPDATE))
    limits = state_of(request).settings.limits
    if media_type == _UPDATE:
        check_may_write(request)  # so that others send no more than a query
    body = await read_body(request, limits.upload_bytes if media_type == _UPDATE else limits.query_bytes)
    if media_type == _FORM:
        parameters = Parameters(in_address, body)
        return _Sent(parameters.one("query"), parameters.one("update"), parameters)
    parameters = Parameters(in_address)
    if "query" in parameters or "update" in parameters:
        raise ProblemError(BAD_REQUEST, "expected one query or update, found one in the address and a body")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError(
            BAD_REQUEST, f"the body is not UTF-8: {error.reason} at byte {error.start}"
        ) from None
    return _Sent(text, None, parameters) if media_type == _QUERY else _Sent(None, text, parameters)


async def _query(request: Request, sent: _Sent) -> Response:
    state = state_of(request)
    settings = state.settings
    text = sent.query or ""
    question = Question(
        text,
        sent.graphs(*_QUERY_GRAPHS),
        own_address(request, PATH),
        settings.allowed_hosts,
        turn_of(text),
    )
    liked = _liked(accepted(request))
    kind, body = await state.pool.run(answer_query, question, liked, settings.limits.answer_bytes)
    media_type = getattr(liked, kind) or best_media_type(request, OFFERED[kind])
    return Response(body, media_type=media_type, headers={"Vary": "Accept"})


@lru_cache(maxsize=256)
def _liked(header: str) -> MediaTypes:
    """Return what the client wants each kind of answer in."""
    return MediaTypes(**{kind: best_for(header, offered) or None for kind, offered in OFFERED.items()})


async def _update(request: Request, sent: _Sent) -> Response:
    check_may_write(request)
    hosts = state_of(request).settings.allowed_hosts
    using = sent.graphs(*_UPDATE_GRAPHS)
    await write(request, update, Question(sent.update or "", using, own_address(request, PATH), hosts))
    return Response(status_code=204)


async def _describe(request: Request) -> Response:
    media_type = best_media_type(request, (*DESCRIPTIONS, _HTML))
    state = state_of(request)
    if media_type == _HTML:
        language = best_language(request, LANGUAGES, state.settings.language)
        return RedirectResponse(
            f"sparql.{language}.html", status_code=303, headers={"Vary": "Accept, Accept-Language"}
        )
    can = Abilities(state.settings.tokens is not None, bool(state.settings.allowed_hosts))
    body = await state.pool.run(describe, own_address(request, PATH), media_type, can)
    return Response(body, media_type=media_type, headers={"Vary": "Accept"})


ROUTES = (Route(PATH, Endpoint(sparql), methods=_METHODS, middleware=[READABLE_FROM_ANYWHERE]),)
