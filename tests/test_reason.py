"""What the rules of OWL 2 RL derive is what the build writes down, and contradictions are found."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from defgraph import build, open_store
from defgraph.namespaces import COUNTRY, DG, RDF, SCHEMA
from defgraph.ontology.files import GENID, file_triples
from defgraph.reason import reason

BASE = "https://example.org/"
PREFIXES = """\
@prefix dg: <https://w3id.org/defgraph/ontology#> .
@prefix country: <https://w3id.org/defgraph/vocabulary/country/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
STATED = """\
country:MY a dg:Country . country:BY a dg:Country . country:SG a dg:Country .
<call> a dg:CourtesyCall ; dg:heldIn country:SG ; dg:area <patrols> .
<dialogue> a dg:StrategicDialogue ; dg:presentPartner <institute> ; dg:discussedPartner country:BY .
<one> a dg:Partnership ; dg:inMeeting <call> ; dg:partner country:MY .
<two> a dg:Partnership ; dg:inMeeting <call> ; dg:partner <unops> .
<unops> a dg:InternationalOrganisation .
<patrol-forum> a dg:Association .
"""
ONTOLOGY = file_triples("defgraph.ttl")


def triples_of(text: str) -> list[Triple]:
    parsed = parse(PREFIXES + text, format=RdfFormat.TURTLE, base_iri=BASE)
    return [Triple(q.subject, q.predicate, q.object) for q in parsed]


def it(name: str) -> NamedNode:
    return NamedNode(BASE + name)


def members(triples: list[Triple], cls: NamedNode) -> set[NamedNode]:
    return {t.subject for t in triples if t.predicate == RDF("type") and t.object == cls}


@pytest.fixture(scope="module")
def inferred() -> list[Triple]:
    return list(reason([*triples_of(STATED), *ONTOLOGY]).inferred)


def test_partners_and_partner_countries_follow_and_no_others(inferred):
    assert members(inferred, DG("MeetingPartner")) == {
        COUNTRY("MY"),
        COUNTRY("BY"),
        it("unops"),
        it("institute"),
    }
    assert members(inferred, DG("PartnerCountry")) == {COUNTRY("MY"), COUNTRY("BY")}


def test_a_meeting_of_any_type_is_a_meeting(inferred):
    assert members(inferred, DG("Meeting")) == {it("call"), it("dialogue")}


def test_the_alignments_hold(inferred):
    assert members(inferred, SCHEMA("Event")) == {it("call"), it("dialogue")}
    assert Triple(it("call"), SCHEMA("location"), COUNTRY("SG")) in inferred
    assert Triple(it("call"), SCHEMA("about"), it("patrols")) in inferred


def test_what_follows_is_new_sorted_and_about_things(inferred):
    assert inferred == sorted(set(inferred), key=str)
    assert not set(inferred) & set(triples_of(STATED))
    for triple in inferred:
        assert triple.subject != triple.object
        assert triple.subject not in DG
        for term in (triple.subject, triple.object):
            assert not isinstance(term, BlankNode)
            assert not term.value.startswith((GENID, "http://www.w3.org/2002/07/owl#"))


def test_things_stated_to_be_the_same_share_what_is_said_of_them():
    same = triples_of('<a> owl:sameAs <b> ; rdfs:label "Sari" ; dg:nameKey "sari" .')
    told = set(reason(same).inferred)
    assert {t.predicate.value.rpartition("#")[2] for t in told if t.subject == it("b")} == {
        "sameAs",
        "label",
        "nameKey",
    }


RECORD = {
    "id": "2025-03-01-example",
    "article": {"title": "Example", "publisher": "The Example", "language": "en"},
    "meetings": [
        {
            "type": "courtesy-call",
            "date": "2025-03-01",
            "place": {"city": "Jakarta", "country": "ID"},
            "participants": [
                {
                    "name": "Sari Wijaya",
                    "rank": "Letjen TNI",
                    "position": "Sekretaris Jenderal",
                    "organisation": "Kementerian Pertahanan",
                    "country": "ID",
                    "role": "host",
                },
                {"name": "Alan Example", "position": "Ambassador", "country": "AU", "role": "guest"},
                {"position": "Defence Attaché", "country": "AU", "role": "accompanying"},
            ],
            "partners": [
                {"country": "AU", "status": "present"},
                {"country": "NZ", "status": "discussed"},
                {"organisation": "United Nations", "abbreviation": "UN", "status": "discussed"},
            ],
            "areas": ["maritime-security"],
            "outcomes": [{"type": "joint-statement"}],
        }
    ],
}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[str, list[Triple]]:
    """The statements of a build of one record, by kind of graph."""
    import json

    file = tmp_path_factory.mktemp("records") / "record.json"
    file.write_text(json.dumps(RECORD), encoding="utf-8")
    by_graph: dict[str, list[Triple]] = {"article": [], "derived": [], "ontology": []}
    with open_store("memory") as store:
        assert build(file, store).added == 1
        for quad in store.quads():
            kind = next(kind for kind in by_graph if f"/graph/{kind}" in quad.graph_name.value)
            by_graph[kind].append(Triple(quad.subject, quad.predicate, quad.object))
    return by_graph


def test_the_build_materialises_the_defined_classes_as_the_reasoner_derives_them(built):
    codes = [t for t in built["ontology"] if t.subject in COUNTRY and t.object == DG("Country")]
    classes = (DG("MeetingPartner"), DG("PartnerCountry"), DG("Meeting"))
    said = [t for t in built["derived"] if t.object not in classes]
    follows = list(reason([*built["article"], *said, *codes, *ONTOLOGY]).inferred)
    for cls in classes:
        assert members(follows, cls) == members(built["derived"], cls) != set()


def test_nothing_of_our_own_follows_that_the_build_has_not_written_down(built):
    whole = [*built["article"], *built["derived"], *built["ontology"]]
    closure = reason(whole)
    own = [
        t for t in closure.inferred if t.predicate in DG or (t.predicate == RDF("type") and t.object in DG)
    ]
    assert own == []
    assert closure.contradictions == ()


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        (STATED, []),
        (STATED + "<call> a dg:Official .", ["Disjoint classes"]),
        (STATED + "<unops> a dg:Company .", ["Disjoint classes"]),
        (STATED + "<call> a dg:MultilateralMeeting, dg:BilateralMeeting .", ["Disjoint classes"]),
        (STATED + "<x> dg:inMeeting country:SG .", ["Disjoint classes"]),
    ],
    ids=["sound", "a meeting that is a person", "an organisation of two kinds", "of two types", "by a range"],
)
def test_contradictions_are_found(stated, told):
    found = reason([*triples_of(stated), *ONTOLOGY]).contradictions
    assert sorted({line[: len("Disjoint classes")] for line in found}) == told


def test_without_owlrl_the_extra_is_named():
    program = (
        "import sys; sys.modules['owlrl'] = None\n"
        "from defgraph.errors import MissingExtraError\n"
        "from defgraph.reason import reason\n"
        "try:\n    reason([])\nexcept MissingExtraError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "defgraph[reason]" in done.stdout
