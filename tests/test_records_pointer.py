from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.records.pointer import first_lost, format_pointer, parse_pointer

# The examples of RFC 6901, section 5.
DOCUMENT = {
    "foo": ["bar", "baz"],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
}


@pytest.mark.parametrize(
    "pointer", ["", "/foo", "/foo/0", "/", "/a~1b", "/c%d", "/e^f", "/g|h", "/i\\j", '/k"l', "/ ", "/m~0n"]
)
def test_the_examples_of_the_rfc_lead_to_a_value(pointer: str) -> None:
    assert first_lost(DOCUMENT, pointer) is None


@pytest.mark.parametrize(
    ("pointer", "reason"),
    [
        ("foo", 'it begins with "/"'),
        ("/m~n", '"~" is written "~0" in it'),
        ("/m~", '"~" is written "~0" in it'),
        ("/bar", 'the record has no key "bar"'),
        ("/foo/2", "/foo has 2 entries, counted from 0"),
        ("/foo/-", "/foo has 2 entries, counted from 0"),
        ("/foo/00", "/foo has 2 entries, counted from 0"),
        ("/foo/-1", "/foo has 2 entries, counted from 0"),
        ("/foo/²", "/foo has 2 entries, counted from 0"),
        ("/foo/٠", "/foo has 2 entries, counted from 0"),
        ("/foo/0/x", "/foo/0 is a single value"),
        ("/foo/" + "9" * 5000, "/foo has 2 entries, counted from 0"),
        ("/a\x1b", 'the record has no key "a\\x1b"'),
    ],
)
def test_others_say_where_they_get_lost(pointer: str, reason: str) -> None:
    assert first_lost(DOCUMENT, pointer) == reason


def test_a_list_of_one_has_one_entry() -> None:
    assert first_lost({"a": [0]}, "/a/1") == "/a has 1 entry, counted from 0"


@given(st.lists(st.text()))
def test_steps_come_back_as_they_went(steps: list[str]) -> None:
    assert parse_pointer(format_pointer(steps)) == tuple(steps)


@given(st.text())
def test_arbitrary_text_leads_somewhere_or_gets_lost(pointer: str) -> None:
    reason = first_lost(DOCUMENT, pointer)
    assert reason is None or reason
