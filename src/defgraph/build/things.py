"""Things that many articles may name: officials, organisations, positions, publishers, extractors.

An article's graph holds what the article calls them. What they are follows from their keys and names and
is said once, in the graph of derived statements: said again in every article's graph it would make each
join through the thing as many times larger (Oxigraph's union of graphs counts a statement as often as
it stands in one).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from defgraph.ids import name_key, official_key, organisation_key, position_key, slug
from defgraph.namespaces import COUNTRY, DG, RDF, SCHEMA
from defgraph.ontology import organisation_kind
from defgraph.terms import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode

    from defgraph.ids import Minter
    from defgraph.records.extractors import Extractor

OFFICIAL, ORGANISATION, POSITION = "official", "organisation", "position"
PUBLISHER, EXTRACTOR = "publisher", "extractor"
"""The kinds of things, as their IRIs name them."""

_A = RDF["type"]
_KEPT = 100_000
"""How many things of each kind a run remembers."""


class Things:
    """Makes the IRIs of things, each once.

    Args:
        minter: makes the IRIs.
    """

    def __init__(self, minter: Minter) -> None:
        self._minter = minter
        self.official = lru_cache(_KEPT)(self._official)
        self.organisation = lru_cache(_KEPT)(self._organisation)
        self.position = lru_cache(_KEPT)(self._position)
        self.publisher = lru_cache(_KEPT)(self._publisher)
        self.extractor = lru_cache(_KEPT)(self._extractor)

    def _official(self, name: str, country: str | None) -> NamedNode:
        return self._minter.iri(f"{OFFICIAL}/{official_key(name, country)}")

    def _organisation(self, name: str, country: str | None) -> NamedNode:
        state = None if organisation_kind(name) == DG("InternationalOrganisation") else country
        return self._minter.iri(f"{ORGANISATION}/{organisation_key(name, state)}")

    def _position(self, title: str, organisation: NamedNode | None, country: str | None) -> NamedNode:
        within = self._minter.path(organisation).partition("/")[2] if organisation else None
        return self._minter.iri(f"{POSITION}/{position_key(title, within, country)}")

    def _publisher(self, name: str) -> NamedNode:
        return self._minter.iri(f"{PUBLISHER}/{slug(name)}")

    def _extractor(self, extractor: Extractor) -> NamedNode:
        return self._minter.iri(f"{EXTRACTOR}/{extractor.name}/{extractor.version}")


def kind_of(minter: Minter, thing: NamedNode) -> str:
    """Return which kind ``thing`` is: :data:`OFFICIAL`, …; for a country of the vocabulary something else."""
    return minter.path(thing).partition("/")[0]


def country_term(code: str | None) -> NamedNode | None:
    """Return the country with this ISO 3166-1 alpha-2 code."""
    return COUNTRY(code) if code else None


def description(
    minter: Minter, thing: NamedNode, names: Iterable[str], within: NamedNode | None = None
) -> Iterator[str]:
    """Yield what ``thing`` is, as far as its key and its names tell, as lines of N-Triples.

    Args:
        minter: made its IRI.
        thing: an official, an organisation, a position, a publisher or an extractor.
        names: all it is called, in any article and under any key.
        within: the organisation that a position is in.
    """
    iri, kind = str(thing), kind_of(minter, thing)
    if kind == PUBLISHER:
        yield f"{iri} {_A} {DG['Publisher']}"
        return
    if kind == EXTRACTOR:
        yield f"{iri} {_A} {DG['Extractor']}"
        yield f"{iri} {SCHEMA['softwareVersion']} {written(minter.path(thing).rpartition('/')[2])}"
        return
    state = minter.state(thing)
    if kind == OFFICIAL:
        yield f"{iri} {_A} {DG['Official']}"
        yield from (f"{iri} {DG['nameKey']} {written(key)}" for key in {name_key(name) for name in names})
    elif kind == ORGANISATION:
        kinds = {DG["Organisation"], *(str(organisation_kind(name)) for name in names)}
        yield from (f"{iri} {_A} {its_class}" for its_class in kinds)
        yield from (f"{iri} {DG['nameKey']} {written(key)}" for key in {slug(name) for name in names})
    else:
        yield f"{iri} {_A} {DG['Position']}"
        if within is not None:
            yield f"{iri} {DG['postIn']} {within}"
            return
    if state is not None:
        yield f"{iri} {DG['country']} {COUNTRY[state]}"
