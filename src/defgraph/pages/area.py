"""The page about an area of cooperation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.namespaces import DG, SKOS
from defgraph.pages.meetings import meeting_list, ties, year_chart
from defgraph.pages.things import about, count_chart, shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

    from defgraph.pages.context import Context


def build(context: Context, thing: NamedNode) -> Mapping[str, object]:
    """Return what there is to tell of an area, without the areas that are part of it: they have their own."""
    what = about(context, thing)
    narrower = [row.iri("narrower") for row in context.ask("narrower", thing=[thing])]
    tied = ties(context, thing, DG("area"))
    meetings = meeting_list(context, tied)
    partners = shares(context, tied, "partners")
    return {
        "title": context.names.label(thing.value),
        "definition": what.text_in(SKOS("definition"), context.language),
        "broader": context.names.links(what.iris(SKOS("broader"))),
        "narrower": context.names.links(narrower),
        "meetings": meetings,
        "all_meetings": context.saved_query("meetings", area=context.local.rpartition("/")[2]),
        "charts": [year_chart(context, meetings), count_chart(context, "partners", partners)],
    }
