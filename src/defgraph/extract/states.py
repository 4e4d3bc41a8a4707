"""The state of those whose state the text leaves out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from defgraph.extract.allegiance import (
    HOME,
    is_foreign,
    is_of_home,
    met_abroad,
    met_in,
    title_state,
    told_state,
    words_of,
)
from defgraph.extract.opposite import set_apart
from defgraph.extract.places import find_cities

if TYPE_CHECKING:
    from defgraph.extract.references import Entity
    from defgraph.extract.story import Story

_HEAD = 120
_TOWARDS = frozenset(["untuk", "to", "for", "pada", "bidang"])
_BODIES = ("international",)
PAIR = 2


def settle_states(story: Story, language: str) -> None:
    """Give every entity without a state the one that the text means.

    In an Indonesian text that is Indonesia, unless the rank is foreign; elsewhere a state that the
    sentences around name and that nobody else there serves. Who is of an international body has none.

    Args:
        story: the story of the text, whose entities are changed.
        language: the language of the text.
    """
    own = _of_dateline(story)
    international = {o.name for o in story.organisations.values() if o.kind in _BODIES}
    for entity in story.people.entities:
        body = _body_of(story, entity)
        if body is not None:
            entity.organisation, entity.country, entity.given_country = body, None, False
        if entity.country is not None:
            continue
        if entity.organisation is not None and any(body in entity.organisation for body in international):
            entity.country = _origin(story, entity)
            continue
        entity.country = HOME if is_of_home(entity) else told_state(story, entity)
        entity.given_country = entity.country is not None
        if entity.country is None and language == "id":
            entity.country = met_abroad(story, entity)
        if entity.country is not None:
            continue
        if language == "id" and not is_foreign(entity):
            entity.country = HOME
            continue
        served = _served(story, entity)
        entity.country = title_state(story, entity, served) or (
            _abroad(story, entity, served) if language == "id" else _told_around(story, entity, own)
        )
    if language != "id":
        set_apart(story)


def _abroad(story: Story, entity: Entity, served: set[str | None]) -> str | None:
    """Return the state of someone from abroad in an Indonesian text, be it that others serve it too."""
    foreign = served | {HOME}
    return (
        _around(story, entity, foreign)
        or _commonest(story, foreign)
        or _around(story, entity, {HOME})
        or _commonest(story, {HOME})
    )


def _told_around(story: Story, entity: Entity, own: str | None) -> str | None:
    """Return the state of the dateline, or else one that the sentences around name."""
    served = _served(story, entity)
    return (
        met_in(story, entity, own)
        or own
        or _of_two(story, entity, served)
        or _of_house(story, entity, served)
        or _around(story, entity, served)
        or _commonest(story, served)
        or _of_the_others(story, entity)
    )


def _of_house(story: Story, entity: Entity, served: set[str | None]) -> str | None:
    """Return the state whose ministry or force tells of a meeting in the sentence that names someone."""
    reading = story.reading
    here = reading.sentence_of[entity.first]
    return next(
        (
            body.country
            for at, body in sorted(story.organisations.items())
            if reading.sentence_of[at] == here and body.country is not None and body.country not in served
        ),
        None,
    )


def _of_two(story: Story, entity: Entity, served: set[str | None]) -> str | None:
    """Return which of the two sides told of someone is on: not that of "his Fijian counterpart"."""
    sides = served - {None}
    reading = story.reading
    here = reading.sentences[reading.sentence_of[entity.first]]
    named = {
        span.normal: reading.key(span.after)
        for at, span in sorted(reading.countries.items())
        if here.first <= at < here.after
    }
    if len(sides) != PAIR or not set(named) <= sides:
        return None
    other = next((state for state, word in named.items() if word in words_of("counterpart")), None)
    if other is not None:
        return next(state for state in sides if state != other)
    return next(iter(named), None) or _last_named(story, entity, sides)


def _last_named(story: Story, entity: Entity, sides: set[str | None]) -> str | None:
    """Return the state of the last one of two sides whom the text named before someone."""
    people = story.people.entities
    before = (r for r in reversed(story.people.references) if r.first < entity.first)
    return next((people[r.entity].country for r in before if people[r.entity].country in sides), None)


def _of_the_others(story: Story, entity: Entity) -> str | None:
    """Return the state that the text names most, but for those of others in the same sentence."""
    there = {r.entity for r in story.references[story.reading.sentence_of[entity.first]]} - {entity.number}
    others = [story.entity(number) for number in there]
    return _commonest(story, {other.country for other in others}) if others else None


def _body_of(story: Story, entity: Entity) -> str | None:
    """Return the international body in someone's post: "Kepala Kantor UNODC Indonesia Budi"."""
    reading = story.reading
    for first, after in entity.mentions if entity.name is not None else ():
        for at in range(first + 1, after):
            body = story.organisations.get(at)
            if body is None or body.kind not in _BODIES or reading.key(at - 1) in _TOWARDS:
                continue
            if entity.country is None or body.after in reading.countries:
                return body.name
    return None


def _of_dateline(story: Story) -> str | None:
    """Return the state of the place that the text was written in, whose press leaves it out."""
    head = story.reading.prose.body.lstrip()[:_HEAD]
    line = (city for city in find_cities(head) if city.details.get("dateline") is not None)
    return next((city.details.get("country") for city in line), None)


def _origin(story: Story, entity: Entity) -> str | None:
    """Return the state that someone is told to come from: "Perwira asal Kanada itu"."""
    reading = story.reading
    at = reading.sentence_of[entity.first]
    for part in reading.sentences[at : at + 2]:
        for number in range(part.first, part.after - 1):
            if reading.key(number) in ("asal", "from") and number + 1 in reading.countries:
                return reading.countries[number + 1].normal
    return None


def _around(story: Story, entity: Entity, besides: set[str | None]) -> str | None:
    """Return a state that the sentences around name, none of ``besides``."""
    reading = story.reading
    at = reading.sentence_of[entity.first]
    for number in (at, at + 1, at - 1, at - 2):
        if not 0 <= number < len(reading.sentences):
            continue
        part = reading.sentences[number]
        for mention in reading.country_mentions:
            named = mention.details.get("form") != "capital" or mention.normal != HOME
            if part.start <= mention.start < part.end and mention.normal not in besides and named:
                return mention.normal
    return None


def _served(story: Story, entity: Entity) -> set[str | None]:
    """Return the states that the text says others than ``entity`` serve."""
    return {
        other.country
        for other in story.people.entities
        if other is not entity and other.name is not None and other.given_country
    }


def _commonest(story: Story, besides: set[str | None]) -> str | None:
    """Return the state that the text names most, but for ``besides``."""
    foreign = Counter(m.normal for m in story.reading.country_mentions if m.normal not in besides)
    return min(foreign, key=lambda code: (-foreign[code], code)) if foreign else None
