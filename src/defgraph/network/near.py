"""What lies near a node, found by going from it along what is drawn: the rest of the network is not read."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from defgraph.namespaces import DCTERMS, VOCABULARY
from defgraph.network.portions import one_of, rows_about, values
from defgraph.network.reading import read_kinds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from defgraph.ontology import DrawingRules, EdgeRule
    from defgraph.store import Store


_MEETINGS_AT_ONCE = 50


def is_fixed(node: str) -> bool:
    """Return whether a node is a fixed term of the vocabularies, which every store has."""
    return node.startswith(VOCABULARY)


def reach(store: Store, drawing: DrawingRules, middle: str, depth: int) -> set[str]:
    """Return the nodes within ``depth`` edges of the node ``middle``, and itself.

    Directions are left aside. Fixed terms of the vocabularies are reached, but lead on only from the middle.
    """
    border = {middle}
    reached = {middle}
    for number in range(depth):
        beside = neighbours(store, drawing, border)
        near = {node for each in beside.values() for node in each} - reached
        if number == 0 and is_fixed(middle):
            near = in_network(store, drawing, near)
        reached |= near
        border = {node for node in near if not is_fixed(node)}
    return reached


def newest(store: Store, drawing: DrawingRules, middle: str, reached: set[str], most: int) -> set[str]:
    """Return ``most`` of the nodes ``reached``: the middle, then the latest meetings, each with its own.

    What is tied to none of these meetings, and meetings without a date, follow by IRI, where there is room.
    """
    days = _days(store, drawing, reached)
    latest = sorted(days, key=lambda event: (days[event], event), reverse=True)
    kept = {middle: None}
    for start in range(0, len(latest), _MEETINGS_AT_ONCE):
        if len(kept) >= most:
            break
        events = latest[start : start + _MEETINGS_AT_ONCE]
        beside = neighbours(store, drawing, events)
        for event in events:
            kept |= dict.fromkeys([event, *sorted(reached & beside.get(event, set()))])
    kept |= dict.fromkeys(sorted(reached))
    return set(islice(kept, most))


def _days(store: Store, drawing: DrawingRules, nodes: Collection[str]) -> dict[str, str]:
    """Return the first day of each of ``nodes`` that has one."""
    days: dict[str, str] = {}
    for first in {rule.date for rule in drawing.nodes if rule.date is not None}:
        for node, day in rows_about(store, f"SELECT ?s ?day WHERE {{ %s ?s {first} ?day }}", "s", nodes):
            if isinstance(node, NamedNode) and isinstance(day, Literal):
                days[node.value] = min(day.value, days.get(node.value, day.value))
    return days


def in_network(store: Store, drawing: DrawingRules, nodes: Iterable[str]) -> set[str]:
    """Return those of ``nodes`` that are in the network: the data's own, and fixed terms tied to them."""
    return {node for node in nodes if not is_fixed(node) or _is_referred_to(store, drawing, node)}


def _is_referred_to(store: Store, drawing: DrawingRules, fixed: str) -> bool:
    """Return whether an edge ties a fixed term to something of the data's own; one is enough."""
    own = f"""?n a ?c {one_of("c", drawing.drawn_classes, beside_things=True)}
      FILTER(!STRSTARTS(STR(?n), "{VOCABULARY}"))"""
    return any(
        store.ask(f"ASK {{ {values('s', [NamedNode(fixed)])} {pattern} . {own} }}")
        for pattern in _patterns(drawing)
    )


def neighbours(store: Store, drawing: DrawingRules, nodes: Iterable[str]) -> Mapping[str, set[str]]:
    """Return the nodes that an edge ties each of ``nodes`` to, in either direction."""
    every = set(nodes)
    found: dict[str, set[str]] = defaultdict(set)
    for pattern in _patterns(drawing):
        query = f"SELECT DISTINCT ?s ?n WHERE {{ %s {pattern} }}"
        for node, near in rows_about(store, query, "s", every):
            if isinstance(node, NamedNode) and isinstance(near, NamedNode):
                found[node.value].add(near.value)
    drawn = read_kinds(store, drawing, {near for each in found.values() for near in each})
    for each in found.values():
        each.intersection_update(drawn)
    return found


def at(store: Store, drawing: DrawingRules, iri: NamedNode) -> str | None:
    """Return the node that has this IRI, or has replaced what had it; None: the network has none."""
    query = f"SELECT ?s ?new WHERE {{ %s ?s {DCTERMS('isReplacedBy')} ?new }}"
    others = [new.value for _, new in rows_about(store, query, "s", [iri.value]) if new is not None]
    drawn = read_kinds(store, drawing, [min(others, default=iri.value)])
    return next(iter(in_network(store, drawing, drawn)), None)


def _patterns(drawing: DrawingRules) -> Iterator[str]:
    """Yield patterns of a node ``?s`` and what is beside it, ``?n``."""
    along = "|".join(f"{rule.term}|^{rule.term}" for rule in drawing.edges if rule.is_property)
    yield f"?s {along} ?n"
    for rule in drawing.edges:
        if rule.target is not None:
            yield from _from_either_end(rule, rule.target)


def _from_either_end(rule: EdgeRule, target: NamedNode) -> Iterator[str]:
    for source, unless in _sources(rule):
        for begin, end in ((source, target), (target, source)):
            yield f"?e {begin} ?s ; a {rule.term} ; {end} ?n {unless}"


def _sources(rule: EdgeRule) -> Iterator[tuple[NamedNode, str]]:
    """Yield each property that leads to where an edge begins, and the condition under which it does."""
    if rule.source is not None:
        yield rule.source, ""
    if rule.fallback_source is not None:
        unless = f"FILTER NOT EXISTS {{ ?e {rule.source} ?other }}" if rule.source is not None else ""
        yield rule.fallback_source, unless
