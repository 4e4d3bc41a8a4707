"""The page about a position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.namespaces import DG
from defgraph.pages.meetings import meeting_list, ties, year_chart
from defgraph.pages.things import about, other_names, tenures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

    from defgraph.pages.context import Context

MOST_ARTICLES = 200
"""Articles that show the tenures with which sources stand; those of others stand with their holders."""


def build(context: Context, thing: NamedNode) -> Mapping[str, object]:
    """Return what there is to tell of a position."""
    label = context.names.label(thing.value)
    what = about(context, thing)
    tied = ties(context, thing, DG("positionInvolved"))
    meetings = meeting_list(context, tied)
    return {
        "title": label,
        "organisations": context.names.links(what.iris(DG("postIn"))),
        "countries": context.names.links(what.iris(DG("country"))),
        "other_names": other_names(context, thing, label),
        "tenures": tenures(context, thing, "position-tenures", MOST_ARTICLES),
        "all_tenures": context.saved_query("succession", position=label),
        "meetings": meetings,
        "charts": [year_chart(context, meetings)],
    }
