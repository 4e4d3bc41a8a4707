"""The page about an official."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.namespaces import DG
from defgraph.pages.meetings import meeting_list, ties, year_chart
from defgraph.pages.things import about, count_chart, counts, other_names, shares, tenures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

    from defgraph.pages.context import Context
    from defgraph.pages.meetings import Ties
    from defgraph.pages.things import Count

MOST_COMPANIONS = 20
"""Officials that are told of as having been at the same meetings."""


def build(context: Context, thing: NamedNode) -> Mapping[str, object]:
    """Return what there is to tell of an official."""
    label = context.names.label(thing.value)
    what = about(context, thing)
    tied = ties(context, thing, DG("attendee"), DG("inferredAttendee"))
    meetings = meeting_list(context, tied)
    return {
        "title": label,
        "countries": context.names.links(what.iris(DG("country"))),
        "other_names": other_names(context, thing, label),
        "tenures": tenures(context, thing, "official-tenures"),
        "all_tenures": context.saved_query("career", official=thing.value),
        "meetings": meetings,
        "all_meetings": context.saved_query("official-timeline", official=thing.value),
        "charts": [
            year_chart(context, meetings),
            count_chart(context, "areas", shares(context, tied, "areas")),
        ],
        "companions": _companions(context, tied),
    }


def _companions(context: Context, tied: Ties) -> list[Count]:
    """Return who was at the most of the same meetings."""
    rows = context.ask(tied.query("companions"), thing=[tied.thing])
    others = [row for row in rows if row.iri("value") != tied.thing.value]
    others.sort(key=lambda row: (-row.number("meetings"), row.iri("value")))
    return counts(context, others[:MOST_COMPANIONS])
