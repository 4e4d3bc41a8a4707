"""Vocabularies are complete and tidy, and names people write find their concept."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from defgraph.errors import NotFoundError
from defgraph.namespaces import AREA, DG, PREFIXES, RDF, RDFS, SKOS, VOCABULARY
from defgraph.ontology import (
    area_id,
    concept_ids,
    country_code,
    meeting_class,
    meeting_label,
    meeting_types,
    organisation_kind,
    rank_concept,
    term_label,
)
from defgraph.ontology.concepts import names
from defgraph.ontology.files import SCHEME_FILES, file_triples
from defgraph.resources import ontology_dir

FOLDER = ontology_dir() / "vocabularies"
FILES = sorted(FOLDER.glob("*.ttl"))
SKOS_CONCEPT, SCHEME = SKOS("Concept"), SKOS("ConceptScheme")


def full(name: str) -> NamedNode:
    """``dg:Ministry`` as a term."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def of(term: NamedNode, predicate: NamedNode, triples) -> list:
    return [t.object for t in triples if t.subject == term and t.predicate == predicate]


# Every concept


@pytest.mark.parametrize("scheme", SCHEME_FILES)
def test_a_scheme_is_declared_and_its_concepts_are_complete(scheme):
    triples = file_triples(SCHEME_FILES[scheme])
    about = NamedNode(VOCABULARY + scheme)
    assert of(about, RDF("type"), triples) == [SCHEME]
    members = [t.subject for t in triples if t.predicate == SKOS("inScheme") and t.object == about]
    assert members
    for concept in members:
        assert SKOS_CONCEPT in of(concept, RDF("type"), triples)
        assert sorted(label.language for label in of(concept, SKOS("prefLabel"), triples)) == ["en", "id"]
        assert {label.language for label in of(concept, SKOS("altLabel"), triples)} <= {"en", "id"}
        notation = concept.value.removeprefix(about.value + "/")
        assert [value.value for value in of(concept, SKOS("notation"), triples)] == [notation]
        assert of(concept, RDFS("label"), triples) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_concept_is_in_a_declared_scheme_and_below_one_that_exists(file):
    triples = [*parse(path=file, format=RdfFormat.TURTLE)]
    concepts = {t.subject for t in triples if t.predicate == RDF("type") and t.object == SKOS_CONCEPT}
    schemes = {t.subject for t in triples if t.predicate == RDF("type") and t.object == SCHEME}
    assert {t.object for t in triples if t.predicate == SKOS("inScheme")} == schemes
    assert {t.subject for t in triples if t.predicate == SKOS("inScheme")} == concepts
    assert {t.object for t in triples if t.predicate == SKOS("broader")} <= concepts


@pytest.mark.parametrize("scheme", SCHEME_FILES)
def test_no_two_concepts_of_a_scheme_share_a_label(scheme):
    triples = file_triples(SCHEME_FILES[scheme])
    folder = VOCABULARY + scheme + "/"
    labels = Counter(
        (t.object.language, t.object.value.casefold())
        for t in triples
        if t.predicate in (SKOS("prefLabel"), SKOS("altLabel")) and t.subject.value.startswith(folder)
    )
    assert [label for label, times in labels.items() if times > 1] == []


def test_ids_are_those_of_the_record_format():
    assert concept_ids("role") == ("accompanying", "attendee", "guest", "host", "spokesperson")
    assert concept_ids("mode") == ("in-person", "telephone", "virtual")
    assert concept_ids("partner-status") == ("discussed", "present")
    assert concept_ids("review-status") == ("draft", "reviewed")
    assert concept_ids("outcome") == (
        "agreed-to-negotiate",
        "agreement-signed",
        "joint-committee",
        "joint-statement",
        "letter-of-intent",
        "mou-signed",
    )
    assert len(concept_ids("area")) == 26
    assert len(concept_ids("country")) == 249


def test_a_scheme_that_is_not_there_is_refused():
    with pytest.raises(NotFoundError, match="no concept scheme 'roles'"):
        concept_ids("roles")


# Areas


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("maritime-security", "maritime-security"),
        ("Maritime security", "maritime-security"),
        ("keamanan maritim", "maritime-security"),
        ("Penelitian dan Pengembangan", "research-development"),
        ("R&D", "research-development"),
        ("LATIHAN BERSAMA", "joint-exercise"),
        ("basket weaving", None),
    ],
)
def test_an_area_is_found_by_id_or_name(text, area):
    assert area_id(text) == area


def test_every_name_of_an_area_finds_it():
    for area, name in names(SCHEME_FILES["area"]):
        if area in AREA:
            assert area_id(name) == AREA.local(area), name


def test_areas_are_one_tree_below_defence_cooperation():
    triples = file_triples(SCHEME_FILES["area"])
    above = {t.subject: t.object for t in triples if t.predicate == SKOS("broader")}
    areas = {t.subject for t in triples if t.predicate == RDF("type") and t.object == DG("CooperationArea")}
    assert len(areas) == 26
    for area in areas:
        path = [area]
        while path[-1] in above:
            path.append(above[path[-1]])
            assert len(path) < 6, path
        assert path[-1] == AREA("defence-cooperation")


# Meeting types

MEETINGS = {
    "bilateral-meeting": ("dg:BilateralMeeting", "Bilateral meeting", "Pertemuan bilateral"),
    "courtesy-call": ("dg:CourtesyCall", "Courtesy call", "Kunjungan kehormatan"),
    "interagency-meeting": ("dg:InteragencyMeeting", "Interagency meeting", "Pertemuan antarlembaga"),
    "multilateral-meeting": ("dg:MultilateralMeeting", "Multilateral meeting", "Pertemuan multilateral"),
    "official-visit": ("dg:OfficialVisit", "Official visit", "Kunjungan resmi"),
    "signing-ceremony": ("dg:SigningCeremony", "Signing ceremony", "Upacara penandatanganan"),
    "strategic-dialogue": ("dg:StrategicDialogue", "Strategic dialogue", "Dialog strategis"),
}


def test_meeting_types_are_classes_with_labels():
    assert dict(meeting_types()) == {code: full(name) for code, (name, _, _) in MEETINGS.items()}
    for code, (name, english, indonesian) in MEETINGS.items():
        assert meeting_class(code) == full(name)
        assert meeting_label(code, "en") == english
        assert meeting_label(code, "id") == indonesian


def test_an_unknown_meeting_type_or_language_is_refused_with_a_hint():
    with pytest.raises(NotFoundError, match="'courtesy-cal'; did you mean courtesy-call"):
        meeting_class("courtesy-cal")
    with pytest.raises(NotFoundError, match="'xyz'; there are bilateral-meeting, courtesy-call"):
        meeting_class("xyz")
    with pytest.raises(NotFoundError, match="no label in 'fr'"):
        meeting_label("courtesy-call", "fr")


def test_terms_are_labelled_in_both_languages():
    assert term_label(DG("rank"), "en") == "rank"
    assert term_label(DG("rank"), "id") == "pangkat"
    assert term_label(NamedNode("https://example.org/other"), "en") is None


# Over the records of real articles, where they are at hand


def test_every_rank_and_organisation_of_the_development_records_is_recognised(shared):
    records = [
        json.loads(file.read_text(encoding="utf-8")) for file in (shared / "dev" / "gold").glob("*.json")
    ]
    assert len(records) >= 46
    meetings = [meeting for record in records for meeting in record["meetings"]]
    people = [person for meeting in meetings for person in meeting["participants"]]
    partners = [partner for meeting in meetings for partner in meeting.get("partners", ())]
    organisations = {entry["organisation"] for entry in people + partners if "organisation" in entry}
    assert {name for name in organisations if organisation_kind(name) == DG("Organisation")} == set()
    ranks = {person["rank"] for person in people if "rank" in person}
    assert {rank for rank in ranks if rank_concept(rank) is None} <= {"H.E.", "Rt Hon", "Yang Mulia"}
    countries = {entry["country"] for entry in people + partners if "country" in entry}
    assert {code for code in countries if country_code(code) != code} == set()
    areas = {area for meeting in meetings for area in meeting.get("areas", ())}
    assert areas <= set(concept_ids("area"))
