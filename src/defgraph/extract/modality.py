"""Whether a sentence tells of a meeting as one that has taken place, or as planned, past or called off."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from defgraph.extract.cues import EVENT_KINDS
from defgraph.extract.lexicons import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.extract.cues import Cue
    from defgraph.extract.reading import Reading

_NEAR = 6  # tokens after a noun such as "rencana" that it makes planned
_IN_RELATIVE = 8  # tokens that "yang akan" or "who will" governs
_SUBJECT = 25  # tokens from a meeting to the word that it is to be held
_HAD = 4  # tokens before a participle in which "had" counts
_SHORT = 4  # letters: "need" is no participle
_ELSEWHEN = frozenset(["will", "past", "departs"])
_BEGINNING = 3  # tokens
_CLOSE = frozenset(["planned", "infinitives", "next_time"])
_SINCE = frozenset(["sejak", "since"])
_NEXT = frozenset(["sequence", "day_shift"])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("meetings")[name])


def is_aside(reading: Reading, cues: Sequence[Cue], last: int) -> bool:
    """Whether a sentence tells of a meeting that is planned, past or called off.

    Args:
        reading: the text taken apart.
        cues: the cues of the sentence, in order.
        last: the token with which the last mention of an official in it begins; -1 where there is none.
    """
    if any("never" in cue.kinds for cue in cues):
        return True
    events = [cue for cue in cues if not EVENT_KINDS.isdisjoint(cue.kinds)]
    now = [cue for cue in events if not _is_since(reading, cue)]
    if events and not now:
        return True
    events = now
    if not events:
        return any(cue.first < last and not _ELSEWHEN.isdisjoint(cue.kinds) for cue in cues)
    if _is_past(reading, cues, events[0]):
        return True
    held = [cue for cue in events if set(cue.kinds) & EVENT_KINDS != {"forum"}]
    if not held and reading.key(events[0].after) in _words("copulas"):
        return True
    strong = [cue for cue in held if not cue.weak] or held or events
    return all(_is_planned(reading, cues, event) for event in strong)


def _is_since(reading: Reading, event: Cue) -> bool:
    """Whether an event is only what something is counted from: "sejak tamunya melawat ke Jakarta, …"."""
    for at in range(event.first - 1, _start(reading, event) - 1, -1):
        if reading.key(at) == ",":
            return False
        if reading.key(at) in _SINCE:
            return True
    return False


def _is_past(reading: Reading, cues: Sequence[Cue], event: Cue) -> bool:
    if any("same_day" in cue.kinds and cue.first < event.first for cue in cues):
        return False
    if _in_pluperfect(reading, event):
        return True
    return any(
        "past" in cue.kinds and cue.first < event.first and not _in_relative(reading, cue, event)
        for cue in cues
    )


def _in_relative(reading: Reading, past: Cue, event: Cue) -> bool:
    """Whether the past is only what someone is told to have done: "Budi, yang dulu belajar di Fiji, …"."""
    if "," not in (reading.key(at) for at in range(past.after, event.first)):
        return False
    return _heads_relative(reading, past)


def _heads_relative(reading: Reading, cue: Cue) -> bool:
    """Whether a word such as "who" stands before a cue, and no comma between."""
    for at in range(cue.first - 1, _start(reading, cue), -1):
        if reading.key(at) == ",":
            return False
        if reading.key(at) in _words("relatives"):
            return True
    return False


def _in_pluperfect(reading: Reading, event: Cue) -> bool:
    """Whether "had" and a participle tell of the event: "had earlier met", but not "had a meeting"."""
    for at in range(event.first - 1, max(event.first - _HAD, _start(reading, event)) - 1, -1):
        if reading.key(at) == "had":
            verb = next(n for n in range(at + 1, event.after + 1) if reading.key(n) not in _words("adverbs"))
            return verb < event.after and _is_participle(reading.key(verb))
    return False


def _start(reading: Reading, cue: Cue) -> int:
    return reading.sentences[reading.sentence_of[cue.first]].first


def _is_participle(key: str) -> bool:
    return key in _words("participles") or (key.endswith("ed") and len(key) > _SHORT)


def _is_planned(reading: Reading, cues: Sequence[Cue], event: Cue) -> bool:
    """Whether a word of the future governs an event: a verb to the end of its clause, a noun nearby."""
    for cue in cues:
        if cue.first >= event.first:
            break
        between = [reading.key(at) for at in range(cue.after, event.first)]
        if not _CLOSE.isdisjoint(cue.kinds) and len(between) < _NEAR and "," not in between:
            if _is_kept(reading, event):
                return False
            return "infinitives" not in cue.kinds or reading.key(cue.first - 1) not in _words("come_to")
        if "next_time" in cue.kinds and cue.first <= _start(reading, event) + _BEGINNING:
            return True
        if "departs" in cue.kinds and _is_purpose(reading, cues, cue, between):
            return True
        if "will" in cue.kinds and not _breaks(reading, cue, between, reading.key(event.first)):
            return True
    return _is_to_be_held(reading, cues, event)


def _is_kept(reading: Reading, event: Cue) -> bool:
    """Whether an invitation is told to have been taken up: "Undangan bertemu itu dipenuhinya"."""
    keys = (
        reading.key(at) for at in range(event.after, min(event.after + _SUBJECT, reading.limit(event.first)))
    )
    return not _words("taken_up").isdisjoint(keys)


def _is_to_be_held(reading: Reading, cues: Sequence[Cue], event: Cue) -> bool:
    """Whether a meeting that is spoken of is still to come: "Pertemuan itu akan digelar di …"."""
    after = [cue for cue in cues if event.after <= cue.first < event.after + _SUBJECT]
    return any(
        "will" in first.kinds
        and reading.key(first.first - 1) not in _words("relatives")
        and "held" in second.kinds
        and second.first <= first.after + 1
        for first, second in pairwise(after)
    )


def _is_purpose(reading: Reading, cues: Sequence[Cue], leaves: Cue, between: Sequence[str]) -> bool:
    """Whether a meeting is what somebody sets out for, unless he is on a tour already."""
    if reading.key(leaves.first - 1) in _words("before_leaving"):
        return False
    on_tour = any(c.first < leaves.first and not _NEXT.isdisjoint(c.kinds) for c in cues)
    return not on_tour and not _words("purposes").isdisjoint(between)


def _breaks(reading: Reading, will: Cue, between: Sequence[str], event: str) -> bool:
    """Whether a new clause begins between a word of the future and an event."""
    if "," in between and _heads_relative(reading, will):
        return True
    if reading.key(will.first - 1) in _words("relatives"):
        return "," in between or len(between) > _IN_RELATIVE
    if _is_participle(event) and not _words("clause_words_of_past").isdisjoint(between):
        return True
    return not _words("clause_words").isdisjoint(between)
