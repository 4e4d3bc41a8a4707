"""The page about an official."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.namespaces import DG
from defgraph.pages.meetings import meeting_list, year_chart
from defgraph.pages.things import about, count_chart, counts, other_names, shares, tenures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

    from defgraph.pages.context import Context

_ATTENDED = (DG("attendee"), DG("inferredAttendee"))


def build(context: Context, thing: NamedNode) -> Mapping[str, object]:
    """Return what there is to tell of an official."""
    label = context.names.label(thing.value)
    what = about(context, thing)
    meetings = meeting_list(context, [thing], _ATTENDED)
    return {
        "title": label,
        "countries": context.names.links(what.iris(DG("country"))),
        "other_names": other_names(context, thing, label),
        "tenures": tenures(context, thing),
        "meetings": meetings,
        "all_meetings": context.saved_query("official-timeline", official=thing.value),
        "charts": [
            year_chart(context, meetings),
            count_chart(context, "areas", shares(context, [thing], _ATTENDED, [DG("area")])),
        ],
        "companions": counts(context, context.ask("companions", thing=[thing])),
    }
