"""What the service says of itself (SPARQL 1.1 Service Description), with what its data is (VoID)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Triple

from defgraph.build.target import base_of
from defgraph.ids import Minter
from defgraph.namespaces import PREFIXES, RDF, RDFS, VOID, Namespace
from defgraph.store.formats import GRAPHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.store import Store

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
    "TriG",
    "N-Quads",
)
"""What answers come in, as https://www.w3.org/ns/formats/ calls them."""

INPUT_FORMATS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads")
DESCRIPTIONS = ("text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples")
"""The media types of a description."""

MOST_GRAPHS = 100
"""How many named graphs a description lists: those that are of no one article first."""

_NAMES = "SELECT ?g WHERE { GRAPH ?g {} }"
_SIZES = f"SELECT ?g ?n WHERE {{ GRAPH ?in {{ ?g {VOID('triples')} ?n }} }}"


class Abilities(NamedTuple):
    """What a service does beside reading: takes updates (from some), reaches other services (some)."""

    updates: bool
    reaches_others: bool


def describe(store: Store, endpoint: str, media_type: str, can: Abilities) -> bytes:
    """Return the description of a service.

    Args:
        store: what it serves.
        endpoint: its address.
        media_type: one of :data:`DESCRIPTIONS`.
        can: what it does.

    Raises:
        StoreError: the store failed.
    """
    triples = sorted({*_service(endpoint, can), *_dataset(store, endpoint)}, key=str)
    prefixes = {**PREFIXES, "sd": SD.iri, "formats": FORMATS.iri}
    return ox.serialize(triples, format=GRAPHS[media_type], prefixes=prefixes) or b""


def _service(endpoint: str, can: Abilities) -> Iterator[Triple]:
    service = NamedNode(f"{endpoint}#service")
    yield Triple(service, RDF("type"), SD("Service"))
    yield Triple(service, SD("endpoint"), NamedNode(endpoint))
    yield Triple(service, SD("supportedLanguage"), SD("SPARQL11Query"))
    yield Triple(service, SD("feature"), SD("UnionDefaultGraph"))
    yield Triple(service, SD("defaultDataset"), NamedNode(f"{endpoint}#dataset"))
    yield Triple(service, RDFS("seeAlso"), NamedNode(urljoin(endpoint, "queries")))
    if can.reaches_others:
        yield Triple(service, SD("feature"), SD("BasicFederatedQuery"))
    for name in RESULT_FORMATS:
        yield Triple(service, SD("resultFormat"), FORMATS(name))
    if can.updates:
        yield Triple(service, SD("supportedLanguage"), SD("SPARQL11Update"))
        for name in INPUT_FORMATS:
            yield Triple(service, SD("inputFormat"), FORMATS(name))


def _dataset(store: Store, endpoint: str) -> Iterator[Triple]:
    dataset, merged = NamedNode(f"{endpoint}#dataset"), NamedNode(f"{endpoint}#default-graph")
    for kind in (SD("Dataset"), VOID("Dataset")):
        yield Triple(dataset, RDF("type"), kind)
    yield Triple(dataset, VOID("sparqlEndpoint"), NamedNode(endpoint))
    for dump in ("dump.ttl", "dump.nq"):
        yield Triple(dataset, VOID("dataDump"), NamedNode(urljoin(endpoint, dump)))
    yield Triple(dataset, SD("defaultGraph"), merged)
    yield Triple(merged, RDF("type"), SD("Graph"))
    base = base_of(store)
    if base is not None:
        yield Triple(dataset, VOID("uriSpace"), Literal(base))
    sizes = {row[0]: row[1] for row in store.select(_SIZES).rows}
    for graph in _graphs(store, base):
        yield Triple(dataset, SD("namedGraph"), graph)
        yield Triple(graph, RDF("type"), SD("NamedGraph"))
        yield Triple(graph, SD("name"), graph)
        if isinstance(size := sizes.get(graph), Literal):
            yield Triple(graph, VOID("triples"), size)


def _graphs(store: Store, base: str | None) -> list[NamedNode]:
    articles = f"{base}{Minter.ARTICLES}" if base is not None else None
    names = [name for (name,) in store.select(_NAMES).rows if isinstance(name, NamedNode)]
    names.sort(key=lambda name: (articles is not None and name.value.startswith(articles), name.value))
    return list(islice(names, MOST_GRAPHS))
