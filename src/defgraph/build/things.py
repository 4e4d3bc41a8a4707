"""Things that many articles may name: officials, organisations, positions, publishers, extractors.

What such a thing is follows from its key, so it is worked out once a run however often it is named.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from defgraph.ids import name_key, slug
from defgraph.namespaces import COUNTRY, DG, RDF, SCHEMA
from defgraph.ontology import organisation_kind

if TYPE_CHECKING:
    from defgraph.ids import Minter
    from defgraph.records.extractors import Extractor
    from defgraph.terms import Term

_A = RDF("type")
_KEPT = 100_000
"""How many things of each kind a run remembers."""


class Thing(NamedTuple):
    """A thing as an article names it.

    ``descriptions`` are the statements that follow from its key; they go in the graph of derived
    statements, once: said again in every article's graph they would make each join through the
    thing as many times larger (Oxigraph's union of graphs counts a statement as often as it stands
    in one).
    """

    iri: NamedNode
    name: str
    descriptions: frozenset[Triple]


class Things:
    """Makes things, each once.

    Args:
        minter: makes the IRIs, and says which thing a name means.
    """

    def __init__(self, minter: Minter) -> None:
        self._minter = minter
        self.official = lru_cache(_KEPT)(self._official)
        self.organisation = lru_cache(_KEPT)(self._organisation)
        self.position = lru_cache(_KEPT)(self._position)
        self.publisher = lru_cache(_KEPT)(self._publisher)
        self.extractor = lru_cache(_KEPT)(self._extractor)

    def _official(self, name: str, country: str | None) -> Thing:
        iri = self._minter.iri(f"official/{self._minter.identity.official(name, country)}")
        return _thing(
            iri,
            name,
            (_A, DG("Official")),
            (DG("nameKey"), Literal(name_key(name))),
            (DG("country"), country_term(country)),
        )

    def _organisation(self, name: str, country: str | None) -> Thing:
        kind = organisation_kind(name)
        state = None if kind == DG("InternationalOrganisation") else country
        iri = self._minter.iri(f"organisation/{self._minter.identity.organisation(name, state)}")
        return _thing(
            iri,
            name,
            (_A, DG("Organisation")),
            (_A, kind),
            (DG("nameKey"), Literal(slug(name))),
            (DG("country"), country_term(state)),
        )

    def _position(self, title: str, organisation: Thing | None, country: str | None) -> Thing:
        within = self._minter.path(organisation.iri).removeprefix("organisation/") if organisation else None
        iri = self._minter.iri(f"position/{self._minter.identity.position(title, within, country)}")
        return _thing(
            iri,
            title,
            (_A, DG("Position")),
            (DG("postIn"), organisation.iri if organisation else None),
            (DG("country"), None if organisation else country_term(country)),
        )

    def _publisher(self, name: str) -> Thing:
        return _thing(self._minter.iri(f"publisher/{slug(name)}"), name, (_A, DG("Publisher")))

    def _extractor(self, extractor: Extractor) -> Thing:
        return _thing(
            self._minter.iri(f"extractor/{extractor.name}/{extractor.version}"),
            extractor.name,
            (_A, DG("Extractor")),
            (SCHEMA("softwareVersion"), Literal(extractor.version)),
        )


def country_term(code: str | None) -> NamedNode | None:
    """Return the country with this ISO 3166-1 alpha-2 code."""
    return COUNTRY(code) if code else None


def _thing(iri: NamedNode, name: str, *said: tuple[NamedNode, Term | None]) -> Thing:
    return Thing(iri, name, frozenset(Triple(iri, what, value) for what, value in said if value is not None))
