from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from defgraph.views import layout
from defgraph.views.layout import Layout

BOX = (120.0, 50.0)


def overlaps(places: list[tuple[int, int]], boxes: list[tuple[float, float]]) -> list[tuple[int, int]]:
    return [
        (a, b)
        for a in range(len(places))
        for b in range(a)
        if abs(places[a][0] - places[b][0]) < (boxes[a][0] + boxes[b][0]) / 2 - 1
        and abs(places[a][1] - places[b][1]) < (boxes[a][1] + boxes[b][1]) / 2 - 1
    ]


@st.composite
def networks(draw: st.DrawFn) -> Layout:
    size = draw(st.integers(min_value=0, max_value=40))
    number = st.integers(min_value=0, max_value=max(size - 1, 0))
    pairs = draw(st.lists(st.tuples(number, number), max_size=80)) if size else []
    side = st.floats(min_value=10, max_value=200)
    boxes = [(draw(side), draw(side) / 2) for _ in range(size)]
    return Layout(boxes, {(min(p), max(p)): 1.0 for p in pairs if p[0] != p[1]})


@settings(max_examples=50, deadline=None)
@given(networks())
def test_no_box_covers_another_and_places_do_not_change(network: Layout) -> None:
    places = network.places()
    assert len(places) == len(network.boxes)
    assert overlaps(places, list(network.boxes)) == []
    assert network.places() == places


def test_neighbours_lie_nearer_than_strangers() -> None:
    edges = {(a, b): 1.0 for group in (range(6), range(6, 12)) for a in group for b in group if a < b}
    places = Layout([BOX] * 12, edges | {(0, 6): 1.0}).places()

    def mean(pairs: list[tuple[int, int]]) -> float:
        return sum(math.dist(places[a], places[b]) for a, b in pairs) / len(pairs)

    strangers = [(a, b) for a in range(1, 6) for b in range(7, 12)]
    assert mean(list(edges)) < 0.6 * mean(strangers)


def test_unconnected_parts_stay_together() -> None:
    edges = {(n, n + 1): 1.0 for n in range(0, 60, 2)}
    places = Layout([BOX] * 62, edges).places()
    xs, ys = [x for x, _ in places], [y for _, y in places]
    room = (max(xs) - min(xs)) * (max(ys) - min(ys))
    assert room < 5 * 62 * (BOX[0] + 12) * (BOX[1] + 12)


@pytest.fixture
def large() -> Layout:
    """Ten rings of 150 nodes, each tied to the next: more than one drawing by forces takes."""
    size = 1_500
    assert size > layout._SPRING_UP_TO
    edges = {(n, n + 1): 1.0 for n in range(size - 1)} | {(n, n + 149): 1.0 for n in range(0, size, 150)}
    return Layout([BOX] * size, edges)


def test_a_large_network_is_placed_in_islands_without_overlap(large: Layout) -> None:
    places = large.places()
    assert len(set(places)) == len(places)
    assert len(overlaps(places[:300], [BOX] * 300)) <= 3
    assert large.places() == places
