"""The page about an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from defgraph.namespaces import DG
from defgraph.ontology import term_label
from defgraph.pages.meetings import meeting_list, ties, year_chart
from defgraph.pages.things import about, other_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

    from defgraph.pages.about import About
    from defgraph.pages.context import Context
    from defgraph.pages.meetings import Ties
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


def build(context: Context, thing: NamedNode) -> Mapping[str, object]:
    """Return what there is to tell of an organisation."""
    label = context.names.label(thing.value)
    what = about(context, thing)
    tied = ties(context, thing)
    meetings = meeting_list(context, tied)
    posts = _posts(context, tied)
    return {
        "title": label,
        "kinds": _kinds(context, what),
        "abbreviations": what.texts(DG("abbreviation")),
        "countries": context.names.links(what.iris(DG("country"))),
        "other_names": other_names(context, thing, label),
        "posts": posts[:MOST_POSTS],
        "post_count": len(posts),
        "meetings": meetings,
        "all_meetings": context.saved_query("meetings", organisation=thing.value),
        "charts": [year_chart(context, meetings)],
    }


def _kinds(context: Context, what: About) -> list[str]:
    """Return what sort of organisation it is: the classes that say more than that it is one."""
    kinds = [kind for kind in what.classes() if kind in DG and kind not in _GENERAL]
    return sorted(term_label(kind, context.language) or DG.local(kind) for kind in kinds)


def _posts(context: Context, tied: Ties) -> list[Post]:
    """Return the posts of an organisation, those that were seen held last first."""
    rows = context.ask(tied.query("posts"), thing=[tied.thing])
    seen = {row.iri("position"): row.text("last").partition(" ") for row in rows}
    context.names.learn([*seen, *(holder for _, _, holder in seen.values())])
    posts = [
        Post(context.names.link(position), context.names.link(holder) if holder else None, day)
        for position, (day, _, holder) in seen.items()
    ]
    posts.sort(key=lambda post: (post.link.label.casefold(), post.link.iri))
    posts.sort(key=lambda post: post.last_seen, reverse=True)
    return posts
