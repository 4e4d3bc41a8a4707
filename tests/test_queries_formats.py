from __future__ import annotations

import csv
import io
import json
import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rich.cells import cell_len

from defgraph.errors import InputError
from defgraph.namespaces import DEFAULT_BASE, DG, XSD
from defgraph.queries import FORMATS, GRAPH_FORMATS, Result, Statements, Truth, render
from defgraph.queries.formats import MOST_FOLDED_ROWS
from defgraph.terms import date_literal, integer_literal

EX = NamedNode("http://example.org/a")
MEETING = NamedNode(DEFAULT_BASE + "meeting/2024-01-10-malaysia/1")
RESULT = Result(
    ("name", "n"),
    [(Literal("Sari Wijaya"), integer_literal(12)), (Literal("東京"), None), (MEETING, integer_literal(3))],
)
TRIPLES = Statements((Triple(EX, DG("city"), Literal("Jakarta")), Triple(EX, DG("heldIn"), EX)))

terms = (
    st.none()
    | st.text().map(Literal)
    | st.tuples(st.text(), st.sampled_from(["en", "id"])).map(lambda pair: Literal(pair[0], language=pair[1]))
    | st.integers().map(integer_literal)
    | st.dates().map(lambda day: date_literal(day.isoformat()))
    | st.sampled_from([EX, MEETING, BlankNode("b1"), Literal("x", datatype=XSD("integer"))])
)
results = st.lists(st.tuples(terms, terms)).map(lambda rows: Result(("a", "b"), rows))


def read_back(text: str, form: ox.QueryResultsFormat) -> list[tuple[object, ...]]:
    """Return the rows that another implementation reads."""
    solutions = ox.parse_query_results(text.encode(), format=form)
    return [tuple(solution) for solution in solutions]


@given(results)
def test_json_is_read_back_by_another_implementation(result: Result) -> None:
    assert read_back(render(result, "json"), ox.QueryResultsFormat.JSON) == result.rows


@given(results)
def test_tsv_is_read_back_by_another_implementation(result: Result) -> None:
    assert read_back(render(result, "tsv"), ox.QueryResultsFormat.TSV) == result.rows


@given(results)
def test_xml_is_read_back_but_for_what_xml_cannot_hold(result: Result) -> None:
    unheld = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

    def as_held(term: object) -> object:
        if not isinstance(term, Literal):
            return term
        text = unheld.sub("\ufffd", term.value)
        return (
            Literal(text, language=term.language) if term.language else Literal(text, datatype=term.datatype)
        )

    expected = [tuple(map(as_held, row)) for row in result.rows]
    assert read_back(render(result, "xml"), ox.QueryResultsFormat.XML) == expected


@given(results)
def test_csv_holds_every_value_just_as_it_is(result: Result) -> None:
    header, *rows = csv.reader(io.StringIO(render(result, "csv"), newline=""))
    assert header == ["a", "b"]
    values = [
        ["" if t is None else f"_:{t.value}" if isinstance(t, BlankNode) else t.value for t in row]
        for row in result.rows
    ]
    assert [row or [""] for row in rows] == values


def test_csv_and_tsv_are_written_as_the_w3c_writes_them() -> None:
    assert render(RESULT, "csv") == f"name,n\r\nSari Wijaya,12\r\n東京,\r\n{MEETING.value},3\r\n"
    assert render(RESULT, "tsv") == f'?name\t?n\n"Sari Wijaya"\t12\n"東京"\t\n<{MEETING.value}>\t3\n'
    assert render(Result(("a",), [(Literal('=1+1, "x"\n'),)]), "csv") == 'a\r\n"=1+1, ""x""\n"\r\n'


def test_json_says_what_each_term_is() -> None:
    row = (EX, BlankNode("b"), Literal("x"), Literal("x", language="en"), integer_literal(1), None)
    document = json.loads(render(Result(tuple("abcdef"), [row]), "json"))
    assert document == {
        "head": {"vars": ["a", "b", "c", "d", "e", "f"]},
        "results": {
            "bindings": [
                {
                    "a": {"type": "uri", "value": "http://example.org/a"},
                    "b": {"type": "bnode", "value": "b"},
                    "c": {"type": "literal", "value": "x"},
                    "d": {"type": "literal", "value": "x", "xml:lang": "en"},
                    "e": {"type": "literal", "value": "1", "datatype": XSD("integer").value},
                }
            ]
        },
    }


def test_a_table_is_as_wide_as_it_has_to_be() -> None:
    assert render(RESULT, "table").splitlines() == [
        "name                           n",
        "─────────────────────────────  ──",
        "Sari Wijaya                    12",
        "東京",
        "meeting/2024-01-10-malaysia/1  3",
    ]


def test_a_table_fits_the_terminal_and_loses_nothing() -> None:
    long = Result(("text", "n"), [(Literal("word " * 40), integer_literal(1)), (Literal("x" * 100), None)])
    lines = render(long, "table", width=40).splitlines()
    assert max(map(cell_len, lines)) <= 40
    assert "".join(lines).count("word") == 40
    assert "".join(lines).count("x") >= 100


def test_a_long_table_is_not_folded() -> None:
    rows = [(Literal("word " * 40),)] * (MOST_FOLDED_ROWS + 1)
    assert render(Result(("a",), rows), "table", width=40) == render(Result(("a",), rows), "table")


def test_a_table_of_no_rows_has_its_header() -> None:
    for width in (None, 40):
        assert render(Result(("a", "b"), []), "table", width=width).split()[:2] == ["a", "b"]


@given(st.text())
def test_nothing_in_a_table_or_markdown_steers_a_terminal(text: str) -> None:
    hostile = f"\x1b[2J\x9b31m\r\u202e\u200b{text}\x07"
    for form in ("table", "markdown"):
        for width in (None, 60):
            out = render(Result(("a",), [(Literal(hostile),)]), form, width=width)
            assert not {"\x1b", "\x9b", "\r", "\u202e", "\u200b", "\x07"} & set(out)
    assert render(Result(("a",), [(Literal(hostile),)]), "table").count("\n") == 3


def test_markup_of_the_table_library_is_text() -> None:
    assert "[bold]x[/bold] :smile:" in render(
        Result(("a",), [(Literal("[bold]x[/bold] :smile:"),)]), "table", width=60
    )


def test_markdown_keeps_its_columns_whatever_the_cells_hold() -> None:
    result = Result(("a", "b"), [(Literal("x|y\\|z\n*w*"), Literal("<script>`"))])
    assert render(result, "markdown") == (
        "| a | b |\n| --- | --- |\n| x\\|y\\\\\\|z \\*w\\* | \\<script\\>\\` |\n"
    )


@pytest.mark.parametrize(
    ("iri", "shown"),
    [
        (MEETING.value, "meeting/2024-01-10-malaysia/1"),
        (DG("Meeting").value, "dg:Meeting"),
        ("https://w3id.org/defgraph/vocabulary/country/ID", "country:ID"),
        ("https://w3id.org/defgraph/ontology#a/b", "https://w3id.org/defgraph/ontology#a/b"),
        ("http://example.org/a", "http://example.org/a"),
    ],
)
def test_iris_are_shortened_for_reading_only(iri: str, shown: str) -> None:
    result = Result(("a",), [(NamedNode(iri),)])
    assert render(result, "table").splitlines()[-1] == shown
    assert iri in render(result, "csv")


def test_truth_is_a_word_or_the_json_of_the_w3c() -> None:
    for answer, word in ((Truth(value=True), "true"), (Truth(value=False), "false")):
        assert {render(answer, form) for form in ("table", "csv", "tsv", "markdown")} == {f"{word}\n"}
        for form, reader in (("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML)):
            found = ox.parse_query_results(render(answer, form).encode(), format=reader)
            assert bool(found) is answer.value


def test_triples_are_turtle_n_triples_or_rows() -> None:
    for form, reader in (
        ("table", ox.RdfFormat.TURTLE),
        ("turtle", ox.RdfFormat.TURTLE),
        ("ntriples", ox.RdfFormat.N_TRIPLES),
    ):
        read = {quad.triple for quad in ox.parse(render(TRIPLES, form).encode(), format=reader)}
        assert read == set(TRIPLES.triples)
    assert "dg:city" in render(TRIPLES, "turtle")
    assert render(TRIPLES, "tsv").splitlines()[0] == "?subject\t?predicate\t?object"
    assert len(json.loads(render(TRIPLES, "json"))["results"]["bindings"]) == 2


def test_rows_are_no_graph_and_an_unknown_format_is_refused() -> None:
    for form in GRAPH_FORMATS:
        with pytest.raises(InputError, match=f"rows cannot be written as {form}"):
            render(RESULT, form)
    with pytest.raises(InputError, match="no format 'xls'; expected one of table, csv"):
        render(RESULT, "xls")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_ends_with_a_line_break(form: str) -> None:
    assert render(RESULT, form).endswith("\n")
