"""What identity rests on besides articles, kept in the store: judgements, and bounds of tenures.

So whoever builds on without the files decides as those did who had them, and queries see every decision.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from defgraph.build.scope import Knowledge
from defgraph.errors import InputError, JudgementsError
from defgraph.identity.judgements import Judgement, Judgements
from defgraph.identity.offices import Bound
from defgraph.identity.register import register_digest
from defgraph.namespaces import DCTERMS, DG, RDF
from defgraph.terms import date_literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from defgraph.build.target import Target
    from defgraph.ids import Minter

_A = RDF("type")
_REGISTER = f"SELECT ?digest WHERE {{ GRAPH %s {{ ?g {DG('registerDigest')} ?digest }} }}"
_EVERYTHING = "SELECT ?s ?p ?o WHERE {{ GRAPH {} {{ ?s ?p ?o }} }}"


@dataclass(frozen=True)
class Known:
    """What identity rests on besides articles.

    Args:
        register: the digest of the register of organisations and posts; None where nothing rests on one yet.
        judgements: what people decided.
        bounds: what a register of tenures says.
    """

    register: str | None
    judgements: Judgements
    bounds: frozenset[Bound]

    def with_(self, judgements: Judgements | None, bounds: Iterable[Bound] | None) -> Known:
        """Return what it is to rest on: the register of today, and what is given."""
        return Known(
            register_digest(),
            self.judgements if judgements is None else judgements,
            self.bounds if bounds is None else frozenset(bounds),
        )

    @property
    def knowledge(self) -> Knowledge:
        """The same for a derivation."""
        return Knowledge(self.judgements, tuple(sorted(self.bounds, key=_place)))

    def differing(self, other: Known) -> frozenset[str] | None:
        """Return the keys about which the two say something else; None: about any."""
        if self.register != other.register:
            return None
        bounds = self.bounds ^ other.bounds
        keys = {key for bound in bounds for key in (bound.official, bound.post)}
        return self.judgements.differing(other.judgements) | keys

    def triples(self, minter: Minter) -> Iterator[Triple]:
        """Yield the judgements and the bounds as statements."""
        for judgement in self.judgements:
            yield from _judgement_triples(minter, judgement)
        for bound in self.bounds:
            yield from _bound_triples(minter, bound)


NOTHING_KNOWN = Known(None, Judgements(()), frozenset())
"""What a store rests on before anything is built."""


def _judgement_triples(minter: Minter, judgement: Judgement) -> Iterator[Triple]:
    iri = minter.iri(f"judgement/{_short('|'.join(judgement.pair))}")
    yield Triple(iri, _A, DG("Judgement"))
    yield Triple(iri, DG("verdict"), Literal(judgement.verdict.value))
    yield from (Triple(iri, DG("judged"), minter.iri(path)) for path in judgement.pair)
    yield Triple(iri, DG("judgedOn"), date_literal(judgement.day))
    yield Triple(iri, DG("judgedBy"), Literal(judgement.who))
    if judgement.why:
        yield Triple(iri, DG("judgedBecause"), Literal(judgement.why))


def _bound_triples(minter: Minter, bound: Bound) -> Iterator[Triple]:
    iri = minter.iri(f"bound/{_short('|'.join((bound.official, bound.post)))}")
    yield Triple(iri, _A, DG("TenureBound"))
    yield Triple(iri, DG("holder"), minter.iri(bound.official))
    yield Triple(iri, DG("position"), minter.iri(bound.post))
    if bound.first is not None:
        yield Triple(iri, DG("heldFrom"), date_literal(bound.first))
    if bound.last is not None:
        yield Triple(iri, DG("heldUntil"), date_literal(bound.last))
    yield Triple(iri, DCTERMS("source"), Literal(bound.source))


def recall_known(store: Target, minter: Minter) -> Known:
    """Return what the data in a store rest on.

    Raises:
        JudgementsError: a judgement or a bound in the store is damaged.
    """
    told: defaultdict[NamedNode, defaultdict[NamedNode, list[str]]]
    told = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in store.select(_EVERYTHING.format(minter.known_graph)).rows:
        text = minter.path(value) if isinstance(value, NamedNode) else value.value  # type: ignore[union-attr] # no blank nodes
        told[subject][predicate].append(text)  # type: ignore[index] # IRIs, as selected
    judgements, bounds = [], []
    for subject, properties in told.items():
        with _whole(store, subject):
            if DG("judged") in properties or DG("Judgement").value in properties[_A]:
                judgements.append(_judgement(properties))
            elif DG("holder") in properties or DG("TenureBound").value in properties[_A]:
                bounds.append(_bound(properties))
    digests = store.select(_REGISTER % minter.derived_graph).rows
    register = next((digest.value for (digest,) in digests if isinstance(digest, Literal)), None)
    return Known(register, Judgements(judgements), frozenset(bounds))


@contextmanager
def _whole(store: Target, subject: NamedNode) -> Iterator[None]:
    """Say which judgement or bound is not as one is put in: a part of it is missing, or makes no sense."""
    try:
        yield
    except (ValueError, InputError) as error:
        raise JudgementsError(
            f"{store.location}: {subject.value} is damaged ({error}); restore a backup, or build the records "
            "into a new store with the files of judgements and tenures"
        ) from None


def _judgement(told: Mapping[NamedNode, list[str]]) -> Judgement:
    a, b = _values(told, DG("judged"), 2)
    verdict, day, who = (_one(told, DG(name)) for name in ("verdict", "judgedOn", "judgedBy"))
    return Judgement(verdict, a, b, day, who, _one_if_any(told, DG("judgedBecause")) or "")


def _bound(told: Mapping[NamedNode, list[str]]) -> Bound:
    official, post, source = (_one(told, of) for of in (DG("holder"), DG("position"), DCTERMS("source")))
    first, last = (_one_if_any(told, DG(name)) for name in ("heldFrom", "heldUntil"))
    for day in (first, last):
        if day is not None:
            date.fromisoformat(day)
    return Bound(official, post, first, last, source)


def _values(told: Mapping[NamedNode, list[str]], predicate: NamedNode, count: int) -> list[str]:
    values = told.get(predicate, [])
    if len(values) != count:
        raise ValueError(f"found {len(values)} values of {predicate.value}, expected {count}")
    return values


def _one(told: Mapping[NamedNode, list[str]], predicate: NamedNode) -> str:
    return _values(told, predicate, 1)[0]


def _one_if_any(told: Mapping[NamedNode, list[str]], predicate: NamedNode) -> str | None:
    return _one(told, predicate) if predicate in told else None


def _place(bound: Bound) -> tuple[str, str]:
    return (bound.post, bound.official)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
