"""Writing rows down as an HTML page with one table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from defgraph.queries.formats import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.queries.result import Result


def rows_as_html(result: Result) -> Iterator[str]:
    """Yield the lines of an HTML table of rows, whose cells are texts as :func:`shown` gives them.

    Each text is isolated, so that writing from right to left within it moves nothing outside of it.
    """
    yield "<table>"
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in result.columns)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in result.rows:
        yield "<tr>" + "".join(f"<td><bdi>{escape(shown(term))}</bdi></td>" for term in row) + "</tr>"
    yield "</tbody>"
    yield "</table>"


def page_as_html(result: Result, title: str) -> str:
    """Return a bare HTML page of rows: what they are, the notes, one table."""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    notes = [f"<p>{escape(note)}</p>" for note in result.notes]
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="en"><head>{head}</head><body>',
        f"<h1>{escape(title)}</h1>",
    ]
    return "\n".join([*lines, *notes, *rows_as_html(result), "</body></html>", ""])
