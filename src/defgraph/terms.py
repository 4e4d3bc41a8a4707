"""Terms: pyoxigraph's model is used everywhere; this is the one place that also knows rdflib's."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from defgraph.namespaces import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib import Graph
    from rdflib.term import Node

Term: TypeAlias = NamedNode | BlankNode | Literal
"""What stands in a result cell or at the end of a triple."""

_DATE = XSD("date")
_INTEGER = XSD("integer")
_ANY_URI = XSD("anyURI")


def written(text: str) -> str:
    """Return a plain literal as N-Triples writes it; terms in one form make sets of statements comparable."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return str(Literal(text))


def written_date(day: str) -> str:
    """Return ``day`` (ISO 8601, ``2025-10-21``) as ``xsd:date``, as N-Triples writes it."""
    return f'"{day}"^^{XSD["date"]}'


def written_boolean(*, value: bool) -> str:
    """Return ``value`` as ``xsd:boolean``, as N-Triples writes it."""
    return f'"{str(value).lower()}"^^{XSD["boolean"]}'


def date_literal(day: str) -> Literal:
    """Return ``day`` (ISO 8601, ``2025-10-21``) as ``xsd:date``."""
    return Literal(day, datatype=_DATE)


def integer_literal(number: int) -> Literal:
    """Return ``number`` as ``xsd:integer``."""
    return Literal(str(number), datatype=_INTEGER)


def uri_literal(address: str) -> Literal:
    """Return a web address as ``xsd:anyURI``: kept as written, also where it is no valid IRI."""
    return Literal(address, datatype=_ANY_URI)


def to_rdflib(term: Term) -> Node:
    """Return the rdflib term that stands for ``term``.

    Raises:
        TypeError: it is a triple term of RDF 1.2, for which rdflib has none.
    """
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, Literal):
        raise TypeError(f"no term of RDF 1.1: {term}")
    if term.language is not None:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def from_rdflib(node: Node) -> Term:
    """Return the term that the rdflib ``node`` stands for.

    Raises:
        TypeError: ``node`` is a variable, a quoted graph or anything else that no triple of ours holds.
    """
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language is not None:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=NamedNode(str(node.datatype or XSD.iri + "string")))
    raise TypeError(f"no RDF term: {node!r}")


def to_rdflib_graph(triples: Iterable[Triple | Quad]) -> Graph:
    """Return an rdflib graph of ``triples``; the graph names of quads are dropped.

    Raises:
        TypeError: a term is none of RDF 1.1.
    """
    import rdflib

    graph = rdflib.Graph()
    for triple in triples:
        terms = (triple.subject, triple.predicate, triple.object)
        graph.add(tuple(map(to_rdflib, terms)))  # type: ignore[arg-type] # RDF 1.1 has no quoted triples
    return graph
