from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from defgraph.errors import ParameterError
from defgraph.queries import Named, find_things, listed
from defgraph.queries.naming import MOST_LISTED

SARI = Named(NamedNode("http://example.org/official/id/sari"), "Sari", "ID")
SARI_MY = Named(NamedNode("http://example.org/official/my/sari"), "Sari", "MY")
FORUM = Named(NamedNode("http://example.org/organisation/zz/forum"), "Forum")
EVERYTHING = [SARI, SARI_MY, FORUM]


class Everything:
    """The three things above."""

    def at(self, iri: NamedNode) -> list[Named]:
        return [thing for thing in EVERYTHING if thing.iri == iri]

    def ending(self, path: str) -> list[Named]:
        return [thing for thing in EVERYTHING if thing.iri.value.endswith(f"/{path}")]

    def called(self, name: str, country: str | None = None) -> list[Named]:
        return [thing for thing in EVERYTHING if thing.name == name and country in (None, thing.country)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SARI.iri.value, [SARI]),
        (f"<{SARI.iri.value}>", [SARI]),
        ("official/my/sari", [SARI_MY]),
        ("Sari", [SARI, SARI_MY]),
        ("Sari (MY)", [SARI_MY]),
        ("Sari (Malaysia)", [SARI_MY]),
        ("Sari (mys)", [SARI_MY]),
        ("Sari (JP)", []),
        ("Sari (Nowhere)", []),
        ("Forum", [FORUM]),
        ("Forum (ID)", []),
        ("http://example.org/none", []),
        ("official/id/none", []),
    ],
)
def test_a_thing_goes_by_iri_the_end_of_it_name_or_name_and_country(text: str, found: list[Named]) -> None:
    assert find_things(Everything(), text) == found


def test_what_begins_like_an_iri_and_is_none_is_refused() -> None:
    with pytest.raises(ParameterError, match="no valid IRI"):
        find_things(Everything(), "http://[")


def test_each_candidate_is_listed_by_what_finds_it() -> None:
    assert listed(EVERYTHING) == [
        "Sari (ID)",
        "Sari (MY)",
        "Forum <http://example.org/organisation/zz/forum>",
    ]
    for thing in (SARI, SARI_MY):
        assert find_things(Everything(), str(thing)) == [thing]


def test_two_of_one_name_and_country_are_told_apart_by_their_iris() -> None:
    post = SARI._replace(iri=NamedNode("http://example.org/position/id/sari"))
    assert listed([SARI, post]) == [f"Sari (ID) <{SARI.iri.value}>", f"Sari (ID) <{post.iri.value}>"]


def test_a_long_list_is_cut() -> None:
    assert len(listed([SARI] * MOST_LISTED)) == MOST_LISTED
    assert listed([SARI] * (MOST_LISTED + 3))[MOST_LISTED:] == ["and 3 more"]
