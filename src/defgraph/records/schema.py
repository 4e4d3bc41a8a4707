"""The JSON Schema of a record, made from the models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from defgraph.namespaces import ROOT
from defgraph.records.models import Record
from defgraph.records.vocabularies import COUNTRY_CODES

if TYPE_CHECKING:
    from pydantic_core import core_schema

SCHEMA_ID = ROOT + "schema/record-1.json"
"""The address of the schema of format 1."""

_COUNTRY = {"description": "A country: ISO 3166-1 alpha-2.", "type": "string", "enum": list(COUNTRY_CODES)}


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one record, as JSON data.

    Every good record validates against it. It says less than the models where a schema has no words: that a
    day is in the calendar, that a pointer leads to something, that a span ends after it begins.

    Source: https://json-schema.org/draft/2020-12
    """
    schema = _share_countries(Record.model_json_schema(schema_generator=_Generator))
    definitions = {**schema.pop("$defs"), "Country": _COUNTRY}
    return {
        "$schema": _Generator.schema_dialect,
        "$id": SCHEMA_ID,
        **schema,
        "title": "Article record, format 1",
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


class _Generator(GenerateJsonSchema):
    """Leaves out what the record format does not have: a title for every key, and nulls."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - the signature it overrides
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        if isinstance(schema.get("default"), str | int):
            return super().default_schema(schema)
        return self.generate_inner(schema["schema"])


def _share_countries(node: Any) -> Any:  # noqa: ANN401 - JSON data
    """Return ``node`` with a reference in each place that lists all the countries."""
    if isinstance(node, list):
        return [_share_countries(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    if node.get("enum") == _COUNTRY["enum"]:
        return {"$ref": "#/$defs/Country", "description": node["description"]}
    return {key: _share_countries(inner) for key, inner in node.items()}
