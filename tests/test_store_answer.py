"""Every store answers a query in every format, over the graphs that it is told."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from defgraph.errors import QueryError, StoreError
from defgraph.store import Dataset
from defgraph.store.formats import GRAPHS, RESULTS

if TYPE_CHECKING:
    from defgraph.store import Store

A, B, C = (ox.NamedNode(f"http://example.org/{name}") for name in "abc")
SUBJECTS = "SELECT ?s { ?s ?p ?o } ORDER BY ?s"
GRAPH_NAMES = "SELECT ?s { GRAPH ?s { ?x ?p ?o } } ORDER BY ?s"


@pytest.fixture
def store(empty_store: Store) -> Store:
    """A store of three graphs, each of one statement about itself, and one statement in no named graph."""
    blocks = " ".join(f"GRAPH {graph} {{ {graph} a {graph} }}" for graph in (A, B, C))
    empty_store.update(f"INSERT DATA {{ {blocks} <http://example.org/unnamed> a {A} }}")
    return empty_store


def answered(store: Store, query: str, media_type: str = "application/json", **told: object) -> bytes:
    output = io.BytesIO()
    store.answer(query, output, media_type, **told)
    return output.getvalue()


def found(store: Store, query: str, **told: object) -> list[str]:
    rows = json.loads(answered(store, query, **told))["results"]["bindings"]
    return [row["s"]["value"].removeprefix("http://example.org/") for row in rows]


@pytest.mark.parametrize("media_type", RESULTS)
def test_rows_in_every_format(store: Store, media_type: str) -> None:
    body = answered(store, f"SELECT ?b ?s {{ GRAPH {B} {{ ?s a ?b }} }}", media_type)
    if media_type == "text/csv":
        assert body == b"b,s\r\nhttp://example.org/b,http://example.org/b\r\n"
        return
    rows = ox.parse_query_results(body, format=RESULTS[media_type])
    assert [variable.value for variable in rows.variables] == ["b", "s"]
    assert [tuple(row) for row in rows] == [(B, B)]


@pytest.mark.parametrize("media_type", GRAPHS)
def test_statements_in_every_format(store: Store, media_type: str) -> None:
    body = answered(store, f"CONSTRUCT {{ ?s a ?s }} {{ GRAPH {B} {{ ?s ?p ?o }} }}", media_type)
    (quad,) = ox.parse(body, format=GRAPHS[media_type])
    assert (quad.subject, quad.object, quad.graph_name) == (B, B, ox.DefaultGraph())


def test_yes_and_no(store: Store) -> None:
    assert json.loads(answered(store, "ASK { ?s ?p 1 }"))["boolean"] is False


class TestGraphs:
    def test_all_of_them(self, store: Store) -> None:
        assert set(found(store, SUBJECTS)) >= {"a", "b", "c"}

    def test_those_that_the_query_says(self, store: Store) -> None:
        assert found(store, SUBJECTS.replace("{", f"FROM {A} FROM {B} {{", 1), graphs="said") == ["a", "b"]
        assert found(store, GRAPH_NAMES.replace("{", f"FROM NAMED {C} {{", 1), graphs="said") == ["c"]
        assert found(store, SUBJECTS.replace("{", f"FROM NAMED {C} {{", 1), graphs="said") == []

    def test_those_that_are_told(self, store: Store) -> None:
        assert found(store, SUBJECTS, graphs=Dataset((A, C))) == ["a", "c"]
        assert found(store, GRAPH_NAMES, graphs=Dataset((A, C))) == []
        assert found(store, GRAPH_NAMES, graphs=Dataset((), (B, C))) == ["b", "c"]
        assert found(store, SUBJECTS, graphs=Dataset((), (B, C))) == []

    def test_those_that_are_told_whatever_the_query_says(self, store: Store) -> None:
        assert found(store, SUBJECTS.replace("{", f"FROM {A} {{", 1), graphs=Dataset((B,))) == ["b"]

    def test_the_one_without_a_name(self, store: Store) -> None:
        assert found(store, SUBJECTS, graphs=Dataset((ox.DefaultGraph(),))) == ["unnamed"]

    def test_one_that_is_not_there(self, store: Store) -> None:
        assert found(store, SUBJECTS, graphs=Dataset((ox.NamedNode("http://example.org/none"),))) == []


def test_relative_iris_hang_on_something(store: Store) -> None:
    body = answered(
        store, "CONSTRUCT { <x> a <x> } {}", "application/n-triples", base="http://example.org/base/"
    )
    assert b"<http://" in body
    assert b"/x> " in body


def test_a_query_that_does_not_parse(store: Store) -> None:
    with pytest.raises(QueryError):
        answered(store, "SELECT {")


def test_a_format_of_the_other_kind(store: Store) -> None:
    with pytest.raises((QueryError, StoreError)):
        answered(store, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "text/csv")
    with pytest.raises((QueryError, StoreError)):
        answered(store, SUBJECTS, "text/turtle")
