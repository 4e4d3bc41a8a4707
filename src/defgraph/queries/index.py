"""The index of the saved queries, written from their headers: ``python -m defgraph.queries.index FILE``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from defgraph.errors import InputError
from defgraph.queries.catalogue import list_queries
from defgraph.queries.lexer import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from defgraph.queries.header import Parameter, SavedQuery

BEGIN = "<!-- index: begin -->"
END = "<!-- index: end -->"


def markdown_index(queries: Iterable[SavedQuery]) -> str:
    """Return a table of ``queries`` in Markdown, then a section on each."""
    listed = list(queries)
    table = ["| query | what it answers |", "| --- | --- |"]
    table += [f"| [{query.name}](#{query.name}) | {query.summary} |" for query in listed]
    return "\n".join([*table, "", *(_section(query) for query in listed)])


def with_index(document: str, queries: Iterable[SavedQuery]) -> str:
    """Return ``document`` with the index of ``queries`` between its two marks.

    Raises:
        InputError: the marks are missing.
    """
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise InputError(f"expected the lines {BEGIN} and {END}, between which the index goes")
    return f"{before}{BEGIN}\n{markdown_index(queries)}{END}{after}"


def _section(query: SavedQuery) -> str:
    said = f"{query.summary}. *{query.summary_id}.* {query.description}"
    lines = [f"### {query.name}", "", said.rstrip(), ""]
    if query.parameters:
        lines += ["| parameter | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| `{name}` | {_type(it)} | {_meaning(it)} |" for name, it in query.parameters.items()]
        lines.append("")
    lines += [f"Columns: {', '.join(columns(query.text))}. Tags: {', '.join(query.tags)}.", "", ""]
    return "\n".join(lines)


def columns(text: str) -> list[str]:
    """Return the columns of the SELECT query ``text``, in their order."""
    found: list[str] = []
    depth, before, selected = 0, "", False
    for token in tokens(text):
        selected = selected or token.keyword == "SELECT"
        if token.text == "{":
            break
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if selected and token.variable and (depth == 0 or (depth == 1 and before == "AS")):
            found.append(token.variable)
        before = token.keyword
    return found


def _type(parameter: Parameter) -> str:
    kind = ", ".join(parameter.values) or parameter.type
    return f"{kind}, or a month or year" if parameter.whole else kind


def _meaning(parameter: Parameter) -> str:
    meaning = f"**required**: {parameter.description}" if parameter.required else parameter.description
    return f"{meaning} (default: {parameter.default})" if parameter.default else meaning


if __name__ == "__main__":
    file = Path(sys.argv[1])
    file.write_text(with_index(file.read_text(encoding="utf-8"), list_queries()), encoding="utf-8")
