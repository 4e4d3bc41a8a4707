"""Names and posts that are written differently and mean the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.extract.likeness import plain_words, same_name, same_side, same_text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Menhan RI", "menteri pertahanan"),
        ("Ministry of Defense", "ministry defence"),
        ("Sébastien Le-Blanc", "sebastien le blanc"),
        ("Republik Indonesia", ""),
    ],
)
def test_words_are_compared_plain_and_in_full(text: str, words: str) -> None:
    assert " ".join(plain_words(text)) == words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Rani Kusuma", "KUSUMA, Rani", True),
        ("Bagas Wiranegara", "Bagas Wiranagara", True),
        ("Bagas Wiranegara", "Bagas", False),
        ("", "", True),
    ],
)
def test_names(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sekjen Kemhan", "Sekretaris Jenderal Kementerian Pertahanan", True),
        ("Direktur Kerja Sama Internasional", "Direktur Kerjasama Internasional Pertahanan", True),
        ("Menteri Pertahanan", "Menteri Luar Negeri", False),
        ("Menteri", "", False),
        ("RI", "Indonesia", True),
    ],
)
def test_posts(one: str, other: str, same: bool) -> None:
    assert same_text(one, other) is same


def test_country_codes_are_compared_exactly() -> None:
    assert same_side("ID", "ID")
    assert not same_side("ID", "IN")
    assert same_side("Kemhan RI", "Kementerian Pertahanan")


@given(st.text(max_size=30), st.text(max_size=30))
def test_every_text_is_like_itself(one: str, other: str) -> None:
    assert same_name(one, one)
    assert same_text(one, one)
    assert isinstance(same_text(one, other), bool)
