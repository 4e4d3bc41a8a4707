"""A meeting as a text tells of it, and what its sentences tell about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from defgraph.extract.background import days_named
from defgraph.extract.cues import EVENT_KINDS, has_event, kinds_of
from defgraph.extract.roles import ATTENDEE, MENTIONED, PRINCIPAL, SPEAKER, is_speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.extract.story import Story

HOME = "ID"
MANY = 3
_BLOCS = frozenset(["ASEAN", "EU", "NATO"])
_DATED = re.compile(r"\d{1,2}/\d{1,2}|\b20\d\d\b|\b[A-Z][a-z]{4,8}day\b")
_CALLED = frozenset(["visits", "phone", "is_received", "receives"])
_CALLS = frozenset(["visits", "phone", "is_received", "bilateral", "receives"])
_AFTER = frozenset(
    [
        "usai",
        "setelah",
        "selepas",
        "sesudah",
        "seusai",
        "sebelum",
        "selain",
        "tak",
        "after",
        "before",
        "following",
        "besides",
    ]
)
_PRONOUNS = frozenset(
    ["ia", "dia", "beliau", "keduanya", "mereka", "he", "she", "they", "his", "her", "both", "tuan"]
)
_LATE_KINDS = frozenset(["courtesy", "virtual"])
NO_MEETING = frozenset(["no_meeting", "departs", "speaks"])
_LEADING_IN = frozenset(["sequence", "day_shift", "visits", "departs"])
BILATERAL = frozenset(["meets", "courtesy", "visits", "is_received", "receives", "phone"])
_BOTH = frozenset(["keduanya", "mereka", "kedua", "both", "they"])
_ELSEWHERE = frozenset(["departs", "never"])
_SPOKEN = EVENT_KINDS | {"agrees"}
_TOGETHER = frozenset(
    ["three", "four", "five", "ketiga", "ketiganya", "keempat", "keempatnya", "kelima", "joined",
     "trilateral", "quadrilateral", "jointly", "together", "bersama-sama", "sekaligus"]
)  # fmt: skip
_COUNTED_IN = 6  # sentences
_COUNTED = re.compile(
    r"\b(?i:officials|ministers|chiefs|leaders|commanders|menteri|panglima|peserta|delegasi|delegat|perwakilan"
    r"|utusan|delegates|delegations|participants|representatives|officers"
    r"|perwira|pejabat|pimpinan)[^.\n]{0,40}? (?:dari|of|from) "
    r"(?:(?P<figure>\d{1,3})|puluhan|dozens of|more than \d{1,3}) (?:negara|countries|nations|states)\b"
)
_ALL = re.compile(
    r"\b(?:kedua|dua|ketiga|tiga|seluruh|semua|setiap|tiap|both|two|three|all|each of)(?: the| these| those)?"
    r" (?:agenda|acara|audiensi|calls|events|engagements|kegiatan|kesempatan|kunjungan|meetings|occasions"
    r"|pertemuan|rangkaian|sessions|sesi|stops|talks)\b",
    re.IGNORECASE,
)
PAIR = 2
_WITH = frozenset(["with", "dengan", "bersama"])
_WITH_NEAR = 3  # words
_LEAD = 3  # sentences
_ONE_TRIP = 10  # days between meetings that one article tells of
_DAY = len("2025-10-21")


@dataclass(slots=True)
class Scene:
    """One meeting as the text tells of it."""

    opener: int
    sentences: list[int] = field(default_factory=list)
    parts: dict[int, str] = field(default_factory=dict)
    """The part of each entity, by its number, in the order of the text."""
    leaders: dict[int, int] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    forum: bool = False
    inherited: bool = False
    """Whether its kinds are those of the scene before, until it tells of its own."""

    def principals(self) -> list[int]:
        """Return the numbers of those who met."""
        return [number for number, part in self.parts.items() if part == PRINCIPAL]


def _away(day: str, other: str) -> int:
    """Return how many days lie between two days or the beginnings of runs of days."""
    return abs((date.fromisoformat(day[:_DAY]) - date.fromisoformat(other[:_DAY])).days)


class Stage:
    """The scenes set so far, and questions about the sentences of a story."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.scenes: list[Scene] = []
        self.pending: dict[int, str] = {}
        self.prologue: list[int] = []
        self.seen: set[int] = set()
        self.announced: int | None = None
        self.home: str | None = None
        self.replaced: Scene | None = None
        self.weak = False

    def state(self, entity: int) -> str | None:
        """Return the state that an entity serves."""
        return self.story.entity(entity).country

    def home_of(self, principals: Sequence[int]) -> str | None:
        """Return the state whose officials the text is about: Indonesia, or that of the first."""
        states = [self.state(entity) for entity in principals]
        if HOME in states:
            return HOME
        return states[0] if states else None

    def kinds(self, numbers: Sequence[int]) -> frozenset[str]:
        """Return the kinds of cue in sentences that are no asides."""
        story = self.story
        return frozenset().union(*(kinds_of(story.cues[n]) for n in numbers if not story.asides[n]))

    def is_forum(self, scene: Scene) -> bool:
        """Whether many met: three states or more, or a word such as conference and no two sides."""
        states = {self.state(entity) for entity in scene.principals()} - {None}
        if len(states) >= MANY:
            return True
        if len(states) < PAIR and self.of_many_states(scene):
            scene.kinds |= {"bloc"}
            return True
        if self.tells_of_countries(scene):
            scene.kinds |= {"bloc"}
            return True
        if "forum" not in scene.kinds or "courtesy" in scene.kinds:
            return False
        if "dialogue" in scene.kinds and len(states) == PAIR:
            return False
        calls = self.calls(scene)
        if len(states) == PAIR and self.of_ministers(scene):
            return False
        return len(states) != 2 or calls.isdisjoint(_CALLS)

    def of_ministers(self, scene: Scene) -> bool:
        """Whether each word for a forum is one for a meeting of ministers, be they of two states only."""
        cues = [cue for n in scene.sentences for cue in self.story.cues[n] if "forum" in cue.kinds]
        strong = [cue for cue in cues if not cue.weak]
        return bool(strong) and all("ministers" in cue.kinds for cue in strong)

    def is_occasion(self, scene: Scene) -> bool:
        """Whether the forum was only the occasion on which two sides met, as the first sentences tell."""
        states = {self.state(entity) for entity in scene.principals()} - {None}
        first = [n for n in scene.sentences if scene.opener <= n <= scene.opener + 1]
        told = kinds_of([cue for n in first if not self.story.asides[n] for cue in self.story.cues[n]])
        strong = [cue for cue in self.story.cues[scene.opener] if not cue.weak and "meets" in cue.kinds]
        named = {r.entity for r in self.story.references[scene.opener] if r.named}
        alone = len(scene.principals()) == PAIR and named.issuperset(scene.principals())
        return (
            len(states) == PAIR
            and ("bilateral" in told or bool(strong and alone))
            and told.isdisjoint({"chairs", "attends"})
            and not self.counts_countries(scene)
        )

    def of_many_states(self, scene: Scene) -> bool:
        """Whether someone joined the states of a bloc: "an informal ASEAN meeting"."""
        if not scene.kinds.isdisjoint(_CALLS | {"courtesy"}) or "meets" not in scene.kinds:
            return False
        part = self.story.reading.sentences[scene.opener]
        bodies = (o for at, o in self.story.organisations.items() if part.first <= at < part.after)
        return any(body.abbreviation in _BLOCS for body in bodies)

    def tells_of_countries(self, scene: Scene) -> bool:
        """Whether the text counts the states that took part: "dihadiri delegasi dari 58 negara"."""
        if not scene.kinds.isdisjoint(_CALLED | {"courtesy"}) or scene.kinds.isdisjoint({"meets", "forum"}):
            return False
        return self.counts_countries(scene)

    def counts_countries(self, scene: Scene) -> bool:
        """Whether the first sentences of a scene name the number of states that sent someone."""
        parts = self.story.reading.sentences[scene.opener : scene.opener + _COUNTED_IN]
        counted = _COUNTED.search(self.story.reading.prose.body, parts[0].start, parts[-1].end)
        return counted is not None and (not counted["figure"] or int(counted["figure"]) >= MANY)

    def calls(self, scene: Scene) -> frozenset[str]:
        """Return the kinds of cue so far, but for those of the host of a forum."""
        story = self.story
        found = [cue for n in scene.sentences if not story.asides[n] for cue in story.cues[n]]
        return frozenset(kind for cue in found if "chairs" not in cue.kinds for kind in cue.kinds)

    def told_late(self, number: int) -> frozenset[str]:
        """Return what a sentence after the opening tells of the way of meeting, up to a word of the past."""
        cues = self.story.cues[number]
        past = next((cue.first for cue in cues if "past" in cue.kinds), None)
        return kinds_of([cue for cue in cues if past is None or cue.first < past]) & _LATE_KINDS

    def has_pronoun(self, number: int) -> bool:
        """Whether a sentence has a pronoun for someone."""
        part = self.story.reading.sentences[number]
        keys = [self.story.reading.key(at) for at in range(part.first, part.after)]
        return any(key in _PRONOUNS or (key.startswith("me") and key.endswith("nya")) for key in keys)

    def tells_of_many(self, number: int) -> bool:
        """Whether a sentence, or the one behind it, says that three or more met together."""
        parts = self.story.reading.sentences[number : number + 2]
        keys = (self.story.reading.key(at) for part in parts for at in range(part.first, part.after))
        return not _TOGETHER.isdisjoint(keys)

    def tells_of_all(self, number: int) -> bool:
        """Whether a sentence speaks of more than one of the meetings: "pada kedua acara", "at both calls"."""
        sentence = self.story.reading.sentences[number]
        return len(self.scenes) > 1 and bool(
            _ALL.search(self.story.reading.prose.body, sentence.start, sentence.end)
        )

    def over_by(self, number: int) -> int:
        """Return where a sentence is done with the meeting before: "Usai menerima tamunya, …"."""
        part = self.story.reading.sentences[number]
        if self.story.reading.key(part.first) not in _AFTER:
            return part.first
        commas = (at for at in range(part.first, part.after) if self.story.reading.key(at) == ",")
        return next(commas, part.first)

    def days(self, number: int) -> set[str]:
        """Return the days that a sentence names."""
        sentence = self.story.reading.sentences[number]
        told = days_named(self.story.reading.prose.body)
        return {day.normal for day in told if sentence.start <= day.start < sentence.end}

    def leads_by_day(self, number: int) -> bool:
        """Whether a sentence that tells of no meeting names the day of the next: "Sunday was Fiji's day"."""
        single = all(len(day) == _DAY for day in self.days(number))
        return (
            single and not has_event(self.story.cues[number]) and self.on_another_day(number, self.scenes[-1])
        )

    def on_another_day(self, number: int, scene: Scene) -> bool:
        """Whether a sentence names a day near to those of the scene so far, and none of them."""
        days = self.days(number)
        before = {day for one in scene.sentences if one != number for day in self.days(one)}
        return (
            bool(days and before) and days.isdisjoint(before) and _away(min(days), min(before)) <= _ONE_TRIP
        )

    def begins_with(self, number: int, entities: Sequence[int]) -> bool:
        """Whether a sentence sets out with one of ``entities``: "With the Fijian minister, …"."""
        first = self.story.reading.sentences[number].first
        return self.story.reading.key(first) in _WITH and any(
            r.entity in entities and r.first - first <= _WITH_NEAR for r in self.story.references[number]
        )

    def bodies(self, entities: Sequence[int]) -> set[str | None]:
        """Return the bodies that officials belong to."""
        return {self.story.entity(entity).organisation for entity in entities}

    def guests_of(self, scene: Scene) -> list[int]:
        """Return those of another state who met."""
        return [entity for entity in scene.principals() if self.state(entity) != self.home]

    def of_other_bodies(self, come: Sequence[int]) -> list[int]:
        """Return those of bodies of the own state that have not met in the scene that is on."""
        met = self.scenes[-1].principals()
        if {self.state(entity) for entity in met} != {self.home}:
            return []
        bodies = {self.story.entity(entity).organisation for entity in met}
        return [entity for entity in come if self.story.entity(entity).organisation not in bodies]

    def met_in(self, number: int) -> set[int]:
        """Return those who met by what a sentence tells."""
        over = self.over_by(number)
        parts = self.story.casts[number].parts
        told = (r.entity for r in self.story.references[number] if r.first >= over)
        return {entity for entity in told if parts[entity] == PRINCIPAL}

    def spoken_of(self, number: int) -> list[int]:
        """Return those who met so far whom a sentence names, or means by a pronoun."""
        met = {entity for scene in self.scenes for entity in scene.principals()}
        named = [r.entity for r in self.story.references[number] if r.entity in met]
        if named or not self.has_pronoun(number) or number == 0:
            return named
        return [r.entity for r in self.story.references[number - 1] if r.entity in met]

    def lead_in(self, number: int) -> int | None:
        """Return the sentence before where it leads in a new meeting: "A day later he was in …"."""
        parts = self.story.reading.sentences
        lead = number - 1
        if (
            not self.scenes
            or lead <= self.scenes[-1].opener
            or parts[lead].paragraph != parts[number].paragraph
        ):
            return None
        if parts[lead - 1].paragraph == parts[lead].paragraph or lead not in self.scenes[-1].sentences:
            return None
        told = kinds_of(self.story.cues[lead])
        return lead if not told.isdisjoint(_LEADING_IN) or self.leads_by_day(lead) else None

    def of_others(self, number: int, scene: Scene) -> bool:
        """Whether a sentence tells what two others did, none of whom met in the scene that is on."""
        met = {entity for entity in self.met_in(number) if self.story.entity(entity).name is not None}
        return len(met) >= PAIR and met.isdisjoint(scene.parts)

    def is_pair(self, number: int, there: Sequence[int]) -> bool:
        """Whether those who came both acted and were acted on, so that nobody from before is needed."""
        cues = self.story.cues[number]
        places = [r.first for r in self.story.references[number] if r.entity in there]
        verbs = [cue.first for cue in cues if not BILATERAL.isdisjoint(cue.kinds)]
        if places and any(min(places) < verb < max(places) for verb in verbs[:1]):
            return True
        several = len({self.state(entity) for entity in there} - {None}) > 1
        return several and "apart" not in kinds_of(cues) and not self.has_pronoun(number)

    def invite(self, scene: Scene, number: int) -> None:
        """Take in who was only mentioned before, as the inviter, where "the two" then met."""
        story = self.story
        if len({self.state(entity) for entity in scene.principals()}) > 1:
            return
        if story.reading.key(story.reading.sentences[number].first) not in _BOTH:
            return
        for before in scene.sentences:
            for entity, part in story.casts[before].parts.items():
                who = story.entity(entity)
                if part == MENTIONED and who.name is not None and who.given_country:
                    scene.parts.setdefault(entity, PRINCIPAL)

    def promote(self, scene: Scene) -> None:
        """Take attendees of an opening sentence for those who met, where fewer than two are."""
        if len(scene.principals()) < 2:
            for entity, part in scene.parts.items():
                if part == ATTENDEE or (part == SPEAKER and not is_speaker(self.story.entity(entity))):
                    scene.parts[entity] = PRINCIPAL

    def dated_pair(self, number: int) -> bool:
        """Whether a sentence without a strong word of meeting sets those of two states on a day, or agreeing.

        "Budi dan Menteri Pertahanan Fiji Sari membahas …": a weak word of meeting, or one of agreeing,
        is enough for two sides; without such a word it takes a day.
        """
        story = self.story
        parts = story.casts[number].parts
        met = [story.entity(entity) for entity, part in parts.items() if part == PRINCIPAL]
        given = {one.country for one in met if one.given_country}
        kinds = kinds_of(story.cues[number])
        if story.asides[number] or not kinds.isdisjoint(_ELSEWHERE):
            return False
        named = {one.country for one in met if one.name is not None} - {None}
        if given and len(named) > 1 and not kinds.isdisjoint(_SPOKEN):
            return True
        sentence = story.reading.sentences[number]
        body = story.reading.prose.body
        return (
            (len(given) > 1 or (bool(given) and len(named) > 1 and number < _LEAD))
            and NO_MEETING.isdisjoint(kinds)
            and bool(_DATED.search(body, sentence.start, sentence.end))
        )

    def weakly(self, number: int) -> bool:
        """Whether a sentence has a weak word of meeting and none that speaks against one."""
        kinds = kinds_of(self.story.cues[number])
        return not kinds.isdisjoint(EVENT_KINDS) and kinds.isdisjoint(NO_MEETING | {"will"})
