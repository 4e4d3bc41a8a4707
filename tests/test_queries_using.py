"""An update sees the graphs that are told beside it, as if it said so itself."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from defgraph import open_store
from defgraph.errors import QueryError
from defgraph.queries.run import run_update
from defgraph.queries.using import with_using
from defgraph.store import Dataset

A, B, C = (ox.NamedNode(f"http://example.org/{name}") for name in "abc")
USING_A = Dataset((A,))


def seen(update: str, using: Dataset) -> list[str]:
    """Return what stands in the graph ``seen`` after an update of graphs a, b and c, of a statement each."""
    with open_store("memory") as store:
        blocks = " ".join(f"GRAPH {graph} {{ {graph} a {graph} }}" for graph in (A, B, C))
        store.update(f"INSERT DATA {{ {blocks} }}")
        run_update(store, f"PREFIX : <http://example.org/> {update}", using=using)
        quads = store.quads(ox.NamedNode("http://example.org/seen"))
        return sorted(quad.subject.value.removeprefix("http://example.org/") for quad in quads)


INSERT = "INSERT { GRAPH :seen { ?s a :Seen } } WHERE "


@pytest.mark.parametrize(
    ("update", "using", "wanted"),
    [
        (f"{INSERT} {{ ?s ?p ?o }}", USING_A, ["a"]),
        (f"{INSERT} {{ ?s ?p ?o }}", Dataset((A, C)), ["a", "c"]),
        (f"{INSERT} {{ GRAPH ?g {{ ?s ?p ?o }} }}", Dataset((), (B,)), ["b"]),
        (f"{INSERT} {{ ?s ?p ?o }}", Dataset((), (B,)), []),
        (
            f"{INSERT} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}",
            Dataset((A,), (B,)),
            ["a", "b"],
        ),
        (f"{INSERT} {{ {{ SELECT ?s WHERE {{ ?s ?p ?o }} }} }}", USING_A, ["a"]),
        (f"{INSERT} {{ ?s ?p ?o }} ; {INSERT} {{ ?s ?p ?o }}", USING_A, ["a"]),
        (f"INSERT DATA {{ GRAPH :seen {{ :x a :y }} }} ; {INSERT} {{ ?s ?p ?o }}", USING_A, ["a", "x"]),
        (f"{INSERT} {{ ?s ?p ?o FILTER('WHERE {{' != 'x') }} # WHERE {{", USING_A, ["a"]),
        ("DELETE { ?s ?p ?o } INSERT { GRAPH :seen { ?s a :Seen } } WHERE { ?s ?p ?o }", USING_A, ["a"]),
    ],
)
def test_patterns_see_those_graphs(update: str, using: Dataset, wanted: list[str]) -> None:
    assert seen(update, using) == wanted


def test_delete_where_is_written_in_full() -> None:
    assert with_using("DELETE WHERE { GRAPH ?g { ?s ?p ?o } } ; CLEAR ALL", USING_A) == (
        "DELETE { GRAPH ?g { ?s ?p ?o } } USING <http://example.org/a> WHERE { GRAPH ?g { ?s ?p ?o } } ; CLEAR ALL"
    )


@pytest.mark.parametrize(
    "update",
    [
        "WITH <http://example.org/a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "INSERT { ?s a 1 } USING <http://example.org/a> WHERE { ?s ?p ?o }",
        "clear all ; insert { ?s a 1 } using named <http://example.org/a> where { ?s ?p ?o }",
    ],
)
def test_graphs_named_in_two_places(update: str) -> None:
    with pytest.raises(QueryError, match="one place"):
        with_using(update, USING_A)


def test_what_has_no_pattern_stays_as_it_is() -> None:
    text = "INSERT DATA { <http://e.org/a> <http://e.org/b> 'WHERE' } ; DROP ALL"
    assert with_using(text, USING_A) == text


def test_text_that_breaks_off_is_left_to_the_parser() -> None:
    with open_store("memory") as store, pytest.raises(QueryError):
        run_update(store, "DELETE WHERE { ?s ?p", using=USING_A)
