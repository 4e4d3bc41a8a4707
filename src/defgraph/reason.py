"""What follows from a graph under the rules of OWL 2 RL, and whether it contradicts itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, NamedNode, Triple

from defgraph.errors import MissingExtraError
from defgraph.namespaces import OWL, RDF, RDFS, XSD
from defgraph.ontology.files import GENID
from defgraph.terms import from_rdflib, to_rdflib_graph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad
    from rdflib import Graph

    from defgraph.terms import Term

_LANGUAGE = (OWL, RDF, RDFS, XSD)
_OF_SCHEMA = frozenset({RDFS("domain"), RDFS("range"), RDFS("subClassOf"), RDFS("subPropertyOf")})


class Closure(NamedTuple):
    """What the rules of OWL 2 RL make of a graph, sorted.

    Args:
        inferred: the statements that follow and are not in the graph.
        contradictions: each way in which the graph contradicts itself, in words.
    """

    inferred: tuple[Triple, ...]
    contradictions: tuple[str, ...]


def reason(statements: Iterable[Triple | Quad]) -> Closure:
    """Return what follows from ``statements`` under the rules of OWL 2 RL, and what contradicts.

    Left out is what tells nothing of the things in the graph: what follows about classes and properties,
    about the terms of OWL, RDF, RDFS and XSD, and about class expressions (which stood as blank nodes in
    the file of the ontology), and that a thing is a thing, or equal to itself.

    Args:
        statements: the graph, with the ontology it is to be read by.

    Raises:
        MissingExtraError: owlrl, which the extra ``reason`` brings, is not installed.

    Source: OWL 2 Profiles, section 4.3, https://www.w3.org/TR/owl2-profiles/
    """
    graph = to_rdflib_graph(statements)
    given = set(graph)
    closed, contradictions = _closure(graph)
    found = []
    for row in set(closed) - given:
        subject, predicate, target = (from_rdflib(node) for node in row)
        if (
            isinstance(subject, NamedNode)
            and isinstance(predicate, NamedNode)
            and subject != target
            and _tells(subject, predicate, target)
        ):
            found.append(Triple(subject, predicate, target))
    return Closure(tuple(sorted(found, key=str)), tuple(sorted(set(contradictions))))


def _closure(graph: Graph) -> tuple[Graph, list[str]]:
    """Return ``graph``, with what follows added, and the contradictions that were met."""
    try:
        from owlrl import OWLRL_Semantics
    except ModuleNotFoundError as error:
        raise MissingExtraError("reason", "owlrl") from error
    semantics = OWLRL_Semantics(graph, axioms=False, daxioms=False)
    semantics.closure()
    return graph, list(semantics.error_messages)


def _tells(subject: NamedNode, predicate: NamedNode, target: Term) -> bool:
    """Return whether a statement says something of a thing, rather than of a term or of every thing."""
    if isinstance(target, BlankNode) or subject.value.startswith(GENID) or _of_language(subject):
        return False
    if isinstance(target, NamedNode) and (target.value.startswith(GENID) or _of_language(target)):
        return False
    return predicate == OWL("sameAs") if predicate in OWL else predicate not in _OF_SCHEMA


def _of_language(term: NamedNode) -> bool:
    return any(term in namespace for namespace in _LANGUAGE)
