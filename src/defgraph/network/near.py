"""What lies near a node, found by going from it along what is drawn: the rest of the network is not read."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, islice
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.namespaces import DCTERMS, VOCABULARY
from defgraph.network.portions import one_of, rows_about, values
from defgraph.network.reading import read_kinds, read_things

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from defgraph.ontology import DrawingRules, EdgeRule
    from defgraph.store import Store


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


def newest(store: Store, drawing: DrawingRules, middle: str, reached: Collection[str], most: int) -> set[str]:
    """Return ``most`` of the nodes ``reached``: the middle, then the latest meetings, each with its own.

    What is tied to none of these meetings follows by IRI, where there is room.
    """
    events = [thing for thing in read_things(store, drawing, reached).values() if thing.is_event]
    latest = sorted(events, key=lambda event: (event.date, event.iri), reverse=True)[:most]
    beside = neighbours(store, drawing, [event.iri for event in latest])
    of_events = (node for event in latest for node in (event.iri, *sorted(beside.get(event.iri, ()))))
    near = (node for node in chain([middle], of_events, sorted(reached)) if node in reached)
    return set(islice(dict.fromkeys(near), most))


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
