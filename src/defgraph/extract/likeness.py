"""When two ways of writing a name or a post count as the same, for measuring.

Words are compared without case, accents and punctuation, the usual abbreviations are written out
(``lexicon/measuring.yaml``), and what is nearly the same by :class:`difflib.SequenceMatcher` is the same.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from defgraph.extract.lexicons import lexicon

NAMES_ALIKE = 0.9
TEXTS_ALIKE = 0.85
WORDS_SHARED = 0.6

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` as they are compared, in order."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    full_forms = lexicon("measuring")["full_forms"]
    return tuple(part for word in _WORD.findall(bare) for part in full_forms.get(word, word).split())


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are one person's: the same words in any order, or nearly so."""
    first, second = plain_words(one), plain_words(other)
    return first == second or _ratio(sorted(first), sorted(second)) >= NAMES_ALIKE


def same_text(one: str, other: str) -> bool:
    """Tell whether two posts, organisations or cities are the same, or nearly so.

    They are when their letters are much the same, or when they share two words and most of the rest.
    """
    first, second = plain_words(one), plain_words(other)
    if not first or not second or first == second:
        return first == second
    if _ratio(first, second) >= TEXTS_ALIKE:
        return True
    shared = set(first) & set(second)
    return len(shared) >= 2 and len(shared) / len(set(first) | set(second)) >= WORDS_SHARED


def same_side(one: str, other: str) -> bool:
    """Tell whether two sides are the same: country codes exactly, organisations by their names."""
    is_code = len(one) <= 2 or len(other) <= 2
    return one == other or (not is_code and same_text(one, other))


def _ratio(first: tuple[str, ...] | list[str], second: tuple[str, ...] | list[str]) -> float:
    return SequenceMatcher(None, " ".join(first), " ".join(second)).ratio()
