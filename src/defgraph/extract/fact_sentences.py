"""The sentence of an article that a fact stands in, for a person who looks into an error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from defgraph.extract.likeness import plain_words
from defgraph.records.pointer import parse_pointer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.extract.facts import Fact
    from defgraph.extract.mention import Mention
    from defgraph.records import Record


@dataclass(frozen=True, slots=True)
class Shown:
    """An article as it was read: its text, its sentences (half-open spans) and its mentions."""

    text: str
    sentences: Sequence[tuple[int, int]]
    mentions: Sequence[Mention]


def shown(text: str) -> Shown:
    """Return the sentences and mentions of a text."""
    from defgraph.extract import reading
    from defgraph.extract.pipeline import mentions

    spans = [(each.start, each.end) for each in reading.read(text).sentences]
    return Shown(text, spans, mentions(text))


def sentence_of(fact: Fact, record: Record | None, article: Shown) -> str:
    """Return the sentence that shows a fact, on one line; empty when none can be told.

    The record's evidence tells it; failing that a mention of the fact's value; failing that, the sentence
    that shares most words with it, or else with the people of its meeting.

    Args:
        fact: the fact.
        record: the record it is from.
        article: the article as it was read.
    """
    place = _from_evidence(fact.pointer, record)
    values = [str(value) for value in fact.values]
    if place is None:
        place = next((each.start for each in article.mentions if each.normal in values), None)
    if place is not None:
        span = _around(place, article.sentences)
    else:
        span = _most_alike(values, article) or _most_alike(_people(fact.pointer, record), article)
    return "" if span is None else " ".join(article.text[span[0] : span[1]].split())


def _from_evidence(pointer: str, record: Record | None) -> int | None:
    """Return where the evidence for a pointer, or else for a part of what it leads to, begins."""
    spans = record.evidence if record else ()
    exact = [span.start for span in spans if span.pointer == pointer]
    parts = [span.start for span in spans if span.pointer.startswith(f"{pointer}/")]
    return min(exact or parts, default=None)


def _around(place: int, sentences: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    return next((span for span in sentences if span[0] <= place < span[1]), None)


def _most_alike(values: Sequence[str], article: Shown) -> tuple[int, int] | None:
    wanted = {word for value in values for word in plain_words(value)}
    best, most = None, 0
    for span in article.sentences:
        shared = len(wanted & set(plain_words(article.text[span[0] : span[1]])))
        if shared > most:
            best, most = span, shared
    return best


def _people(pointer: str, record: Record | None) -> list[str]:
    """Return the names of those in the meeting that a pointer leads into."""
    if record is None:
        return []
    meeting = record.meetings[int(parse_pointer(pointer)[1])]
    return [person.name for person in meeting.participants if person.name]
