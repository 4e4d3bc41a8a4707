"""The files of the ontology as triples in which every blank node has been given an IRI."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from defgraph.errors import DataError
from defgraph.namespaces import ROOT
from defgraph.resources import ontology_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ONTOLOGY_FILE = "defgraph.ttl"
SCHEME_FILES: Mapping[str, str] = MappingProxyType(
    {
        "area": "areas.ttl",
        "country": "countries.ttl",
        "mode": "modes.ttl",
        "outcome": "outcomes.ttl",
        "partner-status": "statuses.ttl",
        "rank": "ranks.ttl",
        "review-status": "statuses.ttl",
        "role": "roles.ttl",
    }
)
"""Concept scheme to the file, in ``vocabularies/``, that declares it."""

GENID = ROOT + ".well-known/genid/"


@cache
def file_triples(name: str) -> tuple[Triple, ...]:
    """Return the triples of one file of the ontology folder, sorted, without blank nodes.

    Args:
        name: ``defgraph.ttl``, or the name of a file in ``vocabularies/``.
    """
    folder = ontology_dir() if name == ONTOLOGY_FILE else ontology_dir() / "vocabularies"
    parsed = parse(path=folder / name, format=RdfFormat.TURTLE)
    return skolemised(Triple(quad.subject, quad.predicate, quad.object) for quad in parsed)


@cache
def facts(name: str) -> tuple[tuple[NamedNode, NamedNode, NamedNode | Literal], ...]:
    """Return subject, predicate and object of the triples of one file, as :func:`file_triples`."""
    return tuple(
        (triple.subject, triple.predicate, triple.object)
        for triple in file_triples(name)
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal)
    )


@cache
def ontology_triples() -> tuple[Triple, ...]:
    """Return the ontology and all its vocabularies, sorted, without blank nodes or repetition."""
    names = (ONTOLOGY_FILE, *SCHEME_FILES.values())
    return tuple(sorted({triple for name in names for triple in file_triples(name)}, key=str))


def skolemised(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """Return ``triples``, sorted, with IRIs in the place of blank nodes (RDF 1.1 Concepts, section 3.5).

    The IRI is a digest of what the node says, so it stays when other parts of the file change. Two
    nodes that say the same become one, which changes no meaning in OWL or SHACL.

    Raises:
        DataError: blank nodes refer to each other in a circle and so have no such digest.
    """
    import hashlib  # takes as long to import as this whole package, for what only building needs

    given = tuple(triples)
    about: dict[BlankNode, list[Triple]] = {}
    for triple in given:
        if isinstance(triple.subject, BlankNode):
            about.setdefault(triple.subject, []).append(triple)
    named: dict[BlankNode, NamedNode] = {}

    def name(node: BlankNode, above: tuple[BlankNode, ...]) -> NamedNode:
        if node in above:
            raise DataError(f"the blank node {node} leads back to itself; give one in the circle an IRI")
        if node not in named:
            path = (*above, node)
            said = sorted(f"{t.predicate} {renamed(t.object, path)}" for t in about.get(node, ()))
            named[node] = NamedNode(GENID + hashlib.sha256("\n".join(said).encode()).hexdigest()[:16])
        return named[node]

    def renamed(
        term: NamedNode | BlankNode | Literal | Triple, above: tuple[BlankNode, ...]
    ) -> NamedNode | Literal | Triple:
        return name(term, above) if isinstance(term, BlankNode) else term

    def subject(term: NamedNode | BlankNode | Triple) -> NamedNode | Triple:
        return name(term, ()) if isinstance(term, BlankNode) else term

    result = {Triple(subject(t.subject), t.predicate, renamed(t.object, ())) for t in given}
    return tuple(sorted(result, key=str))
