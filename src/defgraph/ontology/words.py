"""Comparing names as people write them: case, accents and punctuation do not count."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_DROPPED = re.compile(r"[.'’`]")
_NOT_WORD = re.compile(r"[^\w]+|_+")
CUTOFF = 75.0
_PART = 0.9  # a shared part counts for less than the whole: Korea is nearer to Korea than to South Korea


def plain(text: str) -> str:
    """Return ``text`` in its own case, without accents, its words parted by single spaces.

    Full stops and apostrophes go without a trace, so that ``U.S.`` and ``US`` are one.
    """
    letters = unicodedata.normalize("NFKD", text)
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", _DROPPED.sub("", letters.replace("&", " and "))).strip()


def fold(text: str) -> str:
    """Return the form of ``text`` under which two writings of one name are equal."""
    return plain(text).casefold()


def word_set(*lines: str) -> frozenset[str]:
    """Return the words of ``lines``, which are parted by spaces."""
    return frozenset(word for line in lines for word in line.split())


def closest(text: str, choices: Iterable[str], limit: int = 3) -> list[str]:
    """Return the choices that ``text`` was perhaps meant to be, the likeliest first.

    Args:
        text: what was written.
        choices: what could have been meant.
        limit: how many to return at most.
    """
    wanted = fold(text)
    scored = {choice: likeness(wanted, fold(choice)) for choice in choices}
    good = [choice for choice, score in scored.items() if score >= CUTOFF]
    return sorted(good, key=lambda choice: (-scored[choice], choice))[:limit]


def likeness(one: str, other: str) -> float:
    """Return how alike two folded texts are, from 0 to 100: letter by letter, or by the words they share."""
    from rapidfuzz import fuzz

    return max(fuzz.ratio(one, other), _PART * fuzz.token_set_ratio(one, other))
