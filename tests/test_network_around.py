from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from defgraph.errors import NotFoundError, ParameterError
from defgraph.namespaces import DEFAULT_BASE
from defgraph.network import network, projections
from defgraph.network.around import find_node, neighbourhood
from defgraph.ontology import concept_ids
from network_fixture import KENTA_IRI, MINISTRY_ID, MINISTRY_TL, RECORDS, SARI_IRI, B, C, store_of

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
    assert find_node(graph.nodes, store, name) == SARI_IRI


@pytest.mark.parametrize(
    "name", ["Rani D. Wijayakusuma", "official/id/rani-d-wijayakusuma", DEFAULT_BASE + "official/id/rani-d-wijayakusuma"]
)  # fmt: skip
def test_a_node_is_found_by_what_it_has_replaced(name: str) -> None:
    post = {
        "country": "ID",
        "role": "host",
        "position": "Kepala Biro Umum",
        "organisation": "Kementerian Pertahanan",
    }
    people = [{"name": "Rani Dyah Wijayakusuma", **post}, {"name": "Rani D. Wijayakusuma", **post}]
    days = ["2025-03-04", "2025-05-06"]
    with store_of(
        *(
            {
                "id": f"r{n}",
                "article": {},
                "meetings": [{"type": "courtesy-call", "date": d, "participants": [p]}],
            }
            for n, (p, d) in enumerate(zip(people, days, strict=True))
        )
    ) as opened:
        found = find_node(network(opened, measures=False).nodes, opened, name)
    assert found == DEFAULT_BASE + "official/id/rani-dyah-wijayakusuma"


@pytest.mark.parametrize("name", ["Japan", "jepang", "JP", "JPN"])
def test_a_country_is_found_in_either_language_and_by_code(
    graph: nx.Graph[str], store: Store, name: str
) -> None:
    assert find_node(graph.nodes, store, name).endswith("/country/JP")


def test_a_name_of_several_nodes_is_not_chosen_from(graph: nx.Graph[str], store: Store) -> None:
    with pytest.raises(NotFoundError, match=r"2 nodes go by the name 'Kementerian Pertahanan'") as caught:
        find_node(graph.nodes, store, "Kementerian Pertahanan")
    assert str(caught.value).splitlines()[1:] == [
        "  Kementerian Pertahanan (ID)",
        "  Kementerian Pertahanan (TL)",
    ]


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("official/id/sari-wijaya", SARI_IRI),
        (f"<{SARI_IRI}>", SARI_IRI),
        ("Sari Wijaya (ID)", SARI_IRI),
        ("letjen sari wijaya (Indonesia)", SARI_IRI),
        ("Kementerian Pertahanan (ID)", MINISTRY_ID),
        ("Kementerian Pertahanan (Timor-Leste)", MINISTRY_TL),
        ("2025-03-10-a/2", B),
        ("meeting/2025-06-15-c/1", C),
        ("2025-06-15-c", C),
    ],
)
def test_a_node_is_found_in_every_way_that_a_parameter_of_a_query_takes(
    graph: nx.Graph[str], store: Store, name: str, node: str
) -> None:
    assert find_node(graph.nodes, store, name) == node


@pytest.mark.parametrize(
    "name", ["Sari Wijaya (JP)", "official/jp/sari-wijaya", SARI_IRI + "x", "2025-06-15"]
)
def test_what_is_in_no_way_a_node_is_refused(graph: nx.Graph[str], store: Store, name: str) -> None:
    with pytest.raises(NotFoundError, match="nothing in this network goes by the name"):
        find_node(graph.nodes, store, name)


def test_the_country_counts_for_more_than_the_spelling() -> None:
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for code, label in (("MY", "Kementerian Pertahanan"), ("ID", "KEMENTERIAN PERTAHANAN")):
        graph.add_node(f"http://example.org/{code}", label=label, country=code)
    with store_of() as empty:
        assert find_node(graph.nodes, empty, "Kementerian Pertahanan (ID)") == "http://example.org/ID"


def test_as_many_as_twenty_candidates_are_all_listed() -> None:
    import networkx as nx

    *codes, last = concept_ids("country")[:21]
    graph: nx.Graph[str] = nx.Graph()
    for code in codes:
        graph.add_node(f"http://example.org/{code}", label="Ministry of Defence", country=code)
    with store_of() as empty:
        with pytest.raises(NotFoundError) as caught:
            find_node(graph.nodes, empty, "Ministry of Defence")
        assert str(caught.value).splitlines()[1:] == [f"  Ministry of Defence ({code})" for code in codes]
        graph.add_node(f"http://example.org/{last}", label="Ministry of Defence", country=last)
        with pytest.raises(NotFoundError, match=r"(?s)21 nodes .*\n  and 1 more$"):
            find_node(graph.nodes, empty, "Ministry of Defence")


def test_an_unknown_name_gets_a_suggestion(graph: nx.Graph[str], store: Store) -> None:
    with pytest.raises(NotFoundError, match=r"'Kento Morri'.*did you mean 'Kenta Mori'"):
        find_node(graph.nodes, store, "Kento Morri")


def test_a_name_like_nothing_gets_no_suggestion(graph: nx.Graph[str], store: Store) -> None:
    with pytest.raises(NotFoundError, match=r"'qqqq'; expected a name or an IRI$"):
        find_node(graph.nodes, store, "qqqq")


def test_a_negative_depth_is_refused(store: Store) -> None:
    for projection in projections():
        with pytest.raises(ParameterError, match="-1"):
            network(store, projection, around="Sari Wijaya", depth=-1)


def test_depth_nought_is_the_node_alone_and_the_graph_stays(graph: nx.Graph[str], store: Store) -> None:
    before = len(graph)
    assert list(neighbourhood(graph, store, KENTA_IRI, 0)) == [KENTA_IRI]
    assert len(graph) == before
