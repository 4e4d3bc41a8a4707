from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.views.texts import clean, page_strings, readable, shortened, web_address


@given(st.text())
def test_clean_text_is_one_line_without_control_or_direction_marks(text: str) -> None:
    found = clean(text)
    assert not {unicodedata.category(c) for c in found} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(found) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert found == clean(found) == found.strip()


def test_clean_keeps_the_letters_of_every_script() -> None:
    assert clean("Nguyễn Văn Ái, 森健太, محمد") == "Nguyễn Văn Ái, 森健太, محمد"


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_shortened_text_fits(text: str, length: int) -> None:
    assert len(shortened(text, length)) <= length


def test_text_is_shortened_at_a_word() -> None:
    assert shortened("Kementerian Koordinator Bidang", 25) == "Kementerian Koordinator…"
    assert shortened("short", 25) == "short"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "https://",
        "http://[",
        "x",
    ],
)
def test_only_web_addresses_become_links(address: str) -> None:
    assert web_address(address) == ""


def test_a_web_address_stays_as_it_is() -> None:
    assert web_address("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"


def test_property_names_become_words() -> None:
    assert readable("startDate") == "start date"


def test_both_languages_have_the_same_words() -> None:
    def shape(words: object) -> object:
        return {key: shape(value) for key, value in words.items()} if isinstance(words, dict) else str

    assert shape(page_strings("en")) == shape(page_strings("id"))
