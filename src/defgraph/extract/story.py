"""The story of a text: who plays what part, and which words tell of meetings, sentence by sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from defgraph.extract.background import old_dates, recent_dates
from defgraph.extract.cues import find_cues, has_event
from defgraph.extract.modality import is_aside
from defgraph.extract.roles import PRINCIPAL, Cast, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from defgraph.extract.cues import Cue
    from defgraph.extract.organisations import Organisation
    from defgraph.extract.reading import Reading
    from defgraph.extract.references import Entity, People, Reference

_YEAR = re.compile(
    r"\b(?:[Pp]ada|[Pp]ada tahun|[Ii]n|[Ss]ince|[Ss]ejak) (?:19|20)\d\d\b"
)  # a year alone is history


@dataclass(slots=True)
class Story:
    """All that the stages after the mentions read from."""

    reading: Reading
    organisations: Mapping[int, Organisation]
    people: People
    cues: list[list[Cue]]
    references: list[list[Reference]]
    casts: list[Cast] = field(default_factory=list)
    asides: list[bool] = field(default_factory=list)

    def entity(self, number: int) -> Entity:
        """Return the entity with a number."""
        return self.people.entities[number]


def tell(reading: Reading, organisations: Mapping[int, Organisation], people: People) -> Story:
    """Return the story of a text: its cues and the parts played, sentence by sentence.

    Args:
        reading: the text taken apart.
        organisations: its organisations.
        people: who is spoken of in it.
    """
    references: list[list[Reference]] = [[] for _ in reading.sentences]
    for reference in people.references:
        references[reading.sentence_of[reference.first]].append(reference)
    story = Story(reading, organisations, people, find_cues(reading), references)
    known: set[int] = set()
    topic: int | None = None
    body = reading.prose.body
    old, recent = old_dates(body), recent_dates(body)
    for number, part in enumerate(reading.sentences):
        cues = story.cues[number]
        story.casts.append(cast(reading, people, references[number], cues, known, topic))
        topic = _topic(references[number], story.casts[number], topic)
        last = max((reference.first for reference in references[number]), default=-1)
        year = _YEAR.search(body, part.start, part.end) is not None
        past = (year or old.overlap(part.start, part.end)) and not recent.overlap(part.start, part.end)
        story.asides.append(is_aside(reading, cues, last) or (past and has_event(cues)))
        known.update(reference.entity for reference in references[number])
    return story


def _topic(references: Sequence[Reference], played: Cast, before: int | None) -> int | None:
    """Return whom a sentence is about: the first of those who met, or whom the one before was about."""
    met = (r.entity for r in references if played.parts.get(r.entity) == PRINCIPAL)
    return next(met, before)
