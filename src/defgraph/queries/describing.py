"""What a saved query is, as plain values: for lists that programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from defgraph.queries.index import columns

if TYPE_CHECKING:
    from defgraph.queries.header import SavedQuery


def described(query: SavedQuery) -> dict[str, Any]:
    """Return a saved query as what JSON can hold: its names, parameters and columns, not its text."""
    parameters = [
        {"name": each.name, "type": each.type, "required": each.required, "default": each.default}
        | {
            "values": list(each.values),
            "description": each.description,
            "description_id": each.description_id,
        }
        for each in query.parameters.values()
    ]
    return {
        "name": query.name,
        "summary": query.summary,
        "summary_id": query.summary_id,
        "description": query.description,
        "description_id": query.description_id,
        "tags": list(query.tags),
        "parameters": parameters,
        "columns": columns(query.text) if query.text else [],
    }
