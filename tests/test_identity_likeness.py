"""In what two names agree, and in what they differ."""

from __future__ import annotations

import pytest

from defgraph.identity.likeness import SUGGEST, likeness


def like(one: str, other: str, state: str = "id"):
    return likeness(*(f"official/{state}/{name.replace(' ', '-')}" for name in (one, other)))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("sjarifoeddin djojohadi", "syarifuddin joyohadi", "the same name in another spelling"),
        ("menhan rudi hartanto", "rudi hartanto", "the same name but for titles and particles"),
        ("erlan s wirakusumah", "erlan satya wirakusumah", "s may stand for satya"),
        ("gilang wenas inkarang", "gilang wenas", "only one of them has inkarang"),
        ("baskara wirjosandojo", "baskara wirjosanodjo", "wirjosandojo and wirjosanodjo differ as by a slip"),
        ("tri wicaksana", "wicaksana tri", "the names stand the other way round"),
        ("budi santoso", "budi santosa", "santosa and santoso are alike, yet each a name of its own"),
    ],
)
def test_ways_in_which_one_name_is_written(one: str, other: str, reason: str) -> None:
    found = like(one, other)
    assert found == like(other, one)
    assert reason in found.reasons, found


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("tri santoso", "budi santoso", "budi is not tri"),
        ("budi utomo", "budi santoso", "santoso is not utomo"),
        ("erlan s wirakusumah", "erlan krisna wirakusumah", "krisna is not s"),
        ("ahmad bin yusof", "ahmad bin ismail", "ismail is not yusof"),
        ("baskara wirjosandojo", "baskara hadi wirjosanodjo", "they differ in several ways at once"),
    ],
)
def test_names_of_two_people(one: str, other: str, why: str) -> None:
    found = like(one, other)
    assert found.score == 0
    assert found.against == (why,)


def test_the_same_words_in_another_order_are_another_name() -> None:
    assert like("budi agus santoso", "agus budi santoso").score < SUGGEST


def test_which_says_less() -> None:
    assert like("gilang wenas inkarang", "gilang wenas").shorter == "official/id/gilang-wenas"
    assert like("erlan s wirakusumah", "erlan satya wirakusumah").shorter == "official/id/erlan-s-wirakusumah"
    assert like("sjafrie inkarang", "syafri inkarang").shorter is None


def test_generations() -> None:
    assert like("rodrigo villaflor sr", "rodrigo villaflor jr", "ph").against == ("one is Jr, the other Sr",)
    both = like("lyndon j smith iii", "lyndon james smith iii", "us")
    assert "both are called III" in both.reasons
    assert both.score > like("lyndon j smith", "lyndon james smith", "us").score
    assert "only one of them is called III" in like("lyndon smith", "lyndon smith iii", "us").reasons
