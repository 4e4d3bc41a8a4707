"""Terms as N-Triples has them are the same whoever writes them."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal

from defgraph.namespaces import DG
from defgraph.terms import date_literal, written, written_date


@given(st.text())
@example('"')
@example("\\")
@example("a\tb\r\n\x07\x7f\u00a0\u2028\ufeff")
def test_a_plain_literal_is_written_as_oxigraph_writes_it(text: str) -> None:
    assert written(text) == str(Literal(text))


def test_so_are_days_and_names_of_vocabularies() -> None:
    assert written_date("2025-10-21") == str(date_literal("2025-10-21"))
    assert DG["Meeting"] == str(DG("Meeting"))
