"""Areas of cooperation that a text says were discussed or agreed.

Words that show an area are in ``lexicon/areas.yaml`` and ``lexicon/figures.yaml``: phrases, and pairs of
words with few words between. What stands in a sentence about history or figures, or is the name of a body
or a post, is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from defgraph.extract.area_lists import Hit, listed
from defgraph.extract.background import background, text_sentences
from defgraph.extract.lexicons import lexicon
from defgraph.extract.mention import Mention
from defgraph.extract.phrases import Phrases, word_key, words
from defgraph.namespaces import AREA
from defgraph.ontology.concepts import names
from defgraph.ontology.files import SCHEME_FILES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from defgraph.extract.phrases import Found

_MOST_NAME_WORDS = 8
_OF_PAIRS = ("first", "then")
_AIM = 3  # words before an area in which a word makes it an aim
_REACH = 40  # words before and behind an area in which a word that it needs counts


class Sense(NamedTuple):
    """What a phrase is: an area's ``phrase``, the ``first`` or ``then`` of a pair's rule, or a ``trap``."""

    part: str
    area: str
    rule: int = 0
    capitals: bool = False
    """Whether it counts only in capitals, such as SAR."""


def _senses() -> Iterator[tuple[str, Sense]]:
    lists = lexicon("areas")
    for trap in lists["traps"]:
        yield trap, Sense("trap", "")
    for area, phrases in (*lists["phrases"].items(), *lexicon("figures")["phrases"].items()):
        yield from ((phrase, Sense("phrase", area, capitals=phrase.isupper())) for phrase in phrases)
    for concept, name in names(SCHEME_FILES["area"]):
        if concept in AREA and name.casefold() not in lists["not-alone"]:
            yield name, Sense("phrase", AREA.local(concept))
    for number, pair in enumerate(_rules()):
        for part in _OF_PAIRS:
            yield from ((phrase, Sense(part, pair["area"], number)) for phrase in pair[part])


@cache
def _rules() -> tuple[Mapping[str, Any], ...]:
    """Return the rules of pairs: those in order, and each of those in either order twice."""
    rules = list(lexicon("areas")["pairs"])
    for figure in lexicon("figures")["figures"]:
        doing, thing = figure["doing"], figure["thing"]
        common = {key: figure[key] for key in ("area", "within", "wins") if key in figure}
        rules += [common | {"first": doing, "then": thing}, common | {"first": thing, "then": doing}]
    return tuple(rules)


@cache
def _widest() -> int:
    return max(int(rule["within"]) for rule in _rules())


@cache
def _phrases() -> Phrases[Sense]:
    """Return the phrases; a part of a pair also is what it begins with: "kapal selam" a "kapal"."""
    meant: dict[tuple[str, ...], list[Sense]] = {}
    for phrase, sense in _senses():
        meant.setdefault(tuple(word.key for word in words(phrase)), []).append(sense)
    parts = {
        keys: [sense for sense in senses if sense.part in _OF_PAIRS]
        for keys, senses in meant.items()
        if all(sense.part in _OF_PAIRS for sense in senses)
    }
    return Phrases(
        (" ".join(keys), sense) for keys, senses in meant.items() for sense in (*senses, *_begun(keys, parts))
    )


def _begun(keys: tuple[str, ...], parts: Mapping[tuple[str, ...], list[Sense]]) -> Iterator[Sense]:
    """Yield the parts of pairs that the beginnings of a part of a pair are."""
    if keys in parts:
        for length in range(1, len(keys)):
            yield from parts.get(keys[:length], ())


@cache
def _keys(name: str) -> frozenset[str]:
    return frozenset(word_key(word) for word in lexicon("areas")[name])


def find_areas(text: str) -> list[Mention]:
    """Return what in ``text`` shows an area of cooperation, in order, not overlapping.

    ``normal`` is the area's id.
    """
    found = list(_found(text))
    pairs = list(_pairs(text, found))
    hits: list[Hit] = []
    taken: set[int] = set()
    for hit in (
        *(hit for hit, wins in pairs if wins),
        *(hit for item in found for hit in _phrase(text, item)),
        *(hit for hit, wins in pairs if not wins),
    ):
        if taken.isdisjoint(range(hit.first, hit.after)) or _of_same(hit, hits[-1]):
            taken.update(range(hit.first, hit.after))
            hits.append(hit)
    hits = [hit for hit in hits if hit.area not in _needs() or _has_need(text, hit)]
    hits += listed(text, hits)
    aside = background(text)
    return [
        Mention(hit.start, hit.end, "area", text[hit.start : hit.end], hit.area)
        for hit in sorted(hits)
        if not aside.hold(hit.start) and not _in_a_name(text, hit) and not _only_ground(text, hit)
    ]


@cache
def _needs() -> Mapping[str, frozenset[str]]:
    return {area: frozenset(map(word_key, needed)) for area, needed in lexicon("areas")["needs"].items()}


def _has_need(text: str, hit: Hit) -> bool:
    """Whether one of the words that the area needs stands in the sentence, within reach."""
    given, needed = words(text), _needs()[hit.area]
    here = _sentence_number(text, hit.start)
    near = given[max(0, hit.first - _REACH) : hit.after + _REACH]
    return any(word.key in needed and _sentence_number(text, word.start) == here for word in near)


@lru_cache(maxsize=4)
def _sentence_starts(text: str) -> tuple[int, ...]:
    return tuple(sentence.start for sentence in text_sentences(text))


def _sentence_number(text: str, place: int) -> int:
    return bisect_right(_sentence_starts(text), place)


def _found(text: str) -> Iterator[Found[Sense]]:
    """Yield the phrases of ``text``, and behind each that is but a part of pairs those within it.

    "Drills of the two militaries": "two militaries" is a part of one rule, "militaries" of another.
    """
    given = words(text)
    for item in _phrases().find(text):
        yield item
        if item.after - item.first > 1 and all(sense.part in _OF_PAIRS for sense in item.values):
            for at in range(item.first + 1, item.after):
                inner = _phrases().match(text, given, at)
                if inner is not None and inner.after <= item.after:
                    yield inner


def _of_same(hit: Hit, other: Hit) -> bool:
    """Whether the same words show another area besides: "batas laut"."""
    return (hit.first, hit.after) == (other.first, other.after) and hit.area != other.area


def _phrase(text: str, item: Found[Sense]) -> Iterator[Hit]:
    if any(sense.part == "trap" for sense in item.values):
        return
    for sense in item.values:
        if sense.part == "phrase" and (not sense.capitals or text[item.start : item.end].isupper()):
            yield Hit(item.first, item.after, item.start, item.end, sense.area)


def _pairs(text: str, found: Sequence[Found[Sense]]) -> Iterator[tuple[Hit, bool]]:
    """Yield the pairs: both parts of a rule in one sentence, in that order, with few words between.

    With each comes whether it is taken before the phrases it overlaps.
    """
    rules = _rules()
    for number, item in enumerate(found):
        firsts = {sense.rule for sense in item.values if sense.part == "first"}
        if not firsts:
            continue
        here = _sentence_number(text, item.start)
        for other in islice(found, number + 1, None):
            between = other.first - item.after
            if between > _widest() or _sentence_number(text, other.start) != here:
                break
            thens = [s for s in other.values if s.part == "then" and s.rule in firsts]
            sense = next(
                (
                    s
                    for s in thens
                    if between <= rules[s.rule]["within"]
                    and not _blocked(text, item.after, other.first, rules[s.rule])
                ),
                None,
            )
            if sense is not None:
                hit = Hit(item.first, other.after, item.start, other.end, sense.area)
                yield hit, rules[sense.rule].get("wins", False)
                break


def _blocked(text: str, first: int, after: int, rule: Mapping[str, Any]) -> bool:
    """Whether a word that changes the sense, or a comma, stands between the parts of a pair.

    A comma before a word such as "khususnya" goes on with what was begun.
    """
    given = words(text)
    if any(given[number].key in _keys("between") for number in range(first, after)):
        return True
    if any(given[number].key in _keys("especially") for number in range(first, after)):
        return False
    marks = ';:()"' if rule.get("commas") else ',;:()"'
    return any(mark in text[given[first - 1].end : given[after].start] for mark in marks)


def _in_a_name(text: str, hit: Hit) -> bool:
    """Whether the words go on the name of a body or a post: Direktur Industri Pertahanan."""
    if not text[hit.start].isupper():
        return False
    given = words(text)
    if hit.after < len(given) and given[hit.after].key in _keys("name-tails"):
        return text[given[hit.after].start].isupper()
    end = hit.start
    for number in range(hit.first - 1, max(-1, hit.first - 1 - _MOST_NAME_WORDS), -1):
        word = given[number]
        if text[word.end : end] not in (" ", ", ", "-"):
            return False
        if word.key in _keys("name-heads"):
            return text[word.start].isupper()
        if not text[word.start].isupper() and word.key not in _keys("name-links"):
            return False
        end = word.start
    return False


def _only_ground(text: str, hit: Hit) -> bool:
    """Whether words before say that something only rests on it or aims at it: "landasan kerja sama"."""
    given = words(text)
    if hit.first > 0 and given[hit.first - 1].key in _keys("grounds"):
        return True
    aims = lexicon("areas")["aims"].get(hit.area, ())
    return any(given[at].key in aims for at in range(max(0, hit.first - _AIM), hit.first))
