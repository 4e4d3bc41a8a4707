"""The words of a body's name or of a post's title, so that two ways to write it are equal.

Case, accents, punctuation, the state's own name or adjective, and words that only join others do not
count; a word counts as its equal in the other language or spelling (``data/registry/words.yaml``):
``Kementerian Pertahanan RI``, ``Indonesian Ministry of Defense`` and ``Kemhan`` of Indonesia are all
``ministry defence``.
"""

from __future__ import annotations

from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from defgraph.ids import slug
from defgraph.namespaces import COUNTRY
from defgraph.ontology.concepts import names
from defgraph.ontology.files import SCHEME_FILES
from defgraph.resources import package_file, registry_dir

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

Words = tuple[str, ...]
_KEPT = 200_000


class _Lists(NamedTuple):
    same: Mapping[str, tuple[tuple[Words, Words], ...]]
    """First word to the phrases it begins, the longest first, each with what it counts as."""
    joining: frozenset[str]
    formal: frozenset[str]
    apart: Mapping[str, str]
    numbers: frozenset[str]


def load_yaml(path: Path) -> Any:  # noqa: ANN401 - data of any shape
    """Return what a file of ours holds."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders


@lru_cache(_KEPT)
def words(text: str) -> Words:
    """Return the words of ``text``, folded; a key's words are words too."""
    return tuple(slug(text).split("-")) if text else ()


def _phrases(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[tuple[Words, Words], ...]]:
    found: dict[str, list[tuple[Words, Words]]] = {}
    for phrase, meant in pairs:
        spelt = words(phrase)
        found.setdefault(spelt[0], []).append((spelt, tuple(meant.split())))
    return MappingProxyType({first: tuple(sorted(ways, key=_longest)) for first, ways in found.items()})


def _longest(way: tuple[Words, Words]) -> tuple[int, Words]:
    return -len(way[0]), way[0]


@cache
def _lists() -> _Lists:
    data = load_yaml(registry_dir() / "words.yaml")
    same = ((phrase, meant) for meant, phrases in data["same"].items() for phrase in phrases)
    apart = {word: mark for mark, listed in data["apart"].items() for word in listed.split()}
    return _Lists(
        _phrases(same),
        frozenset(data["joining"].split()),
        frozenset(data["formal"].split()),
        MappingProxyType(apart),
        frozenset(data["numbers"].split()),
    )


def _country_names() -> Iterator[tuple[str, str]]:
    for concept, name in names(SCHEME_FILES["country"]):
        code = COUNTRY.local(concept) if concept in COUNTRY else ""
        if code and name != code:
            yield name, code
    lists = load_yaml(package_file("extract/lexicon/countries.yaml"))
    for kind in ("abbreviations", "names", "demonyms"):
        for code, written in lists[kind].items():
            yield from ((name, code) for name in written)
    for code, written in load_yaml(registry_dir() / "words.yaml")["countries"].items():
        yield from ((name, code) for name in written)


@cache
def _countries() -> Mapping[str, tuple[tuple[Words, Words], ...]]:
    return _phrases(sorted(set(_country_names())))


def countries_in(text: str) -> list[str]:
    """Return the codes of the states that ``text`` names, in the order they are named."""
    given = words(text)
    found: list[str] = []
    at = 0
    while at < len(given):
        matches = _matches(_countries(), given, at)
        found += [meant[0] for _, meant in matches if meant[0] not in found]
        at += matches[0][0] if matches else 1
    return found


def _matches(
    phrases: Mapping[str, tuple[tuple[Words, Words], ...]], given: Words, at: int
) -> list[tuple[int, Words]]:
    """Return the longest phrases that begin at a word: how many words, and what they mean."""
    found: list[tuple[int, Words]] = []
    for spelt, meant in phrases.get(given[at], ()):
        if found and len(spelt) < found[0][0]:
            break
        if given[at : at + len(spelt)] == spelt:
            found.append((len(spelt), meant))
    return found


def _without_country(given: Words, country: str) -> Words:
    kept: list[str] = []
    at = 0
    lists = _lists()
    while at < len(given):
        ways = _countries().get(given[at], ())
        fits = (len(w) for w, code in ways if code[0] == country and given[at : at + len(w)] == w)
        length = next(fits, 0)
        if length:
            while kept and kept[-1] in lists.formal | {"of", "the"} and len(kept) > 1:
                kept.pop()
        else:
            kept.append(given[at])
        at += length or 1
    return tuple(kept) or given


@lru_cache(_KEPT)
def meaning(text: str, country: str | None = None) -> Words:
    """Return the words of ``text`` as what they count as, in order.

    Args:
        text: a name or a title, as written or as the words of a key.
        country: the state (alpha-2) whose own name and adjective are left out.
    """
    given = words(text)
    if country:
        given = _without_country(given, country)
    lists = _lists()
    kept: list[str] = []
    at = 0
    while at < len(given):
        matches = _matches(lists.same, given, at)
        if matches:
            length, meant = matches[0]
            kept += meant
            at += length
        else:
            if given[at] not in lists.joining:
                kept.append(given[at])
            at += 1
    return tuple(kept) or given


@lru_cache(_KEPT)
def spelling(text: str, country: str | None = None) -> Words:
    """Return the words of ``text`` as written, without those that :func:`meaning` leaves out."""
    given = _without_country(words(text), country) if country else words(text)
    return tuple(word for word in given if word not in _lists().joining) or given


def bag(meant: Sequence[str]) -> Words:
    """Return words without their order: ``defence minister`` is ``minister of defence``."""
    return tuple(sorted(meant))


def marks(meant: Iterable[str]) -> frozenset[str]:
    """Return what sets a thing apart from one of nearly the same name: acting, deputy, a number."""
    lists = _lists()
    return frozenset(
        lists.apart.get(word, word)
        for word in meant
        if word in lists.apart or word in lists.numbers or word.isdigit()
    )


def names_a_country(word: str) -> bool:
    """Return whether a word alone is the name or the adjective of a state."""
    return any(spelt == (word,) for spelt, _ in _countries().get(word, ()))
