"""Lists of meetings: the newest of a thing's, and how many there are in each year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.namespaces import DG
from defgraph.ontology import meeting_types, term_label
from defgraph.pages.about import About, gathered
from defgraph.pages.charts import Bar, Chart, columns
from defgraph.pages.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from defgraph.pages.context import Context
    from defgraph.pages.naming import Link
    from defgraph.pages.sources import Source

MOST = 25
"""Meetings of a list; more are counted, not shown."""


_MANY_MEETINGS = 700
_MANY_PARTICIPATIONS = 5_000
"""Ties beyond which joining everything was measured to be the faster."""


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


@dataclass(frozen=True, slots=True)
class Ties:
    """How meetings are tied to a thing.

    Args:
        thing: what they are tied to.
        relations: the properties of meetings that tie them; without any, those who took part do.
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
    (row,) = context.ask("ties" if relations else "participations", thing=[thing], relation=relations)
    limit = _MANY_MEETINGS if relations else _MANY_PARTICIPATIONS
    return Ties(thing, relations, row.number("number") > limit)


def meeting_list(context: Context, tied: Ties) -> MeetingList:
    """Return the meetings of a thing."""
    query = tied.query("meetings-of" if tied.relations else "attended-by")
    starts: dict[str, str] = {}
    for row in context.ask(query, thing=[tied.thing], relation=tied.relations):
        meeting, start = row.iri("meeting"), row.text("start")
        starts[meeting] = max(start, starts.get(meeting, start))
    found = sorted(starts)
    found.sort(key=lambda meeting: starts[meeting], reverse=True)
    years = Counter(start[:4] for start in starts.values() if start)
    return MeetingList(
        rows=meeting_rows(context, found[:MOST]),
        total=len(found),
        years=year_bars(years),
        undated=len(found) - years.total(),
    )


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
