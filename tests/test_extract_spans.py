"""Spans answer like a list of the places they hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from defgraph.extract.spans import Spans


@given(
    st.lists(st.integers(0, 40), unique=True, max_size=12).map(sorted),
    st.integers(0, 40),
    st.integers(1, 10),
)
def test_spans_hold_the_places_between_their_ends(ends, start, length):
    pairs = list(zip(ends[::2], ends[1::2], strict=False))
    places = {place for a, b in pairs for place in range(a, b)}
    spans = Spans(reversed(pairs))
    assert spans.hold(start) == (start in places)
    assert spans.overlap(start, start + length) == (not places.isdisjoint(range(start, start + length)))


def test_no_spans_hold_nothing():
    assert not Spans(()).hold(0)
