from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from defgraph.errors import NotFoundError, ParameterError
from defgraph.network import network
from defgraph.network.around import find_node, neighbourhood
from network_fixture import KENTA_IRI, MINISTRY_ID, RECORDS, SARI_IRI, store_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from defgraph.store import Store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with store_of(*RECORDS) as opened:
        yield opened


@pytest.fixture(scope="module")
def graph(store: Store) -> nx.Graph[str]:
    return network(store, measures=False)


@pytest.mark.parametrize(
    "name", [SARI_IRI, "Sari Wijaya", "SARI  wijaya", "sari-wijaya", "Letjen TNI Sari Wijaya, M.Si."]
)
def test_a_node_is_found_by_iri_or_name(graph: nx.Graph[str], store: Store, name: str) -> None:
    assert find_node(graph, store, name) == SARI_IRI


@pytest.mark.parametrize("name", ["Japan", "jepang", "JP", "JPN"])
def test_a_country_is_found_in_either_language_and_by_code(
    graph: nx.Graph[str], store: Store, name: str
) -> None:
    assert find_node(graph, store, name).endswith("/country/JP")


def test_a_name_of_several_nodes_is_not_chosen_from(graph: nx.Graph[str], store: Store) -> None:
    with pytest.raises(NotFoundError, match=r"2 nodes go by the name 'Kementerian Pertahanan'") as caught:
        find_node(graph, store, "Kementerian Pertahanan")
    assert f"Kementerian Pertahanan <{MINISTRY_ID}>" in str(caught.value)


def test_an_unknown_name_gets_a_suggestion(graph: nx.Graph[str], store: Store) -> None:
    with pytest.raises(NotFoundError, match=r"'Kento Morri'.*did you mean 'Kenta Mori'"):
        find_node(graph, store, "Kento Morri")


def test_a_name_like_nothing_gets_no_suggestion(graph: nx.Graph[str], store: Store) -> None:
    with pytest.raises(NotFoundError, match=r"'qqqq'; expected a name or an IRI$"):
        find_node(graph, store, "qqqq")


def test_a_negative_depth_is_refused(graph: nx.Graph[str], store: Store) -> None:
    with pytest.raises(ParameterError, match="-1"):
        neighbourhood(graph, store, "Sari Wijaya", -1)


def test_depth_nought_is_the_node_alone_and_the_graph_stays(graph: nx.Graph[str], store: Store) -> None:
    before = len(graph)
    assert list(neighbourhood(graph, store, KENTA_IRI, 0)) == [KENTA_IRI]
    assert len(graph) == before
