"""SPARQL 1.1 Protocol as OpenAPI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.serve.asking import OFFERED
from defgraph.serve.openapi import Json, parameter, refused

if TYPE_CHECKING:
    from defgraph.serve.settings import Settings

_IRIS: Json = {"type": "array", "items": {"type": "string", "format": "iri"}}
_EXAMPLE = "SELECT ?type (COUNT(*) AS ?things) { ?thing a ?type } GROUP BY ?type ORDER BY ?type"
_QUERY: Json = {"type": "string", "description": "A query of SPARQL 1.1.", "examples": [_EXAMPLE]}
_GRAPHS = {
    "default-graph-uri": "A graph of the default graph; by default it is the union of all.",
    "named-graph-uri": "A graph that GRAPH finds; by default it finds all.",
}
_USING = {"using-graph-uri": "As USING.", "using-named-graph-uri": "As USING NAMED."}


def paths(settings: Settings) -> Json:
    """Return the path of the endpoint."""
    return {"/sparql": {"get": _get(), "post": _post(writes=settings.tokens is not None)}}


def _get() -> Json:
    return {
        "operationId": "sparql",
        "summary": "A query of SPARQL 1.1, or the description of the service",
        "x-summary-id": "Kueri SPARQL 1.1, atau deskripsi layanan",
        "tags": ["sparql"],
        "parameters": [
            parameter("query", _QUERY, "Without it, the service describes itself."),
            *(parameter(name, _IRIS, text) for name, text in _GRAPHS.items()),
        ],
        "responses": {
            "200": _answered(),
            "303": {"description": "Where people write queries, for whoever likes HTML best."},
            **refused("400", "406", "422"),
        },
    }


def _post(*, writes: bool) -> Json:
    told = {"query": _QUERY, **{name: {**_IRIS, "description": text} for name, text in _GRAPHS.items()}}
    content: Json = {"application/sparql-query": {"schema": {"type": "string"}}}
    statuses = ["400", "406", "413", "415", "422"]
    responses: Json = {"200": _answered()}
    if writes:
        text = {"type": "string", "description": "An update of SPARQL 1.1; it wants a token."}
        told |= {"update": text, **{name: {**_IRIS, "description": said} for name, said in _USING.items()}}
        content["application/sparql-update"] = {"schema": text}
        responses["204"] = {"description": "The update is done."}
        statuses += ["401", "409"]
    form = {"schema": {"type": "object", "properties": told}}
    return {
        "operationId": "sparql-by-post",
        "summary": "A query or an update of SPARQL 1.1" if writes else "A query of SPARQL 1.1",
        "x-summary-id": "Kueri atau pembaruan SPARQL 1.1" if writes else "Kueri SPARQL 1.1",
        "tags": ["sparql"],
        "requestBody": {
            "required": True,
            "content": {"application/x-www-form-urlencoded": form, **content},
        },
        "responses": {**responses, **refused(*statuses)},
    }


def _answered() -> Json:
    content: Json = {media_type: {} for kind in OFFERED.values() for media_type in kind}
    content["application/sparql-results+json"] = {"schema": {"$ref": "#/components/schemas/Answer"}}
    return {"description": "Rows, a truth value or a graph, as the query asks for.", "content": content}
