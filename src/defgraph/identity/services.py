"""Ranks, services and posts in one wording, whichever language an article is in."""

from __future__ import annotations

from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from defgraph.ids import slug
from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from defgraph.identity.evidence import Post

_KEPT = 100_000
_LONGEST = 5


class Rank(NamedTuple):
    """A rank: its grade, 10 for four stars, and the services that know it, a letter each."""

    grade: int
    services: frozenset[str]


@cache
def _data() -> Mapping[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = package_file("identity/services.yaml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.load(text, Loader=loader))  # noqa: S506 - both are safe loaders


def _words(text: str) -> list[str]:
    """Return the words of a title or a rank, also where only those of a key are left."""
    return slug(text).replace("đ", "d").split("-")


def _spoken(words: list[str], lexicon: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the words with what ``lexicon`` has for them, the longest phrase first."""
    found: list[tuple[str, Any]] = []
    start = 0
    while start < len(words):
        for size in range(min(_LONGEST, len(words) - start), 0, -1):
            phrase = " ".join(words[start : start + size])
            if phrase in lexicon or size == 1:
                found.append((phrase, lexicon.get(phrase)))
                start += size
                break
    return found


@lru_cache(maxsize=_KEPT)
def rank(written: str) -> Rank | None:
    """Return the rank that ``written`` begins with, narrowed to the service that stands beside it."""
    words = _words(written)
    told = next((value for _, value in _spoken(words, _data()["ranks"]) if value), None)
    if told is None:
        return None
    grade, services = told
    beside = service_marks(written)
    return Rank(grade, frozenset(services) & beside or beside or frozenset(services))


@lru_cache(maxsize=_KEPT)
def service_marks(text: str) -> frozenset[str]:
    """Return the services that ``text`` names outright, a letter each."""
    return frozenset("".join(value for _, value in _spoken(_words(text), _data()["marks"]) if value))


def service_name(letters: Iterable[str]) -> str:
    """Return the services in words."""
    return " or ".join(sorted(_data()["services"][letter] for letter in letters))


@lru_cache(maxsize=_KEPT)
def wording(text: str) -> frozenset[str]:
    """Return the words of a title or a body in the one wording."""
    found: list[str] = []
    for phrase, value in _spoken(_words(text), _data()["words"]):
        found += (phrase if value is None else value).split()
    return frozenset(found)


@cache
def _known() -> frozenset[str]:
    return frozenset(word for value in _data()["words"].values() for word in value.split())


@lru_cache(maxsize=_KEPT)
def same_title(one: str, other: str) -> bool:
    """Whether two titles say the same."""
    return wording(one) == wording(other)


@lru_cache(maxsize=_KEPT)
def same_body(one: str, other: str) -> bool:
    """Whether two bodies of one state are called the same; words such as its name may be added."""
    a, b = wording(one), wording(other)
    return (a <= b or b <= a) and not (a ^ b) & _known()


@cache
def _seats() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(title.split()) for title in _data()["single-seats"])


@lru_cache(maxsize=_KEPT)
def is_single_seat(title: str) -> bool:
    """Whether one person at a time holds a post with this title."""
    words = wording(title)
    return "deputy" not in words and any(seat <= words for seat in _seats())


@lru_cache(maxsize=_KEPT)
def services_of(ranks: frozenset[str], posts: frozenset[Post]) -> frozenset[str]:
    """Return the services in which an official can be, a letter each; empty where nothing says."""
    known = [found.services for written in sorted(ranks) if (found := rank(written)) is not None]
    held = sorted({f"{post.title} {post.organisation or ''}" for post in posts})
    known += [marks for words in held if (marks := service_marks(words))]
    left: frozenset[str] = frozenset()
    for services in known:
        left = (left & services) or services if left else services
    return left
