from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from defgraph.errors import InputError
from defgraph.network import FORMATS, network, projections, write_network
from network_fixture import RECORDS, store_of

if TYPE_CHECKING:
    from pathlib import Path


def written(graph: nx.Graph[str], format: str) -> bytes:
    out = io.BytesIO()
    write_network(graph, out, format)
    return out.getvalue()


def read_back(content: bytes, format: str, like: nx.Graph[str]) -> nx.Graph[str]:
    file = io.BytesIO(content)
    if format == "graphml":
        return nx.read_graphml(file, force_multigraph=like.is_multigraph())
    if format == "gexf":
        return nx.read_gexf(file)
    import json

    return nx.node_link_graph(json.loads(content), edges="edges")


FORMAT_ONLY = {"id", "start", "networkx_key"}


def comparable(graph: nx.Graph[str]) -> tuple[Any, Any]:
    def kept(data: dict[str, Any]) -> dict[str, Any]:
        return {k: v for k, v in data.items() if k not in FORMAT_ONLY}

    nodes = {node: kept(data) for node, data in graph.nodes(data=True)}
    ends = (lambda a, b: (a, b)) if graph.is_directed() else (lambda a, b: tuple(sorted((a, b))))
    edges = sorted((*ends(a, b), sorted(kept(data).items())) for a, b, data in graph.edges(data=True))
    return nodes, edges


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", projections())
def test_a_network_reads_back_equal(name: str, format: str) -> None:
    with store_of(*RECORDS) as store:
        graph = network(store, name)
    again = read_back(written(graph, format), format, graph)
    assert comparable(again) == comparable(graph)
    assert again.is_directed() == graph.is_directed()


@pytest.mark.parametrize("format", FORMATS)
def test_the_order_of_nodes_and_edges_does_not_show(format: str) -> None:
    one: nx.Graph[str] = nx.Graph()
    one.add_node("b", label="B", degree=1)
    one.add_edge("b", "a", weight=2, label="x")
    one.add_edge("c", "a", weight=1)
    other: nx.Graph[str] = nx.Graph()
    other.add_edge("a", "c", weight=1)
    other.add_edge("a", "b", label="x", weight=2)
    other.add_node("b", degree=1, label="B")
    assert written(one, format) == written(other, format)


def test_gexf_says_no_date_of_writing_and_gives_a_timeline() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", date="2025-03-10", end="2025-03-12")
    text = written(graph, "gexf").decode()
    assert "lastmodifieddate" not in text
    assert 'start="2025-03-10"' in text
    assert 'end="2025-03-12"' in text


@settings(max_examples=60)
@given(label=st.text(max_size=20), format=st.sampled_from(FORMATS))
def test_any_label_can_be_written_and_read(label: str, format: str) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("a", label=label)
    graph.add_edge("a", "b", label=label)
    again = read_back(written(graph, format), format, graph)
    assert set(again) == {"a", "b"}
    if label.isprintable():
        assert again.nodes["a"]["label"] == label


def test_characters_xml_cannot_hold_are_replaced() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("a", label="x\x00\x1by\uffff")
    for format in ("graphml", "gexf"):
        assert "x\ufffd\ufffdy\ufffd" in written(graph, format).decode()
    assert read_back(written(graph, "json"), "json", graph).nodes["a"]["label"] == "x\x00\x1by\uffff"


@pytest.mark.parametrize("format", FORMATS)
def test_the_ending_of_a_file_chooses_the_format(tmp_path: Path, format: str) -> None:
    graph: nx.Graph[str] = nx.Graph([("a", "b")])
    write_network(graph, tmp_path / f"n.{format}")
    assert (tmp_path / f"n.{format}").read_bytes() == written(graph, format)


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'dot'; expected one of graphml, gexf, json"):
        write_network(nx.Graph(), tmp_path / "n.dot")
    assert not (tmp_path / "n.dot").exists()


def test_writing_leaves_the_graph_as_it_is() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", date="2025-03-10", label="\x00")
    write_network(graph, io.BytesIO(), "gexf")
    assert graph.edges["a", "b"] == {"date": "2025-03-10", "label": "\x00"}
