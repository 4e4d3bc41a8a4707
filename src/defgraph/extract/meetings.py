"""Scenes: which sentences and which officials belong to which meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.extract.cues import has_event, kinds_of
from defgraph.extract.roles import ATTENDEE, COMPANION, MENTIONED, PRINCIPAL, SPEAKER, is_speaker
from defgraph.extract.scene import BILATERAL, NO_MEETING, PAIR, Scene, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.extract.roles import Cast
    from defgraph.extract.story import Story

_SOON = 2
_WITHIN = 4  # sentences, of which one has to tell of a meeting with a weak word
_TELLING = frozenset(
    ["meets", "phone", "virtual", "signing", "dialogue", "visits", "official_visit", "forum", "courtesy"]
)
_ONE_BY_ONE = frozenset(["receives", "courtesy", "bilateral", "visits"])
_OF_THE_WAY = frozenset(["phone", "virtual", "courtesy", "signing"])
_CALL = frozenset(["courtesy", "phone"])


class _Director(Stage):
    """Goes through the sentences and sets the scenes."""

    def run(self) -> list[Scene]:
        """Return the meetings, those that only weak words tell of where there are no others."""
        self._play()
        if not self.scenes:
            again = _Director(self.story)
            again.weak = True
            again._play()
            sides = [
                {again.state(entity) for entity in scene.principals()} - {None} for scene in again.scenes
            ]
            return again.scenes if sides and len(sides[0]) == PAIR else []
        return self.scenes

    def _play(self) -> None:
        for number in range(len(self.story.reading.sentences)):
            self._sentence(number)
            self.seen.update(reference.entity for reference in self.story.references[number])
        for scene in self.scenes:
            scene.forum = scene.forum and not self.is_occasion(scene)

    def _sentence(self, number: int) -> None:
        story = self.story
        parts = story.casts[number].parts
        fresh = self._led_in_by(number)
        new = [entity for entity in parts if entity not in self.seen or entity in fresh]
        aside = story.asides[number]
        event = has_event(story.cues[number]) and not aside
        if not self.scenes:
            self._before_first(number, new, event=event)
            return
        scene = self.scenes[-1]
        kinds = kinds_of(story.cues[number])
        if not aside:
            arrivals = self._arrivals(number, new, kinds, event=event)
            if self._begins(number, scene, arrivals, kinds, event=event):
                self._next_scene(number, arrivals)
                return
        if event:
            self.invite(scene, number)
        alone = len(scene.principals()) < PAIR
        self._join(number, scene, new, aside=aside)
        if event and alone and len(scene.principals()) > PAIR and scene.opener == self.scenes[-1].opener:
            self.scenes.remove(scene)
            self._apart_or_one(scene, number)
        if self.tells_of_all(number):
            self._in_all(number)
        for one in self.scenes:
            if one.opener == scene.opener:
                one.sentences.append(number)
                one.kinds = self._told_on(one, number, aside=aside)

    def _begins(
        self, number: int, scene: Scene, arrivals: list[int], kinds: frozenset[str], *, event: bool
    ) -> bool:
        """Whether a sentence tells of another meeting than the one that is on."""
        another_day = event and "day_shift" in kinds and bool(self.story.casts[number].parts)
        return (
            another_day
            or (event and self._another_pair(number, scene, kinds))
            or (bool(arrivals) and self._opens(number, scene, arrivals, kinds, event=event))
        )

    def _told_on(self, scene: Scene, number: int, *, aside: bool) -> frozenset[str]:
        """Return the kinds of a scene with what a sentence after its opening tells."""
        kinds = kinds_of(self.story.cues[number])
        told = scene.kinds
        if number == scene.opener + 1 and not aside:
            if not scene.forum and "courtesy" not in told:
                told |= kinds & {"dialogue"}
            if "official_visit" in told:
                told |= kinds & {"meets"}
        late = frozenset() if aside or self.of_others(number, scene) else self.told_late(number)
        told |= late if number <= scene.opener + _SOON else late - {"virtual"}
        if scene.inherited and {"meets", "bilateral"} <= kinds:
            told -= {"courtesy"}
        return told

    def _arrivals(self, number: int, new: list[int], kinds: frozenset[str], *, event: bool) -> list[int]:
        """Return those of another side whom a sentence brings on."""
        parts = self.story.casts[number].parts
        come = parts if event and "apart" in kinds else new
        come = [entity for entity in come if parts[entity] == PRINCIPAL]
        foreign = [entity for entity in come if self.state(entity) != self.home]
        if foreign or not event:
            return foreign
        come = [entity for entity in come if entity not in self.scenes[-1].principals()]
        spoken = [entity for entity in self.spoken_of(number) if entity not in come]
        if not spoken and "sequence" in kinds and not kinds.isdisjoint(BILATERAL):
            spoken = self.guests_of(self.scenes[-1])
        guests = {self.state(entity) for entity in spoken}
        if guests == {self.home} and ("sequence" in kinds or self.lead_in(number) is not None):
            return self.of_other_bodies(come)
        return [entity for entity in come if guests and self.state(entity) not in guests]

    def _another_pair(self, number: int, scene: Scene, kinds: frozenset[str]) -> bool:
        """Whether a sentence tells of a meeting of others than those who met in the scene that is on."""
        met = self.met_in(number)
        known = {entity for one in self.scenes for entity in one.parts}
        states = {self.state(entity) for entity in met}
        if kinds.isdisjoint(BILATERAL) or not met <= known or len(states) < PAIR:
            return False
        principals = set(scene.principals())
        after = "sequence" in kinds or self.on_another_day(number, scene)
        if scene.forum:
            called = not kinds.isdisjoint(_CALL) or (after and "bilateral" in kinds)
            return len(states) == PAIR and called
        if met.isdisjoint(principals):
            return True
        return after and (not met <= principals or (met < principals and "apart" in kinds))

    def _led_in_by(self, number: int) -> set[int]:
        """Return those whom the sentence before, which leads in a new meeting, has named first."""
        lead = self.lead_in(number)
        if lead is None or "sequence" not in kinds_of(self.story.cues[lead]):
            return set()
        met = {entity for scene in self.scenes for entity in scene.parts}
        return {r.entity for r in self.story.references[lead]} - met

    def _before_first(self, number: int, new: list[int], *, event: bool) -> None:
        story = self.story
        parts = story.casts[number].parts
        present = [entity for entity in parts if parts[entity] not in (MENTIONED, SPEAKER)]
        announced = self.announced is not None and number - self.announced <= _SOON
        event = event or self.dated_pair(number) or (self.weak and number < _WITHIN and self.weakly(number))
        if event and not (parts or self.pending):
            self.announced = number
        elif (event or (announced and present)) and not story.asides[number]:
            self._first_scene(number, event=event)
            return
        self.prologue.append(number)
        if not story.asides[number]:
            self.pending.update({entity: parts[entity] for entity in new if parts[entity] != MENTIONED})

    def _first_scene(self, number: int, *, event: bool) -> None:
        story = self.story
        own = event and not kinds_of(story.cues[number]).isdisjoint(BILATERAL)
        late = self.announced is None or number - self.announced > _SOON
        opener = number if own or late or self.announced is None else self.announced
        scene = Scene(opener, [*self.prologue, number])
        scene.parts = dict(self.pending)
        self._add(scene, number, list(story.casts[number].parts))
        scene.kinds = self.kinds([*self.prologue, number])
        self.invite(scene, number)
        self.promote(scene)
        self.home = self.home_of(scene.principals())
        self._apart_or_one(scene, number)

    def _in_all(self, number: int) -> None:
        """Let those who came along to each of the meetings so far take part in all of them."""
        played = self.story.casts[number]
        for scene in self.scenes:
            came = [e for e, part in played.parts.items() if part in (COMPANION, ATTENDEE)]
            led = [e for e in came if played.leader.get(e) in (None, *scene.principals())]
            self._add(scene, number, [e for e in led if e not in scene.parts])

    def _apart_or_one(self, scene: Scene, number: int) -> None:
        """Append a scene, or one for each of those met, where the sentence tells of several meetings."""
        kinds = kinds_of(self.story.cues[number])
        scene.forum = self.is_forum(scene)
        principals = scene.principals()
        home = [entity for entity in principals if self.state(entity) == self.home]
        others = [entity for entity in principals if entity not in home]
        if len(others) < 2 or ("apart" not in kinds and not self._one_by_one(scene, number, home, others)):
            self.scenes.append(scene)
            return
        for other in others:
            parts = {
                entity: part
                for entity, part in scene.parts.items()
                if entity not in others or entity == other
            }
            one = Scene(scene.opener, list(scene.sentences), parts, dict(scene.leaders), scene.kinds)
            self.scenes.append(one)

    def _one_by_one(self, scene: Scene, number: int, home: Sequence[int], others: Sequence[int]) -> bool:
        """Whether one official met each of several of different states: "menerima Budi dan Sari"."""
        kinds = kinds_of(self.story.cues[number])
        if len(home) != 1 or kinds.isdisjoint(_ONE_BY_ONE) or "forum" in scene.kinds:
            return False
        if len({self.state(entity) for entity in others} - {None}) < len(others) or self.tells_of_many(
            number
        ):
            return False
        cue = next(cue for cue in self.story.cues[number] if not _ONE_BY_ONE.isdisjoint(cue.kinds))
        places = {r.entity: r.first for r in self.story.references[number]}
        return all(places.get(entity, -1) > cue.first for entity in others)

    def _add(self, scene: Scene, number: int, entities: Sequence[int]) -> None:
        played = self.story.casts[number]
        for entity in entities:
            part = played.parts[entity]
            if part == MENTIONED:
                continue
            old = scene.parts.get(entity)
            if old is None or (old == SPEAKER and part != SPEAKER):
                scene.parts[entity] = part
            if entity in played.leader:
                scene.leaders[entity] = played.leader[entity]

    def _linked(self, number: int, kinds: frozenset[str]) -> bool:
        """Whether a sentence goes on telling of those whose meetings are told of."""
        if not kinds.isdisjoint({"sequence", "apart", "day_shift"}):
            return True
        states = {self.state(r.entity) for r in self.story.references[number]}
        goes_on = (
            has_event(self.story.cues[number])
            and len(states) == 1
            and self.home not in states
            and all(self.story.entity(r.entity).given_country for r in self.story.references[number])
        )
        return (
            bool(self.spoken_of(number))
            or self.has_pronoun(number)
            or goes_on
            or self.on_another_day(number, self.scenes[-1])
            or self.lead_in(number) is not None
        )

    def _opens(
        self, number: int, scene: Scene, arrivals: list[int], kinds: frozenset[str], *, event: bool
    ) -> bool:
        """Whether a sentence with someone of another side opens a new scene."""
        lead = self.lead_in(number)
        led_in = self.begins_with(number, arrivals) or (
            lead is not None and ("sequence" in kinds_of(self.story.cues[lead]) or self.leads_by_day(lead))
        )
        if not (led_in or self._linked(number, kinds)):
            return False
        if scene.forum:
            if self._replaces(number, scene, kinds, event=event):
                return True
            pair = {self.state(entity) for entity in self.met_in(number)}
            apart = not kinds.isdisjoint({"sequence", "apart"}) or (
                "bilateral" in kinds and len(pair) == PAIR and "chairs" not in kinds
            )
            return (event or "sequence" in kinds) and apart and not kinds.isdisjoint(BILATERAL | {"sequence"})
        met = scene.principals()
        sides = {self.state(entity) for entity in met}
        if len(sides) < PAIR and (
            len(self.bodies(met)) < PAIR or {self.state(entity) for entity in arrivals} != sides
        ):
            return False
        met_then = self.on_another_day(number, scene) and kinds.isdisjoint(NO_MEETING | {"attends"})
        return event or "sequence" in kinds or led_in or met_then

    def _replaces(self, number: int, scene: Scene, kinds: frozenset[str], *, event: bool) -> bool:
        """Whether a forum told of first was only the occasion of the meeting told of now."""
        if (
            event
            and number - scene.opener <= 1
            and len(scene.principals()) < 2
            and not kinds.isdisjoint((BILATERAL - {"meets"}) | {"bilateral"})
            and "chairs" not in kinds
            and "attends" not in kinds_of(self.story.cues[scene.opener])
        ):
            self.replaced = self.scenes.pop()
            return True
        return False

    def _next_scene(self, number: int, arrivals: list[int]) -> None:
        story = self.story
        prologue: list[int] = []
        if self.replaced is not None:
            before, prologue, self.replaced = self.replaced, self.replaced.sentences, None
            self.home = None
        else:
            before = self.scenes[-1]
        principals = [entity for scene in [before, *self.scenes] for entity in scene.principals()]
        over = self.over_by(number)
        spoken = [
            r.entity
            for r in story.references[number]
            if r.entity in principals
            and r.entity not in arrivals
            and (r.first >= over or self.state(r.entity) == self.home)
        ]
        if not spoken and not any(self.state(entity) != self.home for entity in arrivals):
            spoken = [entity for entity in self.spoken_of(number) if entity not in arrivals]
        last = before.principals()
        new = [entity for entity in self.met_in(number) if entity not in spoken]
        if self.is_pair(number, new):
            carried = spoken
        elif arrivals and all(self.state(entity) == self.home for entity in arrivals):
            carried = spoken or self.guests_of(before)
        else:
            carried = spoken or [entity for entity in last if self.state(entity) == self.home] or last[:1]
        lead = self.lead_in(number)
        if lead is not None:
            before.sentences.remove(lead)
            prologue = [lead]
        scene = Scene(number if lead is None else lead, [*prologue, number])
        scene.parts = dict.fromkeys(carried, PRINCIPAL)
        there = {r.entity for r in story.references[number] if r.first >= over}
        self._add(scene, number, [entity for entity in story.casts[number].parts if entity in there])
        self.home = self.home or self.home_of(scene.principals())
        scene.kinds = kinds_of(story.cues[number])
        if scene.kinds.isdisjoint(_TELLING):
            scene.kinds |= before.kinds - {"forum", "phone", "virtual"}
            scene.inherited = True
        self._apart_or_one(scene, number)

    def _join(self, number: int, scene: Scene, new: list[int], *, aside: bool) -> None:
        """Let those of a sentence take part in the scene that is on."""
        story = self.story
        played = story.casts[number]
        alone = len(scene.principals()) < PAIR
        come = played.parts if alone else new
        welcome = {entity for entity in come if self._welcome(entity, scene)}
        for entity, part in played.parts.items():
            comes = part == PRINCIPAL and entity in welcome
            speaks = part == SPEAKER and self._is_quoted(entity, aside=aside)
            joins = part == COMPANION or speaks or (not aside and (part == ATTENDEE or comes))
            if joins and entity not in scene.parts:
                self._add(scene, number, [entity])
        if len({self.state(entity) for entity in scene.principals()} - {None}) > PAIR:
            scene.forum = scene.forum or self.tells_of_many(number)
        self._correct(scene, played)
        if alone and len({self.state(entity) for entity in scene.principals()} - {None}) == PAIR:
            scene.kinds |= kinds_of(story.cues[number]) & _OF_THE_WAY if not aside else frozenset()

    def _is_quoted(self, entity: int, *, aside: bool) -> bool:
        """Whether someone who speaks is named, and speaks of this meeting."""
        speaker = self.story.entity(entity)
        return speaker.name is not None and (is_speaker(speaker) or not aside)

    def _correct(self, scene: Scene, played: Cast) -> None:
        """Let a later sentence say better who met and who only came along."""
        for entity, part in played.parts.items():
            old = scene.parts.get(entity)
            if part == PRINCIPAL and old == ATTENDEE and len(scene.principals()) < 2:
                scene.parts[entity] = PRINCIPAL
            leader = played.leader.get(entity)
            if (
                part != COMPANION
                or old != PRINCIPAL
                or scene.parts.get(-1 if leader is None else leader) != PRINCIPAL
            ):
                continue
            if leader is not None and self.state(leader) in (self.state(entity), None):
                scene.parts[entity] = COMPANION

    def _welcome(self, entity: int, scene: Scene) -> bool:
        """Whether someone new in a scene without a word for the part played belongs to it."""
        if scene.forum:
            return True
        states = {self.state(other) for other in scene.principals()}
        if len(states) < 2 and self.state(entity) not in states:
            return True
        return len(scene.principals()) < 2


def find_scenes(story: Story) -> list[Scene]:
    """Return the meetings that a text tells of, in order.

    Args:
        story: the story of the text.
    """
    return _Director(story).run()
