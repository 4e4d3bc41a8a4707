"""What follows from a graph under the rules of OWL 2 RL, and whether it contradicts itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Triple

from defgraph.errors import MissingExtraError
from defgraph.namespaces import OWL, RDF, RDFS, XSD
from defgraph.ontology.files import GENID
from defgraph.terms import from_rdflib, to_rdflib_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad
    from rdflib import Graph

    from defgraph.terms import Term

_LANGUAGE = (OWL, RDF, RDFS, XSD)
_OF_SCHEMA = frozenset({RDFS("domain"), RDFS("range"), RDFS("subClassOf"), RDFS("subPropertyOf")})


def reason(statements: Iterable[Triple | Quad]) -> Iterator[Triple]:
    """Yield, sorted, what follows from ``statements`` under the rules of OWL 2 RL and is not among them.

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
    closed, _contradictions = _closure(graph)
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
    yield from sorted(found, key=str)


def inconsistencies(statements: Iterable[Triple | Quad]) -> list[str]:
    """Return, sorted, each contradiction that the rules of OWL 2 RL find in ``statements``.

    Args:
        statements: the graph, with the ontology it is to be read by.

    Raises:
        MissingExtraError: owlrl, which the extra ``reason`` brings, is not installed.
    """
    return sorted(set(_closure(to_rdflib_graph(statements))[1]))


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
