"""Cities in a text, with the country they lie in."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.countries import find_countries
from defgraph.extract.lexicons import lexicon
from defgraph.extract.mention import Mention
from defgraph.extract.phrases import Phrases, word_key, words
from defgraph.extract.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.extract.phrases import Found

_LINE = re.compile(r"^(?=\S)", re.MULTILINE)
_HEAD = re.compile(r"[^\n]{2,90}?(?=[ \u00a0]?[\u2013\u2014:]|[ \u00a0]?-{1,2}[ \u00a0]|\.[ \u00a0])")
_DASH = re.compile(r"[ \u00a0]{0,2}[\u2013\u2014-]{1,2}[ \u00a0]{1,2}")
_SMALL_WORDS = frozenset({"dan", "and"})
_MOST_WORDS = 8
_SAID = 70  # characters before a city in which a word for a statement counts
_NAME = r"[^\W\d_a-z][\w'’-]{1,20}"
_AFTER_PREPOSITION = re.compile(
    r"\b(?:[Dd]i|[Ii]n|[Aa]t)(?: kota| ibu kota| ibukota| the city of| the town of| kabupaten)? "
    rf"(?P<name>{_NAME}(?: {_NAME}){{0,2}}), (?=[^\W\d_a-z])"
)

_LONGEST = 16  # characters of "di ibu kota negara "
_IBU_KOTA = re.compile(r"\b(?:[Dd]i|[Kk]e) ibu ?kota (?:negara )?$")
_CAPITAL = re.compile(r"(?:'s|’s)? capital\b(?! (?:ship|punishment|market))")
_IN_THE = re.compile(r"\b(?:[Ii]n|[Tt]o)(?: the)? $")


class Sense(NamedTuple):
    """What a phrase stands for: the city as records write it, its country, and what it is."""

    city: str
    country: str
    level: str


def _senses() -> Iterator[tuple[str, Sense]]:
    lists = lexicon("cities")
    for trap in lists["traps"]:
        yield trap, Sense("", "", "trap")
    for key, level in (("cities", "city"), ("states", "state"), ("regions", "region")):
        for country, names in lists[key].items():
            yield from ((name, Sense(name, country, level)) for name in names)
    countries = {name: country for country, names in lists["cities"].items() for name in names}
    for city, names in lists["parts"].items():
        yield from ((name, Sense(city, countries[city], "city")) for name in names)
    for city, names in lists["districts"].items():
        yield from ((name, Sense(city, countries[city], "district")) for name in names)


@cache
def _phrases() -> Phrases[Sense]:
    return Phrases(_senses())


@cache
def _words_of(name: str) -> frozenset[str]:
    return frozenset(word_key(word) for word in lexicon("cities")[name])


@cache
def _provinces() -> Phrases[str]:
    found = lexicon("cities")["provinces"].items()
    return Phrases((name, country) for country, names in found for name in names)


def find_cities(text: str) -> list[Mention]:
    """Return the mentions of cities, in order, not overlapping.

    ``normal`` is the city as records write it (``Jakarta`` for ``Jakarta Pusat``);
    ``details["country"]`` its country; ``details["level"]`` is ``region`` for an island or province
    that may stand in for a city, ``state`` for a country that is a city, and ``district`` for a part of
    the city that is named;
    ``details["dateline"]`` is ``yes`` where the place only says from where the article was sent;
    ``details["speech"]`` is ``yes`` where it is only the place of a statement;
    ``details["described"]`` is ``yes`` for a capital told by its country;
    ``details["guessed"]`` is ``yes`` for a city known only from the country or province behind it.
    """
    return list(_cities(text))


@lru_cache(maxsize=4)
def _cities(text: str) -> tuple[Mention, ...]:
    datelines = Spans(span for line in _LINE.finditer(text) for span in _datelines(text, line.start()))
    known = [mention for found in _phrases().find(text) for mention in _mention(text, found, datelines)]
    taken = Spans((mention.start, mention.end) for mention in known)
    more = [*_guesses(text), *_capitals(text)]
    guessed = (mention for mention in more if not taken.overlap(mention.start, mention.end))
    return tuple(sorted([*known, *guessed]))


def _capitals(text: str) -> Iterator[Mention]:
    """Cities that are told by their country: "in the Malaysian capital", "di ibu kota Vietnam"."""
    capitals = lexicon("countries")["capitals"]
    for country in find_countries(text):
        names = capitals.get(country.normal)
        if not names or country.details["form"] not in ("name", "adjective", "people"):
            continue
        indonesian = _IBU_KOTA.search(text, max(0, country.start - _LONGEST), country.start)
        if indonesian or (
            _CAPITAL.match(text, country.end)
            and _IN_THE.search(text, max(0, country.start - _LONGEST), country.start)
        ):
            english = lexicon("cities")["english_capitals"].get(country.normal, names[0])
            name = names[0] if indonesian else english
            details = {"country": country.normal, "described": "yes"}
            yield Mention(
                country.start, country.end, "place", text[country.start : country.end], name, details
            )


def _mention(text: str, found: Found[Sense], datelines: Spans) -> Iterator[Mention]:
    sense = found.values[0]
    written = text[found.start : found.end]
    if sense.level == "trap" or not written[0].isupper():
        return
    dateline = datelines.hold(found.start)
    if _names_a_venue(text, found) or _is_called(text, found):
        return
    if sense.city in _ambiguous() and not dateline and not _located(text, found):
        return
    details = {"country": sense.country}
    if sense.level != "city":
        details["level"] = sense.level
    if dateline:
        details["dateline"] = "yes"
    elif _statement().search(text, max(0, found.start - _SAID), found.start):
        details["speech"] = "yes"
    yield Mention(found.start, found.end, "place", written, sense.city, details)


@cache
def _statement() -> re.Pattern[str]:
    said = "|".join(re.escape(word) for word in lexicon("cities")["statement"])
    where = "|".join(re.escape(word) for word in lexicon("cities")["locative"])
    return re.compile(rf"\b(?:{said})\b[^.,!?\n]*[, ](?:{where}) $", re.IGNORECASE)


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(lexicon("cities")["ambiguous"])


def _names_a_venue(text: str, found: Found[Sense]) -> bool:
    """Whether a word such as Barracks right behind makes a building of it."""
    given = words(text)
    if found.after == len(given) or text[found.end : given[found.after].start] != " ":
        return False
    after = given[found.after]
    return text[after.start].isupper() and after.key in _venue_words()


@cache
def _venue_words() -> frozenset[str]:
    return frozenset(word_key(word) for word in lexicon("venues")["tails"])


def _is_called(text: str, found: Found[Sense]) -> bool:
    """Whether a ship or a street is called after the city: "KRI Surabaya"."""
    before = words(text)[found.first - 1] if found.first else None
    return before is not None and before.key in _words_of("called") and text[found.start - 1] in " ."


def _located(text: str, found: Found[Sense]) -> bool:
    before = words(text)[found.first - 1] if found.first else None
    if before is None or text[before.end : found.start] != " ":
        return False
    return before.key in _words_of("locative") or before.key.isdigit()  # "Jalan Melati 7 Medan"


def _datelines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The first stretches of a line before a dash, as in "Warta - JAKARTA - Hari ini …"."""
    for _ in range(2):
        head = _HEAD.match(text, start)
        if head is None or not _is_dateline(head[0]):
            return
        yield head.span()
        dash = _DASH.match(text, head.end())
        if dash is None:
            return
        start = dash.end()


def _is_dateline(head: str) -> bool:
    """Whether what stands before a dash at the beginning of a line holds no word in small letters."""
    return len(head.split()) <= _MOST_WORDS and all(
        not word[0].islower() or word in _SMALL_WORDS for word in head.split()
    )


def _guesses(text: str) -> Iterator[Mention]:
    countries = {m.start: m.normal for m in find_countries(text) if m.details["form"] == "name"}
    given = {word.start: number for number, word in enumerate(words(text))}
    for match in _AFTER_PREPOSITION.finditer(text):
        country = countries.get(match.end()) or _province(text, given.get(match.end()))
        name = match["name"]
        keys = {word_key(word) for word in name.split()}
        if country and keys.isdisjoint(_words_of("not-cities")):
            details = {"country": country, "guessed": "yes"}
            yield Mention(match.start("name"), match.end("name"), "place", name, name, details)


def _province(text: str, number: int | None) -> str | None:
    if number is None:
        return None
    found = _provinces().match(text, words(text), number)
    return found.values[0] if found else None
