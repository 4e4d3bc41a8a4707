"""Countries in a text: names in both languages, demonyms, press abbreviations, and capitals for governments.

Names come from the ontology's list of countries (Unicode CLDR and our aliases); what texts use besides
them, and the longer names that only look like countries, are in ``lexicon/countries.yaml``.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.lexicons import lexicon
from defgraph.extract.mention import Mention
from defgraph.extract.phrases import Phrases, word_key, words
from defgraph.namespaces import COUNTRY
from defgraph.ontology.concepts import names
from defgraph.ontology.files import SCHEME_FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.extract.phrases import Found

_TRAP = ""
_SHORT = 5  # a name of this many capitals or fewer, such as PNG, counts only in capitals


class Sense(NamedTuple):
    """What a phrase stands for: a country's code (none for a trap) and the form of the name."""

    code: str
    form: str
    written: str


def _known_names() -> Iterator[Sense]:
    for concept, name in names(SCHEME_FILES["country"]):
        code = COUNTRY.local(concept) if concept in COUNTRY else ""
        if code and name != code and not name.startswith("The "):
            form = "abbreviation" if name.isupper() and len(name) <= _SHORT else "name"
            yield Sense(code, form, name)


def _senses() -> Iterator[Sense]:
    lists = lexicon("countries")
    for trap in lists["traps"]:
        yield Sense(_TRAP, "trap", trap)
    never = frozenset(lists["never"])
    yield from (sense for sense in _known_names() if sense.written not in never)
    for key, form in (("abbreviations", "abbreviation"), ("names", "name"), ("capitals", "capital")):
        for code, written in lists[key].items():
            yield from (Sense(code, form, name) for name in written)
    for code, written in lists["demonyms"].items():
        for name in written:
            yield Sense(code, "demonym" if name.endswith("s") else "adjective", name)


@cache
def _phrases() -> Phrases[Sense]:
    return Phrases((sense.written, sense) for sense in _senses())


@cache
def _personal() -> frozenset[str]:
    return frozenset(lexicon("countries")["personal"])


@cache
def _companions() -> frozenset[str]:
    return frozenset(word_key(word) for word in lexicon("countries")["companions"])


def find_countries(text: str) -> list[Mention]:
    """Return the mentions of countries, in order, not overlapping.

    ``normal`` is the ISO 3166-1 alpha-2 code; ``details["form"]`` is ``name``, ``demonym`` (its
    people), ``adjective``, ``capital`` (standing for the government unless a place is meant, which the
    text around it tells) or ``abbreviation``.
    """
    return list(_countries(text))


@lru_cache(maxsize=4)
def _countries(text: str) -> tuple[Mention, ...]:
    return tuple(mention for found in _phrases().find(text) if (mention := _mention(text, found)) is not None)


def _mention(text: str, found: Found[Sense]) -> Mention | None:
    written = text[found.start : found.end]
    sense = next((sense for sense in found.values if _written_so(written, sense)), None)
    if sense is None or sense.form == "trap" or (sense.written in _personal() and _in_a_name(text, found)):
        return None
    end = found.end
    if "." in written and text[end : end + 1] == ".":
        end += 1  # the last full stop of U.S. belongs to it
    return Mention(found.start, end, "country", text[found.start : end], sense.code, {"form": sense.form})


def _written_so(written: str, sense: Sense) -> bool:
    if sense.form == "trap":
        return True
    if sense.form == "abbreviation":
        return written.replace(".", "") == sense.written.replace(".", "")
    return written[0].isupper()


def _in_a_name(text: str, found: Found[Sense]) -> bool:
    """Whether a capitalised word that is no companion of countries stands right beside it."""
    given = words(text)
    sides = []
    if found.first:
        sides.append((given[found.first - 1], text[given[found.first - 1].end : found.start]))
    if found.after < len(given):
        sides.append((given[found.after], text[found.end : given[found.after].start]))
    return any(
        gap == " " and text[word.start].isupper() and word.key not in _companions() for word, gap in sides
    )
