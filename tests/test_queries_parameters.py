from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from defgraph import open_store
from defgraph.errors import NotFoundError, ParameterError
from defgraph.namespaces import AREA, COUNTRY
from defgraph.queries.header import parse_query
from defgraph.queries.parameters import Bound, bind
from defgraph.terms import date_literal, integer_literal
from queries_fixture import competency_store

if TYPE_CHECKING:
    from defgraph.store import Store

__all__ = ["competency_store"]


def bound(declaration: str, value: object) -> Bound:
    """Return what ``value`` becomes as a parameter that needs nothing from a store."""
    text = f"#+ summary: s\n#+ parameters:\n#+   x: {declaration}\nSELECT ?s {{ ?s ?p ?_x }}"
    return bind(parse_query(text, Path("q.rq")), {"x": value}, open_store("memory"))


def term(declaration: str, value: object) -> object:
    (found,) = bound(declaration, value).terms["x"]
    return found


@pytest.mark.parametrize(
    "value", ["JP", "jp", "JPN", " Japan ", "Jepang", COUNTRY("JP"), COUNTRY("JP").value]
)
def test_a_country_goes_by_code_or_by_name_in_either_language(value: object) -> None:
    assert term("{type: country}", value) == COUNTRY("JP")


@pytest.mark.parametrize(
    "value", ["maritime-security", "Maritime security", "Keamanan maritim", AREA("maritime-security")]
)
def test_an_area_goes_by_id_or_by_name_in_either_language(value: object) -> None:
    assert term("{type: area}", value) == AREA("maritime-security")


@pytest.mark.parametrize(
    ("whole", "value", "day"),
    [
        ("first", "2024-02-29", "2024-02-29"),
        ("first", "2024-02", "2024-02-01"),
        ("first", "2024", "2024-01-01"),
        ("last", "2024-02", "2024-02-29"),
        ("last", "2023-02", "2023-02-28"),
        ("last", "2024", "2024-12-31"),
        ("last", dt.date(2024, 5, 6), "2024-05-06"),
        ("last", 2024, "2024-12-31"),
    ],
)
def test_a_month_or_a_year_stands_for_its_first_or_last_day(whole: str, value: object, day: str) -> None:
    assert term(f"{{type: date, whole: {whole}}}", value) == date_literal(day)


@given(st.dates())
def test_a_day_is_itself(day: dt.date) -> None:
    assert term("{type: date}", day.isoformat()) == date_literal(day.isoformat())


@given(st.integers(min_value=-(10**17), max_value=10**17))
def test_an_integer_is_itself(number: int) -> None:
    assert term("{type: integer}", number) == term("{type: integer}", str(number)) == integer_literal(number)


@given(st.text(min_size=1))
def test_a_text_is_itself(text: str) -> None:
    assert term("{type: text}", text) == Literal(text)


def test_a_text_from_a_list_is_found_without_regard_to_case() -> None:
    assert term("{type: text, values: [present, discussed]}", "Present ") == Literal("present")


def test_how_many_rows_to_return_is_no_term() -> None:
    text = "#+ summary: s\n#+ parameters:\n#+   top: {type: integer, use: limit}\nSELECT ?s { ?s ?p ?o }"
    found = bind(parse_query(text, Path("q.rq")), {"top": "5"}, open_store("memory"))
    assert (found.limit, found.terms) == (5, {})


@pytest.mark.parametrize(
    ("declaration", "value", "message"),
    [
        ("{type: country}", "Jepan", r"parameter x: no country 'Jepan'; did you mean Japan \(JP\)"),
        ("{type: country}", "Qqqqq", "no country 'Qqqqq'; give its ISO 3166-1 code"),
        ("{type: area}", "maritime-securty", "no area of cooperation 'maritime-securty'; did you mean maritime-security"),
        ("{type: area}", "qqqqq", "there are .*capacity-building"),
        ("{type: date}", "2024", "found '2024'; expected a day such as"),
        ("{type: date}", "yesterday", "found 'yesterday'; expected a day such as"),
        ("{type: date}", "2024-1-2", "expected a day such as"),
        ("{type: date, whole: first}", "2024-13", "'2024-13' is not in the calendar .* a month or a year"),
        ("{type: date}", "2023-02-29", "'2023-02-29' is not in the calendar"),
        ("{type: date}", "0000-01-01", "not in the calendar"),
        ("{type: date}", dt.datetime(2024, 1, 1), "expected a text, a whole number, a date or an IRI"),
        ("{type: integer}", "1.5", "found '1.5'; expected a whole number"),
        ("{type: integer}", "١", "expected a whole number"),
        ("{type: integer, minimum: 1}", 0, "found 0; expected 1 or more"),
        ("{type: text, values: [present, discussed]}", "presnt", "found 'presnt'; did you mean present"),
        ("{type: text, values: [present, discussed]}", "qq", "found 'qq'; expected one of present, discussed"),
        ("{type: text}", "", "parameter x is empty"),
        ("{type: country}", "  ", "parameter x is empty; leave it out, or give a country"),
        ("{type: text}", "\ud800", "no valid Unicode text"),
        ("{type: text}", True, "found True; expected a text"),
        ("{type: text}", ["a"], r"found \['a'\]; expected a text"),
    ],
)  # fmt: skip
def test_a_value_that_makes_no_sense_is_refused(declaration: str, value: object, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        bound(declaration, value)


def test_a_parameter_that_is_unknown_or_missing_is_refused(competency_store: Store) -> None:
    text = "#+ summary: s\n#+ parameters:\n#+   country: {type: country, required: true, description: which}\nSELECT ?s { ?s ?p ?_country }"
    query = parse_query(text, Path("q.rq"))
    with pytest.raises(ParameterError, match="query q has no parameter 'contry'; did you mean country"):
        bind(query, {"contry": "JP"}, competency_store)
    with pytest.raises(ParameterError, match="query q has no parameter 'zzz'; it takes country"):
        bind(query, {"zzz": "JP"}, competency_store)
    with pytest.raises(ParameterError, match="query q needs parameter country: which"):
        bind(query, {}, competency_store)
    none = parse_query("#+ summary: s\nSELECT ?s { ?s ?p ?o }", Path("q.rq"))
    with pytest.raises(ParameterError, match="query q takes no parameters"):
        bind(none, {"country": "JP"}, competency_store)


def test_a_text_that_names_nothing_is_passed_on_with_a_note(competency_store: Store) -> None:
    text = "#+ summary: s\n#+ parameters:\n#+   x: {type: text, suggest: Publisher}\nSELECT ?s { ?s ?p ?_x }"
    query = parse_query(text, Path("q.rq"))
    found = bind(query, {"x": "Harian Garudo"}, competency_store)
    assert found.terms == {"x": (Literal("Harian Garudo"),)}
    assert found.notes == (
        "x: no publisher goes by 'Harian Garudo' in this store; did you mean Harian Garuda?",
    )
    assert bind(query, {"x": "harian garuda"}, competency_store).notes == ()


def test_names_in_the_store_are_looked_up_and_notes_name_the_parameter(competency_store: Store) -> None:
    text = (
        "#+ summary: s\n#+ parameters:\n#+   who: {type: official}\n#+   body: {type: organisation}\n"
        "#+   met: {type: meeting}\nSELECT ?s { ?_who ?_body ?_met }"
    )
    query = parse_query(text, Path("q.rq"))
    found = bind(query, {"who": "Rina Kusuma", "body": "FMK", "met": "2024-09-15-forum"}, competency_store)
    assert [len(found.terms[name]) for name in ("who", "body", "met")] == [2, 1, 1]
    assert isinstance(found.terms["body"][0], NamedNode)
    (note,) = found.notes
    assert note.startswith("who: 2 officials go by 'Rina Kusuma', all taken")
    with pytest.raises(NotFoundError, match="parameter who: no official goes by"):
        bind(query, {"who": "Nobody Atall"}, competency_store)
