"""What every measure is told in: a work, its peer in the same run, and the ratio that it must keep to."""

from __future__ import annotations

import gc
import math
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HEAD = "| work | size | defgraph | peer | its time | ratio | must be |\n|---|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Row:
    """One line of the table of results.

    Args:
        work: what was done.
        size: on how much, in words.
        ours: defgraph's figure.
        peer: what it is measured against, in words.
        theirs: the peer's figure; None: it is not installed.
        bar: the highest ratio ``ours / theirs`` that will do; None: told for the record.
        unit: of both figures.
    """

    work: str
    size: str
    ours: float
    peer: str
    theirs: float | None
    bar: float | None = None
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """Under 1 means that defgraph needs less than its peer."""
        return math.nan if self.theirs is None else self.ours / self.theirs

    def __str__(self) -> str:
        bar = "" if self.bar is None else f"≤ {self.bar:g}" + (" **missed**" if self.ratio > self.bar else "")
        theirs = "not installed" if self.theirs is None else f"{_figure(self.theirs)} {self.unit}"
        figures = f"{_figure(self.ours)} {self.unit} | {self.peer} | {theirs}"
        return f"| {self.work} | {self.size} | {figures} | {_figure(self.ratio)} | {bar} |"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def seconds(
    action: Callable[[], object],
    before: Callable[[], object] = lambda: None,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Return the seconds that ``action`` takes by a clock, by default that on the wall; ``before`` not counted."""
    before()
    gc.collect()
    gc.freeze()  # what other measures have left is not gone through again for cycles
    start = clock()
    action()
    return clock() - start


def paired(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    repeat: int,
    before: Callable[[], object] = lambda: None,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, float]:
    """Return the median seconds of two actions, done in turns so that what else happens meets both."""
    times = [(seconds(ours, before, clock), seconds(theirs, before, clock)) for _ in range(repeat)]
    mine, other = zip(*times, strict=True)
    return statistics.median(mine), statistics.median(other)


def table(rows: Iterable[Row]) -> str:
    """Return rows as a Markdown table."""
    return "\n".join([HEAD, *map(str, rows)]) + "\n"
