"""Saved queries as OpenAPI: a path for each, its parameters with their types, and its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.ontology import concept_ids
from defgraph.queries import list_queries
from defgraph.queries.describing import described
from defgraph.queries.index import columns
from defgraph.serve import paging
from defgraph.serve.openapi import Json, answered, parameter, refused, unchanged
from defgraph.store.formats import GRAPHS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from defgraph.queries import Parameter, SavedQuery
    from defgraph.serve.settings import Settings

_MOST = 10**18 - 1
_DAY: Json = {"type": "string", "format": "date"}
_MONTH: Json = {"type": "string", "pattern": "^[1-9][0-9]{3}-(0[1-9]|1[0-2])$"}
_YEAR: Json = {"type": "string", "pattern": "^[1-9][0-9]{3}$"}
_NAMED: Json = {
    "anyOf": [
        {"type": "string", "title": "a name", "pattern": r"^[^\s:<>]([^:<>]*[^\s:<>])?$"},
        {"type": "string", "title": "an IRI", "pattern": "^https?://[A-Za-z0-9._/-]+$"},
    ]
}
_TEXT: Json = {"type": "string", "minLength": 1}

_TERM: Json = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"enum": ["uri", "literal", "bnode"]},
        "value": {"type": "string"},
        "xml:lang": {"type": "string"},
        "datatype": {"type": "string", "format": "iri"},
    },
    "additionalProperties": False,
}
_ROWS: Json = {
    "type": "object",
    "description": "SPARQL 1.1 Query Results JSON Format",
    "required": ["head", "results"],
    "properties": {
        "head": {
            "type": "object",
            "required": ["vars"],
            "properties": {"vars": {"type": "array", "items": {"type": "string"}}},
        },
        "results": {
            "type": "object",
            "required": ["bindings"],
            "properties": {
                "bindings": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": {"$ref": "#/components/schemas/Term"},
                    },
                }
            },
        },
    },
    "additionalProperties": False,
}

_TRUTH: Json = {
    "type": "object",
    "description": "The answer of an ASK query",
    "required": ["head", "boolean"],
    "properties": {"head": {"type": "object"}, "boolean": {"type": "boolean"}},
}


def _described_query() -> Json:
    text = {"type": "string"}
    texts = {"type": "array", "items": text}
    one = {
        "name": text,
        "type": text,
        "required": {"type": "boolean"},
        "default": {"type": ["string", "null"]},
        "values": texts,
        "description": text,
        "description_id": text,
    }
    parameters = {
        "type": "array",
        "items": {"type": "object", "required": list(one), "properties": one, "additionalProperties": False},
    }
    names = ("name", "summary", "summary_id", "description", "description_id")
    told = {**dict.fromkeys(names, text), "tags": texts, "parameters": parameters, "columns": texts}
    return {"type": "object", "required": list(told), "properties": told, "additionalProperties": False}


def schemas() -> dict[str, Json]:
    """Return what the paths below refer to."""
    return {
        "Country": {
            "type": "string",
            "description": "An ISO 3166-1 alpha-2 code. English and Indonesian names are understood, too.",
            "enum": list(concept_ids("country")),
        },
        "Area": {
            "type": "string",
            "description": "An area of cooperation.",
            "enum": list(concept_ids("area")),
        },
        "Term": _TERM,
        "Rows": _ROWS,
        "Answer": {"anyOf": [{"$ref": "#/components/schemas/Rows"}, _TRUTH]},
        "SavedQuery": _described_query(),
    }


def paths(settings: Settings, forms: Mapping[str, Sequence[str]]) -> Json:
    """Return the paths of the list of saved queries, and of each of them.

    Args:
        settings: of the server.
        forms: the media types of each form of rows.
    """
    queries = [query for query in list_queries(settings.folders) if not query.problem]
    return {
        "/queries": {"get": _list_operation(queries)},
        **{f"/queries/{query.name}": {"get": _operation(query, forms)} for query in queries},
    }


def _list_operation(queries: Sequence[SavedQuery]) -> Json:
    schema: Json = {
        "type": "object",
        "required": ["queries"],
        "properties": {"queries": {"type": "array", "items": {"$ref": "#/components/schemas/SavedQuery"}}},
    }
    example = {"queries": [described(query) for query in queries[:1]]}
    content: Json = {"application/json": {"schema": schema, "example": example}}
    content |= {media_type: {} for media_type in GRAPHS}
    return {
        "operationId": "list-queries",
        "summary": "The saved queries",
        "x-summary-id": "Daftar kueri tersimpan",
        "tags": ["queries"],
        "responses": {
            "200": answered("Every saved query, by name; as RDF with its text.", content),
            "304": unchanged(),
            **refused("406"),
        },
    }


def _operation(query: SavedQuery, forms: Mapping[str, Sequence[str]]) -> Json:
    taken = query.parameters
    own = [
        (paging.PAGE, _whole_number(paging.MOST_PAGES, 1), "Which page, counted from 1."),
        (paging.PER_PAGE, _whole_number(paging.MOST_ROWS, paging.ROWS), "How many rows a page has."),
        (paging.FORMAT, {"enum": list(forms)}, "What to send, whatever the client accepts."),
    ]
    return {
        "operationId": f"query-{query.name}",
        "summary": query.summary,
        "x-summary-id": query.summary_id,
        "description": query.description,
        "x-description-id": query.description_id,
        "tags": ["queries", *query.tags],
        "parameters": [
            *(_parameter(each) for each in taken.values()),
            *(parameter(paging.own_name(name, taken), schema, text) for name, schema, text in own),
        ],
        "responses": {
            "200": answered("A page of rows.", _content(query, forms), _headers()),
            "304": unchanged(),
            **refused("400", "404", "406", "422"),
        },
    }


def _whole_number(most: int, default: int) -> Json:
    return {"type": "integer", "minimum": 1, "maximum": most, "default": default}


def _parameter(each: Parameter) -> Json:
    schema = _schema(each)
    if each.default is not None:
        schema = {**schema, "default": int(each.default) if each.type == "integer" else each.default}
    told = parameter(each.name, schema, each.description, required=each.required)
    return {**told, "x-description-id": each.description_id} if each.description_id else told


def _schema(each: Parameter) -> Json:
    match each.type:
        case "country":
            return {"$ref": "#/components/schemas/Country"}
        case "area":
            return {"$ref": "#/components/schemas/Area"}
        case "date":
            return {"anyOf": [_DAY, _MONTH, _YEAR]} if each.whole else _DAY
        case "integer":
            least = -_MOST if each.minimum is None else each.minimum
            return {"type": "integer", "minimum": least, "maximum": _MOST}
        case "official" | "organisation" | "meeting":
            return _NAMED
        case _:
            return {"type": "string", "enum": list(each.values)} if each.values else _TEXT


def _content(query: SavedQuery, forms: Mapping[str, Sequence[str]]) -> Json:
    head = {"properties": {"head": {"properties": {"vars": {"const": columns(query.text)}}}}}
    rows: Json = {"allOf": [{"$ref": "#/components/schemas/Rows"}, head]}
    content: Json = {}
    for name, media_types in forms.items():
        for media_type in media_types:
            content[media_type] = {"schema": rows} if name == "json" else {}
    return content


def _headers() -> Json:
    return {
        "X-Total-Count": {
            "description": "How many rows there are on all pages.",
            "required": True,
            "schema": {"type": "integer", "minimum": 0},
        },
        "Link": {
            "description": "The pages `first`, `prev`, `next` and `last` (RFC 8288), as far as there are.",
            "required": True,
            "schema": {"type": "string"},
        },
        "X-Notes": {
            "description": "How parameters were understood, where that was not certain: a JSON array.",
            "schema": {"type": "string"},
        },
        "Content-Disposition": {
            "description": "What to call the rows as a file.",
            "schema": {"type": "string"},
        },
    }
