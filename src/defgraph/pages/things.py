"""What the pages of several kinds of things tell alike: names, posts over time, numbers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from defgraph.pages.about import About, gathered
from defgraph.pages.charts import Bar, Chart, rows
from defgraph.pages.sources import Sources
from defgraph.views.texts import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import NamedNode

    from defgraph.pages.asking import Row
    from defgraph.pages.context import Context
    from defgraph.pages.naming import Link
    from defgraph.pages.sources import Source
    from defgraph.terms import Term

MOST_BARS = 12
"""Bars of a chart; what is less is told in numbers."""

MOST_TENURES = 50


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


def tenures(context: Context, thing: NamedNode) -> list[TenureRow]:
    """Return the tenures of an official or of a position, the latest first."""
    by_tenure: dict[str, list[Row]] = defaultdict(list)
    for row in context.ask("tenures", thing=[thing]):
        by_tenure[row.iri("tenure")].append(row)
    every = [row for found in by_tenure.values() for row in found]
    linked = [row.iri(name) for row in every for name in ("holder", "position", "organisation")]
    context.names.learn(linked)
    sources = Sources(context)
    sources.of(article for row in every for article in (row.text("first"), row.text("last")))
    return [_tenure(context, sources, tenure, found) for tenure, found in by_tenure.items()]


def _tenure(context: Context, sources: Sources, tenure: str, found: list[Row]) -> TenureRow:
    row = found[0]
    return TenureRow(
        anchor=context.addresses.local(tenure) or "",
        holder=context.names.link(row.iri("holder")),
        position=context.names.link(row.iri("position")),
        organisations=context.names.links(each.iri("organisation") for each in found),
        first_seen=row.text("first_seen"),
        last_seen=row.text("last_seen"),
        held_from=row.text("held_from"),
        held_until=row.text("held_until"),
        articles=row.number("articles"),
        sources=sources.of([row.text("first"), row.text("last")]),
    )


@dataclass(frozen=True, slots=True)
class Count:
    """How often something was so."""

    link: Link
    number: int


def counts(context: Context, found: Iterable[Row]) -> list[Count]:
    """Return the things that a query counted, in its order."""
    every = list(found)
    context.names.learn(row.iri("value") for row in every)
    return [Count(context.names.link(row.iri("value")), row.number("meetings")) for row in every]


def shares(
    context: Context,
    thing: Sequence[Term],
    relations: Sequence[Term],
    share: Sequence[Term],
    *,
    without: Iterable[str] = (),
) -> list[Count]:
    """Return how many of the meetings of a thing have each value of other properties, the most first.

    Args:
        context: of the page.
        thing: what the meetings are tied to.
        relations: the properties that tie them.
        share: the properties whose values are counted.
        without: values to leave out.
    """
    found = context.ask("shares", thing=thing, relation=relations, share=share)
    left_out = set(without)
    return counts(context, (row for row in found if row.iri("value") not in left_out))


def count_chart(context: Context, name: str, found: Sequence[Count]) -> Chart | None:
    """Return a chart of what was counted; ``name`` is the key of its words."""
    words = context.wording.words["charts"][name]
    bars = [Bar(count.link.label, count.number, count.link.href) for count in found[:MOST_BARS]]
    return rows(words["title"], words["first"], context.wording.words["meetings"], bars)
