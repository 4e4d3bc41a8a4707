"""The description of the service (OpenAPI 3.1.1): what its parts share, and how they are put together.

Each module of handlers describes its own paths: a function ``paths(settings)`` that returns path items.
:mod:`defgraph.serve.handlers.openapi` lists these functions.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from defgraph import __version__
from defgraph.namespaces import ROOT
from defgraph.pages import LANGUAGES
from defgraph.serve.problems import MEDIA_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from defgraph.serve.settings import Settings

Json: TypeAlias = "dict[str, Any]"

_STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "400": "The request, or the query in it, cannot be read.",
        "401": "This wants a token.",
        "403": "This may not be done here.",
        "404": "There is no such thing.",
        "406": "Nothing that the client accepts can be answered.",
        "409": "What was to be changed has changed.",
        "412": "What was to be changed is not what `If-Match` or `If-None-Match` says.",
        "413": "The request is larger than this server takes.",
        "415": "The request is in a format that this server does not read.",
        "422": "A parameter makes no sense; `parameter` names it.",
        "500": "The server failed; its log says why.",
        "502": "The store does not answer.",
        "503": "The server or the store is busy; `Retry-After` says for how many seconds to stay away.",
        "504": "The request took longer than it may, and was stopped.",
    }
)
_ALWAYS = ("500", "502", "503", "504")

PROBLEM: Json = {
    "type": "object",
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What is wrong with this request, in English."},
        "instance": {"type": "string", "format": "uri-reference"},
        "hint": {"type": "string", "description": "What to do about it."},
        "parameter": {"type": "string", "description": "The parameter that it is about."},
        "line": {"type": "integer", "minimum": 1, "description": "Where in the query, counted from 1."},
        "column": {"type": "integer", "minimum": 1},
        "offered": {"type": "array", "items": {"type": "string"}, "description": "What there is to accept."},
        "errors": {"type": "array", "items": {"type": "string"}},
    },
}


def refused(*statuses: str) -> Json:
    """Return the responses of an operation that can fail with these statuses, or as every one can."""
    return {
        status: {"$ref": f"#/components/responses/Problem{status}"}
        for status in sorted({*statuses, *_ALWAYS})
    }


def answered(description: str, content: Json, headers: Json | None = None) -> Json:
    """Return a response that has an entity tag, so that it can be asked for conditionally.

    Args:
        description: what it is.
        content: a media type object for each media type.
        headers: header objects beside those that every such response has.
    """
    tagged = {
        "ETag": {"$ref": "#/components/headers/ETag"},
        "Vary": {"$ref": "#/components/headers/Vary"},
        **(headers or {}),
    }
    return {"description": description, "headers": tagged, "content": content}


def unchanged() -> Json:
    """Return the response to a client that has the answer already."""
    return {"description": "The client has the answer already (`If-None-Match`)."}


def parameter(name: str, schema: Json, description: str, *, required: bool = False) -> Json:
    """Return a parameter of the query string."""
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": description,
        "schema": schema,
    }


def document(
    settings: Settings,
    parts: Iterable[Callable[[Settings], Json]],
    schemas: Mapping[str, Json],
) -> Json:
    """Return the description of a server.

    Args:
        settings: of the server.
        parts: the functions that describe paths.
        schemas: what ``#/components/schemas`` holds beside :data:`PROBLEM`.
    """
    paths: Json = {}
    for describe in parts:
        paths |= describe(settings)
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "defgraph",
            "version": __version__,
            "summary": "A graph of defence diplomacy: who met whom, about what, and which article says so.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "externalDocs": {"url": ROOT},
        "servers": [{"url": "."}],
        "paths": paths,
        "components": {
            "schemas": {**schemas, "Problem": PROBLEM},
            "headers": {
                "ETag": {"description": "Tells versions of the answer apart.", "schema": {"type": "string"}},
                "Vary": {"description": "What the answer depends on.", "schema": {"type": "string"}},
            },
            "responses": {
                f"Problem{status}": {
                    "description": text,
                    "headers": {
                        "Content-Language": {
                            "description": "Of `title` and `hint`, as `Accept-Language` asks.",
                            "schema": {"enum": list(LANGUAGES)},
                        },
                        "Vary": {"$ref": "#/components/headers/Vary"},
                    },
                    "content": {MEDIA_TYPE: problem},
                }
                for status, text in _STATUSES.items()
            },
        },
    }
