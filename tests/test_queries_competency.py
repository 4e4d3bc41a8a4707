"""Competency questions: every saved query answers what was worked out by hand from a small fixture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql.parser import parseQuery

from defgraph import build, open_store
from defgraph.namespaces import DG, SCHEMA
from defgraph.queries import Result, find_query, list_queries, run_query
from defgraph.queries.injection import inject
from defgraph.queries.parameters import bind
from defgraph.queries.result import to_result
from defgraph.resources import queries_dir
from defgraph.store import Solutions
from defgraph.terms import from_rdflib, to_rdflib
from queries_fixture import CASE_IDS, CASES, RECORDS, competency_store, rows_as_written
from sparql_server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rdflib

    from defgraph.store import Store

__all__ = ["competency_store"]

COLUMNS = {
    "meetings": "date type meeting city partners officials areas articles",
    "official-timeline": "date type meeting role rank position organisation",
    "officials-by-meetings": "official name country meetings",
    "co-attendance": "a b meetings",
    "partner-countries": "country name meetings first last",
    "prospective-partners": "country name date articles",
    "dormant-partners": "country name last months",
    "partner-trend": "year country meetings",
    "areas-by-partner": "country area meetings",
    "area-trend": "year area meetings",
    "ministries": "organisation name meetings officials",
    "reciprocity": "country hosted visited balance",
    "delegation-level": "date meeting country highest_rank size",
    "unnamed-posts": "date position organisation meeting articles",
    "who-held": "position organisation official first_seen last_seen",
    "outcomes": "date type title partners articles",
    "sources": "article publisher published url meetings title review extractor",
    "succession": "position organisation official first_seen last_seen held_from held_until days overlaps next",
    "career": "position organisation first_seen last_seen held_from held_until articles",
    "same-post-different-names": "position a b from to word a_official b_official",
    "corroboration": "date type meeting articles publishers sources",
    "disagreements": "date meeting property official reading chosen because article",
    "evidence": "statement article start end quote sentence review",
}
"""The questions that have to be there, and their first columns."""

SAVED = [query.name for query in list_queries()]
PARAMETERS = [(query.name, name) for query in list_queries() for name in query.parameters]
COUNTED = {"meetings", "first", "last", "hosted", "visited", "balance", "months"}
"""Columns whose values change when fewer meetings count."""

INFERRING = ("meetings", "officials-by-meetings", "official-timeline", "co-attendance")
NOT_NARROWING = {("dormant-partners", "as_of"), ("dormant-partners", "months"), ("reciprocity", "home")}
NOT_NARROWING |= {(name, "inferred") for name in INFERRING}
"""Parameters that move the point of view, or widen it: another value gives other rows, not fewer."""


def test_every_question_is_saved_and_has_rows_worked_out_by_hand() -> None:
    assert set(COLUMNS) <= set(SAVED)
    assert {name for name, *_ in CASES} == set(SAVED)
    assert len(SAVED) >= 23
    assert len(CASES) >= 60


@pytest.mark.parametrize(("name", "parameters", "columns", "rows"), CASES, ids=CASE_IDS)
def test_the_answer_is_what_was_worked_out_by_hand(
    competency_store: Store, name: str, parameters: dict[str, str], columns: list[str], rows: list[list[str]]
) -> None:
    result = run_query(competency_store, name, parameters)
    assert rows_as_written(result, columns) == rows


@pytest.mark.parametrize("name", COLUMNS)
def test_the_columns_come_in_their_order(competency_store: Store, name: str) -> None:
    wanted = tuple(COLUMNS[name].split())
    columns = competency_store.select(find_query(name).text).variables
    assert columns[: len(wanted)] == wanted


@pytest.fixture(scope="module", params=["folder", "remote"])
def other_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same records in a folder, and behind a server of their own."""
    folder = tmp_path_factory.mktemp("competency")
    server = Server(folder / "served") if request.param == "remote" else None
    try:
        if server:
            server.wait_until_ready()
        with open_store(server.address if server else folder / "a.store") as store:
            build([RECORDS], store)
            yield store
    finally:
        if server:
            server.stop()


@pytest.mark.parametrize("name", SAVED)
def test_every_kind_of_store_gives_the_same_rows(
    competency_store: Store, other_store: Store, name: str
) -> None:
    given = [parameters for of, parameters, _, _ in CASES if of == name]
    answers = [run_query(competency_store, name, parameters) for parameters in given]
    assert any(answer.rows for answer in answers)
    for parameters, answer in zip(given, answers, strict=True):
        assert run_query(other_store, name, parameters) == answer, parameters


@pytest.fixture(scope="module")
def rdflib_graph(competency_store: Store) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    for quad in competency_store.quads():
        graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return graph


@pytest.mark.parametrize("name", SAVED)
def test_another_engine_gives_the_same_answers(
    competency_store: Store, rdflib_graph: rdflib.Graph, name: str
) -> None:
    query = find_query(name)
    cases = [case for case in CASES if case[0] == name]
    for _, parameters, columns, rows in [*cases[:3], *cases[3:][-1:]]:  # rdflib is slow
        bound = bind(query, parameters, competency_store)
        text = inject(query.text, bound.terms) + (f"LIMIT {bound.limit}" if bound.limit else "")
        answer = rdflib_graph.query(text)
        found = Solutions(
            tuple(map(str, answer.vars or ())),
            [tuple(None if term is None else from_rdflib(term) for term in row) for row in answer],
        )
        assert rows_as_written(to_result(found, query.lists), columns) == rows, parameters


@pytest.mark.parametrize("path", sorted(queries_dir().glob("*.rq")), ids=lambda path: path.stem)
def test_the_file_is_a_query_as_it_stands(competency_store: Store, path: object) -> None:
    text = path.read_text(encoding="utf-8")
    parseQuery(text)
    ox.Store().query(text)
    competency_store.select(text)


def unparametrised(store: Store, name: str) -> Result:
    """Return what the file answers when only the parameters it cannot do without are set."""
    return to_result(store.select(find_query(name).text), find_query(name).lists)


def narrows(fewer: Result, all_of_it: Result) -> bool:
    """Whether ``fewer`` has rows of ``all_of_it`` only, and less of them, or counts fewer meetings."""
    keys = [place for place, column in enumerate(fewer.columns) if column not in COUNTED]
    found = {tuple(row[place] for place in keys) for row in fewer.rows}
    every = {tuple(row[place] for place in keys) for row in all_of_it.rows}
    return found <= every and (found < every or total(fewer) < total(all_of_it))


def total(result: Result) -> int:
    if "meetings" not in result.columns:
        return 0
    place = result.columns.index("meetings")
    return sum(int(row[place].value) for row in result.rows if row[place] is not None)


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_every_parameter_narrows_the_answer(competency_store: Store, name: str, parameter: str) -> None:
    base = unparametrised(competency_store, name)
    needed = {each.name for each in find_query(name).parameters.values() if each.required} - {parameter}
    alone = [case[1] for case in CASES if case[0] == name and set(case[1]) == {parameter, *needed}]
    if (name, parameter) in NOT_NARROWING:
        alone = [case[1] for case in CASES if case[0] == name and parameter in case[1]]
        assert any(run_query(competency_store, name, given).rows != base.rows for given in alone)
        return
    for given in alone:
        wider = {key: value for key, value in given.items() if key != parameter}
        base = run_query(competency_store, name, wider) if wider else base
        if narrows(run_query(competency_store, name, given), base):
            return
    pytest.fail("no value of the parameter leaves anything out")


def test_a_query_whose_parameter_did_nothing_would_be_noticed(competency_store: Store) -> None:
    everything = unparametrised(competency_store, "meetings")
    assert not narrows(everything, everything)
    assert not narrows(unparametrised(competency_store, "outcomes"), everything)


def test_the_defaults_in_the_headers_are_those_in_the_texts(competency_store: Store) -> None:
    assert (
        unparametrised(competency_store, "reciprocity").rows
        == run_query(competency_store, "reciprocity").rows
    )
    given = {"as_of": "2025-09-20"}
    query = find_query("dormant-partners")
    terms = bind(query, given, competency_store).terms
    without = inject(query.text, {"as_of": terms["as_of"]})
    assert (
        competency_store.select(without).rows == run_query(competency_store, "dormant-partners", given).rows
    )


def test_a_partner_that_is_no_country_does_not_count_as_one(competency_store: Store) -> None:
    firm = competency_store.ask(
        f"ASK {{ ?firm {DG('country')} ?japan . ?meeting {DG('presentPartner')} ?firm }}"
    )
    assert firm, "the fixture has a firm with a country as partner"
    names = [row[1].value for row in run_query(competency_store, "partner-countries").rows]
    assert names == ["Malaysia", "Australia", "France", "Japan", "Belarus"]


def test_the_fixture_covers_every_kind_of_meeting_and_of_date(competency_store: Store) -> None:
    kinds = {row[1].value for row in run_query(competency_store, "meetings").rows}
    assert len(kinds) == 7
    assert competency_store.ask(
        f"ASK {{ ?m a {DG('Meeting')} FILTER NOT EXISTS {{ ?m {SCHEMA('startDate')} ?d }} }}"
    )


def test_several_officials_of_one_name_are_all_taken_and_the_reader_is_told(competency_store: Store) -> None:
    result = run_query(competency_store, "meetings", {"official": "Rina Kusuma"})
    assert len(result.rows) == 6
    (note,) = result.notes
    assert "Rina Kusuma (ID), Rina Kusuma (MY)" in note
