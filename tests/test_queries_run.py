from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from defgraph import open_store
from defgraph.errors import NotFoundError, ParameterError, QueryError
from defgraph.queries import Result, Statements, Truth, run_query, run_sparql
from queries_fixture import competency_store

if TYPE_CHECKING:
    from pathlib import Path

    from defgraph.store import Store
    from sparql_server import Server

__all__ = ["competency_store"]

INSERT = 'INSERT DATA { GRAPH <http://example.org/g> { <http://example.org/a> <http://example.org/b> "c" } }'


def test_a_saved_query_runs_with_the_values_a_person_gives(competency_store: Store) -> None:
    result = run_query(competency_store, "officials-by-meetings", {"country": "Jepang", "limit": 1})
    assert result.columns == ("official", "name", "country", "meetings", "inferred")
    assert [cell and cell.value for cell in result.rows[0]][1:] == ["Kenji Morita", "JP", "3", "0"]
    assert result.values() == [
        ("https://w3id.org/defgraph/data/official/jp/kenji-morita", "Kenji Morita", "JP", "3", "0")
    ]
    assert result.notes == ()


def test_a_query_in_a_folder_of_ones_own_runs(competency_store: Store, tmp_path: Path) -> None:
    (tmp_path / "echo.rq").write_text(
        "#+ summary: s\n#+ lists: [both]\n#+ parameters:\n#+   text: {type: text}\n"
        'SELECT ?text ?both { BIND(?_text AS ?text) BIND("b\\u001FC\\u001Fa" AS ?both) }',
        encoding="utf-8",
    )
    result = run_query(competency_store, "echo", {"text": '"} # \\u0022\n'}, folders=[tmp_path])
    assert result.values() == [('"} # \\u0022\n', "a; b; C")]


def test_a_saved_query_that_reaches_out_or_writes_does_not_run(
    competency_store: Store, tmp_path: Path
) -> None:
    (tmp_path / "out.rq").write_text(
        "#+ summary: s\nSELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }", encoding="utf-8"
    )
    (tmp_path / "writes.rq").write_text(f"#+ summary: s\n{INSERT}", encoding="utf-8")
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        run_query(competency_store, "out", folders=[tmp_path])
    with pytest.raises(QueryError, match="writes"):
        run_query(competency_store, "writes", folders=[tmp_path])


@pytest.mark.parametrize(
    ("name", "parameters", "note"),
    [
        ("who-held", {"position": "Unknown"}, "position: no position goes by 'Unknown' in this store; check"),
        ("who-held", {"position": "Mentri Pertahanan"}, "did you mean Menteri Pertahanan"),
        (
            "sources",
            {"publisher": "Unknown"},
            "publisher: no publisher goes by 'Unknown' in this store; check",
        ),
        (
            "meetings",
            {"country": "AS"},
            "country: AS is American Samoa by ISO 3166-1; for Amerika Serikat say US",
        ),
    ],
)
def test_an_empty_answer_comes_with_what_was_perhaps_meant(
    competency_store: Store, name: str, parameters: dict[str, str], note: str
) -> None:
    result = run_query(competency_store, name, parameters)
    assert result.rows == []
    assert note in "".join(result.notes)


def test_errors_say_what_was_wrong(competency_store: Store) -> None:
    with pytest.raises(NotFoundError, match="did you mean meetings"):
        run_query(competency_store, "meting")
    with pytest.raises(ParameterError, match="needs parameter official"):
        run_query(competency_store, "official-timeline")


@given(st.text(min_size=1))
def test_no_text_breaks_out_of_a_query(text: str) -> None:
    with open_store("memory") as store:
        assert run_query(store, "sources", {"publisher": text}).rows == []


def test_free_sparql_answers_in_the_form_of_the_query(competency_store: Store) -> None:
    rows = run_sparql(competency_store, 'SELECT ("x" AS ?a) {}')
    assert rows == Result(("a",), [(Literal("x"),)])
    assert run_sparql(competency_store, "ASK {}") == Truth(value=True)
    triples = run_sparql(
        competency_store,
        "CONSTRUCT { ?s a <http://example.org/M> } WHERE { ?s <https://w3id.org/defgraph/ontology#reportedIn> ?a }",
    )
    assert isinstance(triples, Statements)
    assert len(triples.triples) == 11
    assert list(triples.triples) == sorted(triples.triples, key=str)
    described = run_sparql(
        competency_store, "DESCRIBE <https://w3id.org/defgraph/data/publisher/harian-garuda>"
    )
    assert isinstance(described, Statements)
    assert {triple.subject for triple in described.triples} == {
        NamedNode("https://w3id.org/defgraph/data/publisher/harian-garuda")
    }


def test_free_sparql_writes_only_when_asked_to() -> None:
    with open_store("memory") as store:
        with pytest.raises(QueryError, match="--update"):
            run_sparql(store, INSERT)
        assert store.is_empty()
        assert run_sparql(store, INSERT, update=True) is None
        assert not store.is_empty()


def test_an_endpoint_s_own_words_are_shown_as_text(empty_server: Server) -> None:
    with (
        open_store(empty_server.address) as store,
        pytest.raises(QueryError, match="SPARQL: line 1, column 22: expected") as caught,
    ):
        run_sparql(store, 'SELECT * { ?s ?p "é" ')
    assert "b'" not in str(caught.value)
    assert "\\n" not in str(caught.value)


def test_free_sparql_that_does_not_parse_is_an_error(competency_store: Store) -> None:
    with pytest.raises(QueryError, match="SPARQL"):
        run_sparql(competency_store, "SELECT * { ?s ?p ")


def test_the_answers_of_two_runs_are_the_same(competency_store: Store) -> None:
    one, other = (run_query(competency_store, "meetings").values() for _ in range(2))
    assert json.dumps(one) == json.dumps(other)


class TestGraphsThatAQueryNames:
    A, B = "<http://x/a>", "<http://x/b>"

    @pytest.fixture
    def store(self, empty_store: Store) -> Store:
        """A store of each kind in turn, with two graphs of a statement each about themselves."""
        empty_store.update(
            f"INSERT DATA {{ GRAPH {self.A} {{ {self.A} a 1 }} GRAPH {self.B} {{ {self.B} a 2 }} }}"
        )
        return empty_store

    @pytest.mark.parametrize(
        ("clauses", "seen"),
        [("", ["1", "2"]), ("FROM <http://x/a>", ["1"]), ("FROM <http://x/a> FROM <http://x/b>", ["1", "2"]),
         ("FROM NAMED <http://x/b>", []), ("FROM <http://x/none>", [])],
    )  # fmt: skip
    def test_are_those_it_sees(self, store: Store, clauses: str, seen: list[str]) -> None:
        rows = run_sparql(store, f"SELECT ?o {clauses} {{ ?s a ?o }} ORDER BY ?o")
        assert isinstance(rows, Result)
        assert rows.values() == [(value,) for value in seen]
        made = run_sparql(store, f"CONSTRUCT {{ ?s a ?o }} {clauses} WHERE {{ ?s a ?o }}")
        assert isinstance(made, Statements)
        assert [triple.object.value for triple in made.triples] == seen
        assert run_sparql(store, f"ASK {clauses} {{ {self.B} a 2 }}") == Truth(value="2" in seen)

    def test_are_those_that_graph_finds(self, store: Store) -> None:
        rows = run_sparql(store, "SELECT ?g FROM NAMED <http://x/b> { GRAPH ?g { ?s a ?o } }")
        assert isinstance(rows, Result)
        assert rows.values() == [("http://x/b",)]
