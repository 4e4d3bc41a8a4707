"""The ontology says what it means in two languages, stays within its profiles, and holds nothing unused."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from conftest import require_tool
from defgraph.errors import DataError
from defgraph.namespaces import DG, DRAW, OWL, RDF, RDFS, SKOS, Namespace
from defgraph.ontology import ontology_triples, skolemised
from defgraph.ontology.files import GENID
from defgraph.resources import ontology_dir, queries_dir

if TYPE_CHECKING:
    import random

FILE = ontology_dir() / "defgraph.ttl"
FILES = sorted(ontology_dir().rglob("*.ttl"))
TEXT = FILE.read_text(encoding="utf-8")
KINDS = (OWL("Class"), OWL("ObjectProperty"), OWL("DatatypeProperty"), OWL("AnnotationProperty"))
JAVA_LIBRARIES = Path("/usr/share/java")


def triples_of(text: str) -> list[Triple]:
    return [Triple(q.subject, q.predicate, q.object) for q in parse(text, format=RdfFormat.TURTLE)]


TRIPLES = triples_of(TEXT)
TERMS = sorted({t.subject for t in TRIPLES if t.subject in DG or t.subject in DRAW}, key=str)


# Every term says what it means


def values(term: NamedNode, predicate: NamedNode) -> list[Literal]:
    return [t.object for t in TRIPLES if t.subject == term and t.predicate == predicate]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.value.rpartition("/")[2])
def test_a_term_has_labels_and_definitions_in_both_languages_and_an_example(term):
    for predicate in (RDFS("label"), SKOS("definition")):
        found = values(term, predicate)
        assert sorted(value.language for value in found) == ["en", "id"]
        assert all(value.value.strip() == value.value != "" for value in found)
    assert values(term, SKOS("example"))


def test_there_are_terms_to_check():
    assert len(TERMS) > 70


def test_no_two_classes_share_a_label():
    classes = {t.subject for t in TRIPLES if t.predicate == RDF("type") and t.object == OWL("Class")}
    labels = Counter(
        (t.object.language, t.object.value.casefold())
        for t in TRIPLES
        if t.predicate == RDFS("label") and t.subject in classes
    )
    assert [label for label, times in labels.items() if times > 1] == []


# Nothing stands in it that is not used


def unused(terms: list[NamedNode], texts: list[str]) -> list[NamedNode]:
    """Return the terms that no text names, as ``dg:Meeting`` or ``DG("Meeting")``."""
    named = set()
    for text in texts:
        named |= {(p.casefold(), n) for p, n in re.findall(r"\b(dg|draw):(\w+)", text)}
        named |= {(p.casefold(), n) for p, n in re.findall(r'\b(DG|DRAW)\("(\w+)"\)', text)}
    return [
        term
        for term in terms
        if (("dg", DG.local(term)) if term in DG else ("draw", DRAW.local(term))) not in named
    ]


def test_every_term_is_used_by_a_saved_query_a_shape_or_a_test():
    places = [
        *queries_dir().rglob("*.rq"),
        *Path(__file__).parent.glob("*.py"),
        ontology_dir() / "shapes.ttl",
    ]
    assert unused(TERMS, [place.read_text(encoding="utf-8") for place in places]) == []


def test_a_term_that_nothing_uses_is_noticed():
    term = DG("Nowhere" + "Used")
    assert unused([term, DG("Meeting")], ["?m a dg:Meeting . # dg:Nowhere"]) == [term]


# Independent parsers agree on the files


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
@pytest.mark.parametrize("command", [["rapper", "-q", "-c", "-i", "turtle"], ["serdi"]], ids=lambda c: c[0])
def test_a_file_parses_without_a_word_in_independent_tools(command, file):
    require_tool(command[0])
    done = subprocess.run([*command, file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert next(iter(parse(path=file, format=RdfFormat.TURTLE)))


# Loading


def test_loaded_triples_are_sorted_and_without_blank_nodes_or_repetition():
    loaded = ontology_triples()
    assert list(loaded) == sorted(set(loaded), key=str)
    assert not any(isinstance(term, BlankNode) for t in loaded for term in (t.subject, t.object))
    assert any(t.subject.value.startswith(GENID) for t in loaded)


def test_loading_twice_reads_once():
    assert ontology_triples() is ontology_triples()


@given(st.randoms(use_true_random=False))
def test_names_for_blank_nodes_depend_on_what_they_say_alone(rng: random.Random):
    shuffled = triples_of(TEXT + "\n[] a owl:AllDisjointClasses ; owl:members ( dg:Publisher dg:Rank ) .")
    rng.shuffle(shuffled)
    assert set(skolemised(TRIPLES)) < set(skolemised(shuffled))


def test_blank_nodes_in_a_circle_are_refused():
    one, other = BlankNode("one"), BlankNode("other")
    circle = [Triple(one, RDF("rest"), other), Triple(other, RDF("rest"), one)]
    with pytest.raises(DataError, match="leads back to itself"):
        skolemised(circle)


# The header


def test_the_ontology_carries_version_and_licence_but_no_date():
    about = {t.predicate.value for t in TRIPLES if t.subject.value == DG.iri.rstrip("#")}
    assert OWL("versionInfo").value in about
    dcterms = Namespace("http://purl.org/dc/terms/")
    assert {dcterms(name).value for name in ("license", "creator", "title", "description")} <= about
    assert not {dcterms(name).value for name in ("modified", "created", "issued")} & about
