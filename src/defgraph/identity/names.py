"""The name of one person in several writings: in what two names agree, and in what they differ.

A name comes as the words of its key (``defgraph.ids.name_key``): without case, accents and
punctuation. Rules of sound depend on the state whose press romanises the name; ``names.yaml`` holds
them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEPT = 400_000
_LONGEST_TITLE = 2


@dataclass(frozen=True, slots=True)
class Region:
    """How names of some states are romanised.

    Args:
        sounds: what is written in several ways, and the one way it is compared in; in this order.
        particles: words that may come and go.
        family_first: whether the family's name stands first at home and often last abroad.
        left_out: as in :class:`Word`.
    """

    sounds: tuple[tuple[str, str], ...]
    particles: frozenset[str]
    family_first: bool
    left_out: frozenset[str]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name.

    Args:
        text: as folded.
        sound: as it sounds.
        common: whether so many are called so that it says little.
        left_out: whether it stands before many names and is left out as often: Muhammad in Indonesia.
    """

    text: str
    sound: str
    common: bool
    left_out: bool

    @property
    def initial(self) -> bool:
        """Whether only the first letter is given."""
        return len(self.text) == 1


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart.

    Args:
        words: what names the person, in order.
        dropped: titles, degrees and particles around and between.
        generation: ``Jr``, ``III``, …
        run: all sounds without spaces, particles included.
        family_first: as in :class:`Region`.
    """

    words: tuple[Word, ...]
    dropped: tuple[str, ...]
    generation: str | None
    run: str
    family_first: bool

    @property
    def sounds(self) -> tuple[str, ...]:
        """The words as they sound."""
        return tuple(word.sound for word in self.words)


@cache
def _data() -> Mapping[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = package_file("identity/names.yaml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.load(text, Loader=loader))  # noqa: S506 - both are safe loaders


@cache
def _regions() -> Mapping[str, Region]:
    """The region of each state, and that of all others under the empty string."""
    found = {}
    for told in _data()["regions"].values():
        region = Region(
            tuple((old, new) for old, new in told["sounds"]),
            frozenset(told["particles"]),
            told["family-first"],
            frozenset(told.get("left-out", ())),
        )
        found.update(dict.fromkeys(told["states"] or [""], region))
    return MappingProxyType(found)


def _region(state: str) -> Region:
    regions = _regions()
    return regions.get(state.upper(), regions[""])


@cache
def _families() -> Mapping[str, str]:
    return MappingProxyType({name: group[0] for group in _data()["families"] for name in group})


@cache
def _short_forms() -> Mapping[str, str]:
    return MappingProxyType({name: group[0] for group in _data()["short-forms"] for name in group})


@cache
def _words_of(kind: str) -> frozenset[str]:
    return frozenset(map(str, _data()[kind]))


@cache
def _like(state: str) -> str:
    """Return the first state that romanises names as ``state`` does: what is found for it serves both."""
    region = _region(state)
    return next(other for other, its_region in _regions().items() if its_region is region)


def sound(word: str, state: str) -> str:
    """Return ``word`` as it sounds: one form for all its spellings in the press of ``state``.

    >>> sound("sjamsoeddin", "id") == sound("syamsudin", "id")
    True
    """
    return _sound(word, _like(state))


@lru_cache(maxsize=_KEPT)
def _sound(word: str, state: str) -> str:
    for stroke, letter in _data()["letters"].items():
        word = word.replace(stroke, letter)
    word = _families().get(word, word)
    if len(word) == 1:
        return word
    for old, new in _region(state).sounds:
        word = word.replace(old, new)
    kept = [c for i, c in enumerate(word) if i == 0 or c != word[i - 1]]
    if len(kept) > 2 and kept[-1] == "h" and kept[-2] in "aeiou":
        del kept[-1]
    return "".join(kept)


@cache
def _common_sounds(state: str) -> frozenset[str]:
    return frozenset(sound(name, state) for name in _words_of("common"))


@lru_cache(maxsize=_KEPT)
def _word(text: str, state: str) -> Word:
    heard = sound(text, state)
    usual = _families().get(text, text) in _region(state).left_out
    return Word(text, heard, heard in _common_sounds(_like(state)), usual)


def _opening_titles(words: list[str]) -> int:
    """Return how many words at the front are titles that were left in; the last word never is."""
    titles, length = _words_of("titles-before"), 0
    while True:
        for size in range(_LONGEST_TITLE, 0, -1):
            if length + size < len(words) and " ".join(words[length : length + size]) in titles:
                length += size
                break
        else:
            return length


@lru_cache(maxsize=_KEPT)
def person_name(key: str) -> PersonName:
    """Take the name in ``key`` (``official/<state>/<words>``) apart."""
    state, _, slug = key.removeprefix("official/").partition("/")
    words = slug.split("-")
    state = _like(state)
    region = _region(state)
    start = _opening_titles(words)
    dropped, generation = words[:start], None
    kept: list[str] = []
    for word in words[start:]:
        mark = _data()["generations"].get(word)
        if mark and kept:
            generation = mark
        else:
            kept.append(word)
    while len(kept) > 2 and kept[-1] in _words_of("degrees-after"):
        dropped.append(kept.pop())
    run = "".join(sound(word, state) for word in kept)
    named = [word for word in kept if word not in region.particles]
    if not any(len(word) > 1 for word in named):
        named = kept
    dropped += [word for word in kept if word not in named]
    return PersonName(
        tuple(_word(word, state) for word in named), tuple(dropped), generation, run, region.family_first
    )


def full_form(word: str) -> str:
    """Return the name that a short form stands for, or the word itself: Peter for Pete."""
    return _short_forms().get(word, word)


def is_short_form(one: str, other: str) -> bool:
    """Whether two different first names are forms of one: Pete and Peter."""
    return one != other and full_form(one) == full_form(other)
