"""The usual measures, as attributes of the nodes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

Numbers: TypeAlias = "NDArray[np.int64]"
Shares: TypeAlias = "NDArray[np.float64]"

EXACT_UP_TO = 2_000
"""Nodes up to which betweenness is exact; it costs nodes times edges."""
SAMPLE = 500
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


def _betweenness(simple: nx.Graph[int]) -> Mapping[int, float]:
    import rustworkx as rx

    size = simple.number_of_nodes()
    if size > EXACT_UP_TO:
        return _estimated(simple)
    quick: rx.PyGraph[None, float] = rx.PyGraph()
    quick.add_nodes_from([None] * size)
    quick.add_edges_from([(a, b, 1.0) for a, b in simple.edges()])
    one_thread = size + 1  # sums of several threads differ in the last digit from run to run
    return dict(rx.betweenness_centrality(quick, parallel_threshold=one_thread))


def _estimated(simple: nx.Graph[int]) -> dict[int, float]:
    """Return betweenness as the paths out of a sample of nodes show it; neither library is quick at that."""
    import numpy as np

    size = simple.number_of_nodes()
    pairs = np.array(list(simple.edges()), dtype=np.int64).reshape(-1, 2)
    sources, targets = np.concatenate([pairs, pairs[:, ::-1]]).T
    total = np.zeros(size)
    for start in random.Random(SEED).sample(range(size), SAMPLE):  # noqa: S311 - no secret
        total += _passing(start, sources, targets, size)
    shares = total * (size / SAMPLE / ((size - 1) * (size - 2)))
    return dict(enumerate(shares.tolist()))


def _passing(start: int, sources: Numbers, targets: Numbers, size: int) -> Shares:
    """Return what share of the shortest paths from ``start`` passes through each node (Brandes, 2001).

    Args:
        start: a node.
        sources: where each edge begins; every edge is there in both directions.
        targets: where each ends.
        size: how many nodes there are.
    """
    import numpy as np

    steps_to, paths_to, passing = np.full(size, -1), np.zeros(size), np.zeros(size)
    steps_to[start], paths_to[start] = 0, 1
    levels: list[tuple[Numbers, Numbers]] = []
    while (onward := (steps_to[sources] == len(levels)) & (steps_to[targets] < 0)).any():
        near, far = sources[onward], targets[onward]
        levels.append((near, far))
        steps_to[far] = len(levels)
        paths_to += np.bincount(far, paths_to[near], size)
    for near, far in reversed(levels):
        passing += np.bincount(near, paths_to[near] / paths_to[far] * (1 + passing[far]), size)
    passing[start] = 0
    return passing


def _communities(simple: nx.Graph[int]) -> dict[int, int]:
    import networkx as nx

    if simple.number_of_nodes() == 0:
        return {}
    found = nx.community.louvain_communities(simple, weight="weight", seed=SEED)
    ordered = sorted(found, key=lambda members: (-len(members), min(members)))
    return {node: rank for rank, members in enumerate(ordered, 1) for node in members}
