from __future__ import annotations

import networkx as nx
import pytest

from defgraph.network import measures
from defgraph.network.measures import EXACT_UP_TO, add_measures


def measured(graph: nx.Graph[str]) -> dict[str, tuple[int, float, int]]:
    add_measures(graph)
    return {n: (d["degree"], d["betweenness"], d["community"]) for n, d in graph.nodes(data=True)}


def test_measures_of_a_path_worked_out_by_hand() -> None:
    graph: nx.Graph[str] = nx.Graph([("a", "b"), ("b", "c")])
    assert {node: row[:2] for node, row in measured(graph).items()} == {
        "a": (1, 0.0),
        "b": (2, 1.0),
        "c": (1, 0.0),
    }


def test_communities_are_numbered_by_size_then_smallest_member() -> None:
    graph: nx.Graph[str] = nx.Graph()
    for group in ("de", "abc", "fg"):
        nx.add_path(graph, [*group, group[0]])
    assert {node: row[2] for node, row in measured(graph).items()} == dict.fromkeys("abc", 1) | {
        "d": 2,
        "e": 2,
        "f": 3,
        "g": 3,
    }


def test_parallel_edges_count_in_degree_and_directions_do_not_count_in_betweenness() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph([("a", "b"), ("a", "b"), ("c", "b"), ("b", "b")])
    assert measured(graph)["b"][:2] == (5, 1.0)


def test_exact_betweenness_is_that_of_networkx() -> None:
    graph = nx.relabel_nodes(nx.gnm_random_graph(80, 160, seed=3), str)
    expected = nx.betweenness_centrality(graph)
    assert {n: row[1] for n, row in measured(graph).items()} == pytest.approx(expected, abs=1e-6)


def test_a_large_network_is_estimated_from_a_fixed_sample() -> None:
    star: nx.Graph[str] = nx.relabel_nodes(nx.star_graph(EXACT_UP_TO), str)
    rows = measured(star)
    assert rows["0"][1] == pytest.approx(1, abs=0.02)
    assert rows["1"] == (1, 0.0, 1)
    assert measured(star) == rows


def test_an_estimate_from_every_node_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.relabel_nodes(nx.gnm_random_graph(80, 100, seed=3), str)  # in several parts
    expected = nx.betweenness_centrality(graph)
    monkeypatch.setattr(measures, "EXACT_UP_TO", 10)
    monkeypatch.setattr(measures, "SAMPLE", 80)
    assert {n: row[1] for n, row in measured(graph).items()} == pytest.approx(expected, abs=1e-6)


def test_an_estimate_is_near_the_exact_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.relabel_nodes(nx.barabasi_albert_graph(1_000, 2, seed=3), str)
    exact = {n: row[1] for n, row in measured(graph).items()}
    monkeypatch.setattr(measures, "EXACT_UP_TO", 10)
    estimated = {n: row[1] for n, row in measured(graph).items()}
    assert max(exact, key=exact.__getitem__) == max(estimated, key=estimated.__getitem__)
    assert estimated == pytest.approx(exact, abs=0.01)


def test_an_empty_graph_has_no_measures() -> None:
    assert measured(nx.Graph()) == {}


def test_the_seed_is_a_constant() -> None:
    assert isinstance(measures.SEED, int)
