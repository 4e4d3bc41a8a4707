"""The pages of a small store: what they tell, that they are well formed, and that every link of theirs leads somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from defgraph.errors import ParameterError
from defgraph.pages import HOME, LANGUAGES, render
from queries_fixture import competency_store  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from defgraph.store import Store


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_counts_what_there_is(competency_store: Store, language: str) -> None:  # noqa: F811
    page = render(competency_store, HOME, language)
    assert page is not None
    assert page.html.startswith("<!doctype html>")


def test_there_is_no_page_about_what_nobody_knows(competency_store: Store) -> None:  # noqa: F811
    assert render(competency_store, "official/id/nobody", "en") is None
    assert render(competency_store, "../x", "en") is None


def test_there_are_pages_in_two_languages_only(competency_store: Store) -> None:  # noqa: F811
    with pytest.raises(ParameterError, match="expected one of en, id"):
        render(competency_store, HOME, "fr")
