from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from defgraph.views.packing import extent, packed

BOXES = [(40.0, 20.0)] * 100


def test_the_extent_goes_round_the_boxes() -> None:
    assert extent({0: (0.0, 0.0), 1: (100.0, 50.0)}, BOXES) == (-20.0, -10.0, 120.0, 60.0)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=400), min_size=1, max_size=90))
def test_parts_do_not_meet(heights: list[int]) -> None:
    parts = [{n: (0.0, 0.0), n + 100: (height * 2.0, float(height))} for n, height in enumerate(heights)]
    boxes = [(40.0, 20.0)] * 200
    found = packed(parts, boxes)
    frames = [extent({n: found[n] for n in part}, boxes) for part in parts]
    for n, a in enumerate(frames):
        for b in frames[:n]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_the_shape_of_a_part_is_kept() -> None:
    found = packed([{0: (5.0, 7.0), 1: (15.0, 27.0)}, {2: (0.0, 0.0)}], BOXES)
    assert (found[1][0] - found[0][0], found[1][1] - found[0][1]) == (10.0, 20.0)
