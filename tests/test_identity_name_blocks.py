"""Officials worth comparing are found without comparing all with all."""

from __future__ import annotations

import json
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from defgraph.identity.name_blocks import Namesakes, blocks, pairs, plausible

POOL = ("budi", "santoso", "sjafrie", "syafri", "utomo", "tri", "wicaksana", "triwicaksana", "m", "b", "s", "pete", "peter",
        "muhammad", "moh", "bin", "wardaya", "wardava", "hartanto", "jr", "lee", "jeong", "hyun", "jeonghyun", "an")  # fmt: skip
NAMES = st.lists(st.sampled_from(POOL), min_size=1, max_size=5).map("-".join)
KEYS = st.builds("official/{}/{}".format, st.sampled_from(("id", "kr", "us")), NAMES)


@given(st.lists(KEYS, max_size=12, unique=True))
@settings(max_examples=400)
def test_pairs_are_all_that_are_plausible(keys) -> None:
    every = {pair for pair in combinations(sorted(keys), 2) if plausible(*pair)}
    found = list(pairs(reversed(keys)))
    assert set(found) == every
    assert found == sorted(found)


@given(st.lists(KEYS, max_size=12, unique=True), KEYS)
@settings(max_examples=400)
def test_namesakes_are_all_that_are_plausible(keys, key) -> None:
    known = Namesakes(keys)
    for each in {*keys, key}:
        assert known.mates(each) == {mate for mate in keys if mate != each and plausible(each, mate)}


@given(KEYS, KEYS)
@settings(max_examples=400)
def test_plausible_pairs_share_a_block(one, other) -> None:
    assert plausible(one, other) == plausible(other, one)
    if plausible(one, other):
        assert blocks(one) & blocks(other)


def test_the_work_grows_with_the_names_and_not_with_how_many_share_a_word() -> None:
    firsts = [f"{a}{b}ri" for a in "bdghjklmnprst" for b in "aeiou"]
    many = [f"official/id/budi-{first}-santoso" for first in firsts]
    assert list(pairs(many)) == []
    assert len(list(pairs([*many, "official/id/budi-santoso"]))) == len(many)


@given(st.lists(KEYS, max_size=8), st.lists(KEYS, max_size=8), KEYS)
@settings(max_examples=200)
def test_namesakes_that_come_and_go_leave_nothing_behind(before, after, key) -> None:
    changing = Namesakes(told=json.loads(json.dumps(Namesakes(before).told())))
    changing.keep(after)
    assert changing.keys == set(after)
    assert changing.mates(key) == Namesakes(after).mates(key)
    assert {*places(changing.told())} == {*places(Namesakes(after).told())}


def places(told):
    """Return where officials are to be found: the index, the block, and the official."""
    for index in told.keys() - {"keys"}:
        for block, keys in told[index].items():
            assert keys, "an empty block"
            yield from ((index, block, key) for key in keys)
