"""SPARQL 1.1 Graph Store HTTP Protocol: graphs read and written whole."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import pyoxigraph as ox
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.responses import Response
from starlette.routing import Route

from defgraph.errors import NotFoundError, TooLargeError
from defgraph.graph_store import (
    Condition,
    delete_graph,
    digest_of,
    parse_graph,
    read_graph,
    rewritten,
    write_graph,
)
from defgraph.serve.bodies import read_body
from defgraph.serve.cors import READABLE_FROM_ANYWHERE
from defgraph.serve.negotiation import best_media_type
from defgraph.serve.parameters import (
    BAD_REQUEST,
    Parameters,
    iri,
    media_type_of,
    own_address,
    unsupported,
)
from defgraph.serve.problems import KINDS, ProblemError
from defgraph.serve.state import state_of
from defgraph.serve.writing import check_may_write, write
from defgraph.store.formats import GRAPHS

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from pyoxigraph import DefaultGraph, NamedNode
    from starlette.requests import Request

    from defgraph.serve.settings import Place
    from defgraph.store import Store

PATH = "/graph-store"
_METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
_AS_IT_IS = "%:/?#[]@!$&'()*+,;=~"
"""What an IRI and an address may have alike; the rest of an IRI is percent-encoded in one (RFC 3987, 3.1)."""

_PARTS = "multipart/form-data"
_TAKEN = tuple(GRAPHS)
_WRITTEN_AS = {media_type: syntax.file_extension for media_type, syntax in GRAPHS.items()}


class Upload(NamedTuple):
    """A graph as a client sends it: its bytes, their media type, and what its relative IRIs hang on."""

    body: bytes
    media_type: str
    base: str


def get(
    store: Store, graph: NamedNode | DefaultGraph, media_type: str, limit: int
) -> tuple[str, bytes] | None:
    """Return the digest of a graph, and the graph in a media type; None: there is none.

    Raises:
        TooLargeError: it has more bytes than ``limit``.
    """
    lines = read_graph(store, graph)
    if lines is None:
        return None
    body = rewritten(lines, media_type)
    if len(body) > limit:
        raise TooLargeError(f"expected at most {limit:,} bytes, found {len(body):,}")
    return digest_of(lines), body


def put(
    place: Place,
    graph: NamedNode | DefaultGraph,
    uploads: list[Upload],
    method: str,
    condition: Condition,
) -> bool:
    """Write graphs into one (PUT: in place of what it holds), and return whether it was not there.

    Raises:
        RdfError: one does not parse.
        ChangedError: the condition does not hold.
        StoreError: the store failed, or another process writes to it.
    """
    triples = [triple for upload in uploads for triple in parse_graph(*upload)]
    with place.open(read_only=False) as store:
        return write_graph(store, graph, triples, replace=method == "PUT", condition=condition)


def delete(place: Place, graph: NamedNode | DefaultGraph, condition: Condition) -> bool:
    """Delete a graph, and return whether it was there; errors as of :func:`put`."""
    with place.open(read_only=False) as store:
        return delete_graph(store, graph, condition)


async def graph_store(request: Request) -> Response:
    """Read, put, add to or delete the graph that a request names."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(_METHODS)})
    graph = _named(request)
    if request.method in {"GET", "HEAD"}:
        return await _read(request, _known(graph))
    check_may_write(request)
    if request.method == "DELETE":
        if not await write(request, delete, _known(graph), _condition(request)):
            raise _missing(_known(graph))
        return Response(status_code=204)
    if graph is None and request.method == "POST":
        graph = ox.NamedNode(own_address(request, f"{PATH}/{uuid.uuid4()}"))
    target = _known(graph)
    base = target.value if isinstance(target, ox.NamedNode) else own_address(request)
    uploads = await _uploads(request, base)
    created = await write(request, put, target, uploads, request.method, _condition(request))
    if created and isinstance(target, ox.NamedNode):
        return Response(status_code=201, headers={"Location": quote(target.value, safe=_AS_IT_IS)})
    return Response(status_code=204)


def _named(request: Request) -> NamedNode | DefaultGraph | None:
    """Return which graph a request names: by its own address, by ``graph``, or by ``default``; None: none."""
    parameters = Parameters(request.scope["query_string"])
    named = parameters.one("graph")
    default = parameters.one("default")
    direct = "path" in request.path_params
    if (named is not None) + (default is not None) + direct > 1:
        raise ProblemError(BAD_REQUEST, "expected one graph: by its address, by graph=IRI, or by default")
    if direct:
        return ox.NamedNode(own_address(request))
    if default:
        raise ProblemError(BAD_REQUEST, "default has no value")
    if default is not None:
        return ox.DefaultGraph()
    return iri(named, "graph") if named is not None else None


def _known(graph: NamedNode | DefaultGraph | None) -> NamedNode | DefaultGraph:
    if graph is None:
        raise ProblemError(BAD_REQUEST, "the request names no graph; add ?graph=IRI, or ?default")
    return graph


async def _read(request: Request, graph: NamedNode | DefaultGraph) -> Response:
    media_type = best_media_type(request, _TAKEN)
    state = state_of(request)
    found = await state.pool.run(get, graph, media_type, state.settings.limits.answer_bytes)
    if found is None:
        raise _missing(graph)
    digest, body = found
    headers = {"ETag": f'"{digest}.{_WRITTEN_AS[media_type]}"', "Vary": "Accept", "Cache-Control": "no-cache"}
    known = [tag.removeprefix("W/") for tag in _tags(request, "if-none-match")]
    if headers["ETag"] in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def _missing(graph: NamedNode | DefaultGraph) -> ProblemError:
    return ProblemError(KINDS[NotFoundError], f"there is no graph {graph}")


def _condition(request: Request) -> Condition:
    """Return when the graph may be changed; its digest is the same in whichever syntax it was read."""
    holds, holds_not = (
        [tag.removeprefix("W/").strip('"').partition(".")[0] for tag in _tags(request, name)]
        if name in request.headers
        else None
        for name in ("if-match", "if-none-match")
    )
    return Condition(holds, holds_not)


def _tags(request: Request, header: str) -> list[str]:
    return [tag.strip() for tag in ",".join(request.headers.getlist(header)).split(",") if tag.strip()]


async def _uploads(request: Request, base: str) -> list[Upload]:
    media_type = media_type_of(request)
    if media_type != _PARTS and media_type not in GRAPHS:
        raise unsupported(media_type, (*_TAKEN, _PARTS))
    body = await read_body(request, state_of(request).settings.limits.upload_bytes)
    if media_type != _PARTS:
        return [Upload(body, media_type, base)]

    async def whole() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        form = await MultiPartParser(request.headers, whole()).parse()
    except (MultiPartException, KeyError) as error:
        raise ProblemError(BAD_REQUEST, f"the parts cannot be told apart: {error}") from None
    try:
        return [await _part(part, base) for _, part in form.multi_items()]
    finally:
        await form.close()


async def _part(part: UploadFile | str, base: str) -> Upload:
    if not isinstance(part, UploadFile):
        raise unsupported("", _TAKEN)
    media_type = (part.content_type or "").partition(";")[0].strip().casefold()
    if media_type not in GRAPHS:
        raise unsupported(media_type, _TAKEN)
    return Upload(await part.read(), media_type, base)


ROUTES = tuple(
    Route(path, graph_store, methods=_METHODS, middleware=[READABLE_FROM_ANYWHERE])
    for path in (PATH, PATH + "/{path:path}")
)
