"""Ranks are found as articles write them, with the NATO grade that compares them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from defgraph.namespaces import DG, RANK, RDF, SKOS
from defgraph.ontology import rank_concept
from defgraph.ontology.concepts import names
from defgraph.ontology.files import file_triples

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

FILE = "ranks.ttl"
TRIPLES = file_triples(FILE)


def of(term: NamedNode, predicate: NamedNode) -> list[Literal]:
    return [t.object for t in TRIPLES if t.subject == term and t.predicate == predicate]


RANKS = [
    ("Letjen", "lieutenant-general", 8),
    ("Letjen TNI", "lieutenant-general", 8),
    ("LETJEN TNI (Purn.)", "lieutenant-general", 8),
    ("Letnan Jenderal TNI (Mar)", "lieutenant-general", 8),
    ("Lt Gen", "lieutenant-general", 8),
    ("Lt.Gen. (Ret.)", "lieutenant-general", 8),
    ("Lt. Gen. (Retd)", "lieutenant-general", 8),
    ("Jenderal TNI (HOR) (Purn.)", "general", 9),
    ("H.E. General", "general", 9),
    ("Jenderal Besar TNI", "field-marshal", 10),
    ("Field Marshal", "field-marshal", 10),
    ("Mayjen", "major-general", 7),
    ("Brigjen TNI (Mar)", "brigadier-general", 6),
    ("Brigadier", "brigadier-general", 6),
    ("Kolonel Inf", "colonel", 5),
    ("Kolonel (Pnb)", "colonel", 5),
    ("Kolonel Marinir", "colonel", 5),
    ("Kolonel Laut (P)", "captain-navy", 5),
    ("Captain (Navy)", "captain-navy", 5),
    ("Captain", "captain", 2),
    ("Kapten", "captain", 2),
    ("Kapten Laut (E)", "lieutenant-navy", 2),
    ("Lieutenant (Navy)", "lieutenant-navy", 2),
    ("Lieutenant", "first-lieutenant", 1),
    ("Letnan Satu", "first-lieutenant", 1),
    ("Letkol Czi", "lieutenant-colonel", 4),
    ("Mayor", "major", 3),
    ("Laksamana TNI", "admiral", 9),
    ("ADM (Ret.)", "admiral", 9),
    ("Laksdya TNI", "vice-admiral", 8),
    ("Laksda TNI (Purn)", "rear-admiral", 7),
    ("Laksamana Pertama TNI", "commodore", 6),
    ("Marsekal TNI", "air-chief-marshal", 9),
    ("Air Chief Marshal", "air-chief-marshal", 9),
    ("Marshal of the Royal Air Force", "marshal-of-the-air-force", 10),
    ("Marsdya", "air-marshal", 8),
    ("Air Marshal", "air-marshal", 8),
    ("Marsda TNI", "air-vice-marshal", 7),
    ("Air Vice Marshal", "air-vice-marshal", 7),
    ("Marsma", "air-commodore", 6),
    ("Komjen Pol", "police-commissioner-general", 8),
    ("Komjen. Pol. (Purn.)", "police-commissioner-general", 8),
    ("Irjen Pol", "police-inspector-general", 7),
    ("Brigjen Pol", "police-brigadier-general", 6),
    ("Kombes Pol", "police-grand-commissioner", 5),
    ("AKBP", "police-grand-commissioner-adjutant", 4),
]
NO_RANK = ["H.E.", "H. E.", "Yang Mulia", "Dubes", "Duta Besar", "Rt Hon", "Mr", "TNI", "(Purn.)", ""]


@pytest.mark.parametrize(("written", "concept", "level"), RANKS)
def test_a_written_rank_finds_its_concept_and_grade(written, concept, level):
    assert rank_concept(written) == RANK(concept)
    grades = of(RANK(concept), SKOS("broader"))
    assert grades == [RANK(f"OF-{level}")]
    assert [int(value.value) for value in of(grades[0], DG("level"))] == [level]


@pytest.mark.parametrize("written", NO_RANK)
def test_a_style_of_address_is_no_rank(written):
    assert rank_concept(written) is None


def test_every_name_of_a_rank_finds_it():
    for rank, name in names(FILE):
        if rank in RANK:
            assert rank_concept(name) == rank, name


def test_grades_run_from_one_to_ten_and_every_other_rank_is_below_one():
    grades = {t.subject: int(t.object.value) for t in TRIPLES if t.predicate == DG("level")}
    assert grades == {RANK(f"OF-{level}"): level for level in range(1, 11)}
    ranks = {t.subject for t in TRIPLES if t.predicate == RDF("type") and t.object == DG("Rank")}
    below = {t.subject: t.object for t in TRIPLES if t.predicate == SKOS("broader")}
    assert set(below) == ranks - set(grades)
    assert set(below.values()) == set(grades)
