"""How the graph is drawn, read from the annotations on the ontology's classes and properties."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.namespaces import DRAW, OWL, RDF, RDFS
from defgraph.ontology.concepts import term_label
from defgraph.ontology.files import ONTOLOGY_FILE, facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Literal

_NODE = DRAW("Node")
_EDGE = DRAW("Edge")


@dataclass(frozen=True, slots=True)
class NodeRule:
    """How the members of a class are drawn.

    ``label``, ``date`` and ``end`` are the properties that give a node's caption and its first and
    last day; ``labels`` is what the class is called, by language.
    """

    term: NamedNode
    labels: Mapping[str, str]
    colour: str
    shape: str
    order: int
    label: NamedNode
    date: NamedNode | None
    end: NamedNode | None


@dataclass(frozen=True, slots=True)
class EdgeRule:
    """How the members of a class, or the statements of a property, are drawn as edges.

    A class has ``target`` and ``source`` (and perhaps ``fallback_source`` where that leads nowhere):
    the properties from a member to its ends. A property has none of them: its statements run from
    subject to object. Where ``date`` is absent, the end that has a date gives it.
    """

    term: NamedNode
    labels: Mapping[str, str]
    colour: str
    order: int
    source: NamedNode | None
    fallback_source: NamedNode | None
    target: NamedNode | None
    label: NamedNode | None
    date: NamedNode | None
    end: NamedNode | None

    @property
    def is_property(self) -> bool:
        """Whether the statements of a property are the edges, not the members of a class."""
        return self.target is None


@dataclass(frozen=True, slots=True)
class DrawingRules:
    """All rules, each kind in the order of the legend."""

    nodes: tuple[NodeRule, ...]
    edges: tuple[EdgeRule, ...]
    ancestors: Mapping[NamedNode, tuple[NamedNode, ...]] = field(repr=False)
    """Each class of the ontology to itself and its superclasses, the nearest first."""

    @property
    def drawn_classes(self) -> list[NamedNode]:
        """The classes whose members are drawn as nodes: those with a rule, and all below them."""
        drawn = {rule.term for rule in self.nodes}
        return [cls for cls, above in self.ancestors.items() if not drawn.isdisjoint(above)]

    def node_for(self, types: Iterable[NamedNode]) -> NodeRule | None:
        """Return the rule of the most specific class among ``types`` and their superclasses.

        Args:
            types: the classes a thing is stated to be in.

        Returns:
            None where none of them is drawn as a node.
        """
        rules = {rule.term: rule for rule in self.nodes}
        drawn = {cls for given in types for cls in self.ancestors.get(given, (given,)) if cls in rules}
        specific = [
            rules[cls]
            for cls in drawn
            if not any(cls in self.ancestors.get(other, ()) for other in drawn if other != cls)
        ]
        return min(specific, key=lambda rule: rule.order, default=None)


@cache
def drawing_rules() -> DrawingRules:
    """Return how the graph is drawn, as the ontology says it."""
    ancestors = _ancestors()
    notes: dict[NamedNode, dict[NamedNode, NamedNode | Literal]] = {}
    for subject, predicate, value in facts(ONTOLOGY_FILE):
        if predicate in DRAW:
            notes.setdefault(subject, {})[predicate] = value
    nodes = [_node(term, notes, ancestors) for term in notes if notes[term].get(DRAW("as")) == _NODE]
    edges = [_edge(term, notes[term]) for term in notes if notes[term].get(DRAW("as")) == _EDGE]
    return DrawingRules(
        tuple(sorted(nodes, key=lambda rule: rule.order)),
        tuple(sorted(edges, key=lambda rule: rule.order)),
        ancestors,
    )


def _node(
    term: NamedNode,
    notes: Mapping[NamedNode, Mapping[NamedNode, NamedNode | Literal]],
    ancestors: Mapping[NamedNode, tuple[NamedNode, ...]],
) -> NodeRule:
    own = notes[term]

    def inherited(name: str) -> NamedNode | None:
        found = (_name(notes[cls], name) for cls in ancestors[term] if cls in notes)
        return next((value for value in found if value is not None), None)

    return NodeRule(
        term=term,
        labels=_labels(term),
        colour=own[DRAW("colour")].value,
        shape=own[DRAW("shape")].value,
        order=int(own[DRAW("order")].value),
        label=inherited("label") or RDFS("label"),
        date=inherited("date"),
        end=inherited("end"),
    )


def _edge(term: NamedNode, own: Mapping[NamedNode, NamedNode | Literal]) -> EdgeRule:
    return EdgeRule(
        term=term,
        labels=_labels(term),
        colour=own[DRAW("colour")].value,
        order=int(own[DRAW("order")].value),
        source=_name(own, "source"),
        fallback_source=_name(own, "fallbackSource"),
        target=_name(own, "target"),
        label=_name(own, "label"),
        date=_name(own, "date"),
        end=_name(own, "end"),
    )


def _name(own: Mapping[NamedNode, NamedNode | Literal], name: str) -> NamedNode | None:
    value = own.get(DRAW(name))
    return value if isinstance(value, NamedNode) else None


def _labels(term: NamedNode) -> Mapping[str, str]:
    found = {language: term_label(term, language) for language in ("en", "id")}
    return MappingProxyType({language: label for language, label in found.items() if label is not None})


def _ancestors() -> Mapping[NamedNode, tuple[NamedNode, ...]]:
    above: dict[NamedNode, list[NamedNode]] = {}
    for subject, predicate, target in facts(ONTOLOGY_FILE):
        if predicate == RDF("type") and target == OWL("Class"):
            above.setdefault(subject, [])
        elif predicate == RDFS("subClassOf") and isinstance(target, NamedNode):
            above.setdefault(subject, []).append(target)
    return MappingProxyType({cls: _walk(cls, above) for cls in above})


def _walk(cls: NamedNode, above: Mapping[NamedNode, list[NamedNode]]) -> tuple[NamedNode, ...]:
    found = [cls]
    for known in found:
        found.extend(parent for parent in above.get(known, ()) if parent not in found)
    return tuple(found)
