from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from defgraph import Record, build, open_store
from defgraph.queries import run_query
from defgraph.queries.result import JOINT, SEPARATOR, to_result
from defgraph.store import Solutions


@given(st.lists(st.text(alphabet="abcABC é", min_size=1), min_size=1))
def test_a_list_has_the_same_members_in_an_order_of_its_own(members: list[str]) -> None:
    one = to_result(Solutions(("l",), [(Literal(JOINT.join(members)),)]), ["l"])
    other = to_result(Solutions(("l",), [(Literal(JOINT.join(reversed(members))),)]), ["l"])
    assert one == other
    ((text,),) = one.values()
    assert sorted(text.split(SEPARATOR)) == sorted(members)


def test_members_are_in_alphabetical_order_without_regard_to_case() -> None:
    assert to_result(Solutions(("l",), [(Literal("b\x1fC\x1fa"),)]), ["l"]).values() == [("a; b; C",)]


def test_a_member_that_holds_a_semicolon_stays_whole() -> None:
    partners = [{"organisation": name, "status": "present"} for name in ("Zeta; Alpha Corp", "Beta")]
    meeting = {"type": "bilateral-meeting", "date": "2025-01-02", "partners": partners}
    record = Record.model_validate({"id": "2025-01-02-a", "article": {"title": "A"}, "meetings": [meeting]})
    with open_store("memory") as store:
        build([record], store)
        result = run_query(store, "meetings")
    place = result.columns.index("partners")
    assert [row[place] for row in result.values()] == ["Beta; Zeta; Alpha Corp"]


def test_other_columns_and_cells_without_a_text_are_left_alone() -> None:
    row = (Literal("b\x1fa"), None, NamedNode("http://example.org/b;%20a"))
    solutions = Solutions(("text", "none", "iri"), [row])
    assert to_result(solutions, ["none", "iri"], ("note",)).rows == [row]
    assert to_result(solutions, ["none"], ("note",)).notes == ("note",)
