"""From the store to a networkx graph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from defgraph.errors import NotFoundError
from defgraph.namespaces import VOCABULARY
from defgraph.network.around import did_you_mean, neighbourhood
from defgraph.network.edges import SEPARATOR, drawn_edges
from defgraph.network.joined import joined
from defgraph.network.measures import add_measures
from defgraph.network.reading import (
    local_name,
    package_query,
    read_texts,
    read_things,
    text_in,
)
from defgraph.ontology import drawing_rules
from defgraph.resources import package_file

if TYPE_CHECKING:
    import networkx as nx

    from defgraph.network.edges import Attributes, Edge
    from defgraph.network.reading import Thing
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
        measures: whether to add degree, betweenness and community.

    Raises:
        NotFoundError: there is no such projection, or nothing or more than one thing in it goes by
            the name ``around``.
    """
    if projection not in projections():
        known = ", ".join(projections())
        raise NotFoundError(
            f"network: no projection {projection!r}; expected one of {known}"
            + did_you_mean(projection, projections())
        )
    drawing = drawing_rules()
    things = read_things(store, drawing)
    graph = _full(store, things) if projection == FULL else _projected(store, projection, things)
    if around is not None:
        graph = neighbourhood(
            graph, store, around, depth, dead_ends=VOCABULARY if projection == FULL else None
        )
    if measures:
        add_measures(graph)
    return graph


def _full(store: Store, things: dict[str, Thing]) -> nx.Graph[str]:
    import networkx as nx

    edges = drawn_edges(store, drawing_rules(), things, read_texts(store))
    used = _referred_to(edges, things)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, thing in things.items():
        if iri in used:
            graph.add_node(iri, **_node_attributes(thing))
    for edge in edges:
        if edge.source in used and edge.target in used:
            graph.add_edge(edge.source, edge.target, key=edge.iri, **edge.attributes(weight=1))
    return graph


def _referred_to(edges: list[Edge], things: dict[str, Thing]) -> set[str]:
    """Return the data's own nodes, and the vocabulary's that have an edge to one of them."""
    own = {iri for iri in things if not iri.startswith(VOCABULARY)}
    ends = ({edge.source, edge.target} for edge in edges)
    return own.union(*(pair for pair in ends if pair & own))


def _projected(store: Store, name: str, things: dict[str, Thing]) -> nx.Graph[str]:
    import networkx as nx

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
