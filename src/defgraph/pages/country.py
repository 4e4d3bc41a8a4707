"""The page about a country."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from heapq import nsmallest
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.namespaces import DG, ROLE
from defgraph.pages.meetings import meeting_list, ties, year_chart
from defgraph.pages.naming import Link
from defgraph.pages.things import about, count_chart, shares
from defgraph.views.texts import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from defgraph.pages.context import Context
    from defgraph.pages.meetings import MeetingList
    from defgraph.terms import Term

MOST = 100
"""Officials, and organisations, of a list; more are counted, not shown."""

_OF_COUNTRY = (DG("Official"), DG("Organisation"))
_ONLY_QUOTED = ROLE("spokesperson").value
_PARTNER = (DG("presentPartner"), DG("discussedPartner"))


@dataclass(frozen=True, slots=True)
class Level:
    """How many delegations had this as their highest rank: a NATO grade; nothing: no rank is known."""

    grade: str
    delegations: int
    largest: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Things of the country in the order of their names, and how many there are in all."""

    links: list[Link]
    total: int


def build(context: Context, thing: NamedNode) -> Mapping[str, object]:
    """Return what there is to tell of a country; of one that was never a partner, the meetings held there."""
    code = min(about(context, thing).texts(DG("alpha2")), default="")
    tied = ties(context, thing, *_PARTNER)
    meetings = meeting_list(context, tied)
    listed = _of_country(context, thing)
    was_partner = meetings.total > 0
    if not was_partner:
        tied = ties(context, thing, DG("heldIn"))
        meetings = meeting_list(context, tied)
    return {
        "title": context.names.label(thing.value),
        "was_partner": was_partner,
        "meetings": meetings,
        "all_meetings": context.saved_query("meetings", country=code) if was_partner else "",
        "charts": [
            year_chart(context, meetings),
            count_chart(context, "areas", shares(context, tied, "areas")),
        ],
        "places": shares(context, replace(tied, relations=_PARTNER[:1]), "places") if was_partner else [],
        "reciprocity": context.saved_query("reciprocity"),
        "levels": _levels(context, thing, meetings),
        "delegations": context.saved_query("delegation-level", country=code),
        "country": thing.value,
        "officials": listed[DG("Official")],
        "organisations": listed[DG("Organisation")],
    }


def _levels(context: Context, thing: NamedNode, meetings: MeetingList) -> list[Level]:
    """Return the highest ranks of the country's delegations to the newest meetings, the highest first."""
    newest = [NamedNode(row.iri) for row in meetings.rows]
    rows = context.ask("levels", thing=[thing], meeting=newest) if newest else []
    grades = _grades(context, {row.iri("rank") for row in rows} - {""})
    delegates: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    for row in rows:
        if row.iri("role") != _ONLY_QUOTED:
            rank = grades.get(row.iri("rank"), (0, ""))
            each = delegates[row.iri("meeting")]
            each[row.iri("participation")] = max(rank, each.get(row.iri("participation"), rank))
    sizes: dict[tuple[int, str], list[int]] = defaultdict(list)
    for ranks in delegates.values():
        sizes[max(ranks.values())].append(len(ranks))
    return [
        Level(grade, len(sizes[level, grade]), max(sizes[level, grade]))
        for level, grade in sorted(sizes)[::-1]
    ]


def _grades(context: Context, ranks: Collection[str]) -> dict[str, tuple[int, str]]:
    """Return level and name of the grade of each rank that has one, the highest of several."""
    found: dict[str, tuple[int, str]] = {}
    for row in context.ask("grades", rank=map(NamedNode, sorted(ranks))) if ranks else ():
        grade = row.number("level"), clean(row.text("grade"))
        found[row.iri("rank")] = max(grade, found.get(row.iri("rank"), grade))
    return found


def _of_country(context: Context, thing: NamedNode) -> Mapping[NamedNode, Listed]:
    """Return what is of the country in the order of their names, by class."""
    names: dict[Term | None, dict[str, str]] = defaultdict(dict)
    for row in context.ask("of-country", thing=[thing]):
        iri, name = row.iri("thing"), clean(row.text("name"))
        known = names[row.term("cls")]
        known[iri] = min(name, known.get(iri, name))
    return {cls: _listed(context, names[cls]) for cls in _OF_COUNTRY}


def _listed(context: Context, names: Mapping[str, str]) -> Listed:
    first = nsmallest(MOST, names.items(), key=lambda one: (one[1].casefold(), one[0]))
    return Listed([Link(name, context.names.href(iri), iri=iri) for iri, name in first], len(names))
