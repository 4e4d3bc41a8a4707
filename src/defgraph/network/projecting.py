"""From the store to a networkx graph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import yaml

from defgraph.errors import NotFoundError, ParameterError
from defgraph.network.around import did_you_mean, find_node, neighbourhood
from defgraph.network.edges import SEPARATOR, drawn_edges
from defgraph.network.joined import joined
from defgraph.network.measures import add_measures
from defgraph.network.near import at, in_network, is_fixed, newest, reach
from defgraph.network.portions import package_query
from defgraph.network.reading import local_name, read_texts, read_things, text_in
from defgraph.ontology import drawing_rules
from defgraph.queries.naming import as_iri
from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import networkx as nx

    from defgraph.network.edges import Attributes, Edge
    from defgraph.network.reading import Thing
    from defgraph.ontology import DrawingRules
    from defgraph.store import Store

FULL = "full"
_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class ProjectionTexts:
    """What a projection and its edges are called, by language tag."""

    title: dict[str, str]
    edge: dict[str, str]


def projections() -> list[str]:
    """Return the names of the networks: ``full`` first, then the projections by name."""
    return [FULL, *sorted(path.stem for path in package_file("network/projections").glob("*.rq"))]


def projection_texts(name: str) -> ProjectionTexts:
    """Return what the projection ``name`` is called; it is not ``full``, which the ontology describes."""
    header = yaml.safe_load("\n".join(_HEADER.findall(package_query(f"projections/{name}.rq"))))
    return ProjectionTexts(header["title"], header["edge"])


def network(
    store: Store,
    projection: str = FULL,
    *,
    around: str | None = None,
    depth: int = 1,
    most: int | None = None,
    measures: bool = True,
) -> nx.Graph[str]:
    """Return a network of the store as a networkx graph.

    ``full`` is a ``MultiDiGraph`` of all that the ontology draws; fixed terms of the vocabularies
    (countries, areas) are in it where something refers to them. The projections are ``Graph``,
    weighted by the number of meetings.

    Nodes are IRIs with the attributes ``label`` (English), ``label_id`` (Indonesian, where there is
    one), ``kind``, ``country`` (ISO 3166-1 alpha-2; of a meeting, the countries present as partners),
    for meetings ``date``, ``end`` and ``areas``, and the measures of
    :func:`~defgraph.network.measures.add_measures`. Edges have ``iri`` (the thing or property drawn; in
    the full network only), ``kind``, ``label``, ``weight``, ``date`` (first), ``end`` (last), ``dates``,
    ``meetings``, ``articles`` and ``areas``. All are scalars; several values are sorted and joined by
    ``"; "``; an attribute without a value is left out. Dates are ISO 8601 days. An edge of the full
    network has the dates of the thing it draws, else of the meeting at its end.

    Args:
        store: what to read.
        projection: one of :func:`projections`.
        around: an IRI or a name; only what lies within ``depth`` edges of it is returned.
        depth: how many edges away from ``around``, either direction; 0 is the node alone. In the full
            network the way does not lead on through fixed terms of the vocabularies: two things of
            one country are not near each other for that.
        most: how many nodes near ``around`` there may be in the full network; of more, those of the latest
            meetings are returned, and the attribute ``near`` of the graph is how many there are.
        measures: whether to add degree, betweenness and community.

    Raises:
        NotFoundError: there is no such projection, or nothing or more than one thing in it goes by
            the name ``around``.
        ParameterError: ``depth`` is negative, ``most`` is not for this network, or ``around`` begins like
            an IRI, but is no valid one.
    """
    if projection not in projections():
        known = ", ".join(projections())
        raise NotFoundError(
            f"network: no projection {projection!r}; expected one of {known}"
            + did_you_mean(projection, projections())
        )
    if depth < 0:
        raise ParameterError(f"depth: found {depth}, expected 0 or more")
    if most is not None and (projection != FULL or around is None):
        raise ParameterError(f"most: it bounds what is near a node of the network {FULL!r}; give around, too")
    if projection != FULL:
        graph = _projected(store, projection)
        graph = graph if around is None else neighbourhood(graph, store, around, depth)
    else:
        graph = _full(store) if around is None else _near(store, around, depth, most)
    if measures:
        add_measures(graph)
    return graph


def _full(store: Store) -> nx.Graph[str]:
    things = read_things(store, drawing_rules())
    edges = drawn_edges(store, drawing_rules(), things, read_texts(store))
    return _drawn(things, edges, _referred_to(edges, things))


def _referred_to(edges: list[Edge], things: dict[str, Thing]) -> set[str]:
    """Return the data's own nodes, and the vocabulary's that have an edge to one of them."""
    own = {iri for iri in things if not is_fixed(iri)}
    ends = ({edge.source, edge.target} for edge in edges)
    return own.union(*(pair for pair in ends if pair & own))


def _near(store: Store, name: str, depth: int, most: int | None) -> nx.Graph[str]:
    """Return the part of the full network within ``depth`` edges of the node that goes by ``name``."""
    drawing = drawing_rules()
    middle = _middle(store, drawing, name)
    near = reach(store, drawing, middle, depth)
    part = near if most is None or len(near) <= most else newest(store, drawing, middle, near, most)
    things = read_things(store, drawing, part)
    graph = _drawn(things, drawn_edges(store, drawing, things, read_texts(store), are_all=False), things)
    if len(part) < len(near):
        graph.graph["near"] = len(near)
    return graph


def _middle(store: Store, drawing: DrawingRules, name: str) -> str:
    iri = as_iri(name)
    node = at(store, drawing, iri) if iri is not None else None
    if node is not None:
        return node
    nodes = {iri: _node_attributes(thing) for iri, thing in read_things(store, drawing).items()}
    return find_node(nodes, store, name, partial(in_network, store, drawing))


def _drawn(things: Mapping[str, Thing], edges: Iterable[Edge], nodes: Collection[str]) -> nx.Graph[str]:
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, thing in things.items():
        if iri in nodes:
            graph.add_node(iri, **_node_attributes(thing))
    for edge in edges:
        if edge.source in nodes and edge.target in nodes:
            graph.add_edge(edge.source, edge.target, key=edge.iri, **edge.attributes(weight=1))
    return graph


def _projected(store: Store, name: str) -> nx.Graph[str]:
    import networkx as nx

    things = read_things(store, drawing_rules())
    edges = list(joined(store, name, text_in(projection_texts(name).edge, "en", name), things))
    graph: nx.Graph[str] = nx.Graph()
    for iri in sorted({iri for *ends, _ in edges for iri in ends}):
        graph.add_node(iri, **_node_attributes(things[iri]))
    graph.add_edges_from(edges)
    return graph


def _node_attributes(thing: Thing) -> Attributes:
    name = local_name(thing.iri)
    found: Attributes = {
        "label": text_in(thing.texts, "en", name),
        "label_id": thing.texts.get("id", ""),
        "kind": local_name(thing.rule.term.value),
        "date": thing.date,
        "end": thing.end,
        "country": SEPARATOR.join(sorted(local_name(country) for country in thing.countries)),
        "areas": SEPARATOR.join(sorted(local_name(area) for area in thing.areas)),
    }
    return {key: value for key, value in found.items() if value != ""}
