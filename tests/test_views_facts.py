from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from defgraph.namespaces import DG
from defgraph.ontology import drawing_rules
from defgraph.views.facts import read_articles, read_known
from network_fixture import ARTICLE_A, ARTICLE_C, JAPAN, LOGISTICS, RECORDS, SARI_IRI, A, iri, store_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.store import Store

PARTICIPATION = iri("participation/2025-03-10-a/1/1")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with store_of(*RECORDS) as opened:
        yield opened


def facts(
    store: Store, thing: str, language: str = "en", numbers: dict[str, int] | None = None
) -> dict[str, list[str | int]]:
    known = read_known(store, [thing], language)
    return dict(known.facts(thing, numbers or {}, apart_from=set(), hidden=set()))


def test_facts_have_readable_names_and_labels_of_concepts(store: Store) -> None:
    found = facts(store, PARTICIPATION)
    assert found["role"] == ["Host"]
    assert found["rank as written"] == ["Letjen TNI"]
    assert found["acts for"] == ["Indonesia"]


def test_facts_are_in_the_language_of_the_page(store: Store) -> None:
    found = facts(store, PARTICIPATION, "id")
    assert found["peran"] == ["Tuan rumah"]


def test_a_value_that_is_a_node_is_its_number(store: Store) -> None:
    assert facts(store, PARTICIPATION, numbers={SARI_IRI: 7})["participant"] == [7]


def test_what_the_page_tells_elsewhere_is_left_out(store: Store) -> None:
    known = read_known(store, [A], "en")
    told = dict(known.facts(A, {}, apart_from={"Jakarta"}, hidden={DG("venue")}))
    assert "city" not in told
    assert "venue" not in told
    assert not {"label", "start date", "type", "reported in"} & told.keys()


def test_classes_finer_than_the_kind_are_named(store: Store) -> None:
    known = read_known(store, [A], "id")
    assert known.type_labels(A, DG("Meeting"), drawing_rules()) == ["Kunjungan kehormatan"]


def test_texts_in_other_languages_are_left_out(store: Store) -> None:
    assert not any("Jepang" in map(str, values) for values in facts(store, JAPAN).values())
    assert facts(store, LOGISTICS)["definition"] != facts(store, LOGISTICS, "id")["definisi"]


def test_articles_have_title_publisher_date_address_and_record(store: Store) -> None:
    assert read_articles(store, [ARTICLE_C, ARTICLE_A]) == [
        {"i": "2025-06-15-c", "t": "Sari calls Kenta"},
        {
            "d": "2025-03-11",
            "i": "2025-03-10-a",
            "p": "Harian Contoh",
            "t": "Sari receives Kenta",
            "u": "https://example.org/a",
        },
    ]


def test_an_address_that_is_no_web_address_is_not_linked() -> None:
    with store_of(*RECORDS) as store:
        store.update(
            f"INSERT DATA {{ GRAPH <{iri('graph/x')}> {{ <{iri('article/x')}> <https://schema.org/url> "
            '"javascript:alert(1)"^^<http://www.w3.org/2001/XMLSchema#anyURI> } }'
        )
        assert read_articles(store, [iri("article/x")]) == [{}]
