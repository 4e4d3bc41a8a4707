"""What articles tell differently of one meeting, and which of it counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from defgraph.namespaces import COUNTRY, DG, MODE, ROLE
from defgraph.ontology import meeting_types
from defgraph.pages.naming import Link
from defgraph.views.texts import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

    from defgraph.namespaces import Namespace
    from defgraph.pages.asking import Row
    from defgraph.pages.context import Context
    from defgraph.pages.sources import Source, Sources

_VOCABULARY: Mapping[str, Namespace] = MappingProxyType(
    {DG("mode").value: MODE, DG("role").value: ROLE, DG("heldIn").value: COUNTRY}
)
_DATE = DG("date").value


@dataclass(frozen=True, slots=True)
class Reading:
    """What some articles say; ``is_date`` tells dates, which the page writes out."""

    value: Link
    counts: bool
    is_date: bool
    anchors: list[str]
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A property that articles tell differently, of the meeting or of ``official`` in it."""

    anchor: str
    about: str
    official: Link | None
    because: str
    readings: list[Reading]


def disagreements(context: Context, sources: Sources, meeting: NamedNode) -> list[Disagreement]:
    """Return what articles tell differently of ``meeting``."""
    by_choice: dict[str, list[Row]] = defaultdict(list)
    for row in context.ask("choices", thing=[meeting]):
        by_choice[row.iri("choice")].append(row)
    every = [row for rows in by_choice.values() for row in rows]
    context.names.learn(row.iri(name) for row in every for name in ("about", "official", "position"))
    sources.of(row.iri("article") for row in every)
    return [_disagreement(context, sources, choice, rows) for choice, rows in by_choice.items()]


def _disagreement(context: Context, sources: Sources, choice: str, rows: list[Row]) -> Disagreement:
    about, official = rows[0].iri("about"), rows[0].iri("official")
    readings: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        readings[row.text("value"), row.iri("position")].append(row)
    return Disagreement(
        anchor=context.addresses.local(choice) or "",
        about=context.names.label(about),
        official=context.names.link(official) if official else None,
        because=clean(rows[0].text("because")),
        readings=[
            Reading(
                value=_value(context, about, value, position),
                counts=any(row.text("counts") == "true" for row in found),
                is_date=about == _DATE,
                anchors=sorted({context.addresses.local(row.iri("reading")) or "" for row in found}),
                sources=sources.of(row.iri("article") for row in found),
            )
            for (value, position), found in readings.items()
        ],
    )


def _value(context: Context, about: str, value: str, position: str) -> Link:
    """Return a reading by its name: codes stand for concepts and classes."""
    if position:
        return context.names.link(position)
    if value in meeting_types():
        return Link(context.names.label(meeting_types()[value].value))
    if about in _VOCABULARY and value:
        return context.names.link(_VOCABULARY[about](value).value)
    return Link(clean(value))
