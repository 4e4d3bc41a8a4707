"""A page for SPARQL of one's own: answers as tables with links, mistakes with their line, bounded room."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from defgraph.pages import Settings, free_query, render_free_query
from queries_fixture import competency_store  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from defgraph.store import Store

SERVED = Settings(interactive=True)


def asked(store: Store, text: str = "", **told: str) -> str:
    return unescape(render_free_query(store, text, "en", settings=SERVED, **told).page.html)


def test_things_are_named_and_linked(competency_store: Store) -> None:  # noqa: F811
    html = asked(
        competency_store, "SELECT ?who { ?who a <https://w3id.org/defgraph/ontology#Official> } ORDER BY ?who"
    )
    assert '<a href="official/au/ellen-marsh.en.html"><bdi>Ellen Marsh</bdi></a>' in html
    assert html.count("<tr><td>") == 14
    assert 'href="sparql.csv?query=SELECT' in html


def test_an_ask_query_is_answered_in_words(competency_store: Store) -> None:  # noqa: F811
    assert "Yes." in asked(competency_store, "ASK { ?s ?p ?o }")
    assert "No." in asked(competency_store, "ASK { ?s ?p 12345 }")


def test_triples_are_rows_of_three(competency_store: Store) -> None:  # noqa: F811
    html = asked(competency_store, "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3")
    assert html.count("<tr><td>") == 3
    assert "sparql.ttl?" in html


def test_a_mistake_is_told_with_its_line(competency_store: Store) -> None:  # noqa: F811
    answered = render_free_query(competency_store, "SELECT *\n{ ?s ?p", "en", settings=SERVED)
    assert answered.is_refused
    assert 'data-line="2"' in answered.page.html
    assert "2: { ?s ?p" in answered.page.html
    assert "SELECT *\n{ ?s ?p</textarea>" in answered.page.html


@pytest.mark.parametrize(
    "text", ["DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }"]
)
def test_nothing_is_changed_or_sent_anywhere(competency_store: Store, text: str) -> None:  # noqa: F811
    assert render_free_query(competency_store, text, "en", settings=SERVED).is_refused


@pytest.mark.parametrize("text", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_a_great_answer_is_cut(
    competency_store: Store,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    text: str,
) -> None:
    assert asked(competency_store, text).count("<tr><td>") == free_query.ROWS
    monkeypatch.setattr(free_query, "ROOM", 2000)
    html = asked(competency_store, text)
    assert 1 < html.count("<tr><td>") < free_query.ROWS
    assert "download to have all" in html


def test_saved_queries_are_examples(competency_store: Store) -> None:  # noqa: F811
    assert 'href="?example=meetings"' in asked(competency_store)
    html = asked(competency_store, example="meetings")
    assert "#+ summary: Meetings, the earliest first" in html
    assert "<tr><td>" not in html


def test_terms_are_known_with_their_labels() -> None:
    terms = {value: labels for value, *labels in free_query._terms()}
    assert terms["dg:Meeting"] == ["Meeting", "Pertemuan"]
    assert terms["role:spokesperson"]
    assert terms["country:JP"] == ["Japan", "Jepang"]


def test_what_was_asked_is_text(competency_store: Store) -> None:  # noqa: F811
    html = render_free_query(
        competency_store,
        '</textarea></script><script>alert(1)</script>SELECT ("<b>" AS ?x) {}',
        "en",
        settings=SERVED,
    ).page.html
    assert "<script>alert" not in html
    shown = render_free_query(competency_store, 'SELECT ("<b>&" AS ?x) {}', "en", settings=SERVED).page.html
    assert "<bdi>&lt;b&gt;&amp;</bdi>" in shown
    assert not re.search("<b>&", shown)
