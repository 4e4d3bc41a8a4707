"""Write countries.ttl: the countries of ISO 3166-1, named as CLDR names them in English and Indonesian.

Codes and names come from Babel, which carries CLDR; the other names that texts use come from
country-aliases.yaml. Run it after either changes::

    python ontology/vocabularies/make_countries.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.core import get_cldr_version, get_global

HERE = Path(__file__).resolve().parent
LANGUAGES = ("en", "id")
COUNTRIES = 249
HEAD = """\
@prefix dg: <https://w3id.org/defgraph/ontology#> .
@prefix country: <https://w3id.org/defgraph/vocabulary/country/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vocabulary: <https://w3id.org/defgraph/vocabulary/> .

vocabulary:country a skos:ConceptScheme ;
  skos:prefLabel "Countries"@en, "Negara"@id ;
  skos:definition "The countries and territories of ISO 3166-1."@en,
    "Negara dan wilayah dalam ISO 3166-1."@id ;
  dcterms:source "Codes and names: Unicode CLDR {cldr}. Other names: country-aliases.yaml."@en .
"""


def codes(named: set[str], retired: set[str]) -> dict[str, tuple[str, str]]:
    """Return alpha-2 to (alpha-3, numeric): those of the named territories that CLDR gives both codes.

    Raises:
        SystemExit: CLDR no longer gives exactly one of each to the 249 countries.
    """
    alphas: dict[str, list[str]] = {}
    numbers: dict[str, list[str]] = {}
    for code, targets in get_global("territory_aliases").items():
        if len(targets) != 1 or targets[0] not in named or code in retired or len(code) != 3:
            continue
        (numbers if code.isdigit() else alphas).setdefault(targets[0], []).append(code)
    found = {}
    for alpha2 in sorted(alphas.keys() & numbers.keys()):
        if len(alphas[alpha2]) != 1 or len(numbers[alpha2]) != 1:
            found_codes = alphas[alpha2] + numbers[alpha2]
            raise SystemExit(f"{alpha2}: expected one alpha-3 and one numeric code, found {found_codes}")
        found[alpha2] = (alphas[alpha2][0], numbers[alpha2][0])
    if len(found) != COUNTRIES:
        raise SystemExit(f"expected {COUNTRIES} countries, found {len(found)}")
    return found


def literals(names: dict[str, list[str]]) -> str:
    """Return Turtle literals, a language after the other, sorted within."""
    pairs = [(name, language) for language in LANGUAGES for name in sorted(set(names.get(language, ())))]
    return ", ".join(f'"{name}"@{language}' for name, language in pairs)


def render(aliases: dict[str, Any]) -> str:
    """Return the Turtle text of countries.ttl."""
    territories = {language: Locale(language).territories for language in LANGUAGES}
    unused = dict(aliases["names"])
    named = set(territories["en"]) - set(aliases["not-countries"])
    parts = [HEAD.format(cldr=get_cldr_version())]
    for alpha2, (alpha3, numeric) in codes(named, set(aliases["retired"])).items():
        own = {language: [territories[language][alpha2]] for language in LANGUAGES}
        other = unused.pop(alpha2, {})
        other_line = f"  skos:altLabel {literals(other)} ;\n" if other else ""
        parts.append(
            f"""
country:{alpha2} a dg:Country, skos:Concept ;
  skos:inScheme vocabulary:country ;
  skos:notation "{alpha2}" ;
  skos:prefLabel {literals(own)} ;
{other_line}  dg:alpha2 "{alpha2}" ;
  dg:alpha3 "{alpha3}" ;
  dg:numeric "{numeric}" .
"""
        )
    if unused:
        raise SystemExit(f"country-aliases.yaml names no country of ISO 3166-1: {sorted(unused)}")
    return "".join(parts)


def main() -> None:
    """Write countries.ttl beside this script."""
    aliases = yaml.safe_load((HERE / "country-aliases.yaml").read_text(encoding="utf-8"))
    (HERE / "countries.ttl").write_text(render(aliases), encoding="utf-8")


if __name__ == "__main__":
    main()
