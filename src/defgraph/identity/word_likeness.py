"""How alike the words of two names are, once what may differ without meaning anything is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from defgraph.identity.wording import bag, marks, names_a_country

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from defgraph.identity.wording import Words

SHORTEST_SLIP = 6
"""Letters of the shortest word a slip is looked for in: Udara (air) and Utara (north) differ by one."""

_SAME_ORDER = 0.97
_OTHER_ORDER = 0.95
_SLIP = 0.91
_PART = 0.7
_START = 2


class Alike(NamedTuple):
    """The score of two names' words, and the reason in words; no reason where they are not alike."""

    score: float
    reason: str = ""


def compare_words(one: Words, other: Words) -> Alike:
    """Return how alike two names are by their words alone.

    Equal words in any order and a single slip of the pen in a long word are as good as certain; a name
    that has all the other's words and more is a candidate.
    """
    if one == other:
        return Alike(_SAME_ORDER, "the same words, save for spelling, language or the state's name")
    if bag(one) == bag(other):
        return Alike(_OTHER_ORDER, "the same words in another order, spelling or language")
    slip = compare_spelling(one, other)
    if slip.score:
        return slip
    fewer, more = sorted((one, other), key=len)
    missing = list(more)
    for word in fewer:
        if word not in missing:
            return Alike(0.0)
        missing.remove(word)
    if len(fewer) < 2 or len(missing) > len(fewer):
        return Alike(0.0)
    return Alike(_PART, f"one has all the words of the other, and {' '.join(missing)}")


def compare_spelling(one: Words, other: Words) -> Alike:
    """Return how alike two names are if only a slip of the pen in one long word parts them."""
    slip = _slip(one, other)
    return Alike(_SLIP, f"a slip of one letter: {slip[0]} and {slip[1]}") if slip else Alike(0.0)


def apart(one: Words, other: Words) -> list[str]:
    """Return, in words, what sets two names apart though they are alike: acting, deputy, army, a number."""
    here, there = marks(one), marks(other)
    return [f"only one of them is marked {mark}" for mark in sorted(here ^ there)]


def _slip(one: Words, other: Words) -> tuple[str, str] | None:
    """Return the one pair of long words that differ by a letter; all other words are equal."""
    if len(one) != len(other) or len(one) < 2:
        return None
    here, there = list(one), list(other)
    for word in one:
        if word in there:
            here.remove(word)
            there.remove(word)
    if len(here) != 1 or len(there) != 1:
        return None
    pair = (min(here[0], there[0]), max(here[0], there[0]))
    if min(map(len, pair)) < SHORTEST_SLIP or any(map(names_a_country, pair)):
        return None
    return pair if OSA.distance(*pair, score_cutoff=1) <= 1 else None


def word_blocks(words: Words) -> Iterator[str]:
    """Yield the blocks under which names that :func:`compare_words` finds alike meet.

    One block is that of all the words. For each word there is one of the others with the word's first
    letters (a slip in it) and one of the others alone (it is missing), the latter only where two words
    or more are left. So a block holds the names of one state, or posts of one body, that differ in at
    most one word.
    """
    all_words = bag(words)
    yield " ".join(all_words)
    for at, word in enumerate(all_words):
        rest = (*all_words[:at], *all_words[at + 1 :])
        if rest and len(word) >= SHORTEST_SLIP:
            yield f"{' '.join(rest)} {word[:_START]}-"
        if len(rest) > 1:
            yield " ".join(rest)


def initials(words: Sequence[str]) -> str:
    """Return the first letters of words."""
    return "".join(word[0] for word in words)
