"""Countries by code or by name, in English or Indonesian."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from defgraph.namespaces import COUNTRY, DG, SKOS
from defgraph.ontology.concepts import names
from defgraph.ontology.files import SCHEME_FILES, facts
from defgraph.ontology.words import CUTOFF, fold, likeness, word_set

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = SCHEME_FILES["country"]
_SAME_WORD = MappingProxyType({"dan": "and", "kep": "kepulauan", "saint": "st"})
_FORMAL = word_set(
    "commonwealth democratic demokratik duchy federal federasi federation federative grand hashemite islam",
    "islamic kerajaan kesultanan kingdom negara of peoples persemakmuran principality rakyat republic",
    "republik socialist sosialis state sultanate the",
)


def _key(name: str) -> str:
    return " ".join(_SAME_WORD.get(word, word) for word in fold(name).split())


@cache
def _by_name() -> Mapping[str, str]:
    found = {_key(name): COUNTRY.local(concept) for concept, name in names(_FILE) if concept in COUNTRY}
    return MappingProxyType(found)


@cache
def _by_code() -> Mapping[str, str]:
    found = {o.value: COUNTRY.local(s) for s, p, o in facts(_FILE) if p in (DG("alpha2"), DG("alpha3"))}
    return MappingProxyType(found)


def country_code(name_or_code: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country, in capitals.

    Codes (alpha-2 and alpha-3) are taken before names, so ``AS`` is American Samoa, as in ISO 3166-1.
    A name that could mean two countries, such as Korea, is none: see :func:`suggest_countries`.

    Args:
        name_or_code: a code, or a name in English or Indonesian; case, accents, punctuation and
            forms such as "Republic of" do not count.
    """
    code = _by_code().get(name_or_code.strip().upper())
    if code is not None:
        return code
    by_name = _by_name()
    words = _key(name_or_code).split()
    while words:
        found = by_name.get(" ".join(words))
        if found is not None or words[0] not in _FORMAL:
            return found
        words = words[1:]
    return None


@cache
def _english() -> Mapping[str, str]:
    found = {
        COUNTRY.local(s): o.value
        for s, p, o in facts(_FILE)
        if p == SKOS("prefLabel") and isinstance(o, Literal) and o.language == "en"
    }
    return MappingProxyType(found)


def suggest_countries(text: str, limit: int = 3) -> list[tuple[str, str]]:
    """Return the countries that ``text`` was perhaps meant to be, the likeliest first.

    Args:
        text: what was written.
        limit: how many to return at most.

    Returns:
        The alpha-2 code and the English name of each.
    """
    wanted = _key(text)
    scored: dict[str, float] = {}
    for name, code in _by_name().items():
        scored[code] = max(likeness(wanted, name), scored.get(code, 0.0))
    good = [code for code, score in scored.items() if score >= CUTOFF]
    best = sorted(good, key=lambda code: (-scored[code], code))[:limit]
    return [(code, _english()[code]) for code in best]
