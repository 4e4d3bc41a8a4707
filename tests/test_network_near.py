"""Going from a node along what is drawn finds what cutting the whole network finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest

from defgraph.errors import NotFoundError, ParameterError
from defgraph.namespaces import VOCABULARY
from defgraph.network import network
from defgraph.network.near import in_network, neighbours
from defgraph.ontology import drawing_rules
from network_fixture import (
    BELARUS,
    CYBER,
    INDONESIA,
    JAPAN,
    KENTA_IRI,
    MINISTRY_ID,
    RECORDS,
    SARI_IRI,
    A,
    B,
    C,
    iri,
    store_of,
    term,
)
from queries_fixture import competency_store  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.store import Store


@pytest.fixture(scope="module")
def four_meetings() -> Iterator[Store]:
    with store_of(*RECORDS) as opened:
        yield opened


def cut(graph: nx.Graph[str], middle: str, depth: int) -> nx.Graph[str]:
    """Return what is left of a whole network; fixed terms lead on from the middle alone."""
    ways: nx.Graph[str] = nx.Graph()
    ways.add_nodes_from(graph)
    ways.add_edges_from((a, b) for a, b in graph.edges())
    steps = {middle: 0}
    border = [middle]
    for step in range(1, depth + 1):
        onward = [node for node in border if node == middle or not node.startswith(VOCABULARY)]
        border = sorted({near for node in onward for near in ways[node]} - steps.keys())
        steps |= dict.fromkeys(border, step)
    return graph.subgraph(steps)


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_what_lies_around_every_node_is_cut_from_the_whole(competency_store: Store, depth: int) -> None:  # noqa: F811
    whole = network(competency_store, measures=False)
    assert len(whole) > 60
    for node in whole:
        near = network(competency_store, around=node, depth=depth, measures=False)
        expected = cut(whole, node, depth)
        assert list(near.nodes(data=True)) == [pair for pair in whole.nodes(data=True) if pair[0] in expected]
        assert list(near.edges(keys=True, data=True)) == [
            edge for edge in whole.edges(keys=True, data=True) if edge[0] in expected and edge[1] in expected
        ]


def test_neighbours_are_at_both_ends_of_both_kinds_of_edges(four_meetings: Store) -> None:
    found = neighbours(four_meetings, drawing_rules(), [A, CYBER, MINISTRY_ID])
    post = iri("position/id/kementerian-pertahanan/sekretaris-jenderal")
    assert found[CYBER] == {A, C}
    assert post in found[MINISTRY_ID]
    assert {SARI_IRI, JAPAN, BELARUS, CYBER, iri("position/jp/-/atase-pertahanan")} <= found[A]


def test_a_fixed_term_that_nothing_refers_to_is_in_no_network(four_meetings: Store) -> None:
    unused = term("country/FJ")
    assert in_network(four_meetings, drawing_rules(), [unused, JAPAN, B]) == {JAPAN, B}
    for name in (unused, "Fiji", "FJ"):
        with pytest.raises(NotFoundError, match=f"nothing in this network goes by the name '{name}'"):
            network(four_meetings, around=name)
    assert INDONESIA in network(four_meetings, around="Indonesia", depth=0)


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (1, {JAPAN}),
        (2, {JAPAN, C}),
        (3, {JAPAN, C, KENTA_IRI}),
        (4, {JAPAN, C, KENTA_IRI, A}),
    ],
)
def test_of_more_nodes_than_there_may_be_those_of_the_latest_meetings_are_kept(
    four_meetings: Store, most: int, expected: set[str]
) -> None:
    whole = network(four_meetings, around=JAPAN, measures=False)
    graph = network(four_meetings, around=JAPAN, most=most, measures=False)
    assert set(graph) == expected
    assert graph.graph == {"near": len(whole)}
    assert {(a, b) for a, b in graph.edges()} == {(a, b) for a, b in whole.edges() if {a, b} <= expected}


@pytest.mark.parametrize("asked", [{"projection": "co-attendance", "around": SARI_IRI}, {}])
def test_only_what_is_near_a_node_of_the_full_network_is_bounded(
    four_meetings: Store, asked: dict[str, str]
) -> None:
    with pytest.raises(ParameterError, match="most: it bounds what is near"):
        network(four_meetings, most=3, **asked)


def test_as_many_nodes_as_there_may_be_are_all_there(four_meetings: Store) -> None:
    whole = network(four_meetings, around=JAPAN, measures=False)
    assert len(whole) > 4
    graph = network(four_meetings, around=JAPAN, most=len(whole), measures=False)
    assert (set(graph), graph.graph) == (set(whole), {})
