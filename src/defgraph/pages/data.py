"""Documents of data: what is said of a thing, in the syntaxes of RDF."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat

from defgraph.namespaces import ROOT
from defgraph.pages.long_names import full_local
from defgraph.pages.rendering import addresses_of
from defgraph.queries.graphs import serialised
from defgraph.queries.thing import thing_triples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.pages.addresses import Addresses
    from defgraph.store import Store

SYNTAXES: Mapping[str, RdfFormat] = MappingProxyType(
    {
        "ttl": RdfFormat.TURTLE,
        "jsonld": RdfFormat.JSON_LD,
        "nt": RdfFormat.N_TRIPLES,
        "rdf": RdfFormat.RDF_XML,
    }
)
"""The syntax of each ending; a server has them all."""

ONTOLOGY = ("ontology", "drawing")
"""The locals of the documents about the ontology, whose terms have a ``#`` in their IRIs."""


def thing_at(addresses: Addresses, local: str) -> NamedNode | None:
    """Return the IRI of what a document of data at ``local`` is about; None: there can be none."""
    return NamedNode(ROOT + local) if local in ONTOLOGY else addresses.iri(local)


def data_document(store: Store, local: str, ending: str) -> bytes | None:
    """Return the document of data about a thing; the same store gives the same bytes.

    Args:
        store: what it is told from.
        local: of the thing; see :mod:`defgraph.pages.addresses`.
        ending: a key of :data:`SYNTAXES`.

    Returns:
        the document, or None where nothing is known of such a thing.

    Raises:
        StoreError: the store failed.
    """
    addresses = addresses_of(store)
    thing = thing_at(addresses, full_local(store, addresses, local))
    triples = thing_triples(store, thing) if thing is not None else set()
    return serialised(triples, SYNTAXES[ending]) if triples else None
