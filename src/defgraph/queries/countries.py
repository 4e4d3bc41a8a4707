"""Countries as parameters, and the abbreviations that are another country's code."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import yaml

from defgraph.errors import ParameterError
from defgraph.namespaces import COUNTRY
from defgraph.ontology import country_code, suggest_countries
from defgraph.queries.lookup import Found
from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Mapping


class Abbreviation(NamedTuple):
    """An ISO 3166-1 code's country, and what the press means by the same letters: its name and code."""

    iso: str
    press: str
    code: str


@cache
def abbreviations() -> Mapping[str, Abbreviation]:
    """Return the two-letter codes that are also a well-known abbreviation of another country."""
    text = package_file("queries/abbreviations.yaml").read_text(encoding="utf-8")
    return MappingProxyType({code: Abbreviation(**known) for code, known in yaml.safe_load(text).items()})


def find_country(text: str) -> Found:
    """Return the country that ``text`` means: a code or a name, as :func:`defgraph.ontology.country_code`.

    Args:
        text: a code, a name in English or Indonesian, or the IRI of a country.

    Raises:
        ParameterError: there is no such country; the message suggests what was perhaps meant.
    """
    code = country_code(text.strip("<>").removeprefix(COUNTRY.iri))
    if code is None:
        near = " or ".join(f"{name} ({code})" for code, name in suggest_countries(text))
        hint = (
            f"did you mean {near}?" if near else "give its ISO 3166-1 code, or its English or Indonesian name"
        )
        raise ParameterError(f"no country {text!r}; {hint}")
    known = abbreviations().get(text.upper())
    note = f"{code} is {known.iso} by ISO 3166-1; for {known.press} say {known.code}" if known else ""
    return Found((COUNTRY(code),), note)
