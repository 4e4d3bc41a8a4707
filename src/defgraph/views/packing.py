"""Putting the unconnected parts of a network side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Point = tuple[float, float]
Box = tuple[float, float]
Extent = tuple[float, float, float, float]

GAP = 12.0
"""Pixels between boxes."""
ASPECT = 1.35
"""Width to height of the field that a drawing is to fill."""
_FITTED = 60
BETWEEN = 2.5 * GAP
"""Pixels between unconnected parts."""


def extent(points: Mapping[int, Point], boxes: Sequence[Box]) -> Extent:
    """Return left, top, right and bottom of the boxes of ``points``."""
    return (
        min(x - boxes[n][0] / 2 for n, (x, _) in points.items()),
        min(y - boxes[n][1] / 2 for n, (_, y) in points.items()),
        max(x + boxes[n][0] / 2 for n, (x, _) in points.items()),
        max(y + boxes[n][1] / 2 for n, (_, y) in points.items()),
    )


def packed(parts: Sequence[Mapping[int, Point]], boxes: Sequence[Box]) -> dict[int, Point]:
    """Put the parts side by side, the largest first, so that together they fill the field well."""
    extents = [extent(part, boxes) for part in parts]
    sizes = [(right - left + BETWEEN, bottom - top + BETWEEN) for left, top, right, bottom in extents]
    order = sorted(range(len(parts)), key=lambda n: (-sizes[n][0] * sizes[n][1], n))
    corners = _fitted([sizes[n] for n in order])
    found: dict[int, Point] = {}
    for number, (x, y) in zip(order, corners, strict=True):
        left, top = extents[number][:2]
        found.update({node: (px - left + x, py - top + y) for node, (px, py) in parts[number].items()})
    return found


def _fitted(sizes: Sequence[Box]) -> list[Point]:
    """Return the top left corner of each rectangle: the first ones each where they widen the whole least."""
    taken: list[Extent] = []
    for width, height in sizes[:_FITTED]:
        spots = [(x, y, x + width, y + height) for x, y in _corners(taken)]
        free = [spot for spot in spots if not any(_overlap(spot, other) for other in taken)]
        taken.append(min(free, key=lambda spot: (_spread([*taken, spot]), spot[1], spot[0])))
    corners = [(left, top) for left, top, _, _ in taken]
    across = max((right for _, _, right, _ in taken), default=0.0)
    below = max((bottom for _, _, _, bottom in taken), default=0.0)
    return corners + list(_rows(sizes[_FITTED:], across, below))


def _corners(taken: Sequence[Extent]) -> Iterator[Point]:
    xs = sorted({0.0, *(right for _, _, right, _ in taken)})
    ys = sorted({0.0, *(bottom for _, _, _, bottom in taken)})
    return ((x, y) for x in xs for y in ys)


def _overlap(a: Extent, b: Extent) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _spread(spots: Sequence[Extent]) -> float:
    return max(max(spot[2] for spot in spots) / ASPECT, max(spot[3] for spot in spots))


def _rows(sizes: Sequence[Box], across: float, below: float) -> Iterator[Point]:
    wide = max(across, math.sqrt(ASPECT * sum(w * h for w, h in sizes)))
    x, y, row = 0.0, below, 0.0
    for width, height in sizes:
        if x and x + width > wide:
            x, y, row = 0.0, y + row, 0.0
        yield x, y
        x, row = x + width, max(row, height)
