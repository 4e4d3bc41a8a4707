r"""The article's text cut into lines and pieces, each with where it begins and what it is evidence of.

Offsets count code points of the file's text. No piece holds the end of a line: HTML makes one character of
``\r\n`` (WHATWG, section 13.2.3.5), so whoever counts inside a piece and adds its start counts right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from defgraph.review.tree import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


class Piece(NamedTuple):
    """A stretch of one line that is evidence of the same things throughout.

    Args:
        start: its first code point in the whole text.
        text: what stands there.
        spans: those it lies in, as indexes into the spans that were given.
    """

    start: int
    text: str
    spans: tuple[int, ...]


def marked_lines(text: str, spans: Iterable[Span]) -> list[list[Piece]]:
    """Return the lines of a text, without their ends, as pieces.

    Args:
        text: the text, with the line ends of the file.
        spans: stretches of it; what lies outside of the text is passed over.
    """
    given = list(spans)
    events: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(given):
        if start < end:
            events.setdefault(start, []).append(number)
            events.setdefault(end, []).append(number)
    cuts = sorted(events)
    inside: set[int] = set()
    lines, at, passed = [], 0, 0
    while at < len(text):
        found = _LINE.match(text, at)
        after = found.end() if found else len(text)
        stop = at + len(text[at:after].rstrip("\r\n"))
        line = []
        while at < stop:
            while passed < len(cuts) and cuts[passed] <= at:
                inside ^= set(events[cuts[passed]])
                passed += 1
            cut = min(stop, cuts[passed]) if passed < len(cuts) else stop
            line.append(Piece(at, text[at:cut], tuple(sorted(inside))))
            at = cut
        lines.append(line)
        at = after
    return lines


def first_pieces(lines: Iterable[Iterable[Piece]]) -> Iterator[tuple[int, Piece]]:
    """Yield each span with the piece that it begins in."""
    seen: set[int] = set()
    for line in lines:
        for piece in line:
            for number in piece.spans:
                if number not in seen:
                    seen.add(number)
                    yield number, piece
