"""What lies around one node, found by IRI or by any of its names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from defgraph.errors import NotFoundError, ParameterError
from defgraph.ids import name_key, slug
from defgraph.network.reading import package_query
from defgraph.ontology import closest

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx as nx

    from defgraph.store import Store

_LISTED = 5


def neighbourhood(
    graph: nx.Graph[str], store: Store, name: str, depth: int, *, dead_ends: str | None = None
) -> nx.Graph[str]:
    """Return the part of ``graph`` within ``depth`` edges of the node called ``name``, as a new graph.

    Directions are left aside. Nodes whose IRI begins with ``dead_ends`` are reached, but lead on only
    from the middle.

    Raises:
        NotFoundError: no node, or more than one, goes by ``name``.
        ParameterError: ``depth`` is negative.
    """
    if depth < 0:
        raise ParameterError(f"depth: found {depth}, expected 0 or more")
    border = {find_node(graph, store, name)}
    reached = set(border)
    neighbours = graph.to_undirected(as_view=True).neighbors
    for _ in range(depth):
        border = {near for node in border for near in neighbours(node)} - reached
        reached |= border
        if dead_ends is not None:
            border = {node for node in border if not node.startswith(dead_ends)}
    part = graph.copy()
    part.remove_nodes_from([node for node in graph if node not in reached])
    return part


def find_node(graph: nx.Graph[str], store: Store, name: str) -> str:
    """Return the node of ``graph`` that has the IRI or goes by the name ``name``.

    The first of these that anything matches decides: the IRI, a name as written, a name without
    regard to case, accents and punctuation, a name without regard to titles and degrees.

    Raises:
        NotFoundError: no node goes by it, or more than one; the message lists what comes near.
    """
    if name in graph:
        return name
    names = _names(graph, store)
    for reading in (str, slug, name_key):
        wanted = reading(name)
        matches = sorted(node for node, known in names.items() if wanted in {reading(n) for n in known})
        if len(matches) == 1:
            return matches[0]
        if matches:
            listed = "\n".join(f"  {graph.nodes[node]['label']} <{node}>" for node in matches[:_LISTED])
            more = f"\n  and {len(matches) - _LISTED} more" if len(matches) > _LISTED else ""
            raise NotFoundError(
                f"around: {len(matches)} nodes go by the name {name!r}; give the IRI of one:\n{listed}{more}"
            )
    every = sorted({known for forms in names.values() for known in forms})
    raise NotFoundError(
        f"around: nothing in this network goes by the name {name!r}; expected a name or an IRI"
        + did_you_mean(name, every)
    )


def _names(graph: nx.Graph[str], store: Store) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for thing, name in store.select(package_query("queries/names.rq")).rows:
        if isinstance(thing, NamedNode) and isinstance(name, Literal) and thing.value in graph:
            names[thing.value].add(name.value)
    for node, attributes in graph.nodes(data=True):
        names[node].add(str(attributes["label"]))
    return names


def did_you_mean(found: str, known: Collection[str]) -> str:
    """Return ``"; did you mean …?"`` naming what in ``known`` comes near ``found``, or nothing.

    Names less than half as long are left out: a country code is part of any word.
    """
    near = closest(found, [name for name in known if 2 * len(name) >= len(found)])
    return f"; did you mean {' or '.join(repr(name) for name in near)}?" if near else ""
