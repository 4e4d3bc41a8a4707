"""The usual measures, as attributes of the nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

EXACT_UP_TO = 5_000
"""Nodes up to which betweenness is exact; it costs nodes times edges."""
SAMPLE = 100
"""Nodes that paths are counted from when betweenness is estimated."""
SEED = 20_240_229


def add_measures(graph: nx.Graph[str]) -> None:
    """Add ``degree``, ``betweenness`` and ``community`` to every node of ``graph``, in place.

    ``degree`` counts edges, parallel ones each. ``betweenness`` (Brandes, 2001) is the share of
    shortest paths that pass through the node, from 0 to 1, with directions, parallel edges and
    weights left aside; above :data:`EXACT_UP_TO` nodes it is estimated from the paths out of
    :data:`SAMPLE` nodes drawn with a fixed seed (Brandes and Pich, 2007). ``community`` is found by
    the Louvain method (Blondel and others, 2008) over weights, with a fixed seed; communities are
    numbered from 1 by falling size, then by their smallest member.
    """
    nodes = sorted(graph)
    number = {node: n for n, node in enumerate(nodes)}
    simple = _simple(graph, number)
    between = _betweenness(simple)
    communities = _communities(simple)
    for node, n in number.items():
        graph.nodes[node]["degree"] = int(graph.degree[node])
        graph.nodes[node]["betweenness"] = round(between[n], 6)
        graph.nodes[node]["community"] = communities[n]


def _simple(graph: nx.Graph[str], number: dict[str, int]) -> nx.Graph[int]:
    """Return ``graph`` undirected, without loops, its parallel edges summed.

    Nodes become numbers, whose order in sets, unlike that of strings, is the same in every run.
    """
    import networkx as nx

    simple: nx.Graph[int] = nx.Graph()
    simple.add_nodes_from(range(len(number)))
    pairs: dict[tuple[int, int], float] = {}
    for source, target, weight in graph.edges(data="weight", default=1):
        a, b = sorted((number[source], number[target]))
        if a != b:
            pairs[a, b] = pairs.get((a, b), 0) + weight
    for a, b in sorted(pairs):
        simple.add_edge(a, b, weight=pairs[a, b])
    return simple


def _betweenness(simple: nx.Graph[int]) -> dict[int, float]:
    import networkx as nx
    import rustworkx as rx

    size = simple.number_of_nodes()
    if size > EXACT_UP_TO:
        estimated: dict[int, float] = nx.betweenness_centrality(simple, k=SAMPLE, seed=SEED)
        return estimated
    quick: rx.PyGraph[None, float] = rx.PyGraph()
    quick.add_nodes_from([None] * size)
    quick.add_edges_from([(a, b, 1.0) for a, b in simple.edges()])
    one_thread = size + 1  # sums of several threads differ in the last digit from run to run
    return dict(rx.betweenness_centrality(quick, parallel_threshold=one_thread))


def _communities(simple: nx.Graph[int]) -> dict[int, int]:
    import networkx as nx

    if simple.number_of_nodes() == 0:
        return {}
    found = nx.community.louvain_communities(simple, weight="weight", seed=SEED)
    ordered = sorted(found, key=lambda members: (-len(members), min(members)))
    return {node: rank for rank, members in enumerate(ordered, 1) for node in members}
