"""The building, room, ship or base in which something takes place."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from defgraph.extract.cities import find_cities
from defgraph.extract.countries import find_countries
from defgraph.extract.lexicons import lexicon
from defgraph.extract.mention import Mention
from defgraph.extract.phrases import Phrases, word_key, words
from defgraph.extract.ranks import find_ranks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WORD = r"(?:[^\W\d_a-z](?:\.(?! [A-Z][a-z]{9})|[\w'’/-]{0,30})|Jl\.|Jln\.|St\.|No\.|\d{1,4}(?![\w/]))"
_LINK = r"(?: (?:of|of the|dan|and|bin|de|el|al|la|von|kerja|rapat|tamu|utama))?"
_PART = re.compile(
    r"(?:(?:kantor|ruang(?: (?:kerja|rapat|tamu))?|gedung|markas|aula|lapangan|kediaman) )?"
    rf"{_WORD}(?:{_LINK} (?:{_WORD}|\([A-Z]\w{{1,15}}\))){{0,9}}"
)
_BRACKETS = re.compile(r" ?\([^()]{1,60}\)")
_OWN = re.compile(r" (?:RI|Republik Indonesia|Indonesia)$")
_JOINT = re.compile(r", (?:di )?| di ")
_MOST_PARTS = 3


@cache
def _where() -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word) for word in lexicon("venues")["where"])
    heads = "|".join(lexicon("venues")["anywhere"])
    return re.compile(rf"\b(?:(?i:{alternatives})(?i: the)? (?=\S)|(?=(?:{heads}) [A-Z]))")


@cache
def _cues(name: str) -> frozenset[str]:
    return frozenset(word_key(word) for word in lexicon("venues")[name])


@cache
def _written_out() -> Phrases[str]:
    known = [entry for entry in lexicon("organisations")["known"] if "abbreviation" in entry]
    written = {entry["abbreviation"]: entry["name"] for entry in known}
    kept = lexicon("venues")["kept"]
    ours = lexicon("venues")["written-out"].items()
    return Phrases([*ours, *(pair for pair in written.items() if pair[0] not in kept)])


def find_venues(text: str) -> list[Mention]:
    """Return the venues behind a word such as "di" or "at", in order, not overlapping.

    ``normal`` is the venue as records write it: abbreviations written out, with a capital, without
    what stands in brackets or the "RI" at its end. Parts behind commas belong to it up to the city.
    """
    places = find_cities(text)
    cities = {m.start: m.end for m in places if m.details.get("level") not in ("district", "state")}
    stops = {m.start for m in places if m.details.get("level") != "district"} | {
        m.start for m in find_ranks(text)
    }
    adjectives = {m.start: m.end + 1 for m in find_countries(text) if m.details["form"] == "adjective"}
    found: list[Mention] = []
    for where in _where().finditer(text):
        begin = adjectives.get(where.end(), where.end())  # "the Finnish Ministry of Defence"
        venue = _venue(text, begin, cities, stops)
        if venue is not None and (not found or venue.start >= found[-1].end):
            found.append(venue)
    return found


def _venue(text: str, start: int, cities: Mapping[int, int], stops: set[int]) -> Mention | None:
    spans = list(_parts(text, start, cities, stops))
    if not spans:
        return None
    end = spans[-1][1]
    normal = ", ".join(written_out(text[a:b]) for a, b in spans)
    return Mention(start, end, "place", text[start:end], normal, {"venue": "yes"})


def _parts(text: str, start: int, cities: Mapping[int, int], stops: set[int]) -> Iterator[tuple[int, int]]:
    for number in range(_MOST_PARTS):
        match = _PART.match(text, start)
        if match is None or (start in stops and not (start in cities and _has_tail(match[0]))):
            return
        end = _without_city(text, start, match.end(), cities)
        keys = [word.key for word in words(match[0])]
        named = keys[0] in _cues("heads") or not _cues("tails").isdisjoint(keys)
        before_city = text[end : end + 2] == ", " and end + 2 in cities
        if keys[0] in _cues("not-parts") or not (named or (number and before_city)):
            return
        yield start, end
        joint = _JOINT.match(text, end)
        if joint is None:
            return
        start = joint.end()


def _has_tail(part: str) -> bool:
    """Whether what begins like a city goes on to be a building: "Suva Convention Centre"."""
    return not _cues("tails").isdisjoint(word.key for word in words(part)[1:])


def _without_city(text: str, start: int, end: int, cities: Mapping[int, int]) -> int:
    """The end of a part, before the city that closes it: "Gedung Melati Jakarta"."""
    last = text.rfind(" ", start, end) + 1
    more_is_left = text.find(" ", start, end) < last - 1
    return last - 1 if more_is_left and cities.get(last) == end else end


def written_out(venue: str) -> str:
    """Return a venue with its abbreviations written out, starting with a capital."""
    bare = _BRACKETS.sub("", venue)
    pieces: list[str] = []
    at = 0
    for found in _written_out().find(bare):
        pieces += [bare[at : found.start], found.values[0]]
        at = found.end
    whole = _OWN.sub("", "".join(pieces) + bare[at:])
    return whole[:1].upper() + whole[1:]
