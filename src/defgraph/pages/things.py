"""What the pages of several kinds of things tell alike: names, posts over time, numbers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.pages.about import About, gathered
from defgraph.pages.charts import Bar, Chart, rows
from defgraph.pages.sources import Sources
from defgraph.views.texts import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from defgraph.pages.asking import Row
    from defgraph.pages.context import Context
    from defgraph.pages.meetings import Ties
    from defgraph.pages.naming import Link
    from defgraph.pages.sources import Source

MOST_BARS = 12
"""Bars of a chart; what is less is told in numbers."""

MOST_TENURES = 50
"""Tenures of a list; whether there are more is said."""


def about(context: Context, thing: NamedNode) -> About:
    """Return what ``thing`` is, in short."""
    return gathered(context.ask("about", thing=[thing])).get(thing.value, About({}))


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name that articles use; of what turned out to be this thing also why, and its local."""

    name: str
    because: str = ""
    anchor: str = ""


def other_names(context: Context, thing: NamedNode, label: str) -> list[OtherName]:
    """Return the names of ``thing`` besides ``label``, and the things that turned out to be it."""
    found: dict[tuple[str, str], OtherName] = {}
    for row in context.ask("names", thing=[thing]):
        old, name = row.iri("old"), clean(row.text("name"))
        anchor = context.addresses.local(old) or "" if old else ""
        if old or name != label:
            found[name, old] = OtherName(name or anchor, clean(row.text("because")), anchor)
    return [found[key] for key in sorted(found)]


@dataclass(frozen=True, slots=True)
class TenureRow:
    """Who held which post, from when to when, and how that is known."""

    anchor: str
    holder: Link
    position: Link
    organisations: list[Link]
    first_seen: str
    last_seen: str
    held_from: str
    held_until: str
    articles: int
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class TenureList:
    """The latest tenures, and whether there are more."""

    rows: list[TenureRow]
    has_more: bool


def tenures(context: Context, thing: NamedNode, query: str) -> TenureList:
    """Return the tenures of a thing, the latest first.

    Args:
        context: of the page.
        thing: an official or a position.
        query: the one that finds them, and one over :data:`MOST_TENURES` where there are more.
    """
    found = context.ask(query, thing=[thing])
    by_tenure = {row.iri("tenure"): row for row in found}
    positions = {row.iri("position") for row in found}
    homes: dict[str, list[str]] = defaultdict(list)
    for row in context.ask("homes", position=map(NamedNode, sorted(positions))) if positions else ():
        homes[row.iri("position")].append(row.iri("organisation"))
    shown = context.ask("tenure-sources", tenure=map(NamedNode, sorted(by_tenure))) if by_tenure else []
    articles = {row.iri("tenure"): row for row in shown}
    linked = [row.iri(name) for row in found for name in ("holder", "position")]
    context.names.learn([*linked, *(iri for within in homes.values() for iri in within)])
    sources = Sources(context)
    sources.of(row.text(name) for row in shown for name in ("first", "last"))
    listed = [
        _tenure(context, sources, row, homes[row.iri("position")], articles.get(tenure))
        for tenure, row in by_tenure.items()
    ]
    return TenureList(listed[:MOST_TENURES], len(listed) > MOST_TENURES)


def _tenure(
    context: Context, sources: Sources, row: Row, organisations: list[str], shown: Row | None
) -> TenureRow:
    return TenureRow(
        anchor=context.addresses.local(row.iri("tenure")) or "",
        holder=context.names.link(row.iri("holder")),
        position=context.names.link(row.iri("position")),
        organisations=context.names.links(organisations),
        first_seen=row.text("first_seen"),
        last_seen=row.text("last_seen"),
        held_from=row.text("held_from"),
        held_until=row.text("held_until"),
        articles=shown.number("articles") if shown else 0,
        sources=sources.of([shown.text("first"), shown.text("last")]) if shown else [],
    )


@dataclass(frozen=True, slots=True)
class Count:
    """How often something was so."""

    link: Link
    number: int


def counts(context: Context, found: Iterable[Row]) -> list[Count]:
    """Return the things that a query counted, the most first."""
    every = sorted(found, key=lambda row: (-row.number("meetings"), row.iri("value")))
    context.names.learn(row.iri("value") for row in every)
    return [Count(context.names.link(row.iri("value")), row.number("meetings")) for row in every]


def shares(context: Context, tied: Ties, what: str) -> list[Count]:
    """Return how many of the meetings of a thing have each of something, the most first.

    Args:
        context: of the page.
        tied: which meetings.
        what: ``areas``, ``partners`` or ``places``.
    """
    query = tied.query(f"share-{what}")
    return counts(context, context.ask(query, thing=[tied.thing], relation=tied.relations))


def count_chart(context: Context, name: str, found: Sequence[Count]) -> Chart | None:
    """Return a chart of what was counted; ``name`` is the key of its words."""
    words = context.wording.words["charts"][name]
    bars = [Bar(count.link.label, count.number, count.link.href) for count in found[:MOST_BARS]]
    return rows(words["title"], words["first"], context.wording.words["meetings"], bars)
