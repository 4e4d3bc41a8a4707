"""The page about an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.namespaces import DG
from defgraph.ontology import term_label
from defgraph.pages.meetings import meeting_list, ties, year_chart
from defgraph.pages.things import about, other_names
from defgraph.terms import date_literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.pages.about import About
    from defgraph.pages.context import Context
    from defgraph.pages.naming import Link

MOST_POSTS = 100
"""Posts of a list; more are counted, not shown."""

_GENERAL = {DG("Organisation"), DG("MeetingPartner")}


@dataclass(frozen=True, slots=True)
class Post:
    """A post, who was seen in it last, and on which day."""

    link: Link
    holder: Link | None
    last_seen: str


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts that are shown, and how many there are in all."""

    shown: list[Post]
    total: int


def build(context: Context, thing: NamedNode) -> Mapping[str, object]:
    """Return what there is to tell of an organisation."""
    label = context.names.label(thing.value)
    what = about(context, thing)
    tied = ties(context, thing, DG("organisationInvolved"), DG("presentPartner"), DG("discussedPartner"))
    meetings = meeting_list(context, tied)
    posts = _posts(context, thing)
    return {
        "title": label,
        "kinds": _kinds(context, what),
        "abbreviations": what.texts(DG("abbreviation")),
        "countries": context.names.links(what.iris(DG("country"))),
        "other_names": other_names(context, thing, label),
        "posts": posts.shown,
        "post_count": posts.total,
        "meetings": meetings,
        "all_meetings": context.saved_query("meetings", organisation=thing.value),
        "charts": [year_chart(context, meetings)],
    }


def _kinds(context: Context, what: About) -> list[str]:
    """Return what sort of organisation it is: the classes that say more than that it is one."""
    kinds = [kind for kind in what.classes() if kind in DG and kind not in _GENERAL]
    return sorted(term_label(kind, context.language) or DG.local(kind) for kind in kinds)


def _posts(context: Context, thing: NamedNode) -> Posts:
    """Return the posts of an organisation, those that were seen held last first."""
    last = {row.iri("position"): row.text("last") for row in context.ask("posts", thing=[thing])}
    context.names.learn(last)
    found = sorted(context.names.links(last), key=lambda link: last[link.iri], reverse=True)
    shown = found[:MOST_POSTS]
    days = sorted({last[link.iri] for link in shown} - {""})
    held = [NamedNode(link.iri) for link in shown if last[link.iri]]
    holders: dict[str, str] = {}
    for row in context.ask("holders", day=map(date_literal, days), position=held) if held else ():
        position, holder = row.iri("position"), row.iri("holder")
        if row.text("day") == last[position]:
            holders[position] = max(holder, holders.get(position, ""))
    context.names.learn(holders.values())
    return Posts(
        [
            Post(link, context.names.link(holders[link.iri]) if link.iri in holders else None, last[link.iri])
            for link in shown
        ],
        len(found),
    )
