from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from defgraph.views.layout import Layout
from test_views_layout import BOX, networks, overlaps


@settings(max_examples=50, deadline=None)
@given(networks(), st.data())
def test_what_is_kept_does_not_move_and_nothing_new_covers_a_box(
    network: Layout, data: st.DataObject
) -> None:
    before = network.places()
    kept = {n: (float(x), float(y)) for n, (x, y) in enumerate(before) if data.draw(st.booleans())}
    again = Layout(network.boxes, network.edges, kept)
    places = again.places()
    assert {n: places[n] for n in kept} == {n: before[n] for n in kept}
    assert overlaps(places, list(network.boxes)) == []
    assert again.places() == places


def test_where_all_is_kept_nothing_moves_even_what_overlaps() -> None:
    kept = {0: (0.0, 0.0), 1: (5.0, 5.0)}
    assert Layout([BOX] * 2, {(0, 1): 1.0}, kept).places() == [(0, 0), (5, 5)]


def test_what_has_grown_over_another_makes_way() -> None:
    kept = {0: (0.0, 0.0), 1: (100.0, 0.0), 2: (900.0, 0.0)}
    places = Layout([BOX] * 3, {}, kept, grown={0, 2}).places()
    assert places[1:] == [(100, 0), (900, 0)]
    assert 0 < math.dist(places[0], (0, 0)) < 100
    assert overlaps(places, [BOX] * 3) == []


def test_a_new_node_takes_the_free_spot_nearest_to_the_middle_of_its_neighbours() -> None:
    kept = {0: (0.0, 0.0), 1: (1_000.0, 0.0)}
    assert Layout([BOX] * 3, {(0, 2): 1.0, (1, 2): 1.0}, kept).places()[2] == (500, 0)
    assert Layout([BOX] * 3, {(0, 2): 3.0, (1, 2): 1.0}, kept).places()[2] == (250, 0)
    beside_the_first = Layout([BOX] * 3, {(0, 2): 1.0}, kept).places()[2]
    assert 50 + 12 <= math.dist(beside_the_first, (0, 0)) <= 100


def test_a_chain_of_new_nodes_follows_the_kept_one() -> None:
    places = Layout([BOX] * 4, {(0, 1): 1.0, (1, 2): 1.0, (2, 3): 1.0}, {0: (0.0, 0.0)}).places()
    assert all(math.dist(places[n], places[n + 1]) < 150 for n in range(3))


def test_what_is_tied_to_nothing_kept_goes_below_the_drawing() -> None:
    kept = {0: (-300.0, 70.0), 1: (900.0, 400.0)}
    places = Layout([BOX] * 5, {(0, 1): 1.0, (2, 3): 1.0, (3, 4): 1.0}, kept).places()
    assert min(y for _, y in places[2:]) > 400 + 50
    assert min(x for x, _ in places[2:]) == -300
