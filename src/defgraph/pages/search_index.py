"""Finding things by what people type: an index of every name, held in memory.

Names and what is typed are compared by their words, without case, accents, punctuation and order: persons'
also without titles (:func:`~defgraph.ids.name_key`), organisations' and posts' also by what the words mean in
either language (:func:`~defgraph.identity.wording.meaning`). A word may be typed in part, with a slip, or in
another spelling that sounds the same (:func:`~defgraph.identity.names.sound`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from defgraph.identity.names import sound
from defgraph.identity.wording import meaning
from defgraph.ids import NO_COUNTRY, name_key, slug
from defgraph.pages.addresses import LANGUAGES
from defgraph.pages.wording import read_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

LIKE = 0.7
"""From here on, a word may be another one with a slip (optimal string alignment, 1 for equal words)."""
SHORTEST_SLIP = 4
"""Letters of the shortest word in which a slip is looked for."""
OFFICIAL = "Official"
OFFICES = ("Organisation", "Position")
_SOUND = 0.95
_MOST_FORMS = 20
_LAST = "\U0010ffff"
_MOST_WORDS = 12


class Entry(NamedTuple):
    """A thing to be found.

    ``kind`` is its class in the ontology, ``labels`` what it is called by language (``""``: none is said).
    Of things as alike to what was typed, one that is in more meetings or tenures (``number``) comes first;
    ``state`` is the state that an official or organisation is of, as keys have it.
    """

    iri: str
    kind: str
    labels: dict[str, str]
    number: int = 0
    state: str = ""

    def label(self, language: str) -> tuple[str, str]:
        """Return what it is called in ``language``, and which language that is in."""
        for tag in (language, "", *LANGUAGES):
            if tag in self.labels:
                return self.labels[tag], tag
        tag = min(self.labels)
        return self.labels[tag], tag


class Found(NamedTuple):
    """What was found of one class: how much in all, and the likeliest, each with a rank (less is better)."""

    kind: str
    total: int
    entries: list[tuple[float, Entry]]


class Index:
    """The names of many things.

    Args:
        things: each with its other names, and with texts whose words may be typed beside a name.
    """

    def __init__(self, things: Iterable[tuple[Entry, Collection[str], Collection[str]]]) -> None:
        self.entries: list[Entry] = []
        whole, words, sounds, kinds = (defaultdict[str, set[int]](set) for _ in range(4))
        self._states: set[str] = set()
        for number, (entry, names, beside) in enumerate(things):
            self.entries.append(entry)
            kinds[entry.kind].add(number)
            keys = keys_of(entry, names)
            for key in keys:
                whole[key].add(number)
            own = {word for key in keys for word in key.split("-")}
            for word in own.union(*(slug(text).split("-") for text in beside)):
                words[word].add(number)
            if entry.kind == OFFICIAL:
                self._states.add(entry.state)
                for word in own:
                    sounds[sound(word, entry.state)].add(number)
        self._whole, self._words = dict(whole), dict(words)
        self._sounds, self._kinds = dict(sounds), dict(kinds)
        self._names, self._vocabulary = sorted(whole), sorted(words)

    def find(self, text: str, language: str, kinds: Sequence[str], most: int) -> list[Found]:
        """Return what ``text`` may mean, of each of ``kinds``.

        First comes what is called just so, then what begins so, then what has these words, then what has
        words that begin so; where there is none of these, what is called alike.

        Args:
            text: what was typed.
            language: whose order of letters decides among equals.
            kinds: the classes to look in.
            most: how many of each to return.
        """
        allowed = set().union(*(self._kinds.get(kind, ()) for kind in kinds))
        ranks = self._every_rank(text, allowed)

        def order(number: int) -> tuple[float, int, str, str]:
            entry = self.entries[number]
            return ranks[number], -entry.number, entry.label(language)[0].casefold(), entry.iri

        found = []
        for kind in kinds:
            numbers = self._kinds.get(kind, set()) & ranks.keys()
            first = nsmallest(most, numbers, key=order)
            entries = [(ranks[number], self.entries[number]) for number in first]
            found.append(Found(kind, len(numbers), entries))
        return found

    def are_called(self, entry: Entry, name: str, *, of_its_state: bool = False) -> int:
        """Return how many things of its kind, or of its kind and state, go by just ``name``."""
        found = set().union(*(self._whole.get(key, ()) for key in _keys(entry.kind, name)))
        among = (self.entries[number] for number in found & self._kinds[entry.kind])
        return sum(not of_its_state or (one.state == entry.state != NO_COUNTRY) for one in among)

    def _every_rank(self, text: str, allowed: set[int]) -> dict[int, float]:
        ranks: dict[int, float] = {}
        for reading in (self._ranks, self._alike):
            for key, kinds in _readings(text).items():
                among = allowed.intersection(set().union(*(self._kinds.get(kind, ()) for kind in kinds)))
                for number, rank in reading(key, among if kinds else allowed).items():
                    ranks[number] = min(rank, ranks.get(number, rank))
            if ranks:
                break
        return ranks

    def _ranks(self, key: str, among: set[int]) -> dict[int, float]:
        words = _words(key)
        with_prefix = _common([self._prefixed(word) for word in words], among)
        if not with_prefix:
            return {}
        exact = self._whole.get(key, set())
        begins = set().union(*(self._whole[name] for name in _beginning(self._names, key)))
        has = _common([self._having(word) for word in words], among)
        return {
            number: 0 if number in exact else 1 if number in begins else 2 if number in has else 3
            for number in with_prefix
        }

    def _having(self, word: str) -> set[int]:
        return set().union(*(self._words.get(form, set()) for form in _forms(word)))

    def _prefixed(self, word: str) -> set[int]:
        begin = set().union(*(self._words[form] for form in _beginning(self._vocabulary, word)))
        return begin | self._having(word)

    def _alike(self, key: str, among: set[int]) -> dict[int, float]:
        """Return what has words like these, and all of them but one where there are three or more."""
        words = _words(key)
        scores: dict[int, float] = defaultdict(float)
        counts: dict[int, int] = defaultdict(int)
        for word in words:
            for number, score in self._like(word).items():
                if number in among:
                    scores[number] += score
                    counts[number] += 1
        least = len(words) - (len(words) >= 3)
        return {number: 4 + len(words) - score for number, score in scores.items() if counts[number] >= least}

    def _like(self, word: str) -> dict[int, float]:
        """Return what has a word like this, with how alike it is."""
        best = dict.fromkeys(self._prefixed(word), 1.0)
        if len(word) < SHORTEST_SLIP or word.isdecimal():
            return best
        near = process.extract(
            word, self._vocabulary, scorer=OSA.normalized_similarity, score_cutoff=LIKE, limit=_MOST_FORMS
        )
        found = [(score, self._words[form]) for form, score, _ in near]
        heard = {sound(word, state) for state in self._states}
        for score, numbers in [*found, *((_SOUND, self._sounds.get(form, set())) for form in heard)]:
            for number in numbers:
                best[number] = max(score, best.get(number, 0.0))
        return best


def _readings(text: str) -> dict[str, Collection[str]]:
    """Return what is compared with names, and the classes of things it is so for; none: all classes."""
    readings: dict[str, Collection[str]] = {slug(text): ()}
    readings.setdefault(name_key(text), (OFFICIAL,))
    readings.setdefault("-".join(meaning(text)), OFFICES)
    return {key: kinds for key, kinds in readings.items() if key}


def _keys(kind: str, name: str) -> set[str]:
    keys = {slug(name)}
    if kind == OFFICIAL:
        keys.add(name_key(name))
    elif kind in OFFICES:
        keys.add("-".join(meaning(name)))
    return keys - {""}


def keys_of(entry: Entry, names: Collection[str]) -> set[str]:
    """Return what a thing goes by in the form in which names are compared: words joined by hyphens."""
    return {key for name in {*entry.labels.values(), *names} for key in _keys(entry.kind, name)}


def _words(key: str) -> list[str]:
    return key.split("-")[:_MOST_WORDS]


def _common(found: Sequence[set[int]], among: set[int]) -> set[int]:
    every = sorted([*found, among], key=len)
    return every[0].intersection(*every[1:])


def _beginning(ordered: Sequence[str], start: str) -> Sequence[str]:
    return ordered[bisect_left(ordered, start) : bisect_left(ordered, start + _LAST)]


def _forms(word: str) -> set[str]:
    """Return a word, and how a day or a month is written in a date (ISO 8601)."""
    months = [words["months"] for words in map(read_words, LANGUAGES)]
    found = {word} | {word.zfill(2) for _ in [0] if word.isdecimal() and len(word) == 1}
    return found | {f"{names.index(name) + 1:02}" for names in months for name in names if slug(name) == word}
