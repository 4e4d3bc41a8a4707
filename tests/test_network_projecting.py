from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from defgraph import open_store
from defgraph.errors import NotFoundError
from defgraph.namespaces import DG
from defgraph.network import network, projections
from network_fixture import (
    ANA_IRI,
    ARTICLE_A,
    ARTICLE_C,
    BELARUS,
    BIMA_IRI,
    CYBER,
    DEWI_IRI,
    INDONESIA,
    JAPAN,
    KENTA_IRI,
    LOGISTICS,
    MINISTRY_ID,
    MINISTRY_JP,
    MINISTRY_TL,
    RECORDS,
    RUDI_IRI,
    SARI_IRI,
    TIMOR,
    A,
    B,
    C,
    D,
    iri,
    store_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.store import Store


@pytest.fixture(scope="module")
def four_meetings() -> Iterator[Store]:
    with store_of(*RECORDS) as store:
        yield store


def weights(graph: nx.Graph[str]) -> dict[frozenset[str], int]:
    return {frozenset((a, b)): weight for a, b, weight in graph.edges(data="weight")}


def edges(*rows: tuple[str, str, int]) -> dict[frozenset[str], int]:
    return {frozenset(ends): weight for *ends, weight in rows}


EXPECTED = {
    "co-attendance": edges(
        (SARI_IRI, BIMA_IRI, 1),
        (SARI_IRI, KENTA_IRI, 2),
        (BIMA_IRI, KENTA_IRI, 1),
        (SARI_IRI, ANA_IRI, 1),
        (BIMA_IRI, RUDI_IRI, 1),
    ),
    "official-country": edges(
        (SARI_IRI, JAPAN, 2),
        (BIMA_IRI, JAPAN, 1),
        (KENTA_IRI, INDONESIA, 2),
        (SARI_IRI, TIMOR, 1),
        (ANA_IRI, INDONESIA, 1),
    ),
    "country-area": edges(
        (JAPAN, LOGISTICS, 1),
        (JAPAN, CYBER, 2),
        (BELARUS, LOGISTICS, 1),
        (BELARUS, CYBER, 1),
        (TIMOR, LOGISTICS, 1),
    ),
    "ministry-country": edges(
        (MINISTRY_ID, JAPAN, 2),
        (MINISTRY_ID, TIMOR, 1),
        (MINISTRY_JP, INDONESIA, 2),
        (MINISTRY_TL, INDONESIA, 1),
    ),
}


def test_projections_are_full_and_one_for_each_query() -> None:
    assert projections() == ["full", *sorted(EXPECTED)]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_projection_has_the_edges_worked_out_by_hand(four_meetings: Store, name: str) -> None:
    graph = network(four_meetings, name)
    assert weights(graph) == EXPECTED[name]
    assert set(graph) == {end for ends in EXPECTED[name] for end in ends}
    assert {kind for *_, kind in graph.edges(data="kind")} == {name}


def test_an_edge_of_a_projection_has_its_meetings_dates_areas_and_articles(four_meetings: Store) -> None:
    assert network(four_meetings, "co-attendance").edges[SARI_IRI, KENTA_IRI] == {
        "kind": "co-attendance",
        "label": "in meetings together",
        "weight": 2,
        "date": "2025-03-10",
        "end": "2025-06-30",
        "dates": "2025-03-10; 2025-06-01",
        "meetings": f"{A}; {C}",
        "articles": f"{ARTICLE_A}; {ARTICLE_C}",
        "areas": "cyber-security; logistics",
    }


def test_an_edge_from_an_undated_meeting_has_no_dates(four_meetings: Store) -> None:
    edge = network(four_meetings, "co-attendance").edges[BIMA_IRI, RUDI_IRI]
    assert edge["meetings"] == D
    assert not {"date", "end", "dates", "areas"} & edge.keys()


def test_nodes_have_labels_kind_and_country(four_meetings: Store) -> None:
    nodes = network(four_meetings, "official-country", measures=False).nodes
    assert nodes[SARI_IRI] == {"label": "Sari Wijaya", "kind": "Official", "country": "ID"}
    assert nodes[JAPAN] == {"label": "Japan", "label_id": "Jepang", "kind": "PartnerCountry"}
    assert nodes[INDONESIA]["kind"] == "Country"


@pytest.fixture(scope="module")
def full(four_meetings: Store) -> nx.MultiDiGraph[str]:
    graph = network(four_meetings)
    assert isinstance(graph, nx.MultiDiGraph)
    return graph


def test_full_has_the_things_of_the_records_and_the_terms_they_refer_to(full: nx.MultiDiGraph[str]) -> None:
    kinds: dict[str, set[str]] = {}
    for node, kind in full.nodes(data="kind"):
        kinds.setdefault(kind, set()).add(node)
    assert kinds["Meeting"] == {A, B, C, D}
    assert kinds["Official"] == {SARI_IRI, BIMA_IRI, KENTA_IRI, ANA_IRI, RUDI_IRI, DEWI_IRI}
    assert kinds["Ministry"] == {MINISTRY_ID, MINISTRY_JP, MINISTRY_TL}
    assert kinds["PartnerCountry"] == {JAPAN, BELARUS, TIMOR}
    assert kinds["Country"] == {INDONESIA}
    assert kinds["CooperationArea"] == {LOGISTICS, CYBER}
    assert kinds["Company"] == {iri("organisation/id/pt-contoh-jaya")}
    assert len(kinds["Position"]) == 3
    assert len(kinds["Outcome"]) == 1


def test_a_participation_is_an_edge_with_role_date_and_source(full: nx.MultiDiGraph[str]) -> None:
    drawn = iri("participation/2025-03-10-a/1/1")
    assert full.edges[SARI_IRI, A, drawn] == {
        "iri": drawn,
        "kind": "Participation",
        "label": "Host",
        "weight": 1,
        "date": "2025-03-10",
        "end": "2025-03-10",
        "dates": "2025-03-10",
        "meetings": A,
        "articles": ARTICLE_A,
        "areas": "cyber-security; logistics",
    }


def test_an_unnamed_participant_is_drawn_from_the_post(full: nx.MultiDiGraph[str]) -> None:
    (post,) = (a for a, _, key in full.in_edges(A, keys=True) if key == iri("participation/2025-03-10-a/1/4"))
    assert full.nodes[post]["label"] == "Atase Pertahanan"


def test_a_property_is_an_edge_with_every_article_that_states_it(full: nx.MultiDiGraph[str]) -> None:
    edge = full.edges[SARI_IRI, INDONESIA, DG("country").value]
    assert (edge["kind"], edge["label"]) == ("country", "country")
    assert edge["articles"] == f"{ARTICLE_A}; {ARTICLE_C}"
    assert "date" not in edge


def test_a_tenure_has_its_own_dates(full: nx.MultiDiGraph[str]) -> None:
    (tenure,) = (data for _, _, data in full.out_edges(SARI_IRI, data=True) if data["kind"] == "Tenure")
    assert (tenure["date"], tenure["end"]) == ("2025-03-10", "2025-06-30")
    assert tenure["articles"] == f"{ARTICLE_A}; {ARTICLE_C}"
    assert "meetings" not in tenure


def test_a_meeting_has_its_dates_and_areas(full: nx.MultiDiGraph[str]) -> None:
    meeting: dict[str, Any] = full.nodes[C]
    assert (meeting["date"], meeting["end"], meeting["areas"]) == (
        "2025-06-01",
        "2025-06-30",
        "cyber-security",
    )
    assert "date" not in full.nodes[D]


def test_attributes_are_scalars(full: nx.MultiDiGraph[str]) -> None:
    values = [v for _, data in full.nodes(data=True) for v in data.values()]
    values += [v for *_, data in full.edges(data=True) for v in data.values()]
    assert {type(value) for value in values} <= {str, int, float}


def test_an_empty_store_gives_empty_networks() -> None:
    with open_store("memory") as store:
        assert [len(network(store, name)) for name in projections()] == [0] * 5


def test_an_unknown_projection_is_named_with_a_suggestion(four_meetings: Store) -> None:
    with pytest.raises(NotFoundError, match=r"'co-atendance'.*did you mean 'co-attendance'"):
        network(four_meetings, "co-atendance")


def test_around_keeps_what_is_near(four_meetings: Store) -> None:
    near = network(four_meetings, "co-attendance", around="Ana Silva")
    assert set(near) == {ANA_IRI, SARI_IRI}
    assert near.nodes[SARI_IRI]["degree"] == 1
    far = network(four_meetings, "co-attendance", around="Ana Silva", depth=2)
    assert set(far) == {ANA_IRI, SARI_IRI, BIMA_IRI, KENTA_IRI}


def test_around_does_not_lead_on_through_a_shared_country(four_meetings: Store) -> None:
    near = network(four_meetings, around="Rudi Hartono", depth=2)
    assert INDONESIA in near
    assert {BIMA_IRI, D} <= set(near)
    assert SARI_IRI not in near


SCRIPT = """
import sys
sys.path.insert(0, "tests")
from network_fixture import RECORDS, store_of
from defgraph.network import network, projections, write_network
for name in projections():
    graph = network(store_of(*(RECORDS if sys.argv[1] == "0" else RECORDS[::-1])), name)
    for format in ("graphml", "gexf", "json"):
        write_network(graph, sys.stdout.buffer, format)
"""


def test_files_are_the_same_bytes_whatever_the_order_of_records_and_of_sets() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, seed],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(outputs) == 1
