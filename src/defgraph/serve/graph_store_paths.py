"""SPARQL 1.1 Graph Store HTTP Protocol as OpenAPI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.serve.openapi import Json, answered, parameter, refused, unchanged
from defgraph.store.formats import GRAPHS

if TYPE_CHECKING:
    from defgraph.serve.settings import Settings

_WHICH = (
    parameter("graph", {"type": "string", "format": "iri"}, "The graph of this name."),
    {
        **parameter(
            "default",
            {"type": "string", "maxLength": 0},
            "The graph without a name. One of `graph` and `default` is given.",
        ),
        "allowEmptyValue": True,
    },
)
_OWN: Json = {
    "name": "name",
    "in": "path",
    "required": True,
    "description": "What the IRI of the graph ends with: it is the address itself.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9-]+$"},
}
_GRAPH: Json = {media_type: {"schema": {"type": "string"}} for media_type in GRAPHS}
_FILES: Json = {"schema": {"type": "object", "additionalProperties": {"type": "string"}}}
_CONDITION: Json = {
    "name": "If-Match",
    "in": "header",
    "description": "The ETag of the graph as the client knows it: else it stays as it is.",
    "schema": {"type": "string"},
}
_MADE: Json = {
    "201": {
        "description": "The graph was not there, and is now.",
        "headers": {"Location": {"description": "Where it is.", "schema": {"type": "string"}}},
    },
    "204": {"description": "It is done."},
}


def paths(settings: Settings) -> Json:
    """Return the paths of graphs; where the server takes no tokens, none is made there or can be changed."""
    if settings.tokens is None:
        return {"/graph-store": {"get": _get("graph", list(_WHICH))}}
    return {
        "/graph-store": _operations("graph", list(_WHICH)),
        "/graph-store/{name}": _operations("own-graph", [_OWN]),
    }


def _get(name: str, which: list[Json]) -> Json:
    return {
        **_operation(f"get-{name}", "A graph", "Sebuah graf", which),
        "responses": {
            "200": answered("The graph.", _GRAPH),
            "304": unchanged(),
            **refused("400", "404", "406", "422"),
        },
    }


def _operations(name: str, which: list[Json]) -> Json:
    changed = [*which, _CONDITION]
    body = {"required": True, "content": {**_GRAPH, "multipart/form-data": _FILES}}
    refusals = refused("400", "401", "409", "412", "413", "415", "422")
    return {
        "get": _get(name, which),
        "put": {
            **_operation(f"put-{name}", "Puts a graph in place of one", "Mengganti sebuah graf", changed),
            "requestBody": body,
            "responses": {**_MADE, **refusals},
        },
        "post": {
            **_operation(f"add-to-{name}", "Adds to a graph", "Menambah sebuah graf", changed),
            "requestBody": body,
            "responses": {**_MADE, **refusals},
        },
        "delete": {
            **_operation(f"delete-{name}", "Deletes a graph", "Menghapus sebuah graf", changed),
            "responses": {"204": _MADE["204"], **refused("400", "401", "404", "409", "412", "422")},
        },
    }


def _operation(name: str, english: str, indonesian: str, parameters: list[Json]) -> Json:
    return {
        "operationId": name,
        "summary": english,
        "x-summary-id": indonesian,
        "tags": ["graphs"],
        "parameters": parameters,
    }
