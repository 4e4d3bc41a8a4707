"""Tables: which folder a predicate goes to, and which row a statement is."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.errors import DataError
from defgraph.namespaces import PREFIXES
from defgraph.tables import COLUMNS, Row, folder_name, predicate_of, rows, rows_of_lines

XSD = "http://www.w3.org/2001/XMLSchema#"
LINES = """\
<http://x/s> <http://x/p> <http://x/o> <http://x/g> .
<http://x/s> <http://x/p> "a\\n\\"b\\"" <http://x/g> .
<http://x/s> <http://x/p> "kerja sama"@id <http://x/g> .
<http://x/s> <http://x/p> "2025-03-01"^^<http://www.w3.org/2001/XMLSchema#date> .
_:b <http://x/p> _:c .
"""


@pytest.mark.parametrize(
    ("predicate", "name"),
    [
        (PREFIXES["dg"] + "attendee", "predicate=dg_attendee"),
        (PREFIXES["rdf"] + "type", "predicate=rdf_type"),
        (PREFIXES["dg"] + "a/b", "predicate=https%3A%2F%2Fw3id.org%2Fdefgraph%2Fontology%23a%2Fb"),
        (PREFIXES["dg"], "predicate=https%3A%2F%2Fw3id.org%2Fdefgraph%2Fontology%23"),
        ("http://x.example/é%20=", "predicate=http%3A%2F%2Fx.example%2F%C3%A9%2520%3D"),
    ],
)
def test_a_predicate_has_a_folder_and_the_folder_a_predicate(predicate: str, name: str) -> None:
    assert folder_name(predicate) == name
    assert predicate_of(name) == predicate


@given(
    st.one_of(st.sampled_from(sorted(PREFIXES.values())), st.just("http://x/")),
    st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters='<>"{}|^`\\'), max_size=15),
)
def test_no_two_predicates_share_a_folder(namespace: str, local: str) -> None:
    name = folder_name(namespace + local)
    assert predicate_of(name) == namespace + local
    assert not set(name) & set('/\\:*?"<>| ')
    assert name.isascii()


def test_a_predicate_too_long_for_a_folder_is_named() -> None:
    with pytest.raises(DataError, match=r"predicate <http://x/a+>: .* 255"):
        folder_name("http://x/" + "a" * 300)


def test_a_statement_is_a_row() -> None:
    p, s, g = "http://x/p", "http://x/s", "http://x/g"
    expected = [
        Row(p, s, "http://x/o", None, None, g),
        Row(p, s, 'a\n"b"', f"{XSD}string", None, g),
        Row(p, s, "kerja sama", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "id", g),
        Row(p, s, "2025-03-01", f"{XSD}date", None, None),
    ]
    lines = LINES.encode().splitlines()
    assert list(rows_of_lines(lines))[:4] == expected
    assert list(rows(ox.parse(LINES, ox.RdfFormat.N_QUADS)))[:4] == expected


def test_a_blank_node_is_told_from_an_iri() -> None:
    *_, row = rows_of_lines(LINES.encode().splitlines())
    assert row.subject.startswith("_:")
    assert row.object.startswith("_:")


def test_columns_are_those_of_a_row() -> None:
    assert ("predicate", *COLUMNS) == Row._fields


def test_rows_sort_by_code_point_and_null_first() -> None:
    given = [
        Row("p", "s", "o", "d", None, "g"),
        Row("p", "s", "\U0001f600", None, None, None),
        Row("p", "s", "\uffee", None, None, None),
        Row("p", "s", "o", "d", "en", "g"),
        Row("p", "s", "o", None, None, "g"),
    ]
    assert sorted(given, key=lambda row: row.sort_key) == [given[4], given[0], given[3], given[2], given[1]]


def test_a_line_that_is_none_is_refused() -> None:
    with pytest.raises(SyntaxError):
        list(rows_of_lines([b"<http://x/s> <http://x/p> ."]))
