"""Two people's changes come together; what both changed, and differently, is asked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import records_strategies
from defgraph import Record
from defgraph.review.merging import changes, merge, realigned
from defgraph.review.tree import (
    Branch,
    Leaf,
    Node,
    Span,
    leaves,
    nodes,
    record_data,
    tree_of,
    with_entry,
    with_span,
    with_value,
    without,
)


def person(name: str, position: str, **keys: str) -> dict[str, str]:
    return {"name": name, "position": position, **keys}


BASE = tree_of(
    Record.model_validate(
        {
            "id": "a",
            "status": "draft",
            "article": {"title": "A visit"},
            "meetings": [
                {
                    "type": "courtesy-call",
                    "date": "2025-03-04",
                    "participants": [
                        person("Rani", "Menteri", country="ID"),
                        person("Dewa", "Ajudan", country="ID"),
                        person("Ove", "Duta Besar", country="NO"),
                    ],
                    "areas": ["space", "logistics"],
                }
            ],
            "evidence": [
                {"for": "/meetings/0/date", "start": 0, "end": 4},
                {"for": "/meetings/0/participants/2", "start": 10, "end": 14},
            ],
        }
    )
)
DATE, PEOPLE = "/meetings/0/date", "/meetings/0/participants"


def stored(tree: Branch) -> Branch:
    """As it is read from the file: entries counted anew."""
    return tree_of(Record.model_validate(record_data(tree)))


def names(tree: Branch) -> list[str]:
    return [one["name"] for one in record_data(tree)["meetings"][0]["participants"]]


def test_what_only_one_changed_is_merged() -> None:
    mine = with_value(BASE, DATE, "2025-03-05")
    theirs = with_value(BASE, "/article/title", "The visit")
    merged = merge(BASE, mine, stored(theirs))
    assert not merged.disputes
    assert record_data(merged.tree) == record_data(with_value(mine, "/article/title", "The visit"))


def test_what_both_changed_differently_is_asked() -> None:
    mine = with_span(with_value(BASE, DATE, "2025-03-05"), DATE, (20, 30))
    theirs = with_value(BASE, DATE, "2025-03-06")
    merged = merge(BASE, mine, stored(theirs))
    dispute = merged.disputes[DATE]
    assert (dispute.mine, dispute.theirs) == (
        Leaf("2025-03-05", frozenset({(0, 4), (20, 30)})),
        Leaf("2025-03-06", frozenset({(0, 4)})),
    )
    for side, chosen in (("mine", mine), ("theirs", theirs)):
        settled = merged.settled({DATE: side})  # type: ignore[dict-item]
        assert not settled.disputes
        assert record_data(settled.tree) == record_data(chosen)


def test_the_same_change_by_both_is_no_dispute() -> None:
    both = with_value(BASE, DATE, "2025-03-05")
    assert merge(BASE, both, stored(both)) == (both, {})


def test_who_was_taken_away_does_not_shift_the_changes_to_others() -> None:
    mine = without(BASE, f"{PEOPLE}/1")
    theirs = with_value(BASE, f"{PEOPLE}/2/name", "Ove Lunde")
    merged = merge(BASE, mine, stored(theirs))
    assert not merged.disputes
    assert names(merged.tree) == ["Rani", "Ove Lunde"]
    merged = merge(BASE, theirs, stored(mine))
    assert not merged.disputes
    assert names(merged.tree) == ["Rani", "Ove Lunde"]
    assert {"for": f"{PEOPLE}/1", "start": 10, "end": 14} in record_data(merged.tree)["evidence"]


def test_what_one_took_away_and_the_other_changed_is_asked() -> None:
    mine = without(BASE, f"{PEOPLE}/1")
    theirs = with_value(BASE, f"{PEOPLE}/1/country", "MY")
    merged = merge(BASE, mine, stored(theirs))
    assert list(merged.disputes) == [f"{PEOPLE}/1"]
    assert names(merged.settled({f"{PEOPLE}/1": "mine"}).tree) == ["Rani", "Ove"]
    kept = merged.settled({f"{PEOPLE}/1": "theirs"}).tree
    assert record_data(kept)["meetings"][0]["participants"][1]["country"] == "MY"


def added(name: str) -> Branch:
    more, entry = with_entry(BASE, PEOPLE)
    return with_value(more, f"{entry}/name", name)


def test_whom_both_added_are_both_there_and_one_added_twice_is_there_once() -> None:
    assert names(merge(BASE, added("Ani"), stored(added("Budi"))).tree)[3:] == ["Ani", "Budi"]
    assert names(merge(BASE, added("Ani"), stored(added("Ani"))).tree)[3:] == ["Ani"]


def test_evidence_that_either_added_is_there_and_what_either_took_away_is_not() -> None:
    mine = with_span(BASE, DATE, (50, 60))
    theirs = with_span(BASE, DATE, (70, 80))
    merged = merge(BASE, mine, stored(theirs))
    assert not merged.disputes
    date = dict(leaves(merged.tree))[DATE]
    assert date.spans == {(0, 4), (50, 60), (70, 80)}


def test_areas_are_told_apart_by_what_they_are() -> None:
    mine = without(BASE, "/meetings/0/areas/0")
    more, entry = with_entry(BASE, "/meetings/0/areas")
    merged = merge(BASE, mine, stored(with_value(more, entry, "cbrn")))
    assert not merged.disputes
    assert record_data(merged.tree)["meetings"][0]["areas"] == ["logistics", "cbrn"]


def test_a_meeting_of_which_little_is_left_is_still_that_meeting() -> None:
    theirs = with_value(without(BASE, f"{PEOPLE}/0"), DATE, "2025-03-06")
    theirs = with_value(theirs, "/meetings/0/type", "signing-ceremony")
    merged = merge(BASE, with_value(BASE, f"{PEOPLE}/2/country", "SE"), stored(theirs))
    assert not merged.disputes
    assert names(merged.tree) == ["Dewa", "Ove"]
    assert record_data(merged.tree)["meetings"][0]["participants"][1]["country"] == "SE"


def test_changes_are_told_value_by_value() -> None:
    mine = with_value(without(BASE, f"{PEOPLE}/1"), DATE, "2025-03-05")
    told = [
        (change.pointer, change.after.value if isinstance(change.after, Leaf) else change.after)
        for change in changes(BASE, mine)
    ]
    assert told == [
        (DATE, "2025-03-05"),
        (f"{PEOPLE}/1/name", None),
        (f"{PEOPLE}/1/position", None),
        (f"{PEOPLE}/1/country", None),
    ]
    (change,) = changes(BASE, with_span(BASE, f"{PEOPLE}/0", (1, 2)))
    assert change.pointer == f"{PEOPLE}/0"


def test_thousands_of_entries_are_merged_in_a_moment() -> None:
    """What cannot be paired in time is taken for gone and come, so it is asked; it is not lost."""
    several = [person(f"P{number}", "Ajudan") for number in range(2000)]
    base = tree_of(
        Record.model_validate({"id": "a", "meetings": [{"type": "courtesy-call", "participants": several}]})
    )
    theirs = base
    for place in (0, 1999):
        theirs = with_value(theirs, f"{PEOPLE}/{place}/name", "X")
    assert merge(base, base, stored(theirs)).tree is not None


_texts = st.sampled_from(["Ani", "Budi", "Ani Budi", "😀 Cut", "ID"])


@st.composite
def edited(draw: st.DrawFn, base: Branch) -> Branch:
    """What somebody has made of a record."""
    tree = base
    for _ in range(draw(st.integers(0, 4))):
        pointers = [pointer for pointer, _ in leaves(tree) if pointer.startswith("/meetings")]
        kind = draw(st.sampled_from(["set", "take", "add", "show"]))
        if not pointers:
            break
        pointer = draw(st.sampled_from(pointers))
        above = pointer.rpartition("/")[0]
        if kind == "set" and pointer.rpartition("/")[2] in ("name", "title", "position", "city"):
            tree = with_value(tree, pointer, draw(_texts))
        elif kind == "take" and "/participants/" in above:
            tree = without(tree, above)
        elif kind == "add":
            tree, entry = with_entry(tree, pointer[: pointer.index("/", 10)] + "/participants")
            tree = with_value(tree, f"{entry}/name", draw(_texts))
        elif kind == "show":
            start = draw(st.integers(0, 50))
            tree = with_span(tree, pointer, (start, start + 1))
    return tree


@st.composite
def two_sides(draw: st.DrawFn) -> tuple[Branch, Branch, Branch]:
    base = tree_of(Record.model_validate(draw(records_strategies.records())))
    return base, draw(edited(base)), draw(edited(base))


def values(tree: Branch) -> list[Any]:
    return [leaf.value for _, leaf in leaves(tree)]


def spans(tree: Node) -> set[Span]:
    return {span for _, node in nodes(tree) for span in node.spans}


@given(two_sides())
def test_nothing_that_either_wrote_is_lost(sides: tuple[Branch, Branch, Branch]) -> None:
    base, mine, theirs = sides
    merged = merge(base, mine, stored(theirs))
    disputed = [
        value
        for dispute in merged.disputes.values()
        for node in (dispute.mine, dispute.theirs)
        for _, leaf in leaves(node)
        for value in [leaf.value]
    ]
    told = [node for dispute in merged.disputes.values() for node in (dispute.mine, dispute.theirs) if node]
    shown = spans(merged.tree).union(*map(spans, told))
    assert (spans(mine) | spans(theirs)) - spans(base) <= shown
    there = {*values(merged.tree), *disputed}
    assert (set(values(mine)) | set(values(theirs))) - set(values(base)) <= there
    assert Record.model_validate(record_data(merged.settled(dict.fromkeys(merged.disputes, "mine")).tree))


@given(two_sides())
def test_one_side_alone_is_that_side(sides: tuple[Branch, Branch, Branch]) -> None:
    base, mine, theirs = sides
    assert record_data(merge(base, mine, stored(base)).tree) == record_data(mine)
    merged = merge(base, base, stored(theirs))
    assert not merged.disputes
    assert record_data(merged.tree) == record_data(stored(theirs))
    assert record_data(realigned(base, stored(theirs))) == record_data(stored(theirs))


@pytest.mark.parametrize("side", ["mine", "theirs"])
@given(sides=two_sides())
def test_every_dispute_can_be_settled_either_way(sides: tuple[Branch, Branch, Branch], side: Any) -> None:
    base, mine, theirs = sides
    merged = merge(base, mine, stored(theirs))
    assert not merged.settled(dict.fromkeys(merged.disputes, side)).disputes
