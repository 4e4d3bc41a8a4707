"""Members of a body, listed by name: the post that all of them have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from defgraph.extract.post_words import Post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.extract.official import Official
    from defgraph.extract.reading import Reading

_MEMBERS = frozenset(["anggota", "members"])
_LIST = frozenset(["yakni", "yaitu", "adalah", "ialah", ":"])


def with_group(reading: Reading, officials: Sequence[Official]) -> list[Official]:
    """Give those listed as members of a body that post: "Anggota Dewan Pakar yang hadir yakni …".

    Args:
        reading: the text taken apart.
        officials: its officials, in order.
    """
    found: list[Official] = []
    group: Post | None = None
    sentence = -1
    for official in officials:
        at = reading.sentence_of[official.first]
        if at != sentence:
            sentence, group = at, _group(reading, reading.sentences[at].first, official.first)
        if group is not None and official.post is None:
            official = replace(official, post=group)
        found.append(official)
    return found


def _group(reading: Reading, first: int, limit: int) -> Post | None:
    for at in range(first, limit):
        if reading.key(at) not in _MEMBERS:
            continue
        after = at + 1
        while after < limit and reading.words[after].capital:
            after += 1
        listed = any(reading.key(n) in _LIST for n in range(after, limit))
        if listed and after > at + 1:
            return Post(at, after, f"Anggota {_in_full(reading, reading.text(at + 1, after))}")
    return None


def _in_full(reading: Reading, short: str) -> str:
    """Return what the text introduces an abbreviation for: "Dewan Pakar (DP)"."""
    for at in range(len(short), len(reading.words) - 1):
        if reading.words[at].text == short and reading.words[at - 1].text == "(":
            first = at - 1 - len(short)
            if first >= 0 and all(
                reading.words[first + i].text[0] == letter for i, letter in enumerate(short)
            ):
                return reading.text(first, at - 1)
    return short
