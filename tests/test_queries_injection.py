"""A value is data: whatever it holds, the query around it stays the query its author wrote."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from defgraph.queries.injection import inject, parameter_names, serialise
from defgraph.terms import from_rdflib, integer_literal, to_rdflib

EX = "http://example.org/"
A, B, C = (ox.NamedNode(EX + name) for name in "abc")
DATA = [(A, 1), (B, 2), (C, 3)]
NASTY = [
    '"', "'", '"""', "\\", "\\\\", '\\"', "}", "{", "} }", "\n", "\r", "\t", "\0", "# comment", "?_t", "\\u0022",
    "\\\\u0022", "\\U00000022", "\\u0022) } # ", '") } DROP ALL #', "\x0b0022", "\\\x0b", "a\\u00410042", "😀", "\u2028",
]  # fmt: skip

text_values = st.text() | st.text(alphabet="\\u0U\"'{}\n41x?_t#<>()") | st.sampled_from(NASTY)


def dataset() -> ox.Store:
    store = ox.Store()
    for subject, number in DATA:
        store.add(ox.Quad(subject, ox.NamedNode(EX + "value"), integer_literal(number)))
    return store


def graph() -> rdflib.Graph:
    made = rdflib.Graph()
    for quad in dataset():
        made.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return made


def both(query: str) -> list[tuple[str | None, ...]]:
    """Return the sorted rows of ``query``, on which two engines have to agree."""
    rows = sorted(tuple(None if t is None else t.value for t in row) for row in dataset().query(query))
    other = sorted(tuple(None if t is None else str(t) for t in row) for row in graph().query(query))
    assert rows == other
    return rows


@given(text_values)
@example("\\u0022")
def test_any_text_comes_back_as_it_was(value: str) -> None:
    query = inject("SELECT ?_t WHERE { }", {"t": (ox.Literal(value),)})
    ((found,),) = ox.Store().query(query)
    assert found == ox.Literal(value)


@given(text_values)
def test_any_text_comes_back_as_it_was_from_another_engine(value: str) -> None:
    query = inject("SELECT ?_t WHERE { }", {"t": (ox.Literal(value),)})
    ((found,),) = rdflib.Graph().query(query)
    assert from_rdflib(found) == ox.Literal(value)


@pytest.mark.parametrize("value", NASTY)
def test_text_that_could_be_code_is_data(value: str) -> None:
    query = inject("SELECT ?t WHERE { BIND(CONCAT(?_t, '!') AS ?t) }", {"t": (ox.Literal(value),)})
    assert both(query) == [(value + "!",)]


def test_a_value_pasted_as_text_would_be_code() -> None:
    pasted = 'SELECT ?x WHERE { BIND("VALUE" AS ?x) }'.replace("VALUE", '" AS ?y) BIND("stolen')
    assert ox.Store().query(pasted).variables == [ox.Variable("x")]
    assert [row["x"].value for row in ox.Store().query(pasted)] == ["stolen"]


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",))))
def test_a_term_is_written_on_one_line(value: str) -> None:
    assert "\n" not in serialise(ox.Literal(value))
    assert "\r" not in serialise(ox.Literal(value))


SHAPES = {
    "where": "SELECT ?s WHERE { ?s <http://example.org/value> ?n FILTER(?s = ?_x) }",
    "no keyword": "SELECT ?s { ?s <http://example.org/value> ?n FILTER(?s = ?_x) }",
    "sub-select that hides it": "SELECT ?s { { SELECT ?s { ?s <http://example.org/value> ?n FILTER(?s = ?_x) } } }",
    "sub-select with WHERE": (
        "SELECT ?s WHERE { { SELECT DISTINCT ?s (MAX(?n) AS ?m) WHERE "
        "{ ?s <http://example.org/value> ?n . FILTER(?_x = ?s) } GROUP BY ?s } }"
    ),
    "optional": (
        "SELECT ?s { ?s <http://example.org/value> ?n OPTIONAL { ?s <http://example.org/value> ?m FILTER(?s = ?_x) } "
        "FILTER(BOUND(?m)) }"
    ),
    "union": "SELECT ?s { { ?s <http://example.org/value> ?n FILTER(?s = ?_x) } UNION { ?s <http://example.org/no> ?n } }",
    "minus": "SELECT ?s { ?s <http://example.org/value> ?n MINUS { ?s <http://example.org/value> ?m FILTER(?s != ?_x) } }",
    "exists": "SELECT ?s { ?s <http://example.org/value> ?n FILTER EXISTS { ?_x <http://example.org/value> ?n } }",
    "not exists": (
        "SELECT ?s { ?s <http://example.org/value> ?n "
        "FILTER NOT EXISTS { ?s <http://example.org/value> ?m FILTER(?s != ?_x) } }"
    ),
    "exists that does not matter": (
        "SELECT ?s { ?s <http://example.org/value> ?n FILTER(!BOUND(?_x) || EXISTS { ?_x <http://example.org/value> ?n }) }"
    ),
    "having": (
        "SELECT ?s { ?s <http://example.org/value> ?n } GROUP BY ?s ?_x HAVING(?s = ?_x)"
    ),
    "braces and words in strings": (
        'SELECT ?s { ?s <http://example.org/value> ?n FILTER("} SELECT {" != \'VALUES {\' && ?s = ?_x) } # { ?_x'
    ),
    "values of its own": (
        "SELECT ?s { VALUES (?s ?k) { (<http://example.org/a> 1) (<http://example.org/b> 2) } "
        "VALUES ?k { 1 2 } FILTER(?s = ?_x) }"
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_parameter_means_its_value_wherever_it_stands(shape: str) -> None:
    assert both(inject(shape, {"x": (A,)})) == [(A.value,)]


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_shapes_answer_otherwise_without_the_parameter(shape: str) -> None:
    assert both(shape) != [(A.value,)]


def test_several_values_are_any_of_them() -> None:
    assert both(inject(SHAPES["where"], {"x": (A, C)})) == [(A.value,), (C.value,)]
    assert both(inject(SHAPES["sub-select that hides it"], {"x": (A, C)})) == [(A.value,), (C.value,)]


def test_several_parameters_of_a_group_stand_in_one_block() -> None:
    text = "SELECT ?s { ?s <http://example.org/value> ?n FILTER(?s = ?_x && ?n = ?_n) }"
    numbers = [ox.Literal(number) for number in range(150)]
    for wanted, values in ((1, numbers[:3]), (1, numbers[:100]), (2, numbers)):
        query = inject(text, {"x": (A, C), "n": values})
        assert query.count("VALUES") == wanted
        assert both(query) == both(
            text.replace("?s = ?_x && ?n = ?_n", f"?s IN ({A}, {C}) && ?n < {len(values)}")
        )


def test_a_group_that_does_not_use_the_parameter_is_left_alone() -> None:
    query = inject("SELECT ?s { { SELECT ?s { ?s ?p ?_x } } { SELECT ?s { ?s ?p ?o } } }", {"x": (A,)})
    assert query.count("VALUES") == 1


def test_a_parameter_that_is_not_used_changes_nothing() -> None:
    assert inject("SELECT ?s { ?s ?p ?o }", {"x": (A,)}) == "SELECT ?s { ?s ?p ?o }"


def test_construct_and_ask_take_parameters() -> None:
    construct = inject(
        "CONSTRUCT { ?_x <http://example.org/is> ?n } WHERE { ?_x <http://example.org/value> ?n }",
        {"x": (B,)},
    )
    (triple,) = dataset().query(construct)
    assert (triple.subject, triple.object) == (B, integer_literal(2))
    assert dataset().query(inject("ASK { ?_x <http://example.org/value> 2 }", {"x": (B,)}))
    assert not dataset().query(inject("ASK { ?_x <http://example.org/value> 2 }", {"x": (A,)}))


def test_the_parameters_of_a_text_are_its_variables_outside_strings_and_comments() -> None:
    assert parameter_names("SELECT ?a { ?_b ?c $_d FILTER('?_e' = ?_f_g) } # ?_h") == {"b", "d", "f_g"}
