"""The ontology keeps to OWL 2 DL and RL, by our own check, by HermiT and by the OWL API."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from conftest import require_tool
from defgraph.namespaces import OWL, RDF, RDFS, XSD
from defgraph.resources import ontology_dir

TEXT = (ontology_dir() / "defgraph.ttl").read_text(encoding="utf-8")
VOCABULARIES = sorted((ontology_dir() / "vocabularies").glob("*.ttl"))
ALL = TEXT + "".join(file.read_text(encoding="utf-8") for file in VOCABULARIES)
KINDS = (OWL("Class"), OWL("ObjectProperty"), OWL("DatatypeProperty"), OWL("AnnotationProperty"))
JAVA_LIBRARIES = Path("/usr/share/java")


def triples_of(text: str) -> list[Triple]:
    return [Triple(q.subject, q.predicate, q.object) for q in parse(text, format=RdfFormat.TURTLE)]


BUILT_IN = frozenset(
    {
        RDF("type"),
        RDF("first"),
        RDF("rest"),
        RDFS("domain"),
        RDFS("label"),
        RDFS("range"),
        RDFS("subClassOf"),
        RDFS("subPropertyOf"),
        OWL("equivalentClass"),
        OWL("intersectionOf"),
        OWL("members"),
        OWL("versionIRI"),
        OWL("versionInfo"),
    }
)
OWL_TYPES = frozenset({*KINDS, OWL("AllDisjointClasses"), OWL("NamedIndividual"), OWL("Ontology")})
RL_DATATYPES = frozenset({XSD("anyURI"), XSD("boolean"), XSD("dateTime"), XSD("integer"), XSD("string")})
OF_CLASSES = frozenset({RDFS("domain"), RDFS("subClassOf"), OWL("equivalentClass"), RDF("first")})


def profile_breaches(triples: list[Triple]) -> list[str]:
    """Return what takes ``triples`` out of the part of OWL 2 RL and DL that the ontology keeps to.

    That part is smaller than the profiles: named classes, their conjunction, domains and ranges.
    """
    kinds: dict[NamedNode, set[NamedNode]] = {}
    for t in triples:
        if t.predicate == RDF("type") and t.object in KINDS and isinstance(t.subject, NamedNode):
            kinds.setdefault(t.subject, set()).add(t.object)
    found = [f"{term} is of several kinds" for term, several in kinds.items() if len(several) > 1]
    for t in triples:
        found += _breaches_of_one(t, {term: min(several, key=str) for term, several in kinds.items()})
    return sorted(found)


def _breaches_of_one(t: Triple, kinds: dict[NamedNode, NamedNode]) -> list[str]:
    def is_class(term: object) -> bool:
        return isinstance(term, BlankNode) or kinds.get(term) == OWL("Class")

    if t.predicate not in BUILT_IN and kinds.get(t.predicate) not in KINDS[1:]:
        return [f"{t.predicate} is not declared a property"]
    if t.predicate == RDF("type"):
        if t.object in OWL_TYPES or is_class(t.object) or t.object == RDF("List"):
            return []
        return [f"{t.object} is not declared a class"]
    if t.predicate in OF_CLASSES and not is_class(t.object):
        return [f"{t.object} is not declared a class"]
    if t.predicate == RDFS("range"):
        if kinds.get(t.subject) == OWL("DatatypeProperty"):
            return [] if t.object in RL_DATATYPES else [f"{t.object} is no datatype of OWL 2 RL"]
        return [] if is_class(t.object) else [f"{t.object} is not declared a class"]
    if kinds.get(t.predicate) == OWL("ObjectProperty") and isinstance(t.object, Literal):
        return [f"{t.predicate} has the text {t.object} as value"]
    if kinds.get(t.predicate) == OWL("DatatypeProperty") and not isinstance(t.object, Literal):
        return [f"{t.predicate} has the thing {t.object} as value"]
    return []


def test_the_ontology_and_its_vocabularies_keep_to_the_profiles():
    assert profile_breaches(triples_of(ALL)) == []


@pytest.mark.parametrize(
    ("broken", "breach"),
    [
        ("dg:firstSeen rdfs:range xsd:date .", "date> is no datatype of OWL 2 RL"),
        ("dg:Official a owl:ObjectProperty .", "Official> is of several kinds"),
        ("dg:Official rdfs:subClassOf foaf:Wizard .", "Wizard> is not declared a class"),
        ("dg:holder rdfs:domain foaf:Wizard .", "Wizard> is not declared a class"),
        ("<x:a> dg:knows <x:b> .", "knows> is not declared a property"),
        ("<x:a> a dg:Wizard .", "Wizard> is not declared a class"),
        ("<x:a> dg:holder 'somebody' .", "as value"),
        ("<x:a> dg:venue <x:b> .", "as value"),
        (
            "[ owl:onProperty dg:holder ; owl:someValuesFrom dg:Official ] rdfs:subClassOf dg:Tenure .",
            "onProperty> is not declared a property",
        ),
    ],
)
def test_a_breach_of_the_profiles_is_noticed(broken, breach):
    found = profile_breaches(triples_of(f"{ALL}\n{broken}\n"))
    assert any(breach in line for line in found)


def hermit(option: str, file: Path) -> str:
    """Return all that HermiT prints; its exit code does not tell what it found."""
    java = require_tool("java")
    spec = importlib.util.find_spec("owlready2")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "hermit"
    command = [java, "-cp", f"{folder}:{folder / 'HermiT.jar'}", "org.semanticweb.HermiT.cli.CommandLine"]
    done = subprocess.run([*command, option, file], capture_output=True, text=True, check=False, timeout=120)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("added", "answer"),
    [
        ("", "owl#Thing is satisfiable"),
        ("country:ID a dg:Organisation .", "Inconsistent ontology"),
        ("dg:firstSeen rdfs:range xsd:date .", "UnsupportedDatatypeException"),
    ],
    ids=["as it is", "a country that is an organisation", "a datatype outside OWL 2"],
)
def test_hermit_finds_the_ontology_with_its_vocabularies_consistent(tmp_path, added, answer):
    file = tmp_path / "all.ttl"
    file.write_text(f"{ALL}\n{added}\n", encoding="utf-8")
    assert answer in hermit("-k", file)


@pytest.mark.parametrize(
    ("added", "empty"),
    [("", []), ("dg:Ministry rdfs:subClassOf dg:Company .", ["dg:Ministry"])],
    ids=["as it is", "a ministry that is a company"],
)
def test_hermit_finds_no_class_that_can_have_no_member(tmp_path, added, empty):
    file = tmp_path / "ontology.ttl"
    file.write_text(f"{TEXT}\n{added}\n", encoding="utf-8")
    lines = hermit("-U", file).splitlines()
    assert lines[0] == "Classes equivalent to 'owl:Nothing':"
    assert [line.strip() for line in lines[1:]] == ["owl:Nothing", *empty]


PROFILES_JAVA = """\
import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.*;

public class Profiles {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            OWLOntology read =
                OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
            for (OWLProfile profile : new OWLProfile[] {new OWL2DLProfile(), new OWL2RLProfile()})
                System.out.println(profile.getName() + " " + profile.checkOntology(read).isInProfile());
        }
    }
}
"""


def test_the_owl_api_finds_the_ontology_within_dl_and_rl(tmp_path):
    if not (JAVA_LIBRARIES / "owlapi-api.jar").exists():
        pytest.skip("libowlapi-java is not installed")
    require_tool("javac")
    java = require_tool("java")
    good, bad, program = tmp_path / "good.ttl", tmp_path / "bad.ttl", tmp_path / "Profiles.java"
    good.write_text(ALL, encoding="utf-8")
    bad.write_text(f"{TEXT}\ndg:firstSeen rdfs:range xsd:date .\n", encoding="utf-8")
    program.write_text(PROFILES_JAVA, encoding="utf-8")
    libraries = ":".join(str(jar) for jar in sorted(JAVA_LIBRARIES.glob("*.jar")))
    command = [java, "-cp", libraries, program, good, bad]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=180)
    assert done.stdout.splitlines() == ["OWL 2 DL true", "OWL 2 RL true", "OWL 2 DL false", "OWL 2 RL false"]
