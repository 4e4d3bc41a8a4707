"""How alike a text and the names of a thing are, from 0 to 100."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from defgraph.identity.likeness import likeness
from defgraph.identity.wording import bag, marks, meaning
from defgraph.ids import NO_COUNTRY, name_key, slug
from defgraph.ontology import country_code
from defgraph.pages.search_index import OFFICES, OFFICIAL

if TYPE_CHECKING:
    from defgraph.reconcile.register import Thing

SAME = 100.0
SAME_MEANING = 99.0
"""The words of an office mean the same, in another language or spelling: Menhan, Minister of Defence."""
OTHER_ORDER = 98.0
"""The words of an office in another order: defence minister, minister of defence."""
_SURE_NAMES_TO = 99.0
_LETTERS = 0.9
"""What equal letters of different names count."""
_OTHER_PERSON = 0.6
"""… where the names cannot be one person's."""
_OTHER_OFFICE = 0.5
"""… where one is deputy, acting, or has another number."""


def alike(text: str, thing: Thing) -> float:
    """Return how alike ``text`` is to the name of ``thing`` that is the most like it.

    Names that differ only in case, accents, punctuation and titles are the same (100); those of
    organisations and posts that mean the same in another language nearly so. Names of persons are compared as
    :func:`~defgraph.identity.likeness.likeness` does, others by their letters (rapidfuzz, token sort ratio).
    """
    kind = thing.entry.kind
    if not slug(text):
        return 0.0
    if kind == OFFICIAL:
        return _like_person(text, thing)
    if kind in OFFICES:
        return max((_like_office(text, thing, code) for code in (None, *thing.countries)), default=0.0)
    if kind == "Country" and (code := country_code(text)) is not None:
        return SAME if thing.entry.iri.endswith(f"/{code}") else 0.0
    return max(_LETTERS * _ratio(slug(text), slug(name)) for name in thing.names)


def _ratio(one: str, other: str) -> float:
    return fuzz.token_sort_ratio(one.replace("-", " "), other.replace("-", " "))


def _like_person(text: str, thing: Thing) -> float:
    state = thing.entry.state or NO_COUNTRY
    family, _, given = text.partition(",")
    asked = {name_key(text), name_key(f"{given} {family}")} - {""}
    known = {name_key(name) for name in thing.names} - {""}
    if asked & known:
        return SAME
    return max((_like_name(state, one, other) for one in asked for other in known), default=0.0)


def _like_name(state: str, one: str, other: str) -> float:
    found = likeness(f"official/{state}/{one}", f"official/{state}/{other}").score
    return min(100 * found, _SURE_NAMES_TO) if found else _OTHER_PERSON * _ratio(one, other)


def _like_office(text: str, thing: Thing, country: str | None) -> float:
    best, mine = 0.0, meaning(text, country)
    for name in thing.names:
        if slug(name) == slug(text):
            return SAME
        theirs = meaning(name, country)
        if bag(mine) == bag(theirs):
            best = max(best, SAME_MEANING if mine == theirs else OTHER_ORDER)
            continue
        score = _LETTERS * max(_ratio(slug(text), slug(name)), _ratio("-".join(mine), "-".join(theirs)))
        best = max(best, score if marks(mine) == marks(theirs) else _OTHER_OFFICE * score)
    return best
