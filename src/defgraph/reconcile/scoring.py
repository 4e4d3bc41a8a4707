"""How well a thing answers a query: features, a score from 0 to 100, and whether it is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from defgraph.identity.likeness import MERGE
from defgraph.ids import name_key, slug
from defgraph.ontology import country_code
from defgraph.pages.search_index import OFFICIAL
from defgraph.reconcile.likeness import OTHER_ORDER, SAME, alike
from defgraph.reconcile.register import NO_VALUES
from defgraph.reconcile.vocabulary import properties

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from defgraph.reconcile.batch import Value, Wanted
    from defgraph.reconcile.register import Register, Thing

AGREES = 80.0
"""From here on, a value is the one that was asked for."""


class Candidate(NamedTuple):
    """A thing with its score, what the score is made of, and whether it can be meant for sure."""

    thing: Thing
    score: float
    features: Mapping[str, float]
    is_sure: bool


class Scorer:
    """Compares things with what is asked; what it has compared once, it knows.

    Args:
        register: of the store.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._known: dict[tuple[Value, str], float] = {}

    def scored(self, thing: Thing, text: str, wanted: Iterable[Wanted]) -> Candidate:
        """Return ``thing`` as a candidate.

        The score begins as the likeness of names. Each property that agrees raises it by a share of what it
        lacks to 100, and each that contradicts lowers it by a share of what it is (``gain`` and ``loss`` in
        ``properties.yaml``); what is not known of the thing changes nothing. Without a text, the score is the
        share of the properties that agree.

        Args:
            thing: to be compared.
            text: a name; nothing where only properties are given.
            wanted: the properties.
        """
        found = {each.name: self._agreement(thing, each) for each in wanted}
        known = {name: value for name, value in found.items() if value is not None}
        agreeing = [name for name, value in known.items() if value >= AGREES]
        contradicting = sorted(known.keys() - agreeing)
        features = {f"property:{name}": round(value, 1) for name, value in known.items()}
        features["popularity"] = thing.entry.number
        if not text:
            score = SAME * len(agreeing) / max(1, len(found))
            return Candidate(thing, round(score, 1), features, bool(found) and len(agreeing) == len(found))
        name = alike(text, thing)
        score = name
        for each in agreeing:
            score += properties()[each].gain * (SAME - score)
        for each in contradicting:
            score *= 1 - properties()[each].loss
        is_sure = not contradicting and _is_sure(thing, text, name, agrees=bool(agreeing))
        return Candidate(thing, round(score, 1), {"name": round(name, 1), **features}, is_sure)

    def _agreement(self, thing: Thing, wanted: Wanted) -> float | None:
        """Return how well a property fits the best of the values asked for; None: nothing is known of it."""
        values = thing.values.get(wanted.name, NO_VALUES)
        is_of_things = bool(properties()[wanted.name].type)
        likenesses = [
            self._same_thing(asked, value) if is_of_things else _same_text(asked, value)
            for asked in wanted.values
            for value in values
        ]
        return max(likenesses, default=None)

    def _same_thing(self, asked: Value, iri: str) -> float:
        if (asked, iri) not in self._known:
            self._known[asked, iri] = self._compared(asked, iri)
        return self._known[asked, iri]

    def _compared(self, asked: Value, iri: str) -> float:
        meant = self._register.at(asked.text)
        if meant is not None:
            return SAME if meant.entry.iri == iri else 0.0
        if asked.is_thing or iri not in self._register.things:
            return 0.0
        return alike(asked.text, self._register.things[iri])


def _is_sure(thing: Thing, text: str, name: float, *, agrees: bool) -> bool:
    """Whether a name is enough; one word of a person's, or another spelling, needs a property beside it."""
    if thing.entry.kind != OFFICIAL:
        return name >= OTHER_ORDER
    if name == SAME and "-" in name_key(text):
        return True
    return agrees and name >= 100 * MERGE


def _same_text(asked: Value, value: str) -> float:
    """Compare two texts but for case; a country may be told in any way that means its code."""
    codes = {slug(asked.text), (country_code(asked.text) or asked.text).casefold()}
    return SAME if slug(value) in codes else 0.0
