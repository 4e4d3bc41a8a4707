"""Where things are told of that have no page of their own: an anchor in the page of what they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from defgraph.pages.context import Context


def places_of(context: Context, things: Iterable[str]) -> dict[str, str]:
    """Return the relative addresses of those of ``things`` that are told of in the page of another.

    A participation, a partnership, an outcome, a report, a choice and a reading belong to a meeting, a tenure
    to the official, evidence and an article's graph to the article.
    """
    found: dict[str, str] = {}
    wanted = [NamedNode(iri) for iri in sorted(set(things)) if context.addresses.local(iri)]
    for row in context.ask("owners", thing=wanted) if wanted else ():
        local = context.addresses.local(row.iri("thing"))
        href = context.names.href(row.iri("owner"), local or "")
        if href:
            found.setdefault(row.iri("thing"), href)
    return found
