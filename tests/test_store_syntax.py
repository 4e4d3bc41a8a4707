"""Errors in SPARQL are told as people read them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from defgraph.store.syntax import readable


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT", 'line 1, column 7: expected PREFIX, a variable, "(" or "*"'),
        ("ASK { ?a ?b ?c } x", "line 1, column 19: this cannot stand here"),
        (
            "ASK { ?s nope:x ?o }",
            "line 1, column 16: the prefix before this is not declared; begin with PREFIX name: <IRI>",
        ),
    ],
)
def test_said(query, said):
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(query)
    assert readable(caught.value.msg) == said


def test_a_long_list_is_cut_and_has_no_classes_of_signs():
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query("SELECT * { ?a a ")
    said = readable(caught.value.msg)
    assert said.startswith("line 1, column 17: expected ")
    assert len(said) < 150
    assert "..=" not in said
    assert "a variable" in said


def test_another_message_stays():
    assert readable("no such thing") == "no such thing"
