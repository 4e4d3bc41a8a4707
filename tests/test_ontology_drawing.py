"""The ontology says how the graph is drawn, in colours that everybody can tell apart."""

from __future__ import annotations

import itertools
import math
import re

import pytest

from defgraph.namespaces import DG, DRAW, RDFS, SKOS
from defgraph.ontology import drawing_rules
from defgraph.ontology.files import file_triples

TRIPLES = file_triples("defgraph.ttl")
RULES = drawing_rules()
SHAPES = {"dot", "diamond", "square", "triangle", "triangleDown", "star", "hexagon"}


def test_the_rules_say_which_classes_are_nodes():
    drawn = {DG.local(rule.term) for rule in RULES.nodes}
    assert drawn >= {
        "Official",
        "Organisation",
        "Ministry",
        "Position",
        "Meeting",
        "Country",
        "PartnerCountry",
    }
    assert {rule.shape for rule in RULES.nodes} <= SHAPES
    assert [rule.order for rule in RULES.nodes + RULES.edges] == list(range(1, 26))


def test_the_rules_say_which_classes_and_properties_are_edges_and_where_they_end():
    rules = {DG.local(rule.term): rule for rule in RULES.edges}
    participation, tenure = rules["Participation"], rules["Tenure"]
    assert (participation.source, participation.fallback_source) == (DG("participant"), DG("position"))
    assert (participation.target, participation.label) == (DG("inMeeting"), DG("role"))
    assert (tenure.source, tenure.target) == (DG("holder"), DG("position"))
    assert (tenure.date, tenure.end) == (DG("firstSeen"), DG("lastSeen"))
    assert {name for name, rule in rules.items() if rule.is_property} == {
        "area",
        "country",
        "heldIn",
        "inMeeting",
        "postIn",
    }


def test_a_subclass_takes_label_and_dates_from_its_superclass():
    rules = {DG.local(rule.term): rule for rule in RULES.nodes}
    assert rules["PartnerCountry"].label == rules["Country"].label == SKOS("prefLabel")
    assert rules["Ministry"].label == RDFS("label")
    assert rules["Meeting"].date is not None
    assert rules["Meeting"].end is not None
    assert rules["Ministry"].labels == {"en": "Ministry", "id": "Kementerian"}


@pytest.mark.parametrize(
    ("types", "drawn_as"),
    [
        (["Country"], "Country"),
        (["Country", "MeetingPartner", "PartnerCountry"], "PartnerCountry"),
        (["CourtesyCall"], "Meeting"),
        (["Meeting", "CourtesyCall"], "Meeting"),
        (["Organisation", "Ministry", "MeetingPartner"], "Ministry"),
        (["MeetingPartner"], None),
        (["Participation"], None),
        ([], None),
    ],
)
def test_a_thing_is_drawn_as_the_most_specific_of_its_classes(types, drawn_as):
    rule = RULES.node_for([DG(name) for name in types])
    assert (None if rule is None else DG.local(rule.term)) == drawn_as


def test_every_drawing_term_is_one_the_rules_are_read_from():
    on_nodes = {
        DRAW("as"),
        DRAW("colour"),
        DRAW("date"),
        DRAW("end"),
        DRAW("label"),
        DRAW("order"),
        DRAW("shape"),
    }
    on_edges = {DRAW("fallbackSource"), DRAW("source"), DRAW("target")}
    used = {t.predicate for t in TRIPLES if t.predicate in DRAW}
    assert used == on_nodes | on_edges
    assert {t.object for t in TRIPLES if t.predicate == DRAW("as")} == {DRAW("Node"), DRAW("Edge")}
    declared = {t.subject for t in TRIPLES if t.subject in DRAW}
    assert declared == used | {DRAW("Node"), DRAW("Edge")}


def linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def contrast_with_white(colour: str) -> float:
    """WCAG 2.2: 1.05 over the relative luminance plus 0.05."""
    red, green, blue = linear(colour)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


# Full colour vision and the three kinds of colour blindness, on linear RGB: Machado et al. 2009, severity 1.
SIGHTS = (
    ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
)


def lab(rgb: list[float]) -> tuple[float, float, float]:
    red, green, blue = (min(1.0, max(0.0, part)) for part in rgb)
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str) -> float:
    """The smallest CIE 1976 colour difference between two colours over all kinds of sight."""
    seen = [
        [
            lab([sum(f * p for f, p in zip(row, linear(c), strict=True)) for row in sight])
            for c in (one, other)
        ]
        for sight in SIGHTS
    ]
    return min(math.dist(a, b) for a, b in seen)


@pytest.mark.parametrize("rule", [*RULES.nodes, *RULES.edges], ids=lambda rule: DG.local(rule.term))
def test_a_colour_stands_out_from_white(rule):
    assert re.fullmatch("#[0-9a-f]{6}", rule.colour)
    assert contrast_with_white(rule.colour) >= 3


def test_nodes_of_one_shape_differ_in_colour_for_the_colour_blind_too():
    pairs = [(a, b) for a, b in itertools.combinations(RULES.nodes, 2) if a.shape == b.shape]
    assert len(pairs) > 40
    assert min(difference(a.colour, b.colour) for a, b in pairs) >= 20


def test_colours_that_look_alike_to_the_colour_blind_are_noticed():
    assert difference("#c00000", "#707000") < 20 < difference("#0072b2", "#d55e00")
