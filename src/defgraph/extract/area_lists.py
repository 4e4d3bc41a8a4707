"""Single words that name an area only in a list of areas, or after a word such as "bidang".

"Training, logistics and procurement", "bidang maritim": alone, "maritim" and "industri" are too common.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.lexicons import lexicon
from defgraph.extract.phrases import Phrases, word_key, words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from defgraph.extract.phrases import Word

_WIDEST = 4  # words between two members of a list


class Hit(NamedTuple):
    """Words that show an area: from the word number ``first`` up to ``after``, and their span."""

    first: int
    after: int
    start: int
    end: int
    area: str


@cache
def _members() -> Phrases[str]:
    found = lexicon("areas")["listed"].items()
    return Phrases((phrase, area) for area, phrases in found for phrase in phrases)


@cache
def _keys(name: str) -> frozenset[str]:
    return frozenset(word_key(word) for word in lexicon("areas")[name])


def listed(text: str, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the areas that single words show next to those of ``hits``, or after a word that says "field".

    Args:
        text: the text.
        hits: what shows an area by itself.
    """
    given = words(text)
    known = sorted(hits)
    taken = {number for hit in known for number in range(hit.first, hit.after)}
    members = {
        item.first: Hit(item.first, item.after, item.start, item.end, item.values[0])
        for item in _members().find(text)
        if taken.isdisjoint(range(item.first, item.after))
        and text[item.start].islower()
        and item.values[0] != "nothing"
    }
    row: list[Hit] = []
    for hit in sorted([*known, *members.values()]):
        if row and not _goes_on(text, given, row[-1], hit):
            yield from _of_row(given, row, members)
            row = []
        row.append(hit)
    yield from _of_row(given, row, members)


def _goes_on(text: str, given: Sequence[Word], one: Hit, other: Hit) -> bool:
    """Whether only commas and words such as "and" stand between two members of a list."""
    if not 0 <= other.first - one.after <= _WIDEST:
        return False
    joiners, small = _keys("list-joiners"), _keys("list-words")
    between = [given[number].key for number in range(one.after, other.first)]
    gap = text[one.end : other.start]
    if any(mark in gap for mark in '.;:()"\n') or not all(key in joiners or key in small for key in between):
        return False
    return "," in gap or not joiners.isdisjoint(between)


def _of_row(given: Sequence[Word], row: Sequence[Hit], members: Container[int]) -> Iterator[Hit]:
    """Yield the single words of a list that has an area besides them, or that "field" begins."""
    if not row:
        return
    before = given[row[0].first - 1].key if row[0].first else ""
    alone = [hit for hit in row if hit.first in members]
    if before in _keys("field-words") or len(alone) < len(row):
        yield from alone
