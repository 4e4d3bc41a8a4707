"""A graph that is put into a store and read again is the same, whatever its text, and its digest tells it apart."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph import open_store
from defgraph.errors import ChangedError, RdfError
from defgraph.graph_store import (
    ANY,
    Condition,
    delete_graph,
    digest_of,
    parse_graph,
    read_graph,
    rewritten,
    write_graph,
)
from defgraph.store.formats import GRAPHS

G = ox.NamedNode("http://example.org/g")
ALWAYS = Condition()
RDF_XML_CANNOT = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
LITERALS = st.builds(ox.Literal, st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")))
XML_LITERALS = st.builds(ox.Literal, st.text(RDF_XML_CANNOT))


def triples(*literals: ox.Literal) -> list[ox.Triple]:
    return [ox.Triple(G, G, literal) for literal in literals]


@given(st.lists(LITERALS, max_size=5), st.lists(LITERALS, max_size=5))
def test_what_is_put_is_read(before: list[ox.Literal], after: list[ox.Literal]) -> None:
    with open_store("memory") as store:
        assert write_graph(store, G, triples(*before), replace=False, condition=ALWAYS)
        write_graph(store, G, triples(*after), replace=True, condition=ALWAYS)
        held = read_graph(store, G)
        assert (held is None) == (not after)
        read = parse_graph(held or b"", "application/n-triples", "http://example.org/")
        assert {triple.object for triple in read} == set(after)


@given(st.lists(XML_LITERALS, min_size=1, max_size=5), st.sampled_from(sorted(GRAPHS)))
def test_in_every_syntax_it_is_the_same(literals: list[ox.Literal], media_type: str) -> None:
    with open_store("memory") as store:
        write_graph(store, G, triples(*literals), replace=False, condition=ALWAYS)
        lines = read_graph(store, G)
        assert lines is not None
        body = rewritten(lines, media_type)
        assert set(parse_graph(body, media_type, "http://example.org/")) == set(triples(*literals))


@given(st.lists(LITERALS, min_size=2, max_size=5, unique_by=lambda literal: literal.value))
def test_the_order_of_writing_does_not_show(literals: list[ox.Literal]) -> None:
    read = []
    for order in (literals, literals[::-1]):
        with open_store("memory") as store:
            write_graph(store, G, triples(*order), replace=False, condition=ALWAYS)
            read.append(read_graph(store, G))
    assert read[0] == read[1]


class TestConditions:
    @pytest.mark.parametrize(
        ("condition", "digest", "holds"),
        [
            (Condition(), None, True),
            (Condition(), "a", True),
            (Condition(holds=["a", "b"]), "b", True),
            (Condition(holds=["a"]), "b", False),
            (Condition(holds=["a"]), None, False),
            (Condition(holds=[ANY]), "a", True),
            (Condition(holds=[ANY]), None, False),
            (Condition(holds=[]), "a", False),
            (Condition(holds_not=[ANY]), None, True),
            (Condition(holds_not=[ANY]), "a", False),
            (Condition(holds_not=["a"]), "a", False),
            (Condition(holds_not=["a"]), "b", True),
        ],
    )
    def test_when_a_graph_may_be_changed(self, condition: Condition, digest: str | None, holds: bool) -> None:
        if holds:
            condition.check(digest)
        else:
            with pytest.raises(ChangedError):
                condition.check(digest)

    def test_where_one_does_not_hold_nothing_changes(self) -> None:
        with open_store("memory") as store:
            write_graph(store, G, triples(ox.Literal("a")), replace=True, condition=ALWAYS)
            held = read_graph(store, G)
            assert held is not None
            stale = Condition(holds=[digest_of(b"")])
            with pytest.raises(ChangedError):
                write_graph(store, G, [], replace=True, condition=stale)
            with pytest.raises(ChangedError):
                delete_graph(store, G, stale)
            assert read_graph(store, G) == held
            assert delete_graph(store, G, Condition(holds=[digest_of(held)]))
            assert not delete_graph(store, G, ALWAYS)


def test_an_error_names_the_place() -> None:
    with pytest.raises(RdfError, match=r"^line 2, column \d+: "):
        parse_graph(b"<a> <b> <c> .\n<a> <b> }", "text/turtle", "http://example.org/")
