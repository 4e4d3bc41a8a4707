"""A form for each saved query: its fields, choices from the graph, rows with links, and what is wrong beside its field."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from defgraph.errors import NotFoundError
from defgraph.pages import LANGUAGES, Settings, render_form, render_queries
from defgraph.queries import list_queries, run_query
from queries_fixture import competency_store  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from defgraph.store import Store

SERVED = Settings(interactive=True)


def form(store: Store, name: str, language: str = "en", settings: Settings = SERVED, **given: str) -> str:
    return render_form(store, name, given, language, settings=settings).page.html


def field(html: str, name: str) -> str:
    found = re.search(rf'<div class="field[^"]*">\n<label for="f-{name}">.*?</div>', html, re.DOTALL)
    assert found, name
    return found[0]


def cells(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(<td.*?)</tr>", html)
    return [
        [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall("<td.*?</td>", row)] for row in rows
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_query_is_listed_and_has_a_form(competency_store: Store, language: str) -> None:  # noqa: F811
    listed = render_queries(competency_store, language, settings=SERVED).html
    for query in list_queries():
        assert f'href="queries/{query.name}.{language}.html"' in listed
        answered = render_form(competency_store, query.name, {}, language, settings=SERVED)
        assert not answered.is_refused
        for name in query.parameters:
            assert field(answered.page.html, name)


def test_countries_and_areas_are_chosen_from_those_that_occur(competency_store: Store) -> None:  # noqa: F811
    html = form(competency_store, "meetings", country="Jepang")
    choices = re.findall(r'<option value="(\w+)"( selected)?>([^<]+)', field(html, "country"))
    assert ("JP", " selected", "Japan") in choices
    assert ("AU", "", "Australia") in choices
    assert "Germany" not in {label for _, _, label in choices}
    assert [label for _, _, label in choices] == sorted(label for _, _, label in choices)
    assert "Maritime security" in field(html, "area")
    assert "Kerja sama" in field(form(competency_store, "meetings", "id"), "area")


def test_what_they_are_for_is_told_in_the_language_of_the_page(competency_store: Store) -> None:  # noqa: F811
    for language, told, help_ in (
        ("en", "Countries whose last meeting", "the day to look back from"),
        ("id", "Negara yang pertemuan terakhirnya", "hari yang menjadi titik melihat ke belakang"),
    ):
        html = form(competency_store, "dormant-partners", language)
        assert f'<p class="quiet">{told}' in html
        assert f"<span>{help_}</span>" in field(html, "as_of")
    assert 'lang="en"' not in html.partition("<main")[2]


def test_what_has_names_is_suggested(competency_store: Store) -> None:  # noqa: F811
    html = form(competency_store, "meetings")
    assert 'data-suggest="../suggest" data-kind="Official"' in field(html, "official")
    assert 'data-kind="Organisation"' in field(html, "organisation")
    assert "<datalist" in field(form(competency_store, "sources"), "publisher")
    assert 'type="date"' in field(form(competency_store, "dormant-partners"), "as_of")
    months = field(form(competency_store, "dormant-partners"), "months")
    assert 'type="number"' in months
    assert 'value="12" min="0"' in months


def test_rows_are_those_of_the_query_with_links(competency_store: Store) -> None:  # noqa: F811
    html = form(competency_store, "partner-countries")
    result = run_query(competency_store, "partner-countries")
    shown = cells(html)
    assert [row[2] for row in shown] == [row[2] for row in result.values()]
    assert '<a href="../country/AU.en.html"><bdi>Australia</bdi></a>' in html
    meeting = form(competency_store, "meetings")
    assert '<a href="../meeting/2024-01-10-malaysia/1.en.html">' in meeting
    assert '<a href="../article/2024-01-10-malaysia.en.html">' in meeting


def test_days_and_codes_are_said_in_words(competency_store: Store) -> None:  # noqa: F811
    shown = cells(form(competency_store, "meetings", "id", country="MY"))
    assert shown[1][:2] == ["10 Januari 2024", "kunjungan kehormatan"]
    assert shown[2][0] == "Februari 2024"


def test_nothing_is_asked_before_what_is_required_is_given(competency_store: Store) -> None:  # noqa: F811
    html = form(competency_store, "career")
    assert "<table" not in html
    assert "wrong" not in html.replace("wrong-field", "")
    assert cells(form(competency_store, "career", official="Jane Ashford"))


@pytest.mark.parametrize(
    ("name", "given", "beside", "text"),
    [
        ("meetings", {"country": "Atlantis"}, "country", "no country 'Atlantis'"),
        ("meetings", {"from": "2024-13"}, "from", "is not in the calendar"),
        ("career", {"official": "Jane Ashfrod"}, "official", "did you mean Jane Ashford?"),
        ("dormant-partners", {"as_of": "2024-01-01", "months": "x"}, "months", "expected a whole number"),
        ("dormant-partners", {"months": "3"}, "as_of", "needs parameter as_of"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    competency_store: Store,  # noqa: F811
    name: str,
    given: dict[str, str],
    beside: str,
    text: str,
) -> None:
    answered = render_form(competency_store, name, given, "en", settings=SERVED)
    assert answered.is_refused
    told = unescape(field(answered.page.html, beside))
    assert text in told
    assert 'aria-invalid="true"' in told


def test_notes_are_told_beside_their_field(competency_store: Store) -> None:  # noqa: F811
    html = form(competency_store, "career", official="Rina Kusuma")
    assert "2 officials go by" in unescape(field(html, "official"))


def test_unknown_parameters_and_queries_are_refused(competency_store: Store) -> None:  # noqa: F811
    answered = render_form(competency_store, "career", {"offical": "x"}, "en", settings=SERVED)
    assert answered.is_refused
    assert "did you mean official?" in unescape(answered.page.html)
    with pytest.raises(NotFoundError):
        render_form(competency_store, "carer", {}, "en", settings=SERVED)


def test_rows_come_page_by_page(competency_store: Store) -> None:  # noqa: F811
    every = cells(form(competency_store, "meetings"))
    seen = []
    for number in (1, 2, 3, 4):
        answered = render_form(
            competency_store, "meetings", {"page": str(number)}, "en", settings=SERVED, size=3
        )
        seen += cells(answered.page.html)
        assert ('href="?page=4"' in answered.page.html) == (number < 4)
    assert seen == every
    for odd in ("0", "-1", "x", "9" * 40, "٣"):
        assert not render_form(competency_store, "meetings", {"page": odd}, "en", settings=SERVED).is_refused


def test_downloads_and_links_have_the_same_parameters(competency_store: Store) -> None:  # noqa: F811
    html = form(competency_store, "meetings", country="JP", official="")
    assert 'href="meetings?country=JP&amp;format=csv"' in html
    assert 'href="meetings.en.html?country=JP"' in html
    assert 'href="meetings.id.html?country=JP"' in html


def test_without_a_server_there_are_rows_and_no_form(competency_store: Store) -> None:  # noqa: F811
    html = form(competency_store, "meetings", settings=Settings())
    assert "<form" not in html
    assert cells(html)
    listed = render_queries(competency_store, "en").html
    assert 'href="queries/meetings.en.html"' in listed
    assert 'href="queries/career.en.html"' not in listed


def test_values_are_text(competency_store: Store) -> None:  # noqa: F811
    html = form(competency_store, "meetings", official='"><script>alert(1)</script>')
    assert "<script>alert" not in html
