"""Every IRI of the data and the vocabularies resolves: to pages, and to documents of data.

An IRI of a thing is answered with 303 (W3C, Cool URIs for the Semantic Web, section 4.3): what it names is no
document, and which one is about it depends on who asks.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response
from starlette.routing import Route

from defgraph.pages import FORMATS, HOME, LANGUAGES, Document, page_path, parse_document, relative_link
from defgraph.pages.addresses import is_local
from defgraph.pages.data import ONTOLOGY, SYNTAXES
from defgraph.serve.conditional import CACHE, conditional
from defgraph.serve.cors import READABLE_FROM_ANYWHERE
from defgraph.serve.finding import Place, find_thing, read_document
from defgraph.serve.linking import pages_for
from defgraph.serve.negotiation import best_language, best_media_type
from defgraph.serve.openapi import Json, answered, refused, unchanged
from defgraph.serve.state import state_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from defgraph.serve.settings import Settings

HTML = "text/html"
MEDIA_TYPES: Mapping[str, str] = {**FORMATS, "rdf": "application/rdf+xml"}
"""The media types of documents of data, by their endings."""

_ENDINGS = {media_type: ending for ending, media_type in MEDIA_TYPES.items()}
_IRI_SAFE = "!#$&'()*+,/:;=?@[]~%"


async def home(request: Request) -> Response:
    """Lead to the home page in the reader's language."""
    language = best_language(request, LANGUAGES, state_of(request).settings.language)
    return _see_other(page_path(HOME, language), "", "Accept-Language")


async def resource(request: Request) -> Response:
    """Answer with a document, or lead from a thing to the document about it that the client likes best."""
    path = request.path_params["path"]
    document = _document(path)
    return await (_thing(request, path) if document is None else _send(request, document))


def _document(path: str) -> Document | None:
    local, _, ending = path.rpartition(".")
    if ending in SYNTAXES and is_local(local):
        return Document(local, "", ending)
    return parse_document(path)


async def _send(request: Request, document: Document) -> Response:
    state = state_of(request)
    found = await state.pool.run(
        read_document, document, state.settings.limits.answer_bytes, pages_for(request)
    )
    if isinstance(found, Place):
        return _see_other(relative_link(document.path, document._replace(local=found.local).path), found.iri)
    media_type = f"{HTML}; charset=utf-8" if document.language else MEDIA_TYPES[document.ending]
    links = [*_alternates(document, document.path, has_data=bool(found.iri))]
    if found.iri:
        links.append(f'<{quote(found.iri, safe=_IRI_SAFE)}>; rel="describes"')
    headers = {"Link": ", ".join(links)}
    if document.language:
        headers["Content-Language"] = document.language
    return conditional(request, found.body, media_type, headers)


async def _thing(request: Request, path: str) -> Response:
    state = state_of(request)
    place = await state.pool.run(find_thing, path)
    pages = () if place.local in ONTOLOGY else (HTML,)
    media_type = best_media_type(request, (*pages, *_ENDINGS, *(() if pages else (HTML,))))
    if media_type == HTML and pages:
        language = best_language(request, LANGUAGES, state.settings.language)
        document = Document(place.local, language, "html")
    else:  # the ontology has no page of its own: people read it as Turtle
        document = Document(place.local, "", _ENDINGS.get(media_type, "ttl"))
    links = _alternates(document, path, relation="describedby")
    return _see_other(relative_link(path, document.path), "", "Accept, Accept-Language", ", ".join(links))


def _see_other(location: str, iri: str, vary: str = "", links: str = "") -> Response:
    headers = {"Location": location, "Cache-Control": CACHE}
    if vary:
        headers["Vary"] = vary
    if iri:
        links = f'<{quote(iri, safe=_IRI_SAFE)}>; rel="describes"'
    if links:
        headers["Link"] = links
    return Response(status_code=HTTPStatus.SEE_OTHER, headers=headers)


def _alternates(
    document: Document, source: str, *, relation: str = "alternate", has_data: bool = True
) -> list[str]:
    """Return links from what is at ``source`` to the documents about the same thing; not to itself."""
    links = []
    if document.local not in ONTOLOGY:
        for language in LANGUAGES:
            path = page_path(document.local, language)
            links.append((path, f'type="{HTML}"; hreflang="{language}"'))
    if has_data:
        for ending, media_type in MEDIA_TYPES.items():
            links.append((Document(document.local, "", ending).path, f'type="{media_type}"'))
    return [
        f'<{relative_link(source, path)}>; rel="{relation}"; {kind}' for path, kind in links if path != source
    ]


def paths(_settings: Settings) -> Json:
    """Return the path of things, as OpenAPI."""
    return {
        "/": {
            "get": {
                "operationId": "home",
                "summary": "The home page, in the reader's language",
                "x-summary-id": "Halaman muka, dalam bahasa pembaca",
                "tags": ["things"],
                "responses": {"303": {"description": "Where it is."}, **refused()},
            }
        },
        **{f"/{name}.ttl": {"get": _ontology(name)} for name in ONTOLOGY},
    }


def _ontology(name: str) -> Json:
    return {
        "operationId": f"{name}-as-turtle",
        "summary": "The ontology and its vocabularies; every thing has such a document",
        "x-summary-id": "Ontologi dan kosakatanya; setiap hal memiliki dokumen semacam ini",
        "tags": ["things"],
        "responses": {
            "200": answered("Turtle", {"text/turtle": {}}),
            "304": unchanged(),
            **refused("404"),
        },
    }


ROUTES = (
    Route("/", home),
    Route("/{path:path}", resource, middleware=[READABLE_FROM_ANYWHERE]),
)
"""The last of these takes every path that no one else answers."""
