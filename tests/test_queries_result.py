from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from defgraph.queries.result import SEPARATOR, to_result
from defgraph.store import Solutions


@given(st.lists(st.text(alphabet="abcABC é", min_size=1), min_size=1))
def test_a_list_has_the_same_members_in_an_order_of_its_own(members: list[str]) -> None:
    one = to_result(Solutions(("l",), [(Literal(SEPARATOR.join(members)),)]), ["l"])
    other = to_result(Solutions(("l",), [(Literal(SEPARATOR.join(reversed(members))),)]), ["l"])
    assert one == other
    ((text,),) = one.values()
    assert sorted(text.split(SEPARATOR)) == sorted(members)


def test_members_are_in_alphabetical_order_without_regard_to_case() -> None:
    assert to_result(Solutions(("l",), [(Literal("b; C; a"),)]), ["l"]).values() == [("a; b; C",)]


def test_other_columns_and_cells_without_a_text_are_left_alone() -> None:
    row = (Literal("b; a"), None, NamedNode("http://example.org/b;%20a"))
    solutions = Solutions(("text", "none", "iri"), [row])
    assert to_result(solutions, ["none", "iri"], ("note",)).rows == [row]
    assert to_result(solutions, ["none"], ("note",)).notes == ("note",)
