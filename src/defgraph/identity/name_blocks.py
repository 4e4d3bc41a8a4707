"""Which officials are worth comparing, found without comparing all with all.

A name stands in an index as it is, in whatever order, and is looked up in every way in which it is
shortened: words left out, words as initials. So ``Sari Wijaya`` meets each longer name that holds
both words, while these, which differ, do not meet one another: the work grows with the number of
names and not with how many share a word. Slips of one letter meet under the name with that letter
left out, and names parted into words differently under their letters.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from defgraph.identity.likeness import CHANGES, LONGEST, SLIP_FROM, SUGGEST, likeness, state_of, weights
from defgraph.identity.names import full_form, person_name, sound

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from defgraph.identity.names import Word

_KEPT = 100_000


def blocks(key: str) -> frozenset[str]:
    """Return the blocks of the official with this key: who shares none is not the same person.

    A block holds the names that are alike in one way, so most hold one or two. One that stands for
    a short name (``Budi Santoso``) also holds every longer name with its words, of which there may
    be many; :func:`pairs` knows which of these need no comparison.
    """
    return frozenset(_in_full(key) | _shortened(key) | _alike(key))


def pairs(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of officials that meet and that are :func:`plausible`, each once and in order."""
    known = sorted(set(keys))
    in_full: dict[str, list[int]] = {}
    alike: dict[str, list[int]] = {}
    met: set[tuple[int, int]] = set()
    for number, key in enumerate(known):
        for index, found in ((in_full, _in_full(key)), (alike, _alike(key))):
            for block in found:
                before = index.setdefault(block, [])
                met.update((other, number) for other in before)
                before.append(number)
    for number, key in enumerate(known):
        for block in _shortened(key):
            for other in in_full.get(block, ()):
                if other != number:
                    met.add((min(number, other), max(number, other)))
    for one, other in sorted(met):
        if plausible(known[one], known[other]):
            yield known[one], known[other]


class Namesakes:
    """Officials, to be asked for those whose names may be variants of one: cheap where few are asked about.

    What :func:`pairs` works out for every name is worked out here for those asked about alone; of the rest it
    is enough to know the words.

    Args:
        keys: of all officials.
        told: what :meth:`told` returned, by the same program; what it holds may change.
    """

    def __init__(self, keys: Iterable[str] = (), told: Mapping[str, Any] | None = None) -> None:
        told = told or {}
        self.keys: set[str] = set(told.get("keys", ()))
        self._in_full: dict[str, list[str]] = told.get("in-full", {})
        self._run: dict[str, list[str]] = told.get("run", {})
        self._but_one: dict[str, list[str]] = told.get("but-one", {})
        self._with: dict[str, list[str]] = told.get("with", {})
        self.add(keys)

    def told(self) -> Mapping[str, Any]:
        """Return all of it as JSON data."""
        indexes = {"in-full": self._in_full, "run": self._run, "but-one": self._but_one, "with": self._with}
        return {"keys": sorted(self.keys), **indexes}

    def _places(self, key: str) -> Iterator[tuple[dict[str, list[str]], Iterable[str]]]:
        """Yield where a key is to be found: an index, and the blocks in it."""
        yield self._in_full, _in_full(key)
        yield self._run, _run(key)
        yield self._but_one, _but_one(key)
        yield self._with, {_tag(state_of(key) + "=", (word,)) for word in _heard(key)}

    def add(self, keys: Iterable[str]) -> None:
        """Take in officials; those that are there already stay."""
        for key in keys:
            if key not in self.keys:
                self.keys.add(key)
                for index, blocks_of_key in self._places(key):
                    for block in blocks_of_key:
                        index.setdefault(block, []).append(key)

    def keep(self, keys: Collection[str]) -> None:
        """Take in these officials, and forget all others."""
        for key in self.keys.difference(keys):
            self.keys.remove(key)
            for index, blocks_of_key in self._places(key):
                for block in blocks_of_key:
                    index[block].remove(key)
                    if not index[block]:
                        del index[block]
        self.add(keys)

    def mates(self, key: str) -> set[str]:
        """Return the officials who are :func:`plausible` with the one of this key, itself not among them."""
        found = {mate for block in _in_full(key) | _shortened(key) for mate in self._in_full.get(block, ())}
        found.update(mate for block in _run(key) for mate in self._run.get(block, ()))
        mine = _alike(key)
        for block in _but_one(key):
            found.update(mate for mate in self._but_one.get(block, ()) if not mine.isdisjoint(_alike(mate)))
        found |= self._longer(key)
        found.discard(key)
        return {mate for mate in found if plausible(key, mate)}

    def _longer(self, key: str) -> set[str]:
        """Return the officials whose name comes to this one where it is shortened."""
        prefix, mine = state_of(key) + "=", _in_full(key)
        words = {word for word in _heard(key) if len(word) > 1} or {_heard(key)[0]}
        first, *others = sorted((self._with.get(_tag(prefix, (word,)), []) for word in words), key=len)
        holding = set(first).intersection(*others)
        return {mate for mate in holding if not mine.isdisjoint(_shortened(mate))}


def plausible(key_a: str, key_b: str) -> bool:
    """Whether the comparison could reach :data:`SUGGEST` for officials with these keys.

    Looks at names and states alone, so it is cheap; it never says no where the comparison says yes.
    """
    if state_of(key_a) != state_of(key_b):
        return False
    most: float = likeness(min(key_a, key_b), max(key_a, key_b)).score + weights()["evidence"]["at-most"]
    return most >= SUGGEST


def _tag(prefix: str, words: Iterable[str]) -> str:
    return prefix + " ".join(sorted(words))


@lru_cache(maxsize=_KEPT)
def _heard(key: str) -> tuple[str, ...]:
    state = state_of(key)
    return tuple(_sound(word, state) for word in person_name(key).words)


def _sound(word: Word, state: str) -> str:
    return sound(full_form(word.text), state)


def _in_full(key: str) -> set[str]:
    """The name itself, in whatever order, also without some of its initials."""
    words, prefix = _heard(key), state_of(key) + "="
    initials = [i for i, word in enumerate(words) if len(word) == 1]
    found = {_tag(prefix, words)}
    for size in range(1, min(len(initials), len(words) - 1) + 1):
        for left_out in combinations(initials, size):
            found.add(_tag(prefix, (word for i, word in enumerate(words) if i not in left_out)))
    return found


def _shortened(key: str) -> set[str]:
    """The name with words left out or as initials, and each whole word alone."""
    words, prefix = _heard(key), state_of(key) + "="
    found = {prefix + word for word in words if len(word) > 1}
    if not 1 < len(words) <= LONGEST:
        return found
    for size in range(1, min(CHANGES, len(words) - 1) + 1):
        for changed in combinations(range(len(words)), size):
            kept = [word for i, word in enumerate(words) if i not in changed]
            if not any(len(word) > 1 for word in kept):
                continue
            for letters in product(*(("", words[i][0]) for i in changed)):
                found.add(_tag(prefix, [*kept, *filter(None, letters)]))
    for i in range(len(words)):
        found.add(_tag(prefix, (word if j == i else word[0] for j, word in enumerate(words))))
    return found


def _alike(key: str) -> set[str]:
    """The name without spaces, also turned; and with a letter of one of its longer words left out."""
    found = _run(key)
    for prefix, words in _but_one(key).items():
        for word in words:
            found.add(prefix + word)
            found.update(prefix + word[:at] + word[at + 1 :] for at in range(len(word)))
    return found


def _run(key: str) -> set[str]:
    """The name without spaces, also turned."""
    name, state = person_name(key), state_of(key)
    sounds = name.sounds
    turned = {"".join(sounds[1:] + sounds[:1]), "".join(sounds[-1:] + sounds[:-1])}
    return {f"{state}~{letters}" for letters in {name.run, "".join(sounds), *turned}}


def _but_one(key: str) -> dict[str, set[str]]:
    """The longer words of the name, each under the rest of it."""
    name, state = person_name(key), state_of(key)
    words = [_sound(word, state) for word in name.words if not word.initial and not word.left_out]
    found: dict[str, set[str]] = {}
    for i, word in enumerate(words):
        if len(word) >= SLIP_FROM - 1:
            found.setdefault(_tag(f"{state}-", [*words[:i], *words[i + 1 :]]) + "-", set()).add(word)
    return found
