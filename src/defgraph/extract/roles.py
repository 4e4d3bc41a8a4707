"""The part each official plays in a sentence: principal, companion, attendee, speaker, or only mentioned."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from defgraph.extract.cues import EVENT_KINDS, kinds_of
from defgraph.extract.lexicons import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.extract.cues import Cue
    from defgraph.extract.reading import Reading
    from defgraph.extract.references import Entity, People, Reference

_NEAR = 3
_VERBS = frozenset(["receives", "visits", "is_received", "bilateral"])
PRINCIPAL, COMPANION, ATTENDEE, SPEAKER, MENTIONED = (
    "principal",
    "accompanying",
    "attendee",
    "spokesperson",
    "",
)


@dataclass(slots=True)
class Cast:
    """Who plays what part in one sentence; ``leader`` is whom each companion accompanies."""

    parts: dict[int, str] = field(default_factory=dict)
    leader: dict[int, int] = field(default_factory=dict)


@cache
def _speakers() -> tuple[str, ...]:
    return tuple(post.strip() for post in lexicon("posts")["speakers"].split("|"))


def is_speaker(entity: Entity) -> bool:
    """Whether the post of ``entity`` is one that speaks for others."""
    key = entity.post_key
    return any(key.startswith(post) or key.endswith(post) for post in _speakers())


def cast(
    reading: Reading, people: People, references: Sequence[Reference], cues: Sequence[Cue], known: set[int]
) -> Cast:
    """Return the parts played in one sentence.

    Args:
        reading: the text taken apart.
        people: who is spoken of in it.
        references: those in the sentence, in order.
        cues: the cues of the sentence.
        known: the numbers of the entities that earlier sentences have spoken of.
    """
    found = Cast()
    _companions(found, references, cues, known)
    kinds = kinds_of(list(cues))
    for reference in references:
        number = reference.entity
        if number in found.parts:
            continue
        entity = people.entities[number]
        if _only_mentioned(reading, reference, cues):
            found.parts[number] = MENTIONED
        elif is_speaker(entity):
            found.parts[number] = SPEAKER
        elif "attends" in kinds and number not in known and not _strong_event(kinds):
            found.parts[number] = ATTENDEE
        elif number not in known and _speaks(reference, cues, references) and not _in_event(reference, cues):
            found.parts[number] = SPEAKER
        else:
            found.parts[number] = PRINCIPAL
    return found


def _strong_event(kinds: frozenset[str]) -> bool:
    return not kinds.isdisjoint({"visits", "is_visited", "is_received", "courtesy", "phone"})


def _companions(found: Cast, references: Sequence[Reference], cues: Sequence[Cue], known: set[int]) -> None:
    for cue in cues:
        if "accompanied" in cue.kinds:
            before = [reference for reference in references if reference.after <= cue.first]
            after = [reference for reference in references if reference.first >= cue.after]
            after = _up_to_verb(after, cues)
            _mark(found, after, before[-1].entity if before else None)
            return
        if "accompanies" in cue.kinds:
            _accompanying(found, references, cue, known)
            return


def _up_to_verb(references: Sequence[Reference], cues: Sequence[Cue]) -> list[Reference]:
    """Return those up to the verb of the sentence: "Budi, didampingi Sari, menerima Tono"."""
    if not references:
        return []
    verbs = (c.first for c in cues if c.first >= references[0].after and not _VERBS.isdisjoint(c.kinds))
    verb = next(verbs, references[-1].after)
    return [reference for reference in references if reference.first < verb]


def _accompanying(found: Cast, references: Sequence[Reference], cue: Cue, known: set[int]) -> None:
    before = [reference for reference in references if reference.after <= cue.first]
    after = [reference for reference in references if reference.first >= cue.after]
    leader: int | None = None
    if after and after[0].first - cue.after <= _NEAR and after[0].entity in known:
        leader = after[0].entity
        after = after[1:]
    if after:
        _mark(found, after, leader)
    else:
        _mark(found, [reference for reference in before if reference.entity not in known], leader)


def _mark(found: Cast, references: Sequence[Reference], leader: int | None) -> None:
    for reference in references:
        if reference.entity == leader or reference.entity in found.parts:
            continue
        found.parts[reference.entity] = COMPANION
        if leader is not None:
            found.leader[reference.entity] = leader


def _only_mentioned(reading: Reading, reference: Reference, cues: Sequence[Cue]) -> bool:
    if reading.key(reference.first - 1).startswith(("then", "former", "mantan")):
        return True
    if reading.key(reference.after) == "'s":
        return reading.key(reference.after + 1) in (
            "congratulations",
            "message",
            "invitation",
            "instruction",
            "order",
        )
    return any(
        "mentioned" in cue.kinds
        and 0 <= reference.first - cue.after <= (0 if reading.key(cue.first) == "under" else 1)
        for cue in cues
    )


def _speaks(reference: Reference, cues: Sequence[Cue], references: Sequence[Reference]) -> bool:
    """Whether a word of speech stands next to someone."""
    for cue in cues:
        if "speaks" not in cue.kinds:
            continue
        if 0 <= reference.first - cue.after <= 1 or 0 <= cue.first - reference.after <= 1:
            return True
    return len(references) == 0


def _in_event(reference: Reference, cues: Sequence[Cue]) -> bool:
    """Whether someone stands after a word of meeting, so as to be its object."""
    return any(
        not EVENT_KINDS.isdisjoint(cue.kinds) and 0 <= reference.first - cue.after <= 4 for cue in cues
    )
