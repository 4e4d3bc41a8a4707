from __future__ import annotations

import pytest

from defgraph.errors import ParameterError
from defgraph.namespaces import COUNTRY
from defgraph.ontology import country_code
from defgraph.queries.countries import abbreviations, find_country


@pytest.mark.parametrize("text", ["AS", "as", "As"])
def test_a_code_that_the_press_uses_for_another_country_keeps_its_meaning_and_is_remarked_on(
    text: str,
) -> None:
    found = find_country(text)
    assert found.terms == (COUNTRY("AS"),)
    assert found.note == "AS is American Samoa by ISO 3166-1; for Amerika Serikat say US"


@pytest.mark.parametrize(
    ("text", "code"),
    [("US", "US"), ("Amerika Serikat", "US"), ("American Samoa", "AS"), ("ASM", "AS"), (COUNTRY("AS").value, "AS"), ("JP", "JP")],
)  # fmt: skip
def test_what_can_mean_one_country_only_is_not_remarked_on(text: str, code: str) -> None:
    assert find_country(text) == ((COUNTRY(code),), "")


def test_the_abbreviations_are_codes_and_name_the_countries_they_say() -> None:
    assert "AS" in abbreviations()
    for code, known in abbreviations().items():
        assert len(code) == 2
        assert country_code(code) == country_code(known.iso) == code
        assert country_code(known.press) == known.code != code


def test_an_unknown_country_brings_what_was_perhaps_meant() -> None:
    with pytest.raises(ParameterError, match=r"no country 'Jepan'; did you mean Japan \(JP\)"):
        find_country("Jepan")
