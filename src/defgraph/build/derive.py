"""Derived statements: what follows from all articles together.

They live in a graph of their own, so a plain query and any Turtle consumer find them without a
reasoner, and so no one takes them for something an article says:

* what each official, organisation, position, publisher and extractor is, which follows from its key,
  and one label for it, the name that most articles give it;
* ``dg:Meeting``, who attended, which partners were present or discussed;
* which things are partners, and which of them are partner countries (the defined class);
* tenures: the first and last day on which articles see an official in a position.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from defgraph.namespaces import COUNTRY, DG, PROV, RDF, RDFS, SCHEMA
from defgraph.terms import date_literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.build.statements import Observations, SeenInPosition
    from defgraph.ids import Minter

_A = RDF("type")
_DESCRIBING = (DG("country"), DG("nameKey"), DG("postIn"), SCHEMA("softwareVersion"))
_OF_SEVERAL_ARTICLES = (DG("MeetingPartner"), DG("PartnerCountry"), DG("Meeting"), DG("Tenure"))


def is_description(triple: Triple) -> bool:
    """Return whether a derived statement follows from the key of its subject alone."""
    if triple.predicate == _A:
        return triple.object not in _OF_SEVERAL_ARTICLES
    return triple.predicate in _DESCRIBING


@dataclass
class _Tenure:
    first: str | None = None
    last: str | None = None
    articles: set[NamedNode] = field(default_factory=set)

    def see(self, first: str | None, last: str | None, article: NamedNode) -> None:
        self.articles.add(article)
        if first is not None and (self.first is None or first < self.first):
            self.first = first
        if last is not None and (self.last is None or last > self.last):
            self.last = last


class Derivation:
    """Gathers what articles show, and derives.

    The order in which articles are added makes no difference.

    Args:
        minter: makes the IRIs of tenures.
    """

    def __init__(self, minter: Minter) -> None:
        self._minter = minter
        self._names: defaultdict[NamedNode, Counter[str]] = defaultdict(Counter)
        self._tenures: defaultdict[tuple[NamedNode, NamedNode], _Tenure] = defaultdict(_Tenure)
        self._partners: set[NamedNode] = set()
        self._shortcuts: set[Triple] = set()
        self._descriptions: set[Triple] = set()

    def add(self, observed: Observations) -> None:
        """Take in what one article shows."""
        for thing in observed.named:
            self.see_name(thing.iri, thing.name)
            self._descriptions |= thing.descriptions
        for tenure in observed.tenures:
            self.see_tenure(tenure)
        self._partners |= observed.partners
        self._shortcuts |= observed.shortcuts

    def see_name(self, thing: NamedNode, name: str) -> None:
        """Take in that one article calls ``thing`` this."""
        self._names[thing][name] += 1

    def see_description(self, triple: Triple) -> None:
        """Take in what follows from the key of a thing that some article names."""
        self._descriptions.add(triple)

    def see_tenure(self, seen: SeenInPosition) -> None:
        """Take in that an article sees an official in a position."""
        official, position, first, last, article = seen
        self._tenures[official, position].see(first, last, article)

    def see_partner(self, partner: NamedNode) -> None:
        """Take in that an article names ``partner`` as a partner of a meeting."""
        self._partners.add(partner)

    def triples(self) -> Iterator[Triple]:
        """Yield the derived statements, each once, in no particular order."""
        yield from self._shortcuts
        yield from self._descriptions
        for thing, names in self._names.items():
            yield Triple(thing, RDFS("label"), Literal(_commonest(names)))
        for partner in self._partners:
            yield Triple(partner, _A, DG("MeetingPartner"))
            if partner in COUNTRY:
                yield Triple(partner, _A, DG("PartnerCountry"))
        for (official, position), tenure in self._tenures.items():
            yield from self._tenure_triples(official, position, tenure)

    def _tenure_triples(self, official: NamedNode, position: NamedNode, tenure: _Tenure) -> Iterator[Triple]:
        iri = self._minter.tenure(official, position)
        yield Triple(iri, _A, DG("Tenure"))
        yield Triple(iri, DG("holder"), official)
        yield Triple(iri, DG("position"), position)
        if tenure.first is not None and tenure.last is not None:
            yield Triple(iri, DG("firstSeen"), date_literal(tenure.first))
            yield Triple(iri, DG("lastSeen"), date_literal(tenure.last))
        for article in tenure.articles:
            yield Triple(iri, PROV("wasDerivedFrom"), article)


def _commonest(names: Counter[str]) -> str:
    """Return the name with the most articles; among equals the first by code point."""
    return min(names, key=lambda name: (-names[name], name))
