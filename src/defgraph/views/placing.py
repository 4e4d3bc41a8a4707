"""Sizes and places of the items of a page, and what is shown of a large one at first."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING, Any

from defgraph.views.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from defgraph.views.earlier import Earlier, Shown

FIRST_SHOWN = 90
"""Nodes that a large page shows at first, about."""
ALL_SHOWN_UP_TO = 300
"""Nodes up to which a page shows everything at once."""

WRAP = 150.0
"""Pixels that a label is wide before it breaks; the page's script has the same number."""
_LINE, _CHARACTER = 1.22, 0.6
"""The height of a line and the mean width of a character, as shares of the size of the font."""
_HUB = 6.0

Item = dict[str, Any]


def place(page: Item, earlier: Earlier | None = None) -> None:
    """Give each node its ``size``, ``x`` and ``y``, and list under ``start`` what shows at first.

    That list is empty for a small page, which shows everything; else it has a row of number, x and y
    for each node: a drawing of its own, as places in the large one would leave it thin. What an
    ``earlier`` page shows stays in its place in either drawing.
    """
    nodes, edges = page["nodes"], page["edges"]
    for node in nodes:
        node["size"] = round(min(9 + 2.2 * math.sqrt(node["n"]), 30), 1)
    whole, start = (earlier.whole, earlier.start) if earlier else ({}, {})
    for node, (x, y) in zip(nodes, _places(nodes, edges, whole), strict=True):
        node["x"], node["y"] = x, y
    page["start"] = []
    if len(nodes) > ALL_SHOWN_UP_TO:
        chosen = sorted(_first_shown(page))
        number = {old: new for new, old in enumerate(chosen)}
        inside = [
            {**edge, "from": number[edge["from"]], "to": number[edge["to"]]}
            for edge in edges
            if edge["from"] in number and edge["to"] in number
        ]
        found = _places([nodes[n] for n in chosen], inside, start)
        page["start"] = [[n, x, y] for n, (x, y) in zip(chosen, found, strict=True)]


def _places(nodes: list[Item], edges: Iterable[Item], earlier: Mapping[str, Shown]) -> list[tuple[int, int]]:
    degree = [0] * len(nodes)
    pairs: dict[tuple[int, int], float] = {}
    for edge in edges:
        a, b = sorted((edge["from"], edge["to"]))
        if a != b and (a, b) not in pairs:
            pairs[a, b] = 1.0
            degree[a] += 1
            degree[b] += 1
    for a, b in pairs:  # a hub would pull all it touches into one heap
        pairs[a, b] = min(1.0, math.sqrt(_HUB / max(degree[a], degree[b])))
    boxes = [_box(node["size"], node["label"]) for node in nodes]
    lower = [round(below / 2) for _, _, below in boxes]  # the middle of the box, below that of the node
    before = {n: earlier[node["iri"]] for n, node in enumerate(nodes) if node["iri"] in earlier}
    kept = {n: (float(shown.x), float(shown.y + lower[n])) for n, shown in before.items()}
    grown = {n for n, shown in before.items() if _is_larger(boxes[n], _box(shown.size, shown.label))}
    places = Layout([(width, height) for width, height, _ in boxes], pairs, kept, grown).places()
    return [(x, y - down) for (x, y), down in zip(places, lower, strict=True)]


def _is_larger(box: tuple[float, ...], before: tuple[float, ...]) -> bool:
    return any(side > old for side, old in zip(box, before, strict=True))


def _box(size: float, label: str) -> tuple[float, float, float]:
    """Return the width and the height of a node with its label, and the height of the label below it."""
    font = 12 + round(size / 6)
    lines = textwrap.wrap(label, max(1, int(WRAP / (font * _CHARACTER)))) or [""]
    width = min(len(label) * font * _CHARACTER, WRAP)
    below = len(lines) * font * _LINE + 4
    return max(width, 2 * size), 2 * size + below, below


def _first_shown(page: Item) -> set[int]:
    """Return the latest meetings with all they touch; without dated meetings, the nodes with most edges."""
    beside: dict[int, set[int]] = {node["id"]: {node["id"]} for node in page["nodes"]}
    for edge in page["edges"]:
        beside[edge["from"]].add(edge["to"])
        beside[edge["to"]].add(edge["from"])
    dated = [node for node in page["nodes"] if "v" in node and "d" in page["events"][node["v"]]]
    dated.sort(key=lambda node: (page["events"][node["v"]]["d"], -node["id"]), reverse=True)
    chosen: set[int] = set()
    for node in dated:
        if chosen and len(chosen | beside[node["id"]]) > FIRST_SHOWN:
            break
        chosen |= beside[node["id"]]
    if chosen:
        return chosen
    most = sorted(page["nodes"], key=lambda node: (-node["n"], node["id"]))
    return {node["id"] for node in most[:FIRST_SHOWN]}
