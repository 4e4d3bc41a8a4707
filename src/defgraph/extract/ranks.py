"""Military and police ranks as an article writes them, with service, corps and retirement."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from defgraph.extract.countries import find_countries
from defgraph.extract.lexicons import lexicon
from defgraph.extract.mention import Mention
from defgraph.extract.phrases import Phrases, word_key, words
from defgraph.namespaces import RANK
from defgraph.ontology import rank_concept
from defgraph.ontology.concepts import names
from defgraph.ontology.files import SCHEME_FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.extract.phrases import Found

_RANK, _STYLE = "rank", "style"
_COMMANDER = "Commander"
_SERVES = re.compile(
    r"Commander(?: [A-Z][\w.'’-]+){1,4},? \(?"
    r"(?:RAN|RN|RNZN|USN|USCG|RSN|RMN|RCN|ROKN|JMSDF|PN|Royal [\w ]{0,20}Navy)\b"
)
_OF_SHIP = re.compile(
    r"(?:\b(?:HMAS|HMNZS|HMS|HMCS|USS|USNS|USCGC|INS|RSS|KRI|KD|BRP|HTMS|ROKS|JS|JDS|FNS) [\w .'’-]{1,30}"
    r"|[Cc]ommanding [Oo]fficer[\w .'’-]{0,40}|[Ss]kipper|[Cc]aptain),? $"
)
_LONGEST_SHIP = 60
_MOST_SUFFIXES = 4
_NEXT = re.compile(r" {1,2}(?:(?:dr|drg|drs|ir|apt|prof)\. {0,1}){0,3}([^\W\d_]+)")


def _senses() -> Iterator[tuple[str, str]]:
    for concept, name in names(SCHEME_FILES["rank"]):
        if concept in RANK and RANK.local(concept) != name and name not in lexicon("ranks")["never"]:
            yield name, _RANK
    yield from ((name, _RANK) for name in lexicon("ranks")["names"])
    yield _COMMANDER, _RANK
    yield from ((name, _STYLE) for name in lexicon("ranks")["styles"])


@cache
def _phrases() -> Phrases[str]:
    return Phrases(_senses())


@cache
def _keys(name: str) -> frozenset[str]:
    return frozenset(word_key(word) for word in lexicon("ranks")[name])


@lru_cache(maxsize=4)
def _country_starts(text: str) -> frozenset[int]:
    return frozenset(mention.start for mention in find_countries(text))


def _any_of(name: str) -> str:
    by_length = sorted(lexicon("ranks")[name], key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in by_length)


@cache
def _suffix() -> re.Pattern[str]:
    """One thing behind a rank: its service, or corps or retirement in brackets, or a bare corps."""
    bare = "|".join(sorted((word for word in lexicon("ranks")["corps"] if len(word) == 3), key=str))
    retired = rf"(?:[Pp]urn|PURN|{_any_of('retired')})"
    return re.compile(
        rf" (?:{_any_of('services')})(?![\w-])"
        rf"| \([A-Z]{{1,5}}\)(?= [A-Z])"
        rf"| ?\((?:(?:{_any_of('corps')})|{retired})(?:[.,/ ]{{1,2}}{retired})?\.?\)"
        rf"| (?:{bare}|Purn|Ret)\b(?=\.?[ )])\.?(?=.?\(?[ (A-Z])"
    )


def find_ranks(text: str) -> list[Mention]:
    """Return the ranks and styles of address in ``text``, in order, not overlapping.

    A rank counts in capitals before a name. The mention is the rank as written, with service, corps
    and retirement; ``normal`` is the id of the rank concept, or the text itself where there is none;
    ``details["style"]`` is ``yes`` for a style such as H.E.
    """
    return [mention for found in _phrases().find(text) if (mention := _mention(text, found)) is not None]


def _mention(text: str, found: Found[str]) -> Mention | None:
    if not text[found.start].isupper() or _is_post(text, found):
        return None
    if text[found.start : found.end] == _COMMANDER and not _is_officer(text, found.start):
        return None
    end = _end(text, found)
    if not _before_name(text, end):
        return None
    written = text[found.start : end]
    if found.values[0] == _STYLE:
        if end + 1 in _country_starts(text):
            return None  # "Dubes Malaysia" is a post
        return Mention(found.start, end, "rank", written, written, {"style": "yes"})
    word = text[found.start : found.end]
    if word_key(word) in _keys("capitals") and not word.isupper():
        return None
    concept = rank_concept(written)
    return Mention(found.start, end, "rank", written, RANK.local(concept) if concept else written)


def _is_officer(text: str, start: int) -> bool:
    """Whether "Commander" is a rank: of a ship's captain, or of one whose navy follows the name."""
    ship = _OF_SHIP.search(text, max(0, start - _LONGEST_SHIP), start)
    return ship is not None or _SERVES.match(text, start) is not None


def _end(text: str, found: Found[str]) -> int:
    end = found.end
    last = words(text)[found.after - 1]
    if text[end : end + 1] == "." and last.end - last.start <= len("Kolonel"):
        end += 1
    for _ in range(_MOST_SUFFIXES):
        match = _suffix().match(text, end)
        if match is None:
            break
        end = match.end()
    return end


def _is_post(text: str, found: Found[str]) -> bool:
    """Whether the word before the rank makes a post of it, as in Secretary General."""
    if not found.first:
        return False
    before = words(text)[found.first - 1]
    return before.key in _keys("posts-before") and text[before.end : found.start] in (" ", "-")


def _before_name(text: str, end: int) -> bool:
    """Whether a word with a capital that can begin a name follows."""
    match = _NEXT.match(text, end)
    return match is not None and match[1][0].isupper() and word_key(match[1]) not in _keys("not-names")
