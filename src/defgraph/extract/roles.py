"""The part each official plays in a sentence: principal, companion, attendee, speaker, or only mentioned."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.cues import EVENT_KINDS, kinds_of
from defgraph.extract.lexicons import lexicon
from defgraph.extract.phrases import word_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.extract.cues import Cue
    from defgraph.extract.reading import Reading
    from defgraph.extract.references import Entity, People, Reference

_NEAR = 3
HOME = "ID"
_BESIDE = frozenset(["accompanied", "brings", "beside", "accompanies"])
_PRONOUNS = frozenset(["he", "she", "ia", "dia", "beliau"])
_HIM = ("nya", "him", "her")
_OF_HIM = frozenset(["him", "his", "her", "bersamanya"])
_VISITOR = frozenset(["visitor", "visitors", "guest", "guests", "tamu", "tamunya"])
_PASSIVE = ("disaksikan", "dihadiri", "turut dihadiri", "turut disaksikan")
_PASSIVE_END = ("oleh", "by")
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


class _Clause(NamedTuple):
    """A part of a sentence: "…, sedangkan …" begins another; who is named in it, and its cues."""

    references: list[Reference]
    cues: list[Cue]
    kinds: frozenset[str]


@cache
def _speakers() -> tuple[str, ...]:
    return tuple(post.strip() for post in lexicon("posts")["speakers"].split("|"))


def is_speaker(entity: Entity) -> bool:
    """Whether the post of ``entity`` is one that speaks for others."""
    key = entity.post_key
    return any(key.startswith(post) or key.endswith(post) for post in _speakers())


def cast(
    reading: Reading,
    people: People,
    references: Sequence[Reference],
    cues: Sequence[Cue],
    known: set[int],
    topic: int | None = None,
) -> Cast:
    """Return the parts played in one sentence.

    Args:
        reading: the text taken apart.
        people: who is spoken of in it.
        references: those in the sentence, in order.
        cues: the cues of the sentence.
        known: the numbers of the entities that earlier sentences have spoken of.
        topic: whom the sentence before is about, for whom a pronoun stands.
    """
    found = Cast()
    clauses = _clauses(references, cues)
    for clause in clauses:
        if not _BESIDE.isdisjoint(clause.kinds):
            _companions(found, clause, known, _subject(reading, people, clause, known, topic))
    for clause in clauses:
        for reference in clause.references:
            entity = people.entities[reference.entity]
            if reference.entity in found.parts:
                continue
            new = reference.entity not in known
            if _only_mentioned(reading, reference, cues):
                part = MENTIONED
            elif is_speaker(entity) and not _acts(clause, reference):
                part = SPEAKER
            elif (
                "attends" in clause.kinds
                and new
                and not _strong_event(clause.kinds)
                and not _seen_by_others(reading, clause, reference)
            ):
                part = ATTENDEE
            elif new and _speaks(reference, cues, references) and not _in_event(reference, cues):
                part = SPEAKER
            else:
                part = PRINCIPAL
            found.parts[reference.entity] = part
    return found


def _acts(clause: _Clause, reference: Reference) -> bool:
    """Whether a spokesperson is one of those who met: named first, before a word of meeting, not quoted."""
    event = next((cue for cue in clause.cues if not (cue.weak or EVENT_KINDS.isdisjoint(cue.kinds))), None)
    return (
        "speaks" not in clause.kinds
        and event is not None
        and reference == clause.references[0]
        and reference.after <= event.first
        and len({r.entity for r in clause.references}) > 1
    )


def _clauses(references: Sequence[Reference], cues: Sequence[Cue]) -> list[_Clause]:
    """Return the parts of a sentence that words such as "sedangkan" and "while" set against each other."""
    cuts = [cue.first for cue in cues if "contrast" in cue.kinds]
    found: list[_Clause] = []
    for begin, end in pairwise([-1, *cuts, sys.maxsize]):
        inside = [cue for cue in cues if begin <= cue.first < end]
        named = [reference for reference in references if begin <= reference.first < end]
        found.append(_Clause(named, inside, kinds_of(inside)))
    return found


def _subject(
    reading: Reading, people: People, clause: _Clause, known: set[int], topic: int | None
) -> int | None:
    """Return whom a clause that names nobody before its first cue is about: "He …", "The admiral …"."""
    if not clause.cues:
        return None
    cue = clause.cues[0]
    begin = reading.sentences[reading.sentence_of[cue.first]].first
    keys = [reading.key(at) for at in range(max(begin, cue.first - _NEAR), cue.first)]
    said = [reading.key(at) for at in range(cue.first, cue.after)]
    if not _PRONOUNS.isdisjoint(keys) or not _OF_HIM.isdisjoint(said) or said[-1].endswith(_HIM):
        return topic
    if not _VISITOR.isdisjoint(keys):
        visitors = [n for n in known if people.entities[n].given_country and people.entities[n].name]
        foreign = [n for n in visitors if people.entities[n].country != HOME]
        return foreign[0] if len(foreign) == 1 else None
    called = [n for n in known if not _titles(people.entities[n]).isdisjoint(keys)]
    return called[0] if len(called) == 1 else None


def _titles(entity: Entity) -> set[str]:
    """Return the words by which a text speaks of someone without a name: the admiral, the ambassador."""
    return {*word_key(entity.rank or "").split(), *entity.post_key.split()[-1:], *entity.post_key.split()[:1]}


def _seen_by_others(reading: Reading, clause: _Clause, reference: Reference) -> bool:
    """Whether others are told to have been there when someone acted: "Budi meneken …, disaksikan Sari"."""
    cue = next(cue for cue in clause.cues if "attends" in cue.kinds)
    words = [reading.key(at) for at in range(cue.first, cue.after)]
    passive = " ".join(words[:2]) in _PASSIVE or words[0] in _PASSIVE or words[-1] in _PASSIVE_END
    acted = any(not EVENT_KINDS.isdisjoint(other.kinds) and other.first < cue.first for other in clause.cues)
    return passive and acted and reference.after <= cue.first


def _strong_event(kinds: frozenset[str]) -> bool:
    return not kinds.isdisjoint({"visits", "is_visited", "is_received", "courtesy", "phone"})


def _companions(found: Cast, clause: _Clause, known: set[int], topic: int | None) -> None:
    for at, cue in enumerate(clause.cues):
        before = [reference for reference in clause.references if reference.after <= cue.first]
        after = [reference for reference in clause.references if reference.first >= cue.after]
        if "brings" in cue.kinds and not (after and after[0].first == cue.after):
            continue
        if not {"accompanied", "brings"}.isdisjoint(cue.kinds):
            after = _up_to_verb(after, clause.cues[at + 1 :])
            _mark(found, after, before[-1].entity if before else topic)
            return
        if "beside" in cue.kinds and before:
            leader = after[0].entity if after else topic
            _mark(found, before[-1:], leader)
            return
        if "accompanies" in cue.kinds:
            _accompanying(found, clause, cue, known, topic)
            return


def _up_to_verb(references: Sequence[Reference], cues: Sequence[Cue]) -> list[Reference]:
    """Return those up to the verb of the sentence: "Budi, didampingi Sari, menerima Tono"."""
    if not references:
        return []
    verbs = (c.first for c in cues if c.first >= references[0].after and not _VERBS.isdisjoint(c.kinds))
    verb = next(verbs, references[-1].after)
    return [reference for reference in references if reference.first < verb]


def _accompanying(found: Cast, clause: _Clause, cue: Cue, known: set[int], topic: int | None) -> None:
    before = [reference for reference in clause.references if reference.after <= cue.first]
    after = [reference for reference in clause.references if reference.first >= cue.after]
    leader: int | None = None
    if after and after[0].first - cue.after <= _NEAR and after[0].entity in known:
        leader = after[0].entity
        after = after[1:]
    named = topic if leader is None else leader
    told = any(not EVENT_KINDS.isdisjoint(c.kinds) for c in clause.cues if c.first < cue.first)
    if not (after and told):
        _mark(found, [reference for reference in before if reference.entity not in known], named)
    _mark(found, after, named)


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
    if any("absent" in cue.kinds and 0 <= cue.first - reference.after <= 1 for cue in cues):
        return True
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
