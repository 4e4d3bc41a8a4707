"""How many days lie between sightings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from defgraph.identity.evidence import Post
from defgraph.identity.sightings import all_days, gap, sightings

DAYS = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 5)), max_size=6).map(
    lambda found: tuple(sorted((first, first + length) for first, length in found))
)


@given(DAYS, DAYS)
def test_the_gap_is_the_least_of_all_pairs(one, other) -> None:
    every = [max(0, a[0] - b[1], b[0] - a[1]) for a in one for b in other]
    found = gap(one, other)
    assert (found[0] if found else None) == min(every, default=None)
    assert found == gap(other, one)


@given(DAYS, DAYS)
def test_without_a_gap_it_names_a_day_of_both(one, other) -> None:
    found = gap(one, other)
    if found and not found[0]:
        assert all(any(first <= found[1] <= last for first, last in days) for days in (one, other))


def test_sightings_in_one_post_are_gathered() -> None:
    posts = frozenset(
        {
            Post("Menteri", "Kementerian", "2024-01-02", "2024-01-03"),
            Post("Menteri", "Kementerian", "2023-01-02", None),
            Post("Menteri", "Kementerian", None, None),
            Post("Direktur", None, None, None),
        }
    )
    found = sightings(posts)
    assert [(seen.title, len(seen.days)) for seen in found] == [("Direktur", 0), ("Menteri", 2)]
    assert len(all_days(posts)) == 2
