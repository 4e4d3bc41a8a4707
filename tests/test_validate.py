"""A good graph conforms, and every shape fails on a graph that breaks it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from defgraph.errors import InputError
from defgraph.namespaces import PREFIXES, RDF, ROOT, SH
from defgraph.ontology import ontology_triples
from defgraph.resources import ontology_dir
from defgraph.validate import Finding, validate

SHAPES = ROOT + "shapes#"
DECLARED = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
SHA = "0123456789abcdef" * 4
GOOD = f"""\
<graph> a dg:ArticleGraph ; prov:wasDerivedFrom <article> ; dg:reviewStatus reviewstatus:reviewed ;
  dg:digest "{SHA}" ; prov:wasAttributedTo <extractor> .
<extractor> a dg:Extractor ; foaf:name "reader" ; rdfs:label "reader" ; schema:softwareVersion "1.2" .
<article> a dg:Article ; dcterms:identifier "2025-03-01-example" ; dcterms:title "A call"@en ;
  dcterms:publisher <publisher> ; dcterms:issued "2025-03-02"^^xsd:date ; dcterms:language "en" ;
  schema:url "https://example.org/a"^^xsd:anyURI ; dg:retrieved "2025-03-03"^^xsd:date ;
  dg:textSha256 "{SHA}" .
<publisher> a dg:Publisher ; foaf:name "The Example" ; rdfs:label "The Example" .
<evidence> a dg:Evidence ; dg:subject <host> ; dg:predicate dg:participant ; dg:object <official> ;
  oa:hasSource <article> ; oa:hasSelector <place>, <quote> .
<place> a oa:TextPositionSelector ; oa:start 3 ; oa:end 14 .
<quote> a oa:TextQuoteSelector ; oa:exact "Sari Wijaya" ; oa:prefix "by " ; oa:suffix " and" .
<meeting> a dg:CourtesyCall, dg:Meeting ; rdfs:label "Courtesy call"@en, "Kunjungan kehormatan"@id ;
  dg:date "2025-03-01/2025-03-02" ;
  schema:startDate "2025-03-01"^^xsd:date ; schema:endDate "2025-03-02"^^xsd:date ;
  dg:mode mode:in-person ; dg:venue "The Hall" ; dg:city "Jakarta" ; dg:heldIn country:ID ;
  dg:area area:logistics ; dg:reportedIn <article> ; dg:attendee <official> ; dg:inferredAttendee <official> ;
  dg:organisationInvolved <body> ; dg:positionInvolved <position> ;
  dg:presentPartner country:AU ; dg:discussedPartner <body> .
<report> a dg:Report ; dg:statedIn <article> ; dg:reportOf <meeting> ; dg:meetingType dg:OfficialVisit ;
  dg:dateAsTold "2025-02-27/2025-02-28" ; dg:startAsTold "2025-02-27"^^xsd:date ;
  dg:endAsTold "2025-02-28"^^xsd:date ; dg:modeAsTold mode:telephone ; dg:venueAsTold "The Lobby" ;
  dg:cityAsTold "Bandung" ; dg:heldInAsTold country:MY ; dg:areaAsTold area:space .
<choice> a dg:Choice ; dg:choiceOf <meeting> ; dg:choiceAbout dg:city ; dg:chosenValue "Jakarta" ;
  dg:chosenBecause "A rule" .
<reading> a dg:Reading ; dg:readingFor <choice> ; dg:readingCounts true ; dg:readingValue "Jakarta" ;
  prov:wasDerivedFrom <article> .
<postchoice> a dg:Choice ; dg:choiceOf <meeting> ; dg:choiceAbout dg:position ; dg:choiceOfOfficial <official> ;
  dg:chosenBecause "Another rule" .
<postreading> a dg:Reading ; dg:readingFor <postchoice> ; dg:readingCounts false ; dg:position <position> ;
  prov:wasDerivedFrom <article> .
<host> a dg:Participation ; dg:inReport <report> ; dg:inMeeting <meeting> ; dg:participant <official> ; dg:role role:host ;
  dg:rankAsWritten "Letjen TNI" ; dg:rank rank:lieutenant-general ; dg:position <position> ;
  dg:organisation <body> ; dg:actsFor country:ID ; dg:participantAsTold <variant> ;
  dg:positionAsTold <spelling> ; dg:organisationAsTold <short> .
<aide> a dg:Participation ; dg:inReport <report> ; dg:role role:accompanying ; dg:positionAsTold <position> ;
  dg:inferredParticipant <official> ; dg:inferredFrom <tenure> ; dg:inferredBecause "Seen before" .
<variant> dcterms:isReplacedBy <official> ; dg:joinedBecause "The same name" .
<with> a dg:Partnership ; dg:inReport <report> ; dg:partnerAsTold <short> ; dg:inMeeting <meeting> ; dg:partner <body> ;
  dg:partnerStatus partnerstatus:discussed .
<outcome> a dg:Outcome ; dg:inReport <report> ; dg:inMeeting <meeting> ; dg:outcomeType outcome:mou-signed ; dcterms:title "A text" .
<official> a dg:Official ; foaf:name "Sari Wijaya" ; dg:nameKey "sari-wijaya" ; rdfs:label "Sari Wijaya" ;
  dg:country country:ID .
<body> a dg:Organisation, dg:Ministry, dg:MeetingPartner ; foaf:name "Ministry" ; dg:nameKey "ministry" ;
  rdfs:label "Ministry" ; dg:abbreviation "MoD" ; dg:country country:ID .
<position> a dg:Position ; foaf:name "Minister" ; rdfs:label "Minister" ; dg:postIn <body> ;
  dg:country country:ID .
<tenure> a dg:Tenure ; dg:holder <official> ; dg:position <position> ; dg:postHeld <position> ; dg:firstSeen "2025-03-01"^^xsd:date ;
  dg:lastSeen "2025-03-02"^^xsd:date ; prov:wasDerivedFrom <article> .
<by-register> a dg:Tenure ; dg:holder <official> ; dg:position <position> ; dg:postHeld <position> ; dcterms:source "A decree" ;
  dg:heldFrom "2024-01-01"^^xsd:date ; dg:heldUntil "2024-01-31"^^xsd:date .
<bound> a dg:TenureBound ; dg:holder <variant> ; dg:position <spelling> ; dcterms:source "A register" ;
  dg:heldFrom "2023-01-01"^^xsd:date ; dg:heldUntil "2023-01-31"^^xsd:date .
<judgement> a dg:Judgement ; dg:verdict "same" ; dg:judged <official>, <variant> ; dg:judgedBy "rina" ;
  dg:judgedOn "2026-01-02"^^xsd:date ; dg:judgedBecause "One photograph" .
country:AU a dg:PartnerCountry, dg:MeetingPartner .
<land> a dg:Country, dg:MeetingPartner, dg:PartnerCountry ; dg:alpha2 "QQ" ; dg:alpha3 "QQQ" ;
  dg:numeric "999" ; skos:prefLabel "Land"@en, "Negeri"@id .
<field> a dg:CooperationArea ; skos:prefLabel "Field"@en, "Bidang"@id .
<grade> a dg:Rank ; skos:prefLabel "Grade"@en, "Tingkat"@id ; dg:level 4 .
"""

# The shape that has to fail, the words of the good graph that are changed, and what they become.
BREACHES = [
    (
        "ArticleGraph-wasDerivedFrom",
        "prov:wasDerivedFrom <article> ; dg:rev",
        "prov:wasDerivedFrom <evidence> ; dg:rev",
    ),
    ("ArticleGraph-wasAttributedTo", "prov:wasAttributedTo <extractor>", "prov:wasAttributedTo <publisher>"),
    ("Extractor-name", 'foaf:name "reader" ; ', ""),
    ("Extractor-label", ' ; rdfs:label "reader"', ""),
    ("Extractor-softwareVersion", 'softwareVersion "1.2"', 'softwareVersion "1.2", "1.3"'),
    ("ArticleGraph-reviewStatus", "reviewstatus:reviewed", "role:host"),
    ("ArticleGraph-digest", f'dg:digest "{SHA}"', 'dg:digest "0123"'),
    ("Article-identifier", "2025-03-01-example", "2025 Example"),
    ("Article-title", '"A call"@en', '"A call"@en, "Kunjungan"@id'),
    ("Article-title", '"A call"@en', '""'),
    ("Article-publisher", "dcterms:publisher <publisher>", 'dcterms:publisher "The Example"'),
    ("Article-issued", '"2025-03-02"^^xsd:date ; dcterms:l', '"2025-03-02" ; dcterms:l'),
    ("Article-issued", '"2025-03-02"^^xsd:date ; dcterms:l', '"2025-13-02"^^xsd:date ; dcterms:l'),
    ("Article-language", 'dcterms:language "en"', 'dcterms:language "English"'),
    ("Article-url", '"https://example.org/a"^^xsd:anyURI', "<https://example.org/a>"),
    ("Article-retrieved", '"2025-03-03"^^xsd:date', '"yesterday"'),
    ("Article-textSha256", f'dg:textSha256 "{SHA}"', f'dg:textSha256 "{SHA.upper()}"'),
    ("Publisher-name", ' ; foaf:name "The Example"', ""),
    ("Publisher-label", 'rdfs:label "The Example"', 'rdfs:label "The Example"@en'),
    ("Evidence-subject", "dg:subject <host>", 'dg:subject "host"'),
    ("Evidence-predicate", "dg:predicate dg:participant ; ", ""),
    ("Evidence-object", "dg:object <official>", "dg:object <official>, <host>"),
    ("Evidence-hasSource", "oa:hasSource <article>", "oa:hasSource <graph>"),
    ("Evidence-hasSelector", " ; oa:hasSelector <place>, <quote>", ""),
    ("PositionSelector-start", "oa:start 3", "oa:start 14"),
    ("PositionSelector-start", "oa:start 3", "oa:start -3"),
    ("PositionSelector-end", "oa:end 14", 'oa:end "14"'),
    ("QuoteSelector-exact", 'oa:exact "Sari Wijaya"', 'oa:exact ""'),
    ("QuoteSelector-prefix", 'oa:prefix "by "', 'oa:prefix "by ", "to "'),
    ("QuoteSelector-prefix", ' ; oa:prefix "by "', ""),
    ("QuoteSelector-suffix", ' ; oa:suffix " and"', ""),
    ("QuoteSelector-suffix", 'oa:suffix " and"', "oa:suffix 5"),
    ("Meeting-type", "a dg:CourtesyCall, dg:Meeting", "a dg:Meeting"),
    ("Meeting-type", "a dg:CourtesyCall,", "a dg:CourtesyCall, dg:OfficialVisit,"),
    ("Meeting-label", ', "Kunjungan kehormatan"@id', ""),
    ("Meeting-label", '"Kunjungan kehormatan"@id', '"Audience"@en'),
    ("Meeting-date", "2025-03-01/2025-03-02", "March 2025"),
    ("Meeting-startDate", 'schema:startDate "2025-03-01"', 'schema:startDate "2025-03-05"'),
    ("Meeting-endDate", 'schema:endDate "2025-03-02"^^xsd:date', 'schema:endDate "2025-03-02"'),
    ("Meeting-mode", "mode:in-person", "role:host"),
    ("Meeting-venue", '"The Hall"', '"The Hall", "The Hotel"'),
    ("Meeting-city", 'dg:city "Jakarta"', 'dg:city "Jakarta"@id'),
    ("Meeting-heldIn", "dg:heldIn country:ID", "dg:heldIn area:space"),
    ("Meeting-area", "area:logistics", "country:ID"),
    ("Meeting-reportedIn", "dg:reportedIn <article> ; ", ""),
    ("Meeting-attendee", "dg:attendee <official>", "dg:attendee <body>"),
    ("Meeting-presentPartner", "dg:presentPartner country:AU", "dg:presentPartner country:ZW"),
    ("Meeting-discussedPartner", "dg:discussedPartner <body>", "dg:discussedPartner <official>"),
    ("Meeting-inferredAttendee", "dg:inferredAttendee <official>", "dg:inferredAttendee <body>"),
    ("Meeting-organisationInvolved", "dg:organisationInvolved <body>", "dg:organisationInvolved <official>"),
    ("Meeting-positionInvolved", "dg:positionInvolved <position>", "dg:positionInvolved <body>"),
    ("Report-statedIn", "dg:statedIn <article> ; ", ""),
    ("Report-reportOf", "dg:reportOf <meeting>", "dg:reportOf <article>"),
    ("Report-meetingType", "dg:OfficialVisit", "dg:Meeting"),
    ("Report-dateAsTold", "2025-02-27/2025-02-28", "February 2025"),
    ("Report-startAsTold", 'dg:startAsTold "2025-02-27"', 'dg:startAsTold "2025-03-27"'),
    ("Report-endAsTold", 'dg:endAsTold "2025-02-28"^^xsd:date', 'dg:endAsTold "2025-02-28"'),
    ("Report-modeAsTold", "mode:telephone", "mode:telephone, mode:virtual"),
    ("Report-venueAsTold", '"The Lobby"', '"The Lobby", "The Hall"'),
    ("Report-cityAsTold", '"Bandung"', '"Bandung"@id'),
    ("Report-heldInAsTold", "country:MY", '"MY"'),
    ("Report-areaAsTold", "area:space", "country:MY"),
    (
        "Choice-choiceOf",
        "<choice> a dg:Choice ; dg:choiceOf <meeting>",
        "<choice> a dg:Choice ; dg:choiceOf <report>",
    ),
    ("Choice-choiceAbout", "dg:choiceAbout dg:city", "dg:choiceAbout dg:attendee"),
    ("Choice-chosenValue", 'dg:chosenValue "Jakarta"', 'dg:chosenValue ""'),
    ("Choice-chosenBecause", ' ;\n  dg:chosenBecause "A rule"', ""),
    ("Choice-choiceOfOfficial", "dg:choiceOfOfficial <official>", "dg:choiceOfOfficial <body>"),
    ("Reading-readingFor", "dg:readingFor <choice>", "dg:readingFor <meeting>"),
    ("Reading-readingCounts", "dg:readingCounts true", 'dg:readingCounts "yes"'),
    ("Reading-readingValue", 'dg:readingValue "Jakarta"', 'dg:readingValue ""'),
    ("Reading-position", "false ; dg:position <position>", "false ; dg:position <body>"),
    (
        "Reading-wasDerivedFrom",
        'dg:readingValue "Jakarta" ;\n  prov:wasDerivedFrom <article>',
        'dg:readingValue "Jakarta"',
    ),
    (
        "Participation-who",
        "dg:participantAsTold <variant> ;\n  dg:positionAsTold <spelling> ;",
        "",
    ),
    (
        "Participation-inReport",
        "a dg:Participation ; dg:inReport <report> ; dg:in",
        "a dg:Participation ; dg:in",
    ),
    (
        "Participation-inMeeting",
        "dg:inMeeting <meeting> ; dg:participant",
        "dg:inMeeting <meeting>, <article> ; dg:participant",
    ),
    (
        "Participation-participantAsTold",
        "dg:participantAsTold <variant>",
        "dg:participantAsTold <variant>, <official>",
    ),
    ("Participation-positionAsTold", "dg:positionAsTold <spelling>", 'dg:positionAsTold "Minister"'),
    ("Participation-organisationAsTold", "AsTold <short> .\n<aide>", "AsTold <short>, <body> .\n<aide>"),
    ("Inference-inferredParticipant", "dg:inferredParticipant <official>", "dg:inferredParticipant <body>"),
    ("Inference-inferredParticipant", "dg:inferredParticipant <official> ; ", ""),
    ("Inference-inferredFrom", "dg:inferredFrom <tenure> ; ", ""),
    ("Inference-inferredBecause", ' ; dg:inferredBecause "Seen before"', ""),
    ("Participation-participant", "dg:participant <official> ;", "dg:participant <official>, <body> ;"),
    ("Participation-role", "role:host", "mode:virtual"),
    ("Participation-rankAsWritten", '"Letjen TNI"', "rank:lieutenant-general"),
    ("Participation-rank", "dg:rank rank:lieutenant-general", 'dg:rank "Letjen"'),
    ("Participation-position", "dg:position <position> ;\n  dg:org", "dg:position <body> ;\n  dg:org"),
    ("Participation-organisation", "dg:organisation <body>", "dg:organisation country:ID"),
    ("Participation-actsFor", "dg:actsFor country:ID", "dg:actsFor <body>"),
    ("Partnership-inReport", "a dg:Partnership ; dg:inReport <report> ; ", "a dg:Partnership ; "),
    ("Partnership-partnerAsTold", "dg:partnerAsTold <short> ; ", ""),
    ("Partnership-inMeeting", "dg:inMeeting <meeting> ; dg:partner ", "dg:inMeeting <article> ; dg:partner "),
    ("Partnership-partner", "dg:partner <body>", "dg:partner <position>"),
    ("Partnership-partnerStatus", "partnerstatus:discussed", "reviewstatus:draft"),
    ("Outcome-inReport", "a dg:Outcome ; dg:inReport <report> ; ", "a dg:Outcome ; "),
    ("Outcome-inMeeting", "<meeting> ; dg:outcomeType", "<meeting>, <report> ; dg:outcomeType"),
    ("Outcome-outcomeType", "outcome:mou-signed", "mode:virtual"),
    ("Outcome-title", '"A text"', "<title>"),
    ("Official-name", 'foaf:name "Sari Wijaya" ; ', ""),
    ("Official-nameKey", "sari-wijaya", "Sari Wijaya"),
    ("Official-nameKey", ' ; dg:nameKey "sari-wijaya"', ""),
    ("Official-label", 'rdfs:label "Sari Wijaya"', 'rdfs:label "Sari Wijaya", "S. Wijaya"'),
    ("Official-country", "dg:country country:ID .\n<body>", "dg:country <body> .\n<body>"),
    ("Organisation-name", 'foaf:name "Ministry"', 'foaf:name "Ministry"@en'),
    ("Organisation-nameKey", ' ; dg:nameKey "ministry"', ""),
    ("Organisation-nameKey", 'dg:nameKey "ministry"', 'dg:nameKey "a/b"'),
    ("Organisation-label", '\n  rdfs:label "Ministry" ;', ""),
    ("Organisation-abbreviation", '"MoD"', "5"),
    ("Organisation-country", '"MoD" ; dg:country country:ID', '"MoD" ; dg:country country:ID, country:AU'),
    ("Position-name", 'foaf:name "Minister" ;', ""),
    ("Position-label", 'rdfs:label "Minister" ;', ""),
    ("Position-postIn", "dg:postIn <body>", "dg:postIn country:ID"),
    ("Position-country", "<body> ;\n  dg:country country:ID", '<body> ; dg:country "ID"'),
    ("Tenure-holder", "<tenure> a dg:Tenure ; dg:holder <official> ; ", "<tenure> a dg:Tenure ; "),
    (
        "Tenure-position",
        " ; dg:position <position> ; dg:postHeld <position> ; dg:firstSeen",
        " ; dg:firstSeen",
    ),
    ("Tenure-postHeld", " ; dg:postHeld <position> ; dg:firstSeen", " ; dg:firstSeen"),
    ("Tenure-firstSeen", 'dg:firstSeen "2025-03-01"', 'dg:firstSeen "2025-03-09"'),
    ("Tenure-lastSeen", 'dg:lastSeen "2025-03-02"^^xsd:date', 'dg:lastSeen "2025-03"'),
    ("Tenure-heldFrom", 'dg:heldFrom "2024-01-01"', 'dg:heldFrom "2024-02-01"'),
    ("Tenure-heldUntil", '"2024-01-31"^^xsd:date', '"2024-01"'),
    ("Tenure-source", '"A decree"', '"A decree", "Another"'),
    ("Tenure-shown", " ; prov:wasDerivedFrom <article> .\n<by", " .\n<by"),
    ("Tenure-wasDerivedFrom", "prov:wasDerivedFrom <article> .\n<by", "prov:wasDerivedFrom <graph> .\n<by"),
    ("TenureBound-holder", "a dg:TenureBound ; dg:holder <variant> ;", "a dg:TenureBound ;"),
    ("TenureBound-position", "dg:position <spelling>", 'dg:position "Minister"'),
    ("TenureBound-heldFrom", 'dg:heldFrom "2023-01-01"', 'dg:heldFrom "2023-02-01"'),
    ("TenureBound-heldUntil", '"2023-01-31"^^xsd:date', '"2023-01-31"'),
    (
        "TenureBound-days",
        ' ;\n  dg:heldFrom "2023-01-01"^^xsd:date ; dg:heldUntil "2023-01-31"^^xsd:date',
        "",
    ),
    ("TenureBound-source", ' ; dcterms:source "A register"', ""),
    ("Judgement-verdict", '"same"', '"equal"'),
    ("Judgement-judged", "dg:judged <official>, <variant>", "dg:judged <official>"),
    ("Judgement-judgedOn", '"2026-01-02"^^xsd:date', '"2026-01-02"'),
    ("Judgement-judgedBy", ' ; dg:judgedBy "rina"', ""),
    ("Judgement-judgedBecause", '"One photograph"', '"One photograph", "One voice"'),
    ("Replaced-isReplacedBy", "dcterms:isReplacedBy <official>", "dcterms:isReplacedBy <official>, <body>"),
    ("Replaced-isReplacedBy", "dcterms:isReplacedBy <official> ; ", ""),
    ("Replaced-joinedBecause", ' ; dg:joinedBecause "The same name"', ""),
    ("Country-alpha2", '"QQ"', '"qq"'),
    ("Country-alpha3", '"QQQ"', '"QQ"'),
    ("Country-numeric", '"999"', "999"),
    ("Country-prefLabel", '"Land"@en, ', ""),
    ("PartnerCountry", "dg:Country, dg:MeetingPartner, dg:PartnerCountry", "dg:Country, dg:PartnerCountry"),
    ("CooperationArea-prefLabel", '"Field"@en, "Bidang"@id', '"Field", "Bidang"@id'),
    ("Rank-prefLabel", ', "Tingkat"@id', ""),
    ("Rank-level", "dg:level 4", "dg:level 11"),
]
# Shapes that others are made of: what they ask for is reported by the shape that names them.
PARTS = {
    "MeetingType-code",
    "HasParticipant",
    "HasPosition",
    "HasArticle",
    "HasBeginning",
    "HasEnd",
} | {f"in-{scheme}-scheme" for scheme in ("mode", "outcome", "partner-status", "review-status", "role")}


def graph_of(text: str, base: str) -> list[Triple]:
    parsed = parse(DECLARED + text, format=RdfFormat.TURTLE, base_iri=base)
    return [Triple(q.subject, q.predicate, q.object) for q in parsed]


def base_of(case: int) -> str:
    return f"https://example.org/{case}/"


def broken(case: int) -> str:
    shape, old, new = BREACHES[case]
    assert GOOD.count(old) == 1, f"{shape}: {old!r} is {GOOD.count(old)} times in the good graph"
    return GOOD.replace(old, new)


@pytest.fixture(scope="module")
def broken_findings() -> tuple[Finding, ...]:
    """What is found in one graph that holds a broken copy of the good one for every breach."""
    triples = [t for case in range(len(BREACHES)) for t in graph_of(broken(case), base_of(case))]
    return validate([*triples, *ontology_triples()]).findings


def test_a_good_graph_conforms():
    report = validate([*graph_of(GOOD, base_of(0)), *ontology_triples()])
    assert report.findings == ()
    assert report.conforms


@pytest.mark.parametrize("case", range(len(BREACHES)), ids=lambda case: f"{BREACHES[case][0]}-{case}")
def test_a_shape_fails_on_what_breaks_it(case, broken_findings):
    here = [finding for finding in broken_findings if finding.focus.startswith(base_of(case))]
    assert {finding.shape.removeprefix(SHAPES) for finding in here} >= {BREACHES[case][0]}
    assert {finding.severity for finding in here} == {"Violation"}


def test_every_shape_is_shown_failing():
    kinds = (SH("PropertyShape"), SH("NodeShape"))
    declared = {
        q.subject.value.removeprefix(SHAPES)
        for q in parse(path=ontology_dir() / "shapes.ttl", format=RdfFormat.TURTLE)
        if q.predicate == RDF("type")
        and q.object in kinds
        and (q.object == kinds[0] or q.subject.value.endswith(("PartnerCountry", "-who", "-shown", "-days")))
    }
    assert declared - PARTS == {shape for shape, _, _ in BREACHES}


def test_every_shape_speaks_both_languages():
    said: dict[str, set[str | None]] = {}
    for quad in parse(path=ontology_dir() / "shapes.ttl", format=RdfFormat.TURTLE):
        if quad.predicate == SH("message"):
            said.setdefault(quad.subject.value.removeprefix(SHAPES), set()).add(quad.object.language)
    assert set(said) == {shape for shape, _, _ in BREACHES}
    assert all(languages == {"en", "id"} for languages in said.values())


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "A participation has exactly one dg:role, a role"),
        ("id", "Keikutsertaan memiliki tepat satu dg:role, berupa peran"),
    ],
)
def test_a_finding_says_where_what_was_found_and_what_was_expected(language, message):
    text = GOOD.replace("role:host", "<butler>")
    report = validate([*graph_of(text, base_of(0)), *ontology_triples()], language=language)
    assert not report.conforms
    (finding,) = report.findings
    assert finding == Finding(
        focus="https://example.org/0/host",
        path="https://w3id.org/defgraph/ontology#role",
        value="https://example.org/0/butler",
        message=message,
        severity="Violation",
        shape=SHAPES + "Participation-role",
    )
    assert str(finding) == f"{finding.focus} {finding.path}: {message} (found {finding.value!r})"


def test_a_finding_without_path_or_value_is_readable():
    finding = Finding("https://example.org/x", None, None, "Must not be", "Violation", SHAPES + "X")
    assert str(finding) == "https://example.org/x: Must not be"


def test_own_shapes_are_used_when_given(tmp_path):
    file = tmp_path / "shapes.ttl"
    file.write_text(
        DECLARED + "<https://example.org/s> a sh:NodeShape ; sh:targetClass dg:Article ; sh:property "
        "[ sh:path dcterms:abstract ; sh:minCount 1 ] .\n",
        encoding="utf-8",
    )
    report = validate(graph_of(GOOD, base_of(0)), shapes=file)
    assert [(finding.focus, finding.value) for finding in report.findings] == [
        ("https://example.org/0/article", None)
    ]
    assert report.findings[0].message


def test_without_pyshacl_the_extra_is_named():
    program = (
        "import sys; sys.modules['pyshacl'] = None\n"
        "from defgraph.errors import MissingExtraError\n"
        "from defgraph.validate import validate\n"
        "try:\n    validate([])\nexcept MissingExtraError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "defgraph[validate]" in done.stdout


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (None, "shapes.ttl: the shapes cannot be read"),
        ("a b c", "shapes.ttl:1: expected shapes in Turtle"),
        (
            f"<{SHAPES}a> <{SH.iri}path> <{SHAPES}b> ~ .",
            "shapes.ttl: expected shapes in Turtle as of RDF 1.1",
        ),
        (f"<{SHAPES}a> a <{SH.iri}PropertyShape> .", "shapes.ttl: these shapes make no sense"),
    ],
)
def test_bad_shapes_are_told_with_their_place(tmp_path, written, told) -> None:
    path = tmp_path / "shapes.ttl"
    if written:
        path.write_text(written, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        validate((), shapes=path)
    assert told in str(raised.value)
