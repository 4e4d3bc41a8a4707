"""The sentence around a span of a text, wherever in it the span stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from defgraph.extract.normalise import prose
from defgraph.extract.sentences import sentences
from defgraph.extract.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator


class Surroundings:
    """The sentences of a text, found once; outside its prose (a headline, a caption) a line is one.

    Args:
        text: the article.
    """

    def __init__(self, text: str) -> None:
        body = prose(text).body
        spans = list(_with_gaps(text, [(part.start, part.end) for part in sentences(body, tokens(body))]))
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the sentence, or the run of sentences, that a span touches.

        Args:
            start: where the span begins.
            end: where it ends; it is not empty.
        """
        first = bisect_right(self._ends, start)
        after = bisect_left(self._starts, end)
        if first >= after:  # nothing but white space
            return start, end
        return min(start, self._starts[first]), max(end, self._ends[after - 1])


def _with_gaps(text: str, parts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans of ``parts``, and between them those of the lines that none of them holds."""
    done = 0
    for start, end in parts:
        yield from _lines(text, done, start)
        yield start, end
        done = end
    yield from _lines(text, done, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines from ``start`` to ``end``, without the white space at their ends."""
    at = start
    for line in text[start:end].split("\n"):
        if said := line.strip():
            begins = at + line.index(said)
            yield begins, begins + len(said)
        at += len(line) + 1
