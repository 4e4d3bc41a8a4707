"""The page about an organisation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from defgraph.namespaces import DG
from defgraph.ontology import term_label
from defgraph.pages.meetings import meeting_list, year_chart
from defgraph.pages.things import about, other_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

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
    holders: list[Link]
    last_seen: str
    held: int


def build(context: Context, thing: NamedNode) -> Mapping[str, object]:
    """Return what there is to tell of an organisation."""
    label = context.names.label(thing.value)
    what = about(context, thing)
    meetings = meeting_list(context, [thing], kind="organisation")
    posts = _posts(context, thing)
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


def _posts(context: Context, thing: NamedNode) -> list[Post]:
    """Return the posts of an organisation, those that were seen held last first."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    held: dict[str, int] = {}
    for row in context.ask("posts", thing=[thing]):
        position = row.iri("position")
        held[position] = row.number("tenures")
        found[position][row.text("last_seen")].add(row.iri("holder"))
    everyone = {who for days in found.values() for holders in days.values() for who in holders}
    context.names.learn([*found, *everyone])
    posts = []
    for position, days in found.items():
        last = max(days)
        posts.append(
            Post(context.names.link(position), context.names.links(days[last]), last, held[position])
        )
    posts.sort(key=lambda post: (post.link.label.casefold(), post.link.iri))
    posts.sort(key=lambda post: post.last_seen, reverse=True)
    return posts
