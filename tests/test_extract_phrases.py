"""Phrases are found in one pass, the longest first, across the gaps that names have."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.extract.phrases import Phrases, word_key, words

SOME = Phrases(
    [
        ("kerja sama", "wide"),
        ("kerja sama militer", "narrow"),
        ("Timor-Leste", "place"),
        ("U.S.", "place"),
        ("2+2", "talks"),
        ("Brig Gen", "rank"),
        ("Brig Gen", "again"),
        ("...", "nothing"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kerja sama militer dan kerja sama", ["Kerja sama militer", "kerja sama"]),
        ("kerja  sama", ["kerja  sama"]),
        ("kerja-sama", ["kerja-sama"]),
        ("kerja samanya", ["kerja samanya"]),
        ("kerja, sama", []),
        ("kerja\nsama", []),
        ("bekerja sama", []),
        ("bekerja. Sama", []),
        ("Timor Leste", ["Timor Leste"]),
        ("Timór–Leste", []),
        ("TIMÓR-LESTE", ["TIMÓR-LESTE"]),
        ("the U.S.-led", ["U.S"]),
        ("format 2+2", ["2+2"]),
        ("Brig. Gen. Sari", ["Brig. Gen"]),
        ("Brigadir. Gen", []),
        ("", []),
    ],
)
def test_the_longest_phrase_is_found_at_each_place(text, found):
    assert [text[item.start : item.end] for item in SOME.find(text)] == found


def test_a_phrase_given_twice_stands_for_both():
    (found,) = SOME.find("Brig Gen")
    assert found.values == ("rank", "again")
    assert (found.first, found.after) == (0, 2)


def test_words_are_compared_without_case_and_accents():
    assert word_key("Élysée") == "elysee"
    assert [word.key for word in words("Tô Lâm, 2x")] == ["to", "lam", "2x"]


def test_a_long_text_takes_time_in_proportion():
    text = "kerja sama " * 40_000
    assert sum(1 for _ in SOME.find(text)) == 40_000


@given(st.text(max_size=300))
def test_any_text_gives_spans_in_order(text):
    found = list(SOME.find(text))
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= item.start < item.end <= len(text) for item in found)
