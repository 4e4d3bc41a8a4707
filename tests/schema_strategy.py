"""A hypothesis strategy for the documents that a JSON Schema allows, for the keywords that our schema uses."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

SILENT = frozenset(["$schema", "$id", "$defs", "default", "description", "title"])
"""Keywords that allow and forbid nothing."""
KNOWN = SILENT | {
    "$ref",
    "additionalProperties",
    "anyOf",
    "const",
    "enum",
    "format",
    "items",
    "maximum",
    "minimum",
    "pattern",
    "properties",
    "required",
    "type",
}


def allowed_by(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return the documents that ``schema`` allows.

    Raises:
        NotImplementedError: it uses a keyword that this does not know.
    """
    return _node(schema, schema["$defs"])


def _node(node: dict[str, Any], shared: dict[str, Any]) -> st.SearchStrategy[Any]:
    if unknown := node.keys() - KNOWN:
        raise NotImplementedError(f"keywords {sorted(unknown)}")
    if "$ref" in node:
        return _node(shared[node["$ref"].rpartition("/")[2]], shared)
    if "const" in node:
        return st.just(node["const"])
    if "enum" in node:
        return st.sampled_from(node["enum"])
    if node["type"] == "object":
        return st.one_of(
            [_object(node, set(more.get("required", ())), shared) for more in node.get("anyOf", [node])]
        )
    if node["type"] == "array":
        return st.lists(_node(node["items"], shared), max_size=3)
    if node["type"] == "integer":
        return st.integers(node["minimum"], node["maximum"])
    return st.from_regex(node["pattern"]) if "pattern" in node else st.text()


def _object(node: dict[str, Any], more: set[str], shared: dict[str, Any]) -> st.SearchStrategy[Any]:
    properties = {key: _node(value, shared) for key, value in node["properties"].items()}
    required = more | set(node.get("required", ()))
    return st.fixed_dictionaries(
        {key: properties[key] for key in sorted(required)},
        optional={key: value for key, value in properties.items() if key not in required},
    )
