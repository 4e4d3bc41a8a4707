"""Words of two names: alike where spelling, order or one letter differ; apart where a word says so."""

from __future__ import annotations

import pytest

from defgraph.identity.word_likeness import apart, compare_words, initials, word_blocks
from defgraph.identity.wording import meaning


def score(one: str, other: str) -> float:
    found = compare_words(meaning(one), meaning(other))
    assert found == compare_words(meaning(other), meaning(one))._replace(reason=found.reason)
    assert bool(found.score) == bool(found.reason)
    return found.score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Defense Studies Centre", "Centre of Defence Studies"),
        ("Pusat Studi Keamanan", "Pusat Studi Keamanan"),
        ("Badan Pembinaan Hukum", "Badan Pembinaaan Hukum"),
        ("Direktur Kerja Sama Internasional", "Director of International Cooperation"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert score(one, other) >= 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Komando Utara", "Komando Udara"),
        ("Kementerian Pertanian", "Kementerian Pertahanan"),
        ("Gambia Centre", "Zambia Centre"),
        ("Pusat Studi Laut", "Pusat Studi Darat"),
        ("PT Sinar", "PT Cahaya"),
        ("Kantor", "Kantor Staf"),
    ],
)
def test_not_alike(one: str, other: str) -> None:
    assert score(one, other) == 0


def test_a_missing_word_makes_a_candidate() -> None:
    assert 0.6 <= score("Direktur Wilayah", "Direktur Wilayah Pertahanan") < 0.9


def test_what_sets_apart_is_said() -> None:
    said = apart(meaning("Plt. Direktur Wilayah"), meaning("Direktur Wilayah"))
    assert said == ["only one of them is marked acting"]
    assert apart(meaning("Komando I"), meaning("Komando II"))
    assert not apart(meaning("Direktur Wilayah"), meaning("Director of Territory"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Badan Pembinaan Hukum", "Badan Pembinaaan Hukum"),
        ("Direktur Wilayah", "Direktur Wilayah Pertahanan"),
        ("Defense Studies Centre", "Centre of Defence Studies"),
    ],
)
def test_what_is_alike_shares_a_block(one: str, other: str) -> None:
    assert set(word_blocks(meaning(one))) & set(word_blocks(meaning(other)))


def test_a_family_name_of_firms_is_no_block() -> None:
    assert not set(word_blocks(meaning("PT Sinar"))) & set(word_blocks(meaning("PT Cahaya")))


def test_initials() -> None:
    assert initials(("badan", "keamanan", "laut")) == "bkl"
