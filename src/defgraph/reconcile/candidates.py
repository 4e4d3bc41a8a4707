"""Answering reconciliation queries: which things may be meant, how likely, and whether one is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from defgraph.identity.wording import countries_in, spelling
from defgraph.namespaces import COUNTRY
from defgraph.ontology import country_code
from defgraph.pages.addresses import LANGUAGES
from defgraph.pages.search import LONGEST
from defgraph.pages.search_index import OFFICES
from defgraph.queries.naming import name_and_country
from defgraph.reconcile.batch import Value, Wanted
from defgraph.reconcile.likeness import SAME
from defgraph.reconcile.register import register_of
from defgraph.reconcile.scoring import Candidate, Scorer
from defgraph.reconcile.telling import tell
from defgraph.reconcile.vocabulary import type_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.pages.search import Hit
    from defgraph.reconcile.batch import Query
    from defgraph.reconcile.register import Register, Thing
    from defgraph.store import Store

_COMPARED = 250
"""Things of each type, the likeliest, that a name is compared with in detail."""


def reconcile(store: Store, batch: Sequence[tuple[str, Query]], language: str) -> dict[str, Any]:
    """Return a reconciliation result batch (Reconciliation Service API 0.2, section 4.2).

    Args:
        store: where to look.
        batch: queries with their keys; see :func:`~defgraph.reconcile.batch.read_batch`.
        language: of names and descriptions.

    Raises:
        StoreError: the store failed.
    """
    register = register_of(store)
    scorer = Scorer(register)
    found = {key: candidates(register, scorer, query) for key, query in batch}
    shown = {key: found[key][: query.limit] for key, query in batch}
    entries = {one.thing.entry.iri: one.thing.entry for each in shown.values() for one in each}
    told = dict(zip(entries, tell(store, register, entries.values(), language), strict=True))
    answer = {}
    for key, each in shown.items():
        sure = only_sure(found[key])
        answer[key] = {
            "result": [
                _as_result(
                    one,
                    told[one.thing.entry.iri],
                    register.identifiers.of(one.thing.entry.iri),
                    language,
                    match=one is sure,
                )
                for one in each
            ]
        }
    return answer


def candidates(register: Register, scorer: Scorer, query: Query) -> list[Candidate]:
    """Return what a query may mean, the likeliest first.

    ``Name (CC)`` means a name and a country, as everywhere.
    """
    text = query.text[:LONGEST].strip()
    meant = register.at(text) if text else None
    if meant is not None and meant.entry.kind in query.types:
        return [Candidate(meant, SAME, {"identifier": True}, is_sure=True)]
    name, code = name_and_country(text)
    wanted = query.wanted
    if code and all(each.name != "country" for each in wanted):
        wanted = (*wanted, Wanted("country", (Value(COUNTRY(code).value, is_thing=True),)))
    if not name and not wanted:
        return []
    if name:
        things = _called(register, name, query.types)
    else:
        things = [thing for thing in register.things.values() if thing.entry.kind in query.types]
    found = (scorer.scored(thing, name, wanted) for thing in things)
    return sorted((one for one in found if one.score > 0), key=_order)


def _order(one: Candidate) -> tuple[float, int, str]:
    return -one.score, -one.thing.entry.number, one.thing.entry.iri


def _called(register: Register, name: str, types: Sequence[str]) -> list[Thing]:
    """Return what may go by a name; offices also without the country that it names."""
    iris: dict[str, None] = {}
    code = country_code(name)
    if code is not None and "Country" in types:
        iris[COUNTRY(code).value] = None
    offices = [kind for kind in types if kind in OFFICES]
    ways = [(name, types), *((" ".join(spelling(name, each)), offices) for each in countries_in(name))]
    for text, kinds in ways:
        for each in register.index.find(text, LANGUAGES[0], kinds, _COMPARED):
            iris.update((entry.iri, None) for _, entry in each.entries)
    return [register.things[iri] for iri in iris if iri in register.things]


def only_sure(found: Sequence[Candidate]) -> Candidate | None:
    """Return the one candidate that can be meant for sure; None where there are several, or none."""
    sure = [one for one in found if one.is_sure]
    return sure[0] if len(sure) == 1 else None


def _as_result(one: Candidate, hit: Hit, identifier: str, language: str, *, match: bool) -> dict[str, Any]:
    kind = one.thing.entry.kind
    return {
        "id": identifier,
        "name": hit.link.label,
        **({"description": hit.detail} if hit.detail else {}),
        "type": [{"id": kind, "name": type_label(kind, language)}],
        "score": one.score,
        "match": match,
        "features": [{"id": name, "value": value} for name, value in one.features.items()],
    }
