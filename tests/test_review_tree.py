"""A record as a tree: evidence goes where what it shows goes."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import records_strategies
from defgraph import Record
from defgraph.errors import InputError
from defgraph.records.explain import check
from defgraph.review.form import evidence_field, read_form
from defgraph.review.tree import (
    Branch,
    leaves,
    nodes,
    record_data,
    tree_of,
    with_entry,
    with_span,
    with_value,
    without,
    without_span,
)

HOST, AIDE = {"name": "Rani Kusuma", "role": "host"}, {"position": "Ajudan", "role": "accompanying"}
RECORD = Record.model_validate(
    {
        "id": "2025-03-04-a",
        "status": "draft",
        "meetings": [
            {"type": "courtesy-call", "date": "2025-03-04", "participants": [HOST, AIDE], "areas": ["space"]}
        ],
        "evidence": [
            {"for": "/meetings/0/participants/0", "start": 1, "end": 5},
            {"for": "/meetings/0/participants/1", "start": 7, "end": 9},
            {"for": "/meetings/0/areas/0", "start": 10, "end": 12},
        ],
    }
)
TREE = tree_of(RECORD)


def evidence_of(tree: Branch) -> list[tuple[str, int, int]]:
    return [(span["for"], span["start"], span["end"]) for span in record_data(tree).get("evidence", [])]


def test_evidence_of_the_others_follows_them_when_one_is_taken_away() -> None:
    less = without(TREE, "/meetings/0/participants/0")
    assert record_data(less)["meetings"][0]["participants"] == [AIDE]
    assert evidence_of(less) == [("/meetings/0/participants/0", 7, 9), ("/meetings/0/areas/0", 10, 12)]


def test_a_new_entry_has_a_key_that_no_other_has_had_while_the_last_one_stands() -> None:
    more, pointer = with_entry(without(TREE, "/meetings/0/participants/0"), "/meetings/0/participants")
    assert pointer == "/meetings/0/participants/2"
    more = with_span(with_value(more, f"{pointer}/name", "Dewa"), f"{pointer}/name", (3, 4))
    assert record_data(more)["meetings"][0]["participants"] == [AIDE, {"name": "Dewa"}]
    assert evidence_of(more)[1] == ("/meetings/0/participants/1/name", 3, 4)


@pytest.mark.parametrize("pointer", ["/meetings/0/outcomes", "/meetings/0/partners", "/meetings"])
def test_a_list_that_is_not_there_is_made(pointer: str) -> None:
    more, entry = with_entry(TREE, pointer)
    more = with_value(more, f"{entry}/type" if pointer != "/meetings/0/partners" else f"{entry}/country", "x")
    data: Any = record_data(more)
    for step in pointer[1:].split("/"):
        data = data[int(step) if step.isdigit() else step]
    assert isinstance(data, list)


def test_a_place_that_is_not_there_is_an_object() -> None:
    assert record_data(with_value(TREE, "/meetings/0/place/city", "Jakarta"))["meetings"][0]["place"] == {
        "city": "Jakarta"
    }


def test_what_is_empty_is_left_out() -> None:
    assert record_data(with_entry(TREE, "/meetings/0/outcomes")[0]) == record_data(TREE)
    assert record_data(without(TREE, "/meetings/0"))["meetings"] == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda: with_value(TREE, "/meetings", "x"), "found several values"),
        (lambda: with_value(TREE, "/id/x", "x"), "found a single value"),
        (lambda: with_value(TREE, "meetings", "x"), "no JSON Pointer"),
        (lambda: with_span(TREE, "/meetings/9", (0, 1)), "found nothing there"),
        (lambda: without(TREE, "/meetings/0/place"), "found nothing there"),
        (lambda: without(TREE, ""), "can be neither"),
        (lambda: with_entry(TREE, "/meetings/0/place"), "found no list"),
    ],
)
def test_a_change_that_makes_no_sense_is_named(change: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        change()


def test_evidence_of_evidence_is_refused() -> None:
    shown = {"for": "/evidence/0", "start": 0, "end": 1}
    with pytest.raises(InputError, match="evidence that shows evidence"):
        tree_of(Record.model_validate({"id": "a", "meetings": [], "evidence": [shown]}))


def fields(tree: Branch) -> list[tuple[str, str]]:
    """What the page's form posts when nothing is changed."""
    return [(pointer, str(leaf.value)) for pointer, leaf in leaves(tree)] + [
        ("evidence", evidence_field(pointer, span)) for pointer, node in nodes(tree) for span in node.spans
    ]


@given(records_strategies.records())
def test_a_record_is_the_same_after_the_tree_and_the_form(data: dict[str, Any]) -> None:
    record = Record.model_validate(data)
    tree = tree_of(record)
    again = Record.model_validate(record_data(read_form(tree, fields(tree))))
    assert again.model_dump(exclude={"evidence"}) == record.model_dump(exclude={"evidence"})
    assert {(s.pointer, s.start, s.end) for s in again.evidence} == {
        (s.pointer, s.start, s.end) for s in record.evidence
    }


def test_what_is_left_blank_is_left_out_and_what_stands_behind_it_is_not() -> None:
    given = [
        ("/meetings/0/type", "courtesy-call"),
        ("/meetings/0/place/city", ""),
        ("/meetings/0/place/country", "ID"),
        ("/meetings/0/areas/0", ""),
        ("/meetings/0/areas/1", "space"),
        ("/meetings/0/partners/0/status", ""),
        ("/meetings/0/partners/1/country", "NO"),
        ("/meetings/0/partners/1/status", "present"),
        ("/meetings/1/type", ""),
    ]
    tree = read_form(TREE, given)
    assert record_data(tree)["meetings"] == [
        {
            "type": "courtesy-call",
            "place": {"country": "ID"},
            "areas": ["space"],
            "partners": [{"country": "NO", "status": "present"}],
        }
    ]
    assert with_entry(tree, "/meetings/0/areas")[1] == "/meetings/0/areas/2"


@pytest.mark.parametrize(
    "field",
    [
        ("/meetings/0/x/y/z/1/2/3/4/5", "deep"),
        ("/" + "a" * 300, "long"),
        ("evidence", "/meetings/0 1"),
        ("evidence", "/meetings/0 -1 2"),
        ("evidence", "/meetings/0 ٣ 4"),
        ("/meetings", "a list as one value"),
    ],
)
def test_a_field_that_makes_no_sense_is_named(field: tuple[str, str]) -> None:
    with pytest.raises(InputError):
        read_form(TREE, [*fields(TREE), field])


def test_a_form_cannot_change_which_record_it_is_nor_its_text() -> None:
    tree = read_form(TREE, [("/id", "other"), ("/article/text", "../../etc/passwd"), ("/status", "x")])
    assert record_data(tree) == {"id": "2025-03-04-a", "status": "draft", "meetings": []}


_pointers = st.one_of(
    st.sampled_from(
        [
            "",
            "/",
            "/meetings",
            "/meetings/0",
            "/meetings/0/date",
            "/meetings/0/type",
            "/meetings/0/place",
            "/meetings/0/place/country",
            "/meetings/0/participants",
            "/meetings/0/participants/1",
            "/meetings/0/participants/1/name",
            "/meetings/0/participants/2/position",
            "/meetings/0/areas",
            "/meetings/0/areas/1",
            "/meetings/1/outcomes/0/type",
            "/article/title",
            "/article/url",
            "/unknown/key",
        ]
    ),
    st.text("/~0m", max_size=6),
)
_values = st.sampled_from(["", "2025-03-05", "2025-02-31", "ID", "space", "courtesy-call", "Ani\0", "😀 Ani"])
_spans = st.tuples(st.integers(-1, 20), st.integers(-1, 20))
_edits = st.one_of(
    st.tuples(st.just(with_value), _pointers, _values),
    st.tuples(st.just(with_span), _pointers, _spans),
    st.tuples(st.just(without_span), _pointers, _spans),
    st.tuples(st.just(with_entry), _pointers),
    st.tuples(st.just(without), _pointers),
)


@given(st.lists(_edits, max_size=12))
def test_any_edits_give_a_good_record_or_a_named_problem(edits: list[Any]) -> None:
    tree = TREE
    for edit, *arguments in edits:
        found = tree
        with suppress(InputError):  # which names the place
            found = edit(tree, *arguments)
        tree = found[0] if isinstance(found, tuple) else found
    record, findings = check(record_data(tree))
    assert (record is None) == bool(findings)
    assert all(finding.expected for finding in findings)
    if record is not None:
        assert Record.model_validate(record.to_dict()) == record
