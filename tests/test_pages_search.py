"""Things are found by what people type: exactly, in part, in any order, misspelt, in either language."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph import build, open_store
from defgraph.pages import Settings, render_search, suggestions
from defgraph.pages.search_index import Entry, Index
from defgraph.queries import run_query
from queries_fixture import RECORDS, competency_store  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from defgraph.store import Store

SERVED = Settings(interactive=True)


def labels(store: Store, text: str, language: str = "en", **told: object) -> list[str]:
    return [f"{hit['label']}, {hit['kind']}" for hit in suggestions(store, text, language, **told)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Jane Ashford", "Jane Ashford, official"),
        ("jane", "Jane Ashford, official"),
        ("ashford jane", "Jane Ashford, official"),
        ("ASHF", "Jane Ashford, official"),
        ("Jenderal TNI Bagus Hartono, S.E.", "Bagus Hartono, official"),
        ("Jane Ashfrod", "Jane Ashford, official"),
        ("Bambang Soerjono", "Bambang Suryono, official"),
        ("Bagoes Hartono", "Bagus Hartono, official"),
        ("australia", "Australia, country"),
        ("Jepang", "Japan, country"),
        ("AU", "Australia, country"),
        ("menhan", "Menteri Pertahanan, post"),
        ("defence minister", "Menteri Pertahanan, post"),
        ("armees", "Ministre des Armées, post"),
        ("kemhan", "Kementerian Pertahanan, organisation"),
        ("shipworks", "Yamato Shipworks, organisation"),
        ("canberra", "Strategic dialogue, Canberra, 2024-03-20/2024-03-22, meeting"),
        ("dialog strategis canberra", "Strategic dialogue, Canberra, 2024-03-20/2024-03-22, meeting"),
        ("tokyo 14 februari 2025", "Signing ceremony, Tokyo, 2025-02-14, meeting"),
        ("tokyo 14 February 2025", "Signing ceremony, Tokyo, 2025-02-14, meeting"),
    ],
)
def test_the_likeliest_comes_first(competency_store: Store, text: str, first: str) -> None:  # noqa: F811
    assert labels(competency_store, text)[0] == first


@pytest.mark.parametrize("text", ["", "  ", "-", "\x00", "%%", "xyzzy", "a" * 10_000])
def test_nothing_is_found_where_there_is_nothing(competency_store: Store, text: str) -> None:  # noqa: F811
    assert labels(competency_store, text) == []


def test_of_two_of_a_name_the_one_in_more_meetings_comes_first(competency_store: Store) -> None:  # noqa: F811
    first, second = suggestions(competency_store, "Rina Kusuma", "id")
    assert first["detail"].endswith(" · Indonesia")
    assert second["detail"].endswith(" · Malaysia")
    assert (first["value"], second["value"]) == ("Rina Kusuma (ID)", "Rina Kusuma (MY)")


@pytest.mark.parametrize("language", ["en", "id"])
def test_what_is_chosen_names_it_as_a_parameter(competency_store: Store, language: str) -> None:  # noqa: F811
    for kind, query, parameter in [
        ("Official", "official-timeline", "official"),
        ("Meeting", "evidence", "meeting"),
    ]:
        found = suggestions(competency_store, "a", language, kinds=(kind,))
        found += suggestions(competency_store, "2024", language, kinds=(kind,))
        assert found
        for one in found:
            assert run_query(competency_store, query, {parameter: one["value"]}).notes == ()


def test_kinds_are_looked_in_alone(competency_store: Store) -> None:  # noqa: F811
    assert labels(competency_store, "pertahanan", kinds=("Organisation",)) == [
        "Kementerian Pertahanan, organisation",
        "Department of Defence, organisation",
        "Kementerian Pertahanan, organisation",
        "Ministry of Defence, organisation",
        "Ministry of Defense, organisation",
    ]


def test_a_store_that_was_built_on_is_looked_through_anew() -> None:
    records = sorted(RECORDS.glob("[!.]*"))
    with open_store("memory") as store:
        build(records[:1], store)
        before = labels(store, "tokyo")
        build(records, store)
        assert before == []
        assert labels(store, "tokyo") != []


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name == "href" and tag == "a"]


def test_the_page_groups_what_was_found(competency_store: Store) -> None:  # noqa: F811
    page = render_search(competency_store, "pertahanan", "en", settings=SERVED)
    assert page.title == "Search: pertahanan"
    assert "Organisations" in page.html
    assert "Posts" in page.html
    assert "position/id/kementerian-pertahanan/menteri-pertahanan.en.html" in Links(page.html).found
    assert "search.id.html?q=pertahanan" in Links(page.html).found


def test_a_class_with_more_has_a_page_of_its_own(competency_store: Store) -> None:  # noqa: F811
    page = render_search(competency_store, "2", "en", settings=SERVED)
    assert "?q=2&kind=Meeting" in Links(page.html).found
    whole = render_search(competency_store, "2", "en", kind="Meeting", settings=SERVED)
    assert len([link for link in Links(whole.html).found if link.startswith("meeting/")]) == 10


def test_what_was_typed_is_text(competency_store: Store) -> None:  # noqa: F811
    page = render_search(competency_store, '"><script>alert(1)</script>', "id", settings=SERVED)
    assert "<script>alert" not in page.html
    assert "Tidak ada yang bernama demikian" in page.html


NAMES = st.text(st.sampled_from("abcdeé -"), min_size=1, max_size=12).filter(lambda name: name.strip(" -"))


@given(st.lists(NAMES, min_size=1, max_size=8), st.data())
def test_whatever_has_a_name_is_found_by_it_and_by_its_beginning(
    names: list[str], data: st.DataObject
) -> None:
    index = Index((Entry(f"x:{at}", "Country", {"": name}), (), ()) for at, name in enumerate(names))
    chosen = data.draw(st.integers(0, len(names) - 1))
    (found,) = index.find(names[chosen], "en", ["Country"], 10)
    assert f"x:{chosen}" in {entry.iri for _, entry in found.entries}
    assert found.entries[0][0] == 0
    begun = names[chosen].strip(" -")
    begun = begun[: data.draw(st.integers(1, len(begun)))]
    (found,) = index.find(begun, "en", ["Country"], 10)
    assert f"x:{chosen}" in {entry.iri for _, entry in found.entries}
