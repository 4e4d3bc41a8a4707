"""Sentences that tell of history, figures, or what was not discussed, rather than of the meeting."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from defgraph.extract.dates import find_dates
from defgraph.extract.lexicons import lexicon
from defgraph.extract.phrases import Phrases
from defgraph.extract.sentences import sentences
from defgraph.extract.spans import Spans
from defgraph.extract.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.extract.mention import Mention
    from defgraph.extract.sentences import Sentence

_YEAR = re.compile(r"\b(?:[Ii]n|[Pp]ada|[Tt]ahun|[Dd]ari) (?P<year>(?:19|20)\d\d)\b")
_NO = re.compile(r"\b(?:tidak|tak|bukan|belum|menggeleng|no|not|never|denied)\b", re.IGNORECASE)
_UNSAID = re.compile(
    r"\b(?:tidak (?:di(?:singgung|bahas|bicarakan|angkat))|(?:was|were) not (?:discussed|raised|mentioned))\b"
)
_BUT = ("Namun", "Tetapi", "Tapi", "Akan tetapi", "But ", "However", "Yet ")
_DAY = len("2025-10-21")
_OLD = 2  # months before the first day that the text names


@lru_cache(maxsize=4)
def text_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of ``text`` in order."""
    return tuple(sentences(text, tokens(text)))


@lru_cache(maxsize=4)
def _told_dates(text: str) -> tuple[tuple[Mention, bool], ...]:
    """Return the dates of ``text``, each with whether it lies well before the first day that is told."""
    found = find_dates(text)
    days = [m for m in found if len(m.normal) == _DAY and "relative" not in m.details]
    first = next((m.normal for m in days if "dateline" not in m.details), days[0].normal if days else None)
    if first is None:
        return ()
    return tuple((m, _months(first) - _months(m.normal) >= _OLD) for m in found)


@lru_cache(maxsize=4)
def old_dates(text: str) -> Spans:
    """Return the dates and years that lie two months or more before the first day the text names."""
    told = _told_dates(text)
    if not told:
        return Spans(())
    days = [(m.start, m.end) for m, old in told if old]
    newest = max(m.normal[:4] for m, old in told if not old)
    years = [m.span() for m in _YEAR.finditer(text) if m["year"] < newest]
    named = Spans(days)
    return Spans([*days, *(span for span in years if not named.overlap(*span))])


@lru_cache(maxsize=4)
def recent_dates(text: str) -> Spans:
    """Return the days that lie near to the first day the text names, or after it."""
    told = _told_dates(text)
    return Spans((m.start, m.end) for m, old in told if not old and len(m.normal) >= _DAY)


@lru_cache(maxsize=4)
def days_named(text: str) -> tuple[Mention, ...]:
    """Return the days and runs of days that ``text`` names by number or weekday, but for those of speech."""
    return tuple(
        m
        for m, _ in _told_dates(text)
        if len(m.normal) >= _DAY and m.details.keys().isdisjoint({"speech", "dateline"})
    )


def _months(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7])


@cache
def _cues() -> Phrases[str]:
    found = lexicon("background").items()
    return Phrases((phrase, group) for group, phrases in found for phrase in phrases)


@lru_cache(maxsize=4)
def background(text: str) -> Spans:
    """Return the spans of the sentences of ``text`` that tell of something other than the meeting.

    The words that show it are in ``lexicon/background.yaml``; a sentence that takes up such a one
    ("It …", "Perjanjian itu …") goes with it.
    """
    return Spans(_background(text))


def _background(text: str) -> Iterator[tuple[int, int]]:
    cues = list(_cues().find(text))
    old = old_dates(text)
    at = 0
    above = False
    told = text_sentences(text)
    denied = _denied(text, told)
    for number, sentence in enumerate(told):
        groups: set[str] = set()
        while at < len(cues) and cues[at].start < sentence.end:
            place, values = cues[at].start, cues[at].values
            groups.update(value for value in values if value != "follows" or place == sentence.start)
            at += 1
        above = (
            "always" in groups
            or number in denied
            or old.overlap(sentence.start, sentence.end)
            or ("mostly" in groups and "talks" not in groups)
            or (above and "follows" in groups)
        )
        if above:
            yield sentence.start, sentence.end


def _denied(text: str, told: tuple[Sentence, ...]) -> frozenset[int]:
    """Return the numbers of the sentences that the next one takes back: "Was X raised? It was not."."""
    return frozenset(
        number
        for number, (one, following) in enumerate(pairwise(told))
        if (text[one.start : one.end].rstrip().endswith("?") or text.startswith(_BUT, following.start))
        and (_NO if text[one.start : one.end].rstrip().endswith("?") else _UNSAID).search(
            text, following.start, following.end
        )
    )
