"""Finding many phrases in one pass: a trie over words, the longest phrase at each place.

Words are compared without case and accents; between the words of a phrase the text may have a space,
a hyphen, a plus, an apostrophe or a full stop (with a space only behind an abbreviation), but no other
punctuation and no new line.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

_WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*(?<!_)")
_GAP = re.compile(r"[ \t\u00a0\u202f]{1,3}|[-+\u2010\u2011'\u2019\u02bc]|\.")
_GAP_IN_SHORT = re.compile(r"\.[ \u00a0]")
_OWN = "nya"  # Indonesian for "its", "his" or "the", written together with the word before it
_SHORT = 4  # letters of a word that may be an abbreviation, such as Brig.


class Word(NamedTuple):
    """A word of a text: where it stands and the form under which it is compared."""

    start: int
    end: int
    key: str


def word_key(text: str) -> str:
    """Return ``text`` without case and accents."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


@lru_cache(maxsize=4)
def words(text: str) -> tuple[Word, ...]:
    """Return the words of ``text`` in order: runs of letters, digits and combining marks."""
    return tuple(Word(m.start(), m.end(), word_key(m[0])) for m in _WORD.finditer(text))


def _joined(text: str, word: Word, following: Word) -> bool:
    if _GAP.fullmatch(text, word.end, following.start):
        return True
    short = word.end - word.start <= _SHORT
    return short and _GAP_IN_SHORT.fullmatch(text, word.end, following.start) is not None


@dataclass(slots=True)
class _Node(Generic[T]):
    next: dict[str, _Node[T]]
    values: tuple[T, ...] = ()


def _step(node: _Node[T], key: str) -> _Node[T] | None:
    found = node.next.get(key)
    return node.next.get(key[: -len(_OWN)]) if found is None and key.endswith(_OWN) else found


class Found(NamedTuple, Generic[T]):
    """A phrase in a text: its first word and the one after its last, its span, what it stands for."""

    first: int
    after: int
    start: int
    end: int
    values: tuple[T, ...]


class Phrases(Generic[T]):
    """A set of phrases, each with what it stands for.

    A phrase may stand for several things; ``values`` then has them in the order they were given.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        """Take pairs of a phrase and what it stands for; a phrase without a word is left out."""
        self._root: _Node[T] = _Node({})
        for phrase, value in phrases:
            node = self._root
            for word in words(phrase):
                node = node.next.setdefault(word.key, _Node({}))
            if node is not self._root and value not in node.values:
                node.values = (*node.values, value)

    def find(self, text: str) -> Iterator[Found[T]]:
        """Yield the phrases in ``text`` from left to right, the longest at each place, none overlapping.

        Takes time in proportion to the length of the text.
        """
        given = words(text)
        begins = self._root.next
        free = 0
        for at, word in enumerate(given):
            if at >= free and (word.key in begins or word.key.endswith(_OWN)):
                found = self.match(text, given, at)
                if found is not None:
                    free = found.after
                    yield found

    def match(self, text: str, given: tuple[Word, ...], at: int) -> Found[T] | None:
        """Return the longest phrase that begins with the word number ``at``, if any does."""
        node = _step(self._root, given[at].key)
        after = at + 1
        best: tuple[int, tuple[T, ...]] | None = None
        while node is not None:
            if node.values:
                best = (after, node.values)
            if after == len(given) or not _joined(text, given[after - 1], given[after]):
                break
            node = _step(node, given[after].key)
            after += 1
        if best is None:
            return None
        after, values = best
        return Found(at, after, given[at].start, given[after - 1].end, values)
