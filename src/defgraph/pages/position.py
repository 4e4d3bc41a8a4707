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

SOURCED = 5
"""Tenures of a list with which their sources stand; of the others these stand with who held the post."""


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
        "tenures": tenures(context, thing, "position-tenures", SOURCED),
        "all_tenures": context.saved_query("succession", position=label),
        "meetings": meetings,
        "charts": [year_chart(context, meetings)],
    }
