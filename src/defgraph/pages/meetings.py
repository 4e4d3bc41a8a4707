"""Lists of meetings: the newest of a thing's, and how many there are in each year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.namespaces import DG
from defgraph.ontology import meeting_types, term_label
from defgraph.pages.about import About, gathered
from defgraph.pages.charts import Bar, Chart, columns
from defgraph.pages.sources import Sources
from defgraph.terms import date_literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from defgraph.pages.asking import Row
    from defgraph.pages.context import Context
    from defgraph.pages.naming import Link
    from defgraph.pages.sources import Source
    from defgraph.terms import Term

MOST = 50
"""Meetings of a list; more are counted, not shown."""


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting of a list; ``discussed`` are partners that were only talked about."""

    link: Link
    kind: str
    date: str
    city: str
    country: Link | None
    partners: list[Link]
    discussed: list[Link]
    areas: list[Link]
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class MeetingList:
    """The newest meetings; how many there are in all, in each year, and without a date."""

    rows: list[MeetingRow]
    total: int
    years: list[Bar]
    undated: int


def meeting_list(
    context: Context, thing: Iterable[Term], relations: Sequence[Term] = (), *, kind: str = ""
) -> MeetingList:
    """Return the meetings of a thing.

    Args:
        context: of the page.
        thing: what they are tied to; several mean any of them.
        relations: the properties, of a meeting, that tie it to the thing.
        kind: instead of relations, the beginning of the names of two queries that find the meetings.
    """
    given = {"thing": tuple(thing)} | ({"relation": tuple(relations)} if relations else {})
    begin = f"{kind}-" if kind else ""
    years = context.ask(f"{begin}years", **given)
    total = sum(row.number("meetings") for row in years)
    since = _since(years)
    newest = context.ask(f"{begin}newest", **given, since=[date_literal(since)] if since else [])
    return MeetingList(
        rows=meeting_rows(context, [row.iri("meeting") for row in newest]),
        total=total,
        years=year_bars(years),
        undated=sum(row.number("meetings") for row in years if not row.text("year")),
    )


def _since(years: list[Row]) -> str:
    """Return the day from which on there are enough meetings for a list; nothing: one has to look at all."""
    found = 0
    for row in sorted((row for row in years if row.text("year")), key=lambda r: r.text("year"), reverse=True):
        found += row.number("meetings")
        if found >= MOST:
            return f"{row.text('year')}-01-01"
    return ""


def year_bars(years: list[Row]) -> list[Bar]:
    """Return a bar for each year from the first to the last, those without a meeting, too."""
    counts = {int(row.text("year")): row.number("meetings") for row in years if row.text("year")}
    if not counts:
        return []
    return [Bar(str(year), counts.get(year, 0)) for year in range(min(counts), max(counts) + 1)]


def meeting_rows(context: Context, meetings: Sequence[str]) -> list[MeetingRow]:
    """Return what lists tell of meetings, in the order given."""
    if not meetings:
        return []
    told = gathered(context.ask("meetings", meeting=map(NamedNode, meetings)))
    sources = Sources(context)
    sources.of(iri for about in told.values() for iri in about.iris(DG("reportedIn")))
    context.names.learn([*meetings, *(iri for about in told.values() for iri in about.links())])
    return [_row(context, sources, meeting, told.get(meeting, About({}))) for meeting in meetings]


def _row(context: Context, sources: Sources, meeting: str, about: About) -> MeetingRow:
    present = about.iris(DG("presentPartner"))
    held = about.iri(DG("heldIn"))
    return MeetingRow(
        link=context.names.link(meeting),
        kind=meeting_kind(context, about),
        date=about.text(DG("date")),
        city=about.text(DG("city")),
        country=context.names.link(held) if held else None,
        partners=context.names.links(present),
        discussed=context.names.links(set(about.iris(DG("discussedPartner"))) - set(present)),
        areas=context.names.links(about.iris(DG("area"))),
        sources=sources.of(about.iris(DG("reportedIn"))),
    )


def meeting_kind(context: Context, about: About) -> str:
    """Return what sort of meeting it was, by its classes."""
    kinds = [kind for kind in meeting_types().values() if kind in about.classes()]
    return ", ".join(term_label(kind, context.language) or "" for kind in kinds or [DG("Meeting")])


def year_chart(context: Context, found: MeetingList) -> Chart | None:
    """Return a chart of the meetings of each year; None where it would have one bar alone."""
    words = context.wording.words["charts"]["years"]
    if len(found.years) < 2:
        return None
    return columns(words["title"], words["first"], context.wording.words["meetings"], found.years)
