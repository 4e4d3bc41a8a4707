"""Pages of saved queries: each row on one page, in an order that leaves nothing open."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from defgraph import build, open_store
from defgraph.queries import find_query, list_queries, run_query
from defgraph.queries.injection import inject
from defgraph.queries.paging import Page, run_page
from defgraph.queries.parameters import bind
from queries_fixture import CASES, RECORDS, competency_store

__all__ = ["competency_store"]

SAVED = [query.name for query in list_queries()]
ORDER = re.compile(r"ORDER BY (?P<keys>[^\n]*)\s*\Z")
KEY = re.compile(r"DESC\((?P<down>\?\w+)\)|(?P<up>\?\w+)|(?P<made>\((?:[^()]|\([^()]*\))*\))")


def backwards(text: str) -> str:
    """A query with each key of its order turned round."""
    found = ORDER.search(text)
    assert found, "a saved query ends with ORDER BY"
    keys = list(KEY.finditer(found["keys"]))
    assert " ".join(key[0] for key in keys) == found["keys"], found["keys"]
    turned = [key["down"] or f"DESC({key['up'] or key['made'][1:-1]})" for key in keys]
    return f"{text[: found.start()]}ORDER BY {' '.join(turned)}\n"


def ties(store, text: str) -> bool:
    """Whether the order of a query leaves open which of two different rows is first."""
    forth, back = store.select(text).rows, store.select(backwards(text)).rows
    return forth != list(reversed(back))


@pytest.fixture(scope="module")
def stores():
    """The invented records, and the real ones that come with defgraph."""
    with open_store("memory") as invented, open_store("memory") as real:
        build([RECORDS], invented)
        build([ROOT / "data" / "records"], real)
        yield invented, real


@pytest.mark.parametrize("name", SAVED)
def test_the_order_of_every_saved_query_is_total(stores, name):
    query = find_query(name)
    invented, real = stores
    sets = [given for each, given, _, _ in CASES if each == name]
    for given_ in sets:
        text = inject(query.text, bind(query, given_, invented).terms)
        assert not ties(invented, text), given_
    if not any(each.required for each in query.parameters.values()):
        assert not ties(real, query.text)


def test_an_order_that_is_not_total_is_noticed(stores):
    text = find_query("meetings").text
    assert ties(stores[0], re.sub(r"ORDER BY .*", "ORDER BY ?type", text))


@pytest.mark.parametrize(("name", "parameters"), [(name, given_) for name, given_, _, _ in CASES[::3]])
def test_pages_put_together_are_the_whole(competency_store, name, parameters):
    whole = run_query(competency_store, name, parameters)
    pages = []
    for size in (1, 3, 1000):
        first = run_page(competency_store, find_query(name), parameters, 1, size)
        pages = [
            run_page(competency_store, find_query(name), parameters, n, size)
            for n in range(1, first.last + 1)
        ]
        assert [row for page in pages for row in page.result.rows] == whole.rows
        assert {page.total for page in pages} == {len(whole.rows)}
        assert (
            run_page(competency_store, find_query(name), parameters, first.last + 1, size).result.rows == []
        )


def test_a_limit_of_the_query_bounds_the_total(competency_store):
    page = run_page(competency_store, find_query("officials-by-meetings"), {"limit": "3"}, 2, 2)
    assert (page.total, page.last, len(page.result.rows)) == (3, 2, 1)


@given(total=st.integers(0, 1000), size=st.integers(1, 50))
def test_the_last_page_holds_the_last_row(total, size):
    last = Page(None, 1, size, total).last
    assert (last - 1) * size < max(total, 1) <= last * size
