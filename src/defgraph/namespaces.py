"""The namespaces of the graph: ours, those we reuse, and the prefixes every output writes them with.

Vocabulary IRIs are fixed. Data IRIs hang below a base that the caller may choose
(:data:`DEFAULT_BASE`), so two installations can publish without clashing.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = "https://w3id.org/defgraph/"
DEFAULT_BASE = ROOT + "data/"
VOCABULARY = ROOT + "vocabulary/"


class Namespace:
    """Mints names below one IRI: ``DG("Meeting")`` is ``dg:Meeting``, and ``DG["Meeting"]`` the text of it.

    Args:
        iri: where the namespace begins; it ends in ``#`` or ``/``.
    """

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._written: dict[str, str] = {}

    def __call__(self, name: str) -> NamedNode:
        """Return the term called ``name``."""
        return _term(self.iri, name)

    def __getitem__(self, name: str) -> str:
        """Return the term called ``name`` as N-Triples writes it; vocabularies alone have such names."""
        try:
            return self._written[name]
        except KeyError:
            self._written[name] = written = str(self(name))
            return written

    def __contains__(self, term: object) -> bool:
        return isinstance(term, NamedNode) and term.value.startswith(self.iri)

    def local(self, term: NamedNode) -> str:
        """Return what ``term`` is called within this namespace."""
        return term.value.removeprefix(self.iri)


@lru_cache(maxsize=10_000)
def _term(namespace: str, name: str) -> NamedNode:
    return NamedNode(namespace + name)


DG = Namespace(ROOT + "ontology#")
DRAW = Namespace(ROOT + "drawing#")
AREA = Namespace(VOCABULARY + "area/")
COUNTRY = Namespace(VOCABULARY + "country/")
RANK = Namespace(VOCABULARY + "rank/")
ROLE = Namespace(VOCABULARY + "role/")
PARTNER_STATUS = Namespace(VOCABULARY + "partner-status/")
MODE = Namespace(VOCABULARY + "mode/")
OUTCOME = Namespace(VOCABULARY + "outcome/")
REVIEW_STATUS = Namespace(VOCABULARY + "review-status/")

DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Namespace("https://schema.org/")
SH = Namespace("http://www.w3.org/ns/shacl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
VOID = Namespace("http://rdfs.org/ns/void#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dg": DG.iri,
        "draw": DRAW.iri,
        "area": AREA.iri,
        "country": COUNTRY.iri,
        "mode": MODE.iri,
        "outcome": OUTCOME.iri,
        "partnerstatus": PARTNER_STATUS.iri,
        "rank": RANK.iri,
        "reviewstatus": REVIEW_STATUS.iri,
        "role": ROLE.iri,
        "dcterms": DCTERMS.iri,
        "foaf": FOAF.iri,
        "oa": OA.iri,
        "org": ORG.iri,
        "owl": OWL.iri,
        "prov": PROV.iri,
        "rdf": RDF.iri,
        "rdfs": RDFS.iri,
        "schema": SCHEMA.iri,
        "sh": SH.iri,
        "skos": SKOS.iri,
        "void": VOID.iri,
        "xsd": XSD.iri,
    }
)
"""Prefix to namespace, in the order outputs declare them."""
