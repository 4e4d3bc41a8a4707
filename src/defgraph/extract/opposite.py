"""The states of two who met, where the text leaves out both: the host's is that of the place.

"Budi was welcomed by Sari in Suva": the press of one state names its own officials, and those of the
other side, by post and name alone. Who received serves the state of the place, who came the other one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from defgraph.extract.cues import EVENT_KINDS, has_event
from defgraph.extract.places import find_cities
from defgraph.extract.roles import PRINCIPAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.extract.cues import Cue
    from defgraph.extract.references import Entity
    from defgraph.extract.story import Story

_TELLING = EVENT_KINDS | {"chairs"}
_COMES = frozenset(["visits", "courtesy"])
_AT = frozenset(["in", "at", "near", "outside"])
_COUNTERPARTS = frozenset(["counterparts", "counterpart"])
_LEAD = 2  # sentences
_MOST = 8  # who may be meant by "he" or "the visitor"
_PAIR = 2


def set_apart(story: Story) -> None:
    """Give those who met, and of whom no state is told, the states of two sides.

    Args:
        story: the story of the text, whose entities are changed.
    """
    settled: set[int] = set()
    topics: list[Entity] = []
    for number, cues in enumerate(story.cues):
        _counterparts(story, number)
        met = _met(story, number)
        telling = [cue for cue in cues if not _TELLING.isdisjoint(cue.kinds)]
        if telling and has_event(cues) and not story.asides[number]:
            _Sides(story, number, telling[0], settled).settle(topics)
            _settle_known(met, settled)
        topics = [*(entity for _, entity in met), *topics][:_MOST]


def _met(story: Story, number: int) -> list[tuple[int, Entity]]:
    """Return those who met by a sentence, each with the token that first names them."""
    parts = story.casts[number].parts
    found: dict[int, int] = {}
    for reference in story.references[number]:
        if parts.get(reference.entity) == PRINCIPAL:
            found.setdefault(reference.entity, reference.first)
    return [(first, story.entity(entity)) for entity, first in found.items()]


def _settle_known(met: Sequence[tuple[int, Entity]], settled: set[int]) -> None:
    """Take those who met someone of another state that the text tells for what they are."""
    told = {entity.country for _, entity in met if entity.given_country}
    settled.update(entity.number for _, entity in met if told - {entity.country})


def _counterparts(story: Story, number: int) -> None:
    """Take those behind "their Fijian counterparts" for officials of that state."""
    reading = story.reading
    part = reading.sentences[number]
    for first, span in reading.countries.items():
        if not part.first <= first < part.after or reading.key(span.after) not in _COUNTERPARTS:
            continue
        for reference in story.references[number]:
            entity = story.entity(reference.entity)
            if reference.first > span.after and not entity.given_country:
                _give(entity, span.normal)


def _give(entity: Entity, state: str) -> None:
    entity.country, entity.given_country = state, True


class _Sides:
    """Tells the two sides of one sentence apart."""

    def __init__(self, story: Story, number: int, verb: Cue, settled: set[int]) -> None:
        self.story = story
        self.number = number
        self.verb = verb
        self.settled = settled

    def settle(self, topics: Sequence[Entity]) -> None:
        """Settle the states of those in the sentence; ``topics`` were named before, the last ones first."""
        met = _met(self.story, self.number)
        before = [entity for first, entity in met if first < self.verb.first]
        after = [entity for first, entity in met if first >= self.verb.first]
        if len(met) == _PAIR and not (before and after):
            before, after = [met[0][1]], [met[1][1]]
        elif after and not before and not self._names_a_state():
            before = [e for e in topics if e.country == after[0].country and e not in after][:1]
        state = self._common([*before, *after])
        other = self._other(state)
        if state is None or other is None:
            return
        if before and after:
            self._two(before, after, state, other)
        elif before and "receives" in self.verb.kinds and self._place() == other:
            self._assign(before, other)

    def _two(self, before: Sequence[Entity], after: Sequence[Entity], state: str, other: str) -> None:
        place = self._place()
        known = [e for e in (*before, *after) if e.number in self.settled]
        if place == other and len(known) == 1:
            far = after if known[0] in before else before
            if len(before) == len(after) == 1:
                self._assign(far, other)
                return
        host = self._host(before, after)
        if host is not None and place in (state, other):
            guest = before if host is after else after
            self._assign(host if place == other else guest, other)
        else:
            ours = any(e.number in self.settled for e in after)
            self._assign(before if ours else after, other)
        self.settled.update(entity.number for entity in (*before, *after))

    def _names_a_state(self) -> bool:
        """Whether the state of the subject is told: "The Fijian went on to call on Budi"."""
        first = self.story.reading.sentences[self.number].first
        return any(first <= at < self.verb.first for at in self.story.reading.countries)

    def _host(self, before: Sequence[Entity], after: Sequence[Entity]) -> Sequence[Entity] | None:
        if "is_received" in self.verb.kinds or not _COMES.isdisjoint(self.verb.kinds):
            return after
        return before if "receives" in self.verb.kinds else None

    def _assign(self, entities: Sequence[Entity], state: str) -> None:
        for entity in entities:
            if entity.number not in self.settled:
                _give(entity, state)
                self.settled.add(entity.number)

    def _common(self, entities: Sequence[Entity]) -> str | None:
        """Return the state that all of those have been given without the text telling it, if it is one."""
        if any(e.given_country and e.number not in self.settled for e in entities):
            return None
        states = {entity.country for entity in entities}
        return states.pop() if len(states) == 1 else None

    def _other(self, state: str | None) -> str | None:
        """Return the other state that the text is about: named nearby, and most often."""
        story = self.story
        parts = story.reading.sentences
        told = [m for m in story.reading.country_mentions if m.normal != state]
        often = Counter(m.normal for m in told)
        for near in ([self.number, self.number - 1], [self.number + 1, *range(_LEAD)]):
            spans = [(parts[n].start, parts[n].end) for n in near if 0 <= n < len(parts)]
            here = {m.normal for m in told if any(start <= m.start < end for start, end in spans)}
            if here:
                return min(here, key=lambda code: (-often[code], code))
        return None

    def _place(self) -> str | None:
        """Return the state of the city in which the sentence is set."""
        reading = self.story.reading
        part = reading.sentences[self.number]
        for city in find_cities(reading.prose.body):
            if part.start <= city.start < part.end and "dateline" not in city.details:
                last = reading.prose.body[part.start : city.start].split()[-1:]
                if last and last[0].casefold() in _AT:
                    return city.details.get("country")
        return None
