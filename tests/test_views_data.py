from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from defgraph.network import network
from defgraph.ontology import drawing_rules
from defgraph.views.data import page_data
from network_fixture import ANA_IRI, JAPAN, MINISTRY_ID, RECORDS, SARI_IRI, A, B, iri, store_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.store import Store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with store_of(*RECORDS) as opened:
        yield opened


class Page:
    def __init__(self, store: Store, projection: str = "full", language: str = "en") -> None:
        self.graph = network(store, projection)
        self.data: dict[str, Any] = page_data(store, self.graph, drawing_rules(), projection, language)
        self.number = {node: n for n, node in enumerate(sorted(self.graph))}

    def node(self, node: str) -> dict[str, Any]:
        found: dict[str, Any] = self.data["nodes"][self.number[node]]
        return found

    def edge(self, source: str, target: str) -> dict[str, Any]:
        ends = (self.number[source], self.number[target])
        (found,) = (edge for edge in self.data["edges"] if (edge["from"], edge["to"]) == ends)
        return dict(found)

    def facts(self, item: dict[str, Any]) -> dict[str, list[Any]]:
        return {self.data["properties"][row[0]]: row[1:] for row in item.get("f", [])}

    def titles(self, numbers: list[int]) -> list[str]:
        return [self.data["articles"][number]["t"] for number in numbers]


def test_a_participation_tells_role_rank_position_and_source(store: Store) -> None:
    page = Page(store)
    edge = page.edge(SARI_IRI, A)
    facts = page.facts(edge)
    assert edge["l"] == "Host"
    assert facts["rank as written"] == ["Letjen TNI"]
    assert facts["organisation"] == [page.number[MINISTRY_ID]]
    assert [page.data["nodes"][n]["label"] for n in facts["position"]] == ["Sekretaris Jenderal"]
    assert not {"participant", "in meeting"} & facts.keys()
    assert page.titles(edge["r"]) == ["Sari receives Kenta"]


def test_a_meeting_tells_class_place_date_and_areas(store: Store) -> None:
    page = Page(store)
    node = page.node(A)
    event = page.data["events"][node["v"]]
    assert node["h"] == ["Courtesy call"]
    assert page.facts(node)["venue"] == ["Balai Contoh"]
    assert event["d"] == ["2025-03-10", "2025-03-10"]
    assert sorted(page.data["areas"][area] for area in event["a"]) == sorted(["Cyber security", "Logistics"])
    assert page.titles(event["r"]) == ["Sari receives Kenta"]
    assert "attendee" not in page.facts(node)


def test_an_edge_of_a_projection_refers_to_its_meetings(store: Store) -> None:
    page = Page(store, "official-country")
    edge = page.edge(SARI_IRI, JAPAN)
    assert edge["w"] == 2
    assert [page.data["events"][event]["d"] for event in edge["v"]] == [
        ["2025-03-10", "2025-03-10"],
        ["2025-06-01", "2025-06-30"],
    ]
    assert [page.titles(page.data["events"][event]["r"]) for event in edge["v"]] == [
        ["Sari receives Kenta"],
        ["Sari calls Kenta"],
    ]


def test_things_with_one_name_are_told_apart_by_country(store: Store) -> None:
    labels = {node.get("t", node["label"]) for node in Page(store).data["nodes"]}
    assert {"Kementerian Pertahanan (Indonesia)", "Kementerian Pertahanan (Timor-Leste)"} <= labels
    assert "Ministry of Defense" in labels


def test_an_indonesian_page_has_indonesian_labels(store: Store) -> None:
    page = Page(store, language="id")
    assert page.node(JAPAN)["label"] == "Jepang"
    assert "Pejabat" in [kind["l"] for kind in page.data["kinds"]]
    assert page.edge(ANA_IRI, B)["l"] == "Tamu"


def test_a_node_without_edges_keeps_its_article() -> None:
    record = copy.deepcopy(RECORDS[2])
    record["meetings"][0]["participants"] = [
        {"name": "Rudi Hartono", "role": "guest", "organisation": "UNOPS"}
    ]
    record["meetings"][0]["partners"] = []
    with store_of(record) as store:
        page = Page(store)
        assert page.titles(page.node(iri("organisation/zz/unops"))["r"]) == ["Bima meets a firm"]


def test_the_network_is_left_as_it_is(store: Store) -> None:
    graph = network(store)
    before = copy.deepcopy(graph)
    page_data(store, graph, drawing_rules(), "full", "en")
    assert dict(graph.nodes(data=True)) == dict(before.nodes(data=True))
    assert list(graph.edges(data=True)) == list(before.edges(data=True))
