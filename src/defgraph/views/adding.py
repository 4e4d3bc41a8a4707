"""Where new nodes go in a drawing whose other nodes are to stay where they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain, count, product
from typing import TYPE_CHECKING

from defgraph.views.packing import BETWEEN, GAP, extent

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from defgraph.views.packing import Box, Point

_STEP = (36.0, 24.0)
"""Pixels from one spot that is tried to the next, across and down."""


def added(
    boxes: Sequence[Box],
    edges: Mapping[tuple[int, int], float],
    kept: Mapping[int, Point],
    grown: Collection[int],
    alone: Callable[[Sequence[int]], Mapping[int, Point]],
) -> dict[int, Point]:
    """Return the places of all nodes: the kept ones where they are, each new one near what it is tied to.

    A new node lies at the free spot nearest to the middle of its neighbours, those with the strongest ties
    first. What has no tie to any kept node, at however many steps, goes below the drawing.

    Args:
        boxes: width and height of each node.
        edges: weighted edges by node number.
        kept: the centres of the nodes that stay; at least one.
        grown: those of them whose boxes have become larger; one that covers another now makes way.
        alone: places nodes that are tied to each other alone.
    """
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), weight in edges.items():
        near[a][b] = near[b][a] = weight
    field_ = _Field(boxes)
    for node in sorted(kept, key=lambda node: (node in grown, node)):
        makes_way = node in grown and not field_.is_free(node, kept[node], gap=0)
        field_.put(node, field_.free(node, kept[node]) if makes_way else kept[node])
    waiting = set(range(len(boxes))) - kept.keys()
    while tied := [node for node in waiting if not near[node].keys().isdisjoint(field_.places)]:
        ties = {node: sum(w for other, w in near[node].items() if other in field_.places) for node in tied}
        for node in sorted(tied, key=lambda node: (-ties[node], node)):
            field_.put(node, field_.free(node, field_.middle(near[node])))
        waiting -= set(tied)
    if not waiting:
        return field_.places
    left, _, _, below = extent(field_.places, boxes)
    apart = alone(sorted(waiting))
    their_left, their_top, _, _ = extent(apart, boxes)
    dx, dy = left - their_left, below + BETWEEN - their_top
    return field_.places | {node: (x + dx, y + dy) for node, (x, y) in apart.items()}


@dataclass
class _Field:
    """Boxes that have their places, found again by where they lie."""

    boxes: Sequence[Box]
    places: dict[int, Point] = field(default_factory=dict)
    _cells: dict[tuple[int, int], list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self._wide = max(width for width, _ in self.boxes) + GAP
        self._high = max(height for _, height in self.boxes) + GAP

    def put(self, node: int, point: Point) -> None:
        """Give ``node`` its place."""
        self.places[node] = point
        self._cells[self._cell(point)].append(node)

    def middle(self, near: Mapping[int, float]) -> Point:
        """Return the middle of those of ``near`` that have a place, weighted by their ties."""
        found = [(self.places[node], weight) for node, weight in sorted(near.items()) if node in self.places]
        total = sum(weight for _, weight in found)
        return sum(x * w for (x, _), w in found) / total, sum(y * w for (_, y), w in found) / total

    def free(self, node: int, wanted: Point) -> Point:
        """Return a spot near ``wanted`` where the box of ``node`` covers no other."""
        return next(spot for ring in count() for spot in _ring(wanted, ring) if self.is_free(node, spot))

    def is_free(self, node: int, spot: Point, gap: float = GAP) -> bool:
        """Return whether the box of ``node`` would at ``spot`` keep ``gap`` pixels away from every other."""
        column, row = self._cell(spot)
        cells = product(range(column - 1, column + 2), range(row - 1, row + 2))
        others = chain.from_iterable(self._cells.get(cell, ()) for cell in cells)
        return all(self._apart(node, spot, other) >= gap for other in others)

    def _apart(self, node: int, spot: Point, other: int) -> float:
        """Return how many pixels lie between the boxes, the way on which there are more of them."""
        (x, y), (wide, high), (other_wide, other_high) = (
            self.places[other],
            self.boxes[node],
            self.boxes[other],
        )
        return max(abs(spot[0] - x) - (wide + other_wide) / 2, abs(spot[1] - y) - (high + other_high) / 2)

    def _cell(self, point: Point) -> tuple[int, int]:
        return int(point[0] // self._wide), int(point[1] // self._high)


def _ring(middle: Point, ring: int) -> Iterator[Point]:
    """Yield the spots that are ``ring`` steps away from ``middle``, the nearest first."""
    across = [(step, side) for step in range(-ring, ring + 1) for side in {-ring, ring}]
    down = [(side, step) for step in range(1 - ring, ring) for side in {-ring, ring}]
    offsets = [(i * _STEP[0], j * _STEP[1]) for i, j in across + down]
    offsets.sort(key=lambda offset: (offset[0] ** 2 + offset[1] ** 2, offset))
    return ((middle[0] + dx, middle[1] + dy) for dx, dy in offsets)
