"""The home page: how much there is, what is new, and the ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.namespaces import DG
from defgraph.pages.charts import columns
from defgraph.pages.meetings import meeting_rows, year_bars
from defgraph.pages.things import count_chart, counts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

    from defgraph.pages.context import Context

NEWEST = 10
"""Meetings that the home page shows."""

_COUNTED = ("Article", "Meeting", "Official", "Organisation", "Position")


def build(context: Context, thing: NamedNode) -> Mapping[str, object]:  # noqa: ARG001 - of no one thing
    """Return what there is to tell of the whole store."""
    words = context.wording.words
    years = year_bars(context.ask("all-years"))
    newest = [row.iri("meeting") for row in context.ask("all-newest")][:NEWEST]
    partners = counts(context, context.ask("all-partners"))
    areas = counts(context, context.ask("all-areas"))
    year_words = words["charts"]["years"]
    return {
        "title": words["home_title"],
        "counts": {name: _number(context, name) for name in _COUNTED},
        "newest": meeting_rows(context, newest),
        "all_meetings": context.saved_query("meetings"),
        "charts": [
            columns(year_words["title"], year_words["first"], words["meetings"], years),
            count_chart(context, "partners", partners),
            count_chart(context, "areas", areas),
        ],
        "partners": partners,
        "areas": areas,
    }


def _number(context: Context, name: str) -> int:
    (row,) = context.ask("number", cls=[DG(name)])
    return row.number("things")
