"""What the pages of several kinds of things tell alike: names, posts over time, numbers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate, islice
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
    """Who held which post, from when to when, and how that is known.

    ``href`` leads to the row of the tenure on the page of its holder; ``sources`` are the first and the last
    of its articles, none where only that page shows them.
    """

    anchor: str
    href: str
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


def tenures(
    context: Context, thing: NamedNode, query: str, most_articles: float = float("inf")
) -> TenureList:
    """Return the tenures of a thing, the latest first.

    Args:
        context: of the page.
        thing: an official or a position.
        query: the one that finds them, and one over :data:`MOST_TENURES` where there are more.
        most_articles: their sources stand with the latest, as long as so many articles in all show them.
    """
    every = {row.iri("tenure"): row for row in context.ask(query, thing=[thing])}
    by_tenure = dict(islice(every.items(), MOST_TENURES))
    found = by_tenure.values()
    positions = {row.iri("position") for row in found}
    homes: dict[str, list[str]] = defaultdict(list)
    for row in context.ask("homes", position=map(NamedNode, sorted(positions))) if positions else ():
        homes[row.iri("position")].append(row.iri("organisation"))
    counted = _of(context, "tenure-articles", by_tenure)
    articles = {row.iri("tenure"): row.number("articles") for row in counted}
    so_far = zip(by_tenure, accumulate(articles.get(tenure, 0) for tenure in by_tenure), strict=True)
    shown = _of(context, "tenure-sources", [tenure for tenure, number in so_far if number <= most_articles])
    first_and_last = {row.iri("tenure"): (row.text("first"), row.text("last")) for row in shown}
    linked = [row.iri(name) for row in found for name in ("holder", "position")]
    context.names.learn([*linked, *(iri for within in homes.values() for iri in within)])
    sources = Sources(context)
    sources.of(iri for both in first_and_last.values() for iri in both)
    listed = [
        _tenure(
            context,
            row,
            homes[row.iri("position")],
            articles.get(tenure, 0),
            sources.of(first_and_last.get(tenure, ())),
        )
        for tenure, row in by_tenure.items()
    ]
    return TenureList(listed, len(every) > MOST_TENURES)


def _of(context: Context, query: str, tenures: Iterable[str]) -> list[Row]:
    asked = list(map(NamedNode, tenures))
    return context.ask(query, tenure=asked) if asked else []


def _tenure(
    context: Context, row: Row, organisations: list[str], articles: int, sources: list[Source]
) -> TenureRow:
    anchor = context.addresses.local(row.iri("tenure")) or ""
    return TenureRow(
        anchor=anchor,
        href=context.names.href(row.iri("holder"), anchor),
        holder=context.names.link(row.iri("holder")),
        position=context.names.link(row.iri("position")),
        organisations=context.names.links(organisations),
        first_seen=row.text("first_seen"),
        last_seen=row.text("last_seen"),
        held_from=row.text("held_from"),
        held_until=row.text("held_until"),
        articles=articles,
        sources=sources,
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
