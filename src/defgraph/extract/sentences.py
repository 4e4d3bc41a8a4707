"""Sentences: a line ends one, and so does a full stop before a capital."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.extract.tokens import Token

_STOPS = frozenset(".!?…")
_BULLETS = frozenset("-–•*·")
_CLOSING = frozenset("\"')]")


class Sentence(NamedTuple):
    """A sentence: its tokens by number (``first`` to ``after``), its span, and its paragraph by number."""

    first: int
    after: int
    start: int
    end: int
    paragraph: int


def sentences(body: str, words: Sequence[Token]) -> list[Sentence]:
    """Return the sentences of ``body`` in order.

    Args:
        body: the prose.
        words: its tokens.
    """
    found: list[Sentence] = []
    first = paragraph = 0
    quoted = _quoted(body, words)
    listing = False
    for at, token in enumerate(words):
        after = at + 1
        if after < len(words):
            gap = body.find("\n", token.end, words[after].start) >= 0
            if gap and (token.text == ":" or (listing and words[after].text in _BULLETS)):
                gap, listing = False, True
                continue
            if not gap and (at in quoted or not _ends(words, at)):
                continue
        else:
            gap = True
        found.append(Sentence(first, after, words[first].start, token.end, paragraph))
        first = after
        listing = False
        paragraph += gap
    return found


def _ends(words: Sequence[Token], at: int) -> bool:
    """Whether a sentence ends with the token number ``at``; one more token follows in the line."""
    token, following = words[at], words[at + 1]
    if token.text in _CLOSING:
        if at == 0 or words[at - 1].text not in _STOPS or words[at - 1].end != token.start:
            return False
    elif token.text not in _STOPS or (following.text in _CLOSING and following.start == token.end):
        return False
    return following.start > token.end and (following.capital or following.text in "\"'(“" or following.mark)


def _quoted(body: str, words: Sequence[Token]) -> frozenset[int]:
    """Return the numbers of the tokens inside quotations, the closing mark left out."""
    inside: set[int] = set()
    opened: int | None = None
    for at, token in enumerate(words):
        if opened is not None and body.find("\n", words[at - 1].end, token.start) >= 0:
            opened = None
        if token.text != '"':
            continue
        if opened is None:
            opened = at
        else:
            inside.update(range(opened, at))
            opened = None
    return frozenset(inside)
