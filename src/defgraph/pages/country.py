"""The page about a country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from defgraph.namespaces import DG
from defgraph.pages.meetings import meeting_list, year_chart
from defgraph.pages.things import about, count_chart, shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

    from defgraph.pages.context import Context

_PARTNER = (DG("presentPartner"), DG("discussedPartner"))


@dataclass(frozen=True, slots=True)
class Level:
    """How many delegations had this as their highest rank: a NATO grade; nothing: no rank is known."""

    grade: str
    delegations: int
    largest: int


def build(context: Context, thing: NamedNode) -> Mapping[str, object]:
    """Return what there is to tell of a country."""
    what = about(context, thing)
    code = min(what.texts(DG("alpha2")), default="")
    meetings = meeting_list(context, [thing], _PARTNER)
    present = _PARTNER[:1]
    return {
        "title": context.names.label(thing.value),
        "code": code,
        "meetings": meetings,
        "all_meetings": context.saved_query("meetings", country=code),
        "charts": [
            year_chart(context, meetings),
            count_chart(context, "areas", shares(context, [thing], _PARTNER, [DG("area")])),
        ],
        "places": shares(context, [thing], present, [DG("heldIn")]),
        "reciprocity": context.saved_query("reciprocity"),
        "levels": _levels(context, thing),
        "delegations": context.saved_query("delegation-level", country=code),
        "country": thing.value,
    }


def _levels(context: Context, thing: NamedNode) -> list[Level]:
    """Return the highest ranks of the country's delegations, the highest first."""
    return [
        Level(row.text("grade"), row.number("delegations"), row.number("largest"))
        for row in context.ask("levels", thing=[thing])
    ]
