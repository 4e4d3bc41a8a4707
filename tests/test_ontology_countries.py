"""Countries are those of ISO 3166-1 with the names of CLDR, and are found as people write them."""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from defgraph.namespaces import COUNTRY, DG
from defgraph.ontology import closest, concept_ids, country_code, suggest_countries
from defgraph.ontology.concepts import names
from defgraph.ontology.files import file_triples
from defgraph.resources import ontology_dir

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

FOLDER = ontology_dir() / "vocabularies"
FILE = "countries.ttl"
TRIPLES = file_triples(FILE)


def of(term: NamedNode, predicate: NamedNode) -> list[Literal]:
    return [t.object for t in TRIPLES if t.subject == term and t.predicate == predicate]


def test_countries_are_written_anew_without_a_difference():
    pytest.importorskip("babel")
    render = runpy.run_path(str(FOLDER / "make_countries.py"))["render"]  # leaves no byte code in the folder
    aliases = yaml.safe_load((FOLDER / "country-aliases.yaml").read_text(encoding="utf-8"))
    assert render(aliases) == (FOLDER / "countries.ttl").read_text(encoding="utf-8")
    aliases["names"]["XX"] = {"en": ["Nowhere"]}
    with pytest.raises(SystemExit, match=r"no country of ISO 3166-1: .*XX"):
        render(aliases)
    with pytest.raises(SystemExit, match="CD: expected one alpha-3"):
        render({"names": {}, "not-countries": aliases["not-countries"], "retired": []})
    with pytest.raises(SystemExit, match="expected 249 countries, found 254"):
        render({"names": {}, "not-countries": [], "retired": aliases["retired"]})


def test_a_country_has_its_three_codes():
    assert [v.value for v in of(COUNTRY("ID"), DG("alpha2"))] == ["ID"]
    assert [v.value for v in of(COUNTRY("ID"), DG("alpha3"))] == ["IDN"]
    assert [v.value for v in of(COUNTRY("ID"), DG("numeric"))] == ["360"]
    for name, length in (("alpha2", 2), ("alpha3", 3), ("numeric", 3)):
        codes = {t.object.value for t in TRIPLES if t.predicate == DG(name)}
        assert len(codes) == 249
        assert {len(code) for code in codes} == {length}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ID", "ID"),
        ("idn", "ID"),
        (" Indonesia ", "ID"),
        ("Republic of Indonesia", "ID"),
        ("Republik Indonesia", "ID"),
        ("Tiongkok", "CN"),
        ("CINA", "CN"),
        ("RRT", "CN"),
        ("Republik Rakyat Tiongkok", "CN"),
        ("People’s Republic of China", "CN"),
        ("Republic of China", "TW"),
        ("Korsel", "KR"),
        ("Korea Selatan", "KR"),
        ("Republic of Korea", "KR"),
        ("Inggris", "GB"),
        ("UK", "GB"),
        ("U.S.", "US"),
        ("Amerika Serikat", "US"),
        ("Amerika", "US"),
        ("UEA", "AE"),
        ("PNG", "PG"),
        ("Papua Nugini", "PG"),
        ("Burma", "MM"),
        ("Türkiye", "TR"),
        ("turkiye", "TR"),
        ("Turki", "TR"),
        ("Bosnia and Herzegovina", "BA"),
        ("Bosnia dan Herzegovina", "BA"),
        ("Saint Lucia", "LC"),
        ("Côte d'Ivoire", "CI"),
        ("Timor-Leste", "TL"),
        ("Kerajaan Arab Saudi", "SA"),
        ("Negara Brunei Darussalam", "BN"),
        ("Rusia", "RU"),
        ("AS", "AS"),
        ("Korea", None),
        ("Kongo", None),
        ("Atlantis", None),
        ("Republic of", None),
        ("", None),
    ],
)
def test_a_country_is_found_by_code_or_name_in_either_language(text, code):
    assert country_code(text) == code


def test_every_name_of_a_country_finds_it():
    for country, name in names(FILE):
        if country in COUNTRY:
            assert country_code(name) == COUNTRY.local(country), name


@given(st.sampled_from([n for c, n in names(FILE) if c in COUNTRY]), st.data())
def test_case_and_spaces_around_a_country_do_not_count(name, data):
    noisy = data.draw(st.sampled_from([name.upper(), name.lower(), f"  {name}\n", name.replace(" ", "  ")]))
    assert country_code(noisy) == country_code(name) is not None


@given(st.text(max_size=40))
def test_whatever_is_written_is_a_country_or_none(text):
    assert country_code(text) in {None, *concept_ids("country")}


def test_what_was_perhaps_meant_is_suggested():
    assert suggest_countries("Indonesai")[0] == ("ID", "Indonesia")
    assert {code for code, _ in suggest_countries("Korea")} == {"KP", "KR"}
    assert {code for code, _ in suggest_countries("Kongo")} == {"CD", "CG"}
    assert suggest_countries("Inggriss", limit=1) == [("GB", "United Kingdom")]
    assert suggest_countries("xyzzyx") == []
    assert closest("fors", ["form", "country", "from"], limit=1) == ["form"]
