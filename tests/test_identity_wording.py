"""Names and titles come down to words that mean the same, however they are written."""

from __future__ import annotations

import pytest

from defgraph.identity.wording import bag, countries_in, marks, meaning, names_a_country, words


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Kementerian Pertahanan RI", "ID", "ministry defence"),
        ("Indonesian Ministry of Defense", "ID", "ministry defence"),
        ("Ministry of Defence of the Republic of Indonesia", "ID", "ministry defence"),
        ("KEMHAN", "MY", "ministry defence"),
        ("kementerian-pertahanan-ri", "ID", "ministry defence"),
        ("Kepala Staf Angkatan Darat", None, "chief staff army"),
        ("KSAD", None, "chief staff army"),
        ("Republic of Korea Army", "KR", "army"),
        ("Angkatan Bersenjata Kerajaan Kamboja", "KH", "armedforces"),
        ("U.S. Navy", "US", "navy"),
        ("Ministry of Defence of Malaysia", "ID", "ministry defence malaysia"),
        ("Indonesia", "ID", "indonesia"),
        ("of the", None, "of the"),
    ],
)
def test_what_words_count_as(text: str, country: str | None, expected: str) -> None:
    assert " ".join(meaning(text, country)) == expected


def test_the_order_of_words_is_left_out_of_a_bag() -> None:
    assert bag(meaning("Defence Minister")) == bag(meaning("Menteri Pertahanan"))


def test_an_empty_text_has_no_words() -> None:
    assert words("") == ()
    assert meaning("") == ()


def test_countries_are_found_by_name_and_by_adjective() -> None:
    assert countries_in("Malaysian Ministry of Defence") == ["MY"]
    assert countries_in("ikatan alumni pertahanan indonesia australia") == ["ID", "AU"]
    assert countries_in("Kementerian Pertahanan") == []
    assert names_a_country("malaysian")
    assert not names_a_country("kementerian")


def test_marks_set_things_apart() -> None:
    assert marks(meaning("Pelaksana Tugas Wakil Panglima Komando II")) == {"acting", "deputy", "ii"}
    assert marks(meaning("Panglima Komando")) == frozenset()
