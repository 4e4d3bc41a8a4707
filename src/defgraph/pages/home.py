"""The home page: how much there is, what is new, and the ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.namespaces import DG
from defgraph.pages.charts import columns
from defgraph.pages.meetings import meeting_rows, year_bars
from defgraph.pages.things import count_chart, counts
from defgraph.terms import date_literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Literal, NamedNode

    from defgraph.pages.context import Context
    from defgraph.pages.naming import Link
    from defgraph.pages.things import Count

NEWEST = 10
"""Meetings that the home page shows."""

_COUNTED = ("Article", "Meeting", "Official", "Organisation", "Position")


def build(context: Context, thing: NamedNode) -> Mapping[str, object]:  # noqa: ARG001 - of no one thing
    """Return what there is to tell of the whole store."""
    words = context.wording.words
    years = {row.text("year"): row.number("meetings") for row in context.ask("all-years")}
    newest = context.ask("all-newest", since=_since(years))
    partners = counts(context, context.ask("all-partners"))
    areas = counts(context, context.ask("all-areas"))
    year_words = words["charts"]["years"]
    return {
        "title": words["home_title"],
        "counts": {name: _number(context, name) for name in _COUNTED},
        "newest": meeting_rows(context, [row.iri("meeting") for row in newest]),
        "all_meetings": context.saved_query("meetings"),
        "charts": [
            columns(year_words["title"], year_words["first"], words["meetings"], year_bars(years)),
            count_chart(context, "partners", partners),
            count_chart(context, "areas", areas),
        ],
        "partners": partners,
        "states": _others(context, partners),
        "areas": areas,
    }


def _since(years: Mapping[str, int]) -> list[Literal]:
    """Return the first day of the years that have enough meetings; none: one has to look at all."""
    found = 0
    for year in sorted(years, reverse=True):
        found += years[year]
        if found >= NEWEST:
            return [date_literal(f"{year}-01-01")]
    return []


def _others(context: Context, partners: Sequence[Count]) -> list[Link]:
    """Return the countries that have a ministry here but were no partner: at least the one at home."""
    known = {count.link.iri for count in partners}
    return context.names.links({row.iri("value") for row in context.ask("all-states")} - known)


def _number(context: Context, name: str) -> int:
    (row,) = context.ask("number", cls=[DG(name)])
    return row.number("things")
