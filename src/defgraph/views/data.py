"""From a network to what the page draws and tells, as plain data.

Nodes, edges, meetings, articles and areas are numbered, and refer to each other by number. Keys are
short, as a large page repeats them often; ``web/model.js`` lists what they mean.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from defgraph.ids import name_key, slug
from defgraph.network import projection_texts
from defgraph.network.edges import SEPARATOR
from defgraph.network.reading import local_name, read_sources, read_things, text_in
from defgraph.views.facts import read_articles, read_known
from defgraph.views.placing import place
from defgraph.views.texts import clean, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx
    from pyoxigraph import NamedNode

    from defgraph.network.reading import Thing
    from defgraph.ontology import DrawingRules
    from defgraph.store import Store
    from defgraph.views.earlier import Earlier
    from defgraph.views.facts import Known

Item = dict[str, Any]


class Numbers(dict[str, int]):
    """Numbers texts in the order in which they are first asked for."""

    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]

    def of(self, texts: str) -> list[int]:
        """Return the numbers of texts that are joined in an attribute."""
        return [self[text] for text in texts.split(SEPARATOR) if text]


def page_data(
    store: Store,
    graph: nx.Graph[str],
    drawing: DrawingRules,
    projection: str,
    language: str,
    earlier: Earlier | None = None,
) -> Item:
    """Return what a page of ``graph`` draws and tells; the graph is left as it is.

    What an ``earlier`` page shows stays in its place.
    """
    edges = _sorted_edges(graph)
    drawn = [data["iri"] for _, _, data in edges if "iri" in data]
    known = read_known(store, [*graph, *drawn], language)
    things = read_things(store, drawing, _told_of(graph, edges))
    filler = _Filler(graph, drawing, known, projection)
    filler.tell_apart(things)
    page: Item = {
        "nodes": [filler.node(iri) for iri in filler.nodes],
        "edges": [filler.edge(number, *edge) for number, edge in enumerate(edges)],
    }
    page["events"] = filler.event_items(store, things)
    _add_own_articles(store, page, filler)
    page["articles"] = read_articles(store, list(filler.articles))
    page["areas"] = [text_in(known.texts.get(area, {}), language, local_name(area)) for area in filler.areas]
    page["kinds"], page["edgeKinds"] = filler.kinds(), filler.edge_kinds()
    page["properties"] = list(filler.properties)
    place(page, earlier)
    return page


def _told_of(graph: nx.Graph[str], edges: list[tuple[str, str, Item]]) -> set[str]:
    """Return the nodes, and the meetings that edges name."""
    named = (data["meetings"].split(SEPARATOR) for *_, data in edges if "meetings" in data)
    return set(graph).union(*named)


def _sorted_edges(graph: nx.Graph[str]) -> list[tuple[str, str, Item]]:
    edges = [(a, b, data) for a, b, data in graph.edges(data=True)]
    if not graph.is_directed():
        edges = [(min(a, b), max(a, b), data) for a, b, data in edges]
    return sorted(edges, key=lambda edge: (edge[0], edge[1], edge[2].get("iri", "")))


class _Filler:
    """Makes the items of a page, and keeps the numbers by which they refer to each other."""

    def __init__(self, graph: nx.Graph[str], drawing: DrawingRules, known: Known, projection: str) -> None:
        self.graph, self.drawing, self.known, self.projection = graph, drawing, known, projection
        self._apart: dict[str, str] = {}
        self._beside = graph.to_undirected(as_view=True).adj
        self.nodes = {iri: number for number, iri in enumerate(sorted(graph))}
        self.events, self.articles = Numbers(), Numbers()
        self.areas, self.properties = Numbers(), Numbers()
        self._rules = {local_name(rule.term.value): rule for rule in drawing.nodes}
        self._edge_rules = {local_name(rule.term.value): rule for rule in drawing.edges}
        present = {data["kind"] for _, data in graph.nodes(data=True)}
        self._kinds = [name for name in self._rules if name in present]
        linked = {data["kind"] for _, _, data in graph.edges(data=True)}
        self._edge_kinds = [name for name in (*self._edge_rules, projection) if name in linked]
        self._drawn = {rule.term for rule in drawing.edges if rule.is_property}

    def tell_apart(self, things: Mapping[str, Thing]) -> None:
        """Have nodes whose label is not theirs alone followed by their countries."""
        alike = Counter(self._plain_label(iri) for iri in self.nodes)
        for iri in self.nodes:
            countries = things[iri].countries
            if countries and alike[self._plain_label(iri)] > 1:
                named = [
                    text_in(self.known.texts.get(country, {}), self.known.language, local_name(country))
                    for country in countries
                ]
                self._apart[iri] = f" ({clean(', '.join(named))})"

    def _plain_label(self, iri: str) -> str:
        data = self.graph.nodes[iri]
        return clean(data.get(f"label_{self.known.language}", data["label"]))

    def node(self, iri: str) -> Item:
        """Return the item of a node."""
        data = self.graph.nodes[iri]
        rule = self._rules[data["kind"]]
        label = self._plain_label(iri)
        near = {*self._beside[iri], label, slug(label), name_key(label), iri}
        label += self._apart.get(iri, "")
        item: Item = {
            "id": self.nodes[iri],
            "iri": iri,
            "label": shortened(label),
            "group": self._kinds.index(data["kind"]),
        }
        told = {
            "t": label if item["label"] != label else "",
            "h": self.known.type_labels(iri, rule.term, self.drawing),
            "f": self._facts(iri, near, hidden={*self._drawn, rule.label}),
        }
        item.update({key: value for key, value in told.items() if value})
        item.update({"n": data["degree"], "b": data["betweenness"], "c": data["community"]})
        if rule.date is not None:
            item["v"] = self.events[iri]
        return item

    def edge(self, number: int, source: str, target: str, data: Item) -> Item:
        """Return the item of an edge."""
        item: Item = {
            "id": number,
            "from": self.nodes[source],
            "to": self.nodes[target],
            "k": self._edge_kinds.index(data["kind"]),
            "v": self.events.of(data.get("meetings", "")),
        }
        rule = self._edge_rules.get(data["kind"])
        if rule is None:
            return item | {"w": data["weight"]}
        item["r"] = self.articles.of(data.get("articles", ""))
        if rule.is_property:
            return item
        statements = self.known.statements.get(data["iri"], {})
        labels = (
            [self.known.value_label(value) for value in statements.get(rule.label, ())] if rule.label else []
        )
        own = {
            "l": SEPARATOR.join(sorted(label for label in labels if label)),
            "d": [data["date"], data["end"]] if rule.date is not None and "date" in data else [],
            "f": self._facts(data["iri"], {source, target}, hidden=set()),
        }
        return item | {key: value for key, value in own.items() if value}

    def _facts(self, iri: str, apart_from: set[str], hidden: set[NamedNode]) -> list[list[str | int]]:
        told = self.known.facts(iri, self.nodes, apart_from, hidden)
        return [[self.properties[label], *found] for label, found in told]

    def event_items(self, store: Store, things: Mapping[str, Thing]) -> list[Item]:
        """Return the meetings that nodes and edges refer to."""
        sources = read_sources(store, self.events)
        items = []
        for iri in self.events:
            thing = things[iri]
            item: Item = {"l": clean(text_in(thing.texts, self.known.language, local_name(iri)))}
            item["a"] = [self.areas[area] for area in thing.areas]
            item["r"] = [self.articles[article] for article in sources.get(iri, ())]
            if thing.date:
                item["d"] = [thing.date, thing.end]
            if iri in self.nodes:
                item["n"] = self.nodes[iri]
            items.append(item)
        return items

    def kinds(self) -> list[Item]:
        """Return how each class of nodes is called and drawn, in the order of the legend."""
        rules = [self._rules[name] for name in self._kinds]
        return [
            {"l": self._label(rule.labels, rule.term), "c": rule.colour, "s": rule.shape} for rule in rules
        ]

    def edge_kinds(self) -> list[Item]:
        """Return how each kind of edges is called and drawn, in the order of the legend."""
        items = []
        for name in self._edge_kinds:
            rule = self._edge_rules.get(name)
            if rule is not None:
                items.append(
                    {"l": self._label(rule.labels, rule.term), "c": rule.colour, "p": rule.is_property}
                )
            else:
                items.append({"l": text_in(projection_texts(name).edge, self.known.language, name), "c": ""})
        return items

    def _label(self, labels: Mapping[str, str], term: NamedNode) -> str:
        return clean(text_in(labels, self.known.language, local_name(term.value)))


def _add_own_articles(store: Store, page: Item, filler: _Filler) -> None:
    """Give nodes that no edge and no meeting leads to an article from their own articles."""
    reached = {number for number, node in enumerate(page["nodes"]) if "v" in node}
    for edge in page["edges"]:
        if edge.get("r") or any(page["events"][event]["r"] for event in edge["v"]):
            reached |= {edge["from"], edge["to"]}
    alone = {iri: number for iri, number in filler.nodes.items() if number not in reached}
    for iri, articles in sorted(read_sources(store, alone).items()):
        page["nodes"][alone[iri]]["r"] = [filler.articles[article] for article in articles]
