"""Which posts are one: what the register knows, then the same title in other words, in one body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.identity.evidence import Comparison
from defgraph.identity.word_likeness import Alike, apart, compare_spelling, compare_words, word_blocks
from defgraph.identity.wording import meaning, spelling
from defgraph.ids import NO_COUNTRY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.identity.evidence import PositionEvidence
    from defgraph.identity.register import Register, RegisteredPost
    from defgraph.identity.wording import Words

MERGE = 0.9
"""At this score or above, without counter-evidence, two posts are one without being asked about."""

SUGGEST = 0.6
"""At this score or above, two posts are worth asking about."""

_REGISTERED = 1.0
_BODY_UNKNOWN = 0.7
_TELLING = 3
_BODY_START = 6
_NO_BODY = "-"


def compare(a: PositionEvidence, b: PositionEvidence, register: Register) -> Comparison:
    """Return how likely two posts are one.

    The register decides where it has both. Otherwise two posts of one body are one when their titles
    have the same words in another spelling, order or language; one whose body is not named is a
    candidate for a post of the same state with the same title, if that says enough.
    """
    if a.country and b.country and a.country != b.country:
        return Comparison(0.0, (), (f"posts of two states, {_and(a.country, b.country)}",))
    known = (registered(a, register), registered(b, register))
    if known[0] and known[1]:
        if known[0] == known[1]:
            return Comparison(_REGISTERED, (f"the register has both as {register.label(known[0])}",))
        labels = _and(*(register.label(post) for post in known if post))
        return Comparison(0.0, (), (f"the register has them as {labels}",))
    if a.organisation and b.organisation and a.organisation != b.organisation:
        return Comparison(0.0, (), ("posts of two bodies",))
    best, x, y = max(_by_titles(a, b, register), key=_rank)
    if not best.score:
        return Comparison(0.0)
    if a.organisation != b.organisation:
        if min(len(x), len(y)) < _TELLING:
            return Comparison(0.0)
        best = Alike(min(best.score, _BODY_UNKNOWN), f"{best.reason}; the body of one is not named")
    return Comparison(best.score, (best.reason,), tuple(apart(x, y)))


def blocks(key: str, register: Register) -> frozenset[str]:
    """Return the blocks of the post with a key: two posts that may be one share a block.

    A block holds the ways to write one registered post, or the posts of one body whose titles differ in
    at most one word. Titles of three words or more also meet those of any body of the state with the
    very same words.
    """
    country, body, title = parts(key)
    state = country or NO_COUNTRY
    post = register.post(title, body, country)
    found = register.body(body, country) if body else None
    meant = register.title_words(title, found, country)
    place = found.id if found else (body or _NO_BODY)[:_BODY_START]
    spelt = spelling(title, country)
    made = {f"{state}|{place}|{block}" for block in (*word_blocks(meant), *word_blocks(spelt))}
    if len(meant) >= _TELLING:
        made.add(f"{state}|any|{next(iter(word_blocks(meant)))}")
    return frozenset(made | ({f"registered {post.id}"} if post else set()))


def parts(key: str) -> tuple[str | None, str | None, str]:
    """Return the state (alpha-2, or None), the body's name (or None) and the title, as words, in a key."""
    _, state, body, title = key.split("/", 3)
    country = None if state == NO_COUNTRY else state.upper()
    return country, (None if body == _NO_BODY else body.replace("-", " ")), title.replace("-", " ")


def registered(position: PositionEvidence, register: Register) -> RegisteredPost | None:
    """Return what the register has for a post; None where its titles go to none, or to two."""
    body = _body(position)
    posts = (register.post(title, body, position.country) for title in _titles(position))
    found = {post.id: post for post in posts if post}
    return next(iter(found.values())) if len(found) == 1 else None


def _body(position: PositionEvidence) -> str | None:
    return position.body or parts(position.key)[1]


def _titles(position: PositionEvidence) -> tuple[str, ...]:
    return position.titles or (parts(position.key)[2],)


def _by_titles(
    a: PositionEvidence, b: PositionEvidence, register: Register
) -> Iterator[tuple[Alike, Words, Words]]:
    for one in _titles(a):
        for other in _titles(b):
            x, y = _meaning(one, a, register), _meaning(other, b, register)
            found = compare_words(x, y)
            if not found.score:
                found = compare_spelling(spelling(one, a.country), spelling(other, b.country))
            yield found, x, y


def _meaning(title: str, position: PositionEvidence, register: Register) -> Words:
    body = _body(position)
    found = register.body(body, position.country) if body else None
    if body and found is None:
        spelt, tail = meaning(title, position.country), meaning(body, position.country)
        return spelt[: -len(tail)] if len(spelt) > len(tail) and spelt[-len(tail) :] == tail else spelt
    return register.title_words(title, found, position.country)


def _rank(pair: tuple[Alike, Words, Words]) -> tuple[float, list[Words]]:
    return pair[0].score, sorted(pair[1:])


def _and(one: str, other: str) -> str:
    return " and ".join(sorted((one, other)))
