"""Saved queries as RDF, in the vocabulary of the SPARQL examples of the Swiss Institute of Bioinformatics.

Each query is a ``sh:SPARQLSelectExecutable`` (SHACL Advanced Features, section 5.1) with its text, what it
answers in ``rdfs:comment`` and its tags in ``schema:keywords``; ``schema:target`` is the endpoint to ask. See
https://github.com/sib-swiss/sparql-examples. There are no blank nodes: the prefixes have IRIs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from defgraph.namespaces import PREFIXES, RDF, RDFS, ROOT, SCHEMA, SH, XSD
from defgraph.queries.header import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from defgraph.queries.header import SavedQuery


def example_triples(
    queries: Iterable[SavedQuery], site: str = ROOT, endpoint: str | None = None
) -> Iterator[Triple]:
    """Yield what there is to say of saved queries; those that cannot be used are left out.

    Args:
        queries: which.
        site: the address below which they are, as ``queries/NAME``; it ends with a slash.
        endpoint: the address of the SPARQL endpoint that answers them, if there is one.
    """
    prefixes = NamedNode(f"{site}queries#prefixes")
    yield from _prefixes(prefixes)
    for query in queries:
        if query.problem:
            continue
        iri = NamedNode(f"{site}queries/{quote(query.name)}")
        yield Triple(iri, RDF("type"), SH("SPARQLExecutable"))
        yield Triple(iri, RDF("type"), SH("SPARQLSelectExecutable"))
        yield Triple(iri, SH("prefixes"), prefixes)
        yield Triple(iri, SH("select"), Literal(_without_header(query.text)))
        told = f"{query.summary}. {query.description}".strip()
        told_id = ". ".join(filter(None, (query.summary_id, query.description_id)))
        for predicate, text, language in (
            ("label", query.summary, "en"),
            ("label", query.summary_id, "id"),
            ("comment", told, "en"),
            ("comment", told_id, "id"),
        ):
            if text:
                yield Triple(iri, RDFS(predicate), Literal(text, language=language))
        for tag in query.tags:
            yield Triple(iri, SCHEMA("keywords"), Literal(tag))
        if endpoint is not None:
            yield Triple(iri, SCHEMA("target"), NamedNode(endpoint))


def _prefixes(prefixes: NamedNode) -> Iterator[Triple]:
    for prefix, namespace in PREFIXES.items():
        declared = NamedNode(f"{prefixes.value}-{prefix}")
        yield Triple(prefixes, SH("declare"), declared)
        yield Triple(declared, SH("prefix"), Literal(prefix))
        yield Triple(declared, SH("namespace"), Literal(namespace, datatype=XSD("anyURI")))


def _without_header(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(MARK))
