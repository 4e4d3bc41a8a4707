"""Lists of meetings: the newest of a thing's, and how many there are in each year."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
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
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Literal

    from defgraph.pages.context import Context
    from defgraph.pages.naming import Link
    from defgraph.pages.sources import Source

MOST = 25
"""Meetings of a list; more are counted, not shown."""


_MANY = 700
"""Ties beyond which joining everything was measured to be the faster."""


_NAMED = ("heldIn", "presentPartner", "discussedPartner", "area")
"""The properties that lead to what is named in a list."""


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting of a list, where its page is, and partners that were there or only ``discussed``."""

    iri: str
    href: str
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


@dataclass(frozen=True, slots=True)
class Ties:
    """How meetings are tied to a thing.

    Args:
        thing: what they are tied to.
        relations: the properties of meetings that tie them.
        are_many: a thing has so many ties that engines had better join all there is than go along each.
    """

    thing: NamedNode
    relations: tuple[NamedNode, ...]
    are_many: bool

    def query(self, name: str) -> str:
        """Return which of two queries to ask: the one for few ties, or the one for many."""
        return f"{name}-many" if self.are_many else name


def ties(context: Context, thing: NamedNode, *relations: NamedNode) -> Ties:
    """Return how meetings are tied to ``thing``; arguments as those of :class:`Ties`."""
    (row,) = context.ask("ties", thing=[thing], relation=relations)
    return Ties(thing, relations, row.number("number") > _MANY)


def meeting_list(context: Context, tied: Ties) -> MeetingList:
    """Return the meetings of a thing; of many, only the newest are looked at, and the others counted."""
    months = _months(context, tied) if tied.are_many else Counter[str]()
    days = _newest_days(months)
    starts = _starts(context, tied, days)
    if not days:
        months = Counter(start[:7] for start in starts.values())
    newest = sorted(sorted(starts), key=starts.__getitem__, reverse=True)[:MOST]
    years = Counter[str]()
    for month, number in months.items():
        years[month[:4]] += number
    undated = years.pop("", 0)
    return MeetingList(meeting_rows(context, newest), months.total(), year_bars(years), undated)


def _months(context: Context, tied: Ties) -> Counter[str]:
    """Return how many meetings of a thing began in each month; under nothing, of how many it is not known."""
    months = Counter[str]()
    for row in context.ask("meetings-by-month", thing=[tied.thing], relation=tied.relations):
        month = row.text("month")
        months[f"{month[:-2]}-{month[-2:]}" if month else ""] += row.number("meetings")
    return months


def _starts(context: Context, tied: Ties, days: Sequence[Literal]) -> dict[str, str]:
    """Return when each meeting began, as far as that is known; given days, of those on these alone."""
    query = "meetings-on" if days else "meetings-of"
    starts: dict[str, str] = {}
    for row in context.ask(query, thing=[tied.thing], relation=tied.relations, day=days):
        meeting, start = row.iri("meeting"), row.text("start")
        starts[meeting] = max(start, starts.get(meeting, start))
    return starts


def _newest_days(months: Mapping[str, int]) -> list[Literal]:
    """Return the days of the last months with enough meetings for a list; none: fewer have a day."""
    days: list[Literal] = []
    found = 0
    for month in sorted(months.keys() - {""}, reverse=True):
        year, number = map(int, month.split("-"))
        days += [date_literal(f"{month}-{day:02}") for day in range(1, monthrange(year, number)[1] + 1)]
        found += months[month]
        if found >= MOST:
            return days
    return []


def year_bars(years: Mapping[str, int]) -> list[Bar]:
    """Return a bar for each year from the first to the last, those without a meeting, too."""
    if not years:
        return []
    every = range(int(min(years)), int(max(years)) + 1)
    return [Bar(str(year), years.get(str(year), 0)) for year in every]


def meeting_rows(context: Context, meetings: Sequence[str]) -> list[MeetingRow]:
    """Return what lists tell of meetings, in the order given."""
    if not meetings:
        return []
    told = gathered(context.ask("meetings", meeting=map(NamedNode, meetings)))
    sources = Sources(context)
    sources.of(iri for about in told.values() for iri in about.iris(DG("reportedIn")))
    context.names.learn(iri for about in told.values() for name in _NAMED for iri in about.iris(DG(name)))
    return [_row(context, sources, meeting, told.get(meeting, About({}))) for meeting in meetings]


def _row(context: Context, sources: Sources, meeting: str, about: About) -> MeetingRow:
    present = about.iris(DG("presentPartner"))
    held = about.iri(DG("heldIn"))
    return MeetingRow(
        iri=meeting,
        href=context.names.href(meeting),
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
