from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.records.decode import undecodable, without_mark
from defgraph.records.problems import Finding

SAVE_AS = "save the file as UTF-8"


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")))
def test_utf8_is_fine_with_and_without_a_mark(text: str) -> None:
    assert undecodable(text.encode("utf-8")) is None
    assert undecodable(text.encode("utf-8-sig")) is None
    assert without_mark(codecs.BOM_UTF8 + b"x") == without_mark(b"x") == b"x"


@pytest.mark.parametrize(
    ("raw", "finding"),
    [
        ("{}".encode("utf-16"), Finding((), "UTF-16 text", "UTF-8 text", SAVE_AS)),
        ("{}".encode("utf-32"), Finding((), "UTF-32 text", "UTF-8 text", SAVE_AS)),
        (codecs.BOM_UTF16_BE + b"\0{", Finding((), "UTF-16 text", "UTF-8 text", SAVE_AS)),
        (b"PK\x03\x04\0\0", Finding((), "binary data", "UTF-8 text")),
        ("a\nMarés".encode("latin-1"), Finding((), "the byte 0xE9", "UTF-8 text", SAVE_AS, 2)),
        (b"\xed\xa0\x80", Finding((), "the byte 0xED", "UTF-8 text", SAVE_AS, 1)),
    ],
)
def test_anything_else_is_named(raw: bytes, finding: Finding) -> None:
    assert undecodable(raw) == finding
