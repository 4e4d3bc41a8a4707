"""The page about anything that has no page of its own making: what is known of it, and what refers to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from defgraph.namespaces import DCTERMS, RDF
from defgraph.pages.naming import Link, outside, plain
from defgraph.pages.placing import places_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.pages.asking import Row
    from defgraph.pages.context import Context
    from defgraph.terms import Term

MOST = 100
"""Values of a property; more are counted, not shown."""


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its values, or with the things whose value this is; ``number`` counts them all."""

    label: str
    values: list[Link]
    number: int


def build(context: Context, thing: NamedNode) -> Mapping[str, object] | None:
    """Return what there is to tell of any thing."""
    own = context.ask("statements", thing=[thing])
    counted = context.ask("incoming-counts", thing=[thing])
    if not own and not counted:
        return None
    coming = context.ask("incoming", thing=[thing])
    things = {row.iri(name) for row in (*own, *coming) for name in ("property", "value")}
    context.names.learn(things | {thing.value})
    anchors = places_of(context, sorted(things))
    numbers = {row.iri("property"): row.number("things") for row in counted}
    own_values = _grouped(own)
    return {
        "title": context.names.label(thing.value),
        "thing": thing.value,
        "kinds": [context.names.label(value.value) for value in own_values.pop(RDF("type").value, [])],
        "instead": context.names.links(
            value.value for value in own_values.get(DCTERMS("isReplacedBy").value, [])
        ),
        "place": anchors.get(thing.value) or places_of(context, [thing.value]).get(thing.value),
        "properties": [
            Property(context.names.label(term), _values(context, values[:MOST], anchors), len(values))
            for term, values in own_values.items()
        ],
        "incoming": [
            Property(context.names.label(term), _values(context, values, anchors), numbers[term])
            for term, values in sorted((_empty(numbers) | _grouped(coming)).items())
        ],
    }


def _empty(numbers: Mapping[str, int]) -> dict[str, list[Term]]:
    return {term: [] for term in numbers}


def _grouped(rows: list[Row]) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = defaultdict(list)
    for row in rows:
        value = row.term("value")
        if value is not None:
            found[row.iri("property")].append(value)
    return found


def _values(context: Context, values: list[Term], anchors: Mapping[str, str]) -> list[Link]:
    links = []
    for value in values:
        if isinstance(value, Literal):
            links.append(outside(value.value) or plain(value))
        elif isinstance(value, NamedNode):
            link = context.names.link(value.value)
            links.append(Link(link.label, anchors.get(value.value, link.href), link.language, link.iri))
    return links
