"""Stretches of a text, sorted and disjoint, that are asked whether they hold a place."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Spans:
    """Half-open spans that do not overlap; each question takes logarithmic time."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Take pairs of start and end in any order."""
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of the spans shares a place with ``start`` to ``end``."""
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and self._ends[at] > start

    def hold(self, place: int) -> bool:
        """Whether ``place`` lies in one of the spans."""
        return self.overlap(place, place + 1)
