"""Which organisations are one: what the register knows, then spelling, language and abbreviations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.identity.evidence import Comparison
from defgraph.identity.word_likeness import (
    Alike,
    apart,
    compare_spelling,
    compare_words,
    initials,
    word_blocks,
)
from defgraph.identity.wording import meaning, spelling, words
from defgraph.ids import NO_COUNTRY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.identity.evidence import BodyEvidence
    from defgraph.identity.register import Register, RegisteredBody

MERGE = 0.9
"""At this score or above, without counter-evidence, two bodies are one without being asked about."""

SUGGEST = 0.6
"""At this score or above, two bodies are worth asking about."""

_REGISTERED = 1.0
_INTRODUCED = 0.92
_INITIALS = 0.65
_STATE_UNKNOWN = 0.7
_SHORTEST_INITIALS = 3


def compare(a: BodyEvidence, b: BodyEvidence, register: Register) -> Comparison:
    """Return how likely two organisations are one.

    The register decides where it has both. Otherwise two bodies of one state are one when their names
    have the same words in another spelling, order or language, when one has a slip of a letter in a long
    word, or when an article gives the one as abbreviation of the other.
    """
    if a.country and b.country and a.country != b.country:
        return Comparison(0.0, (), (f"bodies of two states, {_and(a.country, b.country)}",))
    known = (registered(a, register), registered(b, register))
    if known[0] and known[1]:
        if known[0] == known[1]:
            return Comparison(_REGISTERED, (f"the register has both as {register.label(known[0])}",))
        labels = _and(*(register.label(body) for body in known if body))
        return Comparison(0.0, (), (f"the register has them as {labels}",))
    found = (*_by_names(a, b), *_by_abbreviation(a, b))
    best, against = max(found, key=_rank, default=(Alike(0.0), ()))
    if best.score and a.country != b.country:
        best = _one_state_unknown(a, b, best, register)
    if not best.score:
        return Comparison(0.0)
    return Comparison(best.score, (best.reason,), against)


def blocks(key: str, register: Register) -> frozenset[str]:
    """Return the blocks of the body with a key: two bodies that may be one share a block.

    A block holds the spellings of one registered body, or the bodies of one state whose names differ in
    at most one word; what it holds grows with the names a state's bodies have, not with the articles.
    """
    country, name = parts(key)
    state = country or NO_COUNTRY
    made = [*word_blocks(meaning(name, country)), *word_blocks(spelling(name, country))]
    found = {f"{state}|{block}" for block in made}
    spelt = words(name)
    letters = initials(spelt) if len(spelt) > 1 else name
    if len(letters) >= _SHORTEST_INITIALS:
        found.add(f"{state}|initials {letters}")
    body = register.body(name, country)
    found.add(f"registered {body.id}" if body else f"any|{made[0]}")
    return frozenset(found)


def parts(key: str) -> tuple[str | None, str]:
    """Return the state (alpha-2, or None) and the name, as words, in the key of a body."""
    _, state, name = key.split("/", 2)
    return (None if state == NO_COUNTRY else state.upper()), name.replace("-", " ")


def registered(body: BodyEvidence, register: Register) -> RegisteredBody | None:
    """Return what the register has for a body; None where its names go to none, or to two."""
    named = {found.id: found for name in body.names if (found := register.body(name, body.country))}
    if not named:
        spelt = parts(body.key)[1]
        found = register.body(spelt, body.country)
        return found
    return next(iter(named.values())) if len(named) == 1 else None


def _by_names(a: BodyEvidence, b: BodyEvidence) -> Iterator[tuple[Alike, tuple[str, ...]]]:
    for one in _names(a):
        for other in _names(b):
            country = a.country or b.country
            x, y = meaning(one, country), meaning(other, country)
            found = compare_words(x, y)
            if not found.score:
                found = compare_spelling(spelling(one, country), spelling(other, country))
            if found.score:
                yield found, tuple(apart(x, y))


def _by_abbreviation(a: BodyEvidence, b: BodyEvidence) -> Iterator[tuple[Alike, tuple[str, ...]]]:
    for short, long in ((a, b), (b, a)):
        given = {"".join(words(text)): text for text in long.abbreviations}
        spelt = [words(name) for name in _names(long)]
        for name in _names(short):
            letters = "".join(words(name))
            if letters in given:
                reason = f"an article gives {given[letters]} as short for {_names(long)[0]}"
                yield Alike(_INTRODUCED, reason), ()
            if len(letters) >= _SHORTEST_INITIALS and any(letters == initials(name) for name in spelt):
                yield Alike(_INITIALS, f"{name} are the initials of {_names(long)[0]}"), ()


def _one_state_unknown(a: BodyEvidence, b: BodyEvidence, best: Alike, register: Register) -> Alike:
    """A body of an unknown state may be that of the other, unless many states have one of the name."""
    known, unknown = (a, b) if a.country else (b, a)
    if registered(known, register) and not registered(unknown, register):
        return Alike(0.0)
    return Alike(min(best.score, _STATE_UNKNOWN), f"{best.reason}; the state of one is not known")


def _names(body: BodyEvidence) -> tuple[str, ...]:
    return body.names or (parts(body.key)[1],)


def _and(one: str, other: str) -> str:
    return " and ".join(sorted((one, other)))


def _rank(found: tuple[Alike, tuple[str, ...]]) -> tuple[float, int, Alike, tuple[str, ...]]:
    return found[0].score, -len(found[1]), *found
