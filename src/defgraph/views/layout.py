"""Where nodes lie, computed before the page opens so that it stands still at once.

Forces (Fruchterman and Reingold, 1991) place the nodes of each connected part; a large part is first
split into communities, which become islands. Then boxes that hold the nodes' labels are pushed apart
until none covers another, and the parts are packed in rows. Everything is seeded: the same network
gives the same places.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from defgraph.views.adding import added
from defgraph.views.packing import GAP, extent, packed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    import rustworkx as rx

    from defgraph.views.packing import Box, Point

SEED = 7
_SPRING_UP_TO = 1_200
_ROOMY = 1.35
_NARROW, _BROAD = 1.6, 2.4
"""Width to height before boxes are pushed apart, which makes a field higher, as labels are flat."""
_PUSHES = 300
_UNSEEN = 0.5
_LOOSENED_EACH, _LOOSER = 20, 1.05


@dataclass(frozen=True)
class Layout:
    """The nodes to place: a box each (width, height in pixels), and weighted edges by node number.

    ``kept`` has the centres of nodes that stay where they are, but for those of the ``grown`` that would
    cover another.
    """

    boxes: Sequence[Box]
    edges: Mapping[tuple[int, int], float]
    kept: Mapping[int, Point] = field(default_factory=dict)
    grown: Collection[int] = ()

    def places(self) -> list[tuple[int, int]]:
        """Return the centre of each box, in whole pixels; no two boxes overlap unless kept ones do."""
        if self.kept:
            found = added(self.boxes, self.edges, self.kept, self.grown, self._parts)
        else:
            found = self._parts(range(len(self.boxes)))
        return [(round(found[n][0]), round(found[n][1])) for n in range(len(self.boxes))]

    def _parts(self, nodes: Sequence[int]) -> dict[int, Point]:
        """Place nodes that nothing ties to others: each connected part by itself, then side by side."""
        inside = set(nodes)
        graph = _graph(nodes, {ends: w for ends, w in self.edges.items() if inside.issuperset(ends)})
        parts = [[graph[n] for n in part] for part in _components(graph)]
        return packed([self._place(sorted(part)) for part in parts], self.boxes)

    def _place(self, part: list[int]) -> dict[int, Point]:
        if len(part) == 1:
            return {part[0]: (0.0, 0.0)}
        inside = set(part)
        edges = {ends: w for ends, w in self.edges.items() if inside.issuperset(ends)}
        groups = _groups(part, edges) if len(part) > _SPRING_UP_TO else [part]
        if len(groups) == 1:
            return _sprung(part, edges, lambda n: self.boxes[n])
        return self._islands(groups, edges)

    def _islands(self, groups: list[list[int]], edges: Mapping[tuple[int, int], float]) -> dict[int, Point]:
        """Place each group by itself, then the groups as if they were nodes."""
        places = [self._place(group) for group in groups]
        extents = [extent(place, self.boxes) for place in places]
        group_of = {node: number for number, group in enumerate(groups) for node in group}
        between: dict[tuple[int, int], float] = defaultdict(float)
        for (a, b), weight in edges.items():
            pair = tuple(sorted((group_of[a], group_of[b])))
            if pair[0] != pair[1]:
                between[pair[0], pair[1]] += weight
        sizes = [(right - left, bottom - top) for left, top, right, bottom in extents]
        centres = _sprung(list(range(len(groups))), between, lambda g: sizes[g])
        found = {}
        for number, place in enumerate(places):
            left, top, right, bottom = extents[number]
            dx, dy = centres[number][0] - (left + right) / 2, centres[number][1] - (top + bottom) / 2
            found.update({node: (x + dx, y + dy) for node, (x, y) in place.items()})
        return found


def _graph(nodes: Sequence[int], edges: Mapping[tuple[int, int], float]) -> rx.PyGraph[int, float]:
    import rustworkx as rx

    graph: rx.PyGraph[int, float] = rx.PyGraph()
    index = dict(zip(nodes, graph.add_nodes_from(list(nodes)), strict=True))
    graph.add_edges_from([(index[a], index[b], weight) for (a, b), weight in sorted(edges.items())])
    return graph


def _components(graph: rx.PyGraph[int, float]) -> list[list[int]]:
    import rustworkx as rx

    parts = [sorted(part) for part in rx.connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _groups(part: list[int], edges: Mapping[tuple[int, int], float]) -> list[list[int]]:
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(part)
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(edges.items()))
    groups = nx.community.louvain_communities(graph, seed=SEED)
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group[0]))


def _sprung(
    part: list[int], edges: Mapping[tuple[int, int], float], box: Callable[[int], Box]
) -> dict[int, Point]:
    import rustworkx as rx

    size = len(part)
    rounds = max(30, min(400, 80_000_000 // (size * size)))
    start = {n: _on_spiral(n, size) for n in range(size)}
    graph = _graph(part, edges)
    found = rx.spring_layout(graph, pos=start, num_iter=rounds, weight_fn=float, seed=SEED)
    points = {part[n]: (float(found[n][0]), float(found[n][1])) for n in range(size)}
    return _apart(_scaled(points, box), box)


def _on_spiral(number: int, size: int) -> Point:
    """Return a point of a sunflower: evenly spread, and not left to chance."""
    radius, angle = math.sqrt((number + 0.5) / size), number * math.pi * (3 - math.sqrt(5))
    return radius * math.cos(angle), radius * math.sin(angle)


def _scaled(points: Mapping[int, Point], box: Callable[[int], Box]) -> dict[int, Point]:
    """Stretch ``points`` to a broad field with room for all boxes."""
    room = sum((w + GAP) * (h + GAP) for w, h in map(box, points)) * _ROOMY
    xs, ys = [x for x, _ in points.values()], [y for _, y in points.values()]
    width, height = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    if height > width:
        points = {n: (y, x) for n, (x, y) in points.items()}
        width, height = height, width
    aspect = min(max(width / height, _NARROW), _BROAD)
    wide = math.sqrt(room * aspect)
    return {n: (x / width * wide, y / height * wide / aspect) for n, (x, y) in points.items()}


def _apart(points: dict[int, Point], box: Callable[[int], Box]) -> dict[int, Point]:
    """Push boxes apart, a little at a time and along the shorter way, until none covers another."""
    nodes = sorted(points)
    xs, ys = [points[n][0] for n in nodes], [points[n][1] for n in nodes]
    half = [((w + GAP) / 2, (h + GAP) / 2) for w, h in map(box, nodes)]
    order = list(range(len(nodes)))
    rounds = max(60, min(_PUSHES, 400_000 // len(nodes)))
    for turn in range(1, rounds + 1):
        order.sort(key=xs.__getitem__)
        if not _pushed(order, xs, ys, half):
            break
        if turn % _LOOSENED_EACH == 0:
            xs, ys = [x * _LOOSER for x in xs], [y * _LOOSER for y in ys]
    return {n: (xs[i], ys[i]) for i, n in enumerate(nodes)}


def _pushed(order: Sequence[int], xs: list[float], ys: list[float], half: Sequence[Box]) -> bool:
    """Push each box once from those on its left that it covers; return whether any did.

    Boxes are kept by rows as high as the highest of them, so that only those near by are looked at.
    """
    wide, high = max(w for w, _ in half), 2 * max(h for _, h in half)
    rows: dict[int, list[int]] = defaultdict(list)
    moved = False
    for b in order:
        row = int(ys[b] // high)
        reach = half[b][0] + wide
        for near in (rows[row - 1], rows[row], rows[row + 1]):
            for a in reversed(near):
                if xs[b] - xs[a] > reach:
                    break
                if abs(ys[b] - ys[a]) < half[a][1] + half[b][1]:
                    moved |= _push(a, b, xs, ys, half)
        rows[row].append(b)
    return moved


def _push(a: int, b: int, xs: list[float], ys: list[float], half: Sequence[Box]) -> bool:
    dx, dy = xs[b] - xs[a], ys[b] - ys[a]
    over_x, over_y = half[a][0] + half[b][0] - abs(dx), half[a][1] + half[b][1] - abs(dy)
    if over_x <= _UNSEEN or over_y <= _UNSEEN:
        return False
    if over_x < over_y:
        step = (over_x / 2 + 0.25) * (1 if dx >= 0 else -1)
        xs[a] -= step
        xs[b] += step
    else:
        step = (over_y / 2 + 0.25) * (1 if dy >= 0 else -1)
        ys[a] -= step
        ys[b] += step
    return True
