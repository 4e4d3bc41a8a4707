"""What pages ask while somebody types, as OpenAPI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.pages import LANGUAGES
from defgraph.pages.search import KINDS
from defgraph.serve.openapi import Json, answered, parameter, refused, unchanged

if TYPE_CHECKING:
    from defgraph.serve.settings import Settings

_TOLD = {
    "label": "What it is called.",
    "kind": "What it is, in words.",
    "detail": "What tells it apart from others of its name.",
    "path": "Where its page is, from the top.",
    "value": "What names it as a parameter of a saved query.",
}


def paths(_settings: Settings) -> Json:
    """Return the path of suggestions."""
    one = {
        "type": "object",
        "required": list(_TOLD),
        "properties": {name: {"type": "string", "description": text} for name, text in _TOLD.items()},
        "additionalProperties": False,
    }
    operation = {
        "operationId": "suggest",
        "summary": "What somebody means who has typed this, the likeliest first",
        "x-summary-id": "Yang dimaksud orang yang mengetik ini, yang paling mungkin lebih dulu",
        "tags": ["things"],
        "parameters": [
            parameter("q", {"type": "string"}, "What was typed."),
            parameter(
                "kind",
                {"type": "array", "items": {"enum": list(KINDS)}},
                "Of which classes; without one, of all.",
            ),
            parameter("lang", {"enum": list(LANGUAGES)}, "The language of the answer."),
        ],
        "responses": {
            "200": answered(
                "Suggestions.", {"application/json": {"schema": {"type": "array", "items": one}}}
            ),
            "304": unchanged(),
            **refused("422"),
        },
    }
    return {"/suggest": {"get": operation}}
