"""The reconciliation service as OpenAPI."""

from __future__ import annotations

from defgraph.reconcile.batch import MOST_IDS, MOST_QUERIES
from defgraph.reconcile.suggesting import MOST_SKIPPED
from defgraph.reconcile.vocabulary import TYPES, properties
from defgraph.serve.openapi import Json, answered, parameter, refused, unchanged

_TEXT: Json = {"type": "string"}
_TAGS = ["reconciliation"]
_WHICH = f"The type: {', '.join(TYPES)}; without one, all of them."
_VALUE: Json = {
    "anyOf": [
        {"type": ["string", "number", "boolean"]},
        {"type": "object", "required": ["id"], "properties": {"id": _TEXT}},
    ]
}
_QUERY: Json = {
    "type": "object",
    "description": "A name, properties, or both.",
    "anyOf": [
        {"required": ["query"]},
        {"required": ["properties"], "properties": {"properties": {"type": "array", "minItems": 1}}},
    ],
    "properties": {
        "query": _TEXT,
        "type": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]},
        "limit": {"type": "integer", "minimum": 1},
        "type_strict": {"enum": ["should", "all", "any"]},
        "properties": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pid", "v"],
                "properties": {
                    "pid": _TEXT,
                    "v": {"anyOf": [_VALUE, {"type": "array", "items": _VALUE}]},
                },
            },
        },
    },
    "additionalProperties": False,
}
_BATCH: Json = {"type": "object", "additionalProperties": _QUERY}
_EXTENSION: Json = {
    "type": "object",
    "required": ["ids", "properties"],
    "properties": {
        "ids": {"type": "array", "maxItems": MOST_IDS, "items": _TEXT},
        "properties": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"enum": list(properties())},
                    "settings": {
                        "type": "object",
                        "properties": {"limit": {"type": "integer", "minimum": 0, "maximum": 1_000_000}},
                    },
                },
            },
        },
    },
}


def _named(*required: str) -> Json:
    return {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["id", "name", *required],
            "properties": {"id": _TEXT, "name": _TEXT, "description": _TEXT},
        },
    }


_RESULTS: Json = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["result"],
        "properties": {"result": _named("score", "match", "type", "features")},
    },
}
_MANIFEST: Json = {"type": "object", "required": ["versions", "name", "identifierSpace", "schemaSpace"]}
_EXTENDED: Json = {
    "type": "object",
    "required": ["meta", "rows"],
    "properties": {"meta": _named(), "rows": {"type": "object"}},
}


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _in_json(name: str, schema: Json, description: str) -> Json:
    """Return a parameter of the query string that holds JSON."""
    return {"name": name, "in": "query", "description": description, "content": _json(schema)}


def _operation(name: str, english: str, indonesian: str, parameters: list[Json], responses: Json) -> Json:
    return {
        "operationId": name,
        "summary": english,
        "x-summary-id": indonesian,
        "tags": _TAGS,
        "parameters": parameters,
        "responses": responses,
    }


def _service() -> Json:
    said = "The manifest; with `queries`, what each may mean; with `extend`, values."
    answer = {"anyOf": [_MANIFEST, _RESULTS, _EXTENDED]}
    problems = refused("400", "413", "422")
    get = _operation(
        "reconcile",
        "Reconciliation Service API 0.2: which things names mean",
        "Reconciliation Service API 0.2: hal mana yang dimaksud suatu nama",
        [_in_json("queries", _BATCH, f"Up to {MOST_QUERIES} queries, by keys of your own.")],
        {"200": answered(said, _json(answer)), "304": unchanged(), **problems},
    )
    form = {"type": "object", "required": ["queries"], "properties": {"queries": _BATCH}}
    body = {
        "application/x-www-form-urlencoded": {
            "schema": form,
            "encoding": {"queries": {"contentType": "application/json"}},
        }
    }
    post = {
        **_operation(
            "reconcile-batch",
            "The same for many names",
            "Sama, untuk banyak nama",
            [],
            {"200": {"description": said, "content": _json(answer)}, **refused("400", "413", "415", "422")},
        ),
        "requestBody": {"required": True, "content": body},
    }
    return {"get": get, "post": post}


def _suggest(what: str, english: str, indonesian: str) -> Json:
    more = [parameter("type", {"type": "array", "items": _TEXT}, _WHICH)] if what == "entity" else []
    parameters = [
        parameter("prefix", _TEXT, "What was typed."),
        parameter("cursor", _number(MOST_SKIPPED), "How many to leave out at the front."),
        *more,
    ]
    answer = {"type": "object", "required": ["result"], "properties": {"result": _named()}}
    responses = {
        "200": answered("Suggestions.", _json(answer)),
        "304": unchanged(),
        **refused("400", "422"),
    }
    return {"get": _operation(f"suggest-{what}", english, indonesian, parameters, responses)}


def _number(most: int) -> Json:
    return {"type": "integer", "minimum": 0, "maximum": most}


def paths() -> Json:
    """Return the paths of the service; below ``/reconcile/en`` and ``/reconcile/id`` there are the same."""
    identifier = parameter("id", {**_TEXT, "minLength": 1}, "The identifier of a thing.", required=True)
    proposal = {"type": "object", "required": ["properties"], "properties": {"properties": _named()}}
    page = answered("A small page.", {"text/html": {"schema": _TEXT}})
    return {
        "/reconcile": _service(),
        "/reconcile/suggest/entity": _suggest("entity", "Things, while you type", "Hal-hal, saat mengetik"),
        "/reconcile/suggest/type": _suggest("type", "Types, while you type", "Jenis, saat mengetik"),
        "/reconcile/suggest/property": _suggest(
            "property", "Properties, while you type", "Sifat, saat mengetik"
        ),
        "/reconcile/properties": {
            "get": _operation(
                "reconcile-properties",
                "Properties that things of a type have",
                "Sifat yang dimiliki hal dari suatu jenis",
                [
                    parameter("type", _TEXT, _WHICH),
                    parameter("limit", _number(1_000), "How many at most."),
                ],
                {
                    "200": answered("Properties.", _json(proposal)),
                    "304": unchanged(),
                    **refused("400", "422"),
                },
            )
        },
        "/reconcile/preview": {
            "get": _operation(
                "reconcile-preview",
                "A thing in a few lines, for a frame",
                "Suatu hal dalam beberapa baris, untuk bingkai",
                [identifier],
                {"200": page, "304": unchanged(), **refused("400", "404", "422")},
            )
        },
        "/reconcile/view": {
            "get": _operation(
                "reconcile-view",
                "Leads to the page of a thing",
                "Menuju halaman suatu hal",
                [identifier],
                {"303": {"description": "The page."}, **refused("400", "404", "422")},
            )
        },
    }
