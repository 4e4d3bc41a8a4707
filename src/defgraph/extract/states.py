"""The state of those whose state the text leaves out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from defgraph.extract.phrases import word_key
from defgraph.extract.places import find_cities

if TYPE_CHECKING:
    from defgraph.extract.references import Entity
    from defgraph.extract.story import Story

HOME = "ID"
_ENGLISH_RANK = frozenset(
    [
        "general",
        "admiral",
        "marshal",
        "colonel",
        "captain",
        "commodore",
        "brigadier",
        "lieutenant",
        "major",
        "vice",
        "rear",
        "air",
    ]
)
_ENGLISH_POST = frozenset(
    ["minister", "chief", "director", "secretary", "commander", "chairman", "head", "deputy"]
)
_LED = frozenset(
    [
        "pimpinan",
        "dipimpin",
        "diketuai",
        "dikepalai",
        "diwakili",
        "dipimpinnya",
        "led",
        "headed",
        "represented",
    ]
)
_BACK = 10
_PAGES = 4  # sentences back to where a visitor was last said to be
_MET = frozenset(["meets", "visits", "bilateral", "is_received"])
_GUEST = frozenset(["guest", "host", "visitor", "colleague", "opposite", "tamunya", "tamu"])
_HEAD = 120
_BODIES = ("international",)


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
        if entity.country is not None:
            continue
        if entity.organisation is not None and any(body in entity.organisation for body in international):
            entity.country = _origin(story, entity)
            continue
        entity.country = _of_delegation(story, entity) or _of_guest(story, entity)
        if entity.country is None and language == "id":
            entity.country = _met_abroad(story, entity)
        if entity.country is None and language == "en":
            entity.country = _of_neighbour(story, entity)
        if entity.country is not None:
            continue
        if language == "id" and not _foreign_rank(entity) and not _foreign_post(entity):
            entity.country = HOME
            continue
        entity.country = (
            (own if language == "en" else None)
            or _around(story, entity)
            or _commonest(story, entity)
            or (_commonest(story, None) if language == "id" else None)
        )


def _foreign_rank(entity: Entity) -> bool:
    return entity.rank is not None and word_key(entity.rank).split()[0] in _ENGLISH_RANK


def _foreign_post(entity: Entity) -> bool:
    """Whether a post is in English, which in an Indonesian text only those of other states are."""
    return entity.post is not None and not _ENGLISH_POST.isdisjoint(entity.post_key.replace("-", " ").split())


def _of_dateline(story: Story) -> str | None:
    """Return the state of the place that the text was written in, whose press leaves it out."""
    head = story.reading.prose.body.lstrip()[:_HEAD]
    line = (city for city in find_cities(head) if city.details.get("dateline") is not None)
    return next((city.details.get("country") for city in line), None)


def _of_delegation(story: Story, entity: Entity) -> str | None:
    """Return the state whose delegation someone leads: "Delegasi Fiji dipimpin …"."""
    reading = story.reading
    begin = reading.sentences[reading.sentence_of[entity.first]].first
    led = False
    for at in range(entity.first - 1, max(begin, entity.first - _BACK) - 1, -1):
        led = led or reading.key(at) in _LED
        if led and at in reading.countries:
            return reading.countries[at].normal
        if reading.words[at].text in (",", ";"):
            return None
    return None


def _of_guest(story: Story, entity: Entity) -> str | None:
    """Return the state of a guest: "her Fijian guest, Deputy Minister …"."""
    reading = story.reading
    at = entity.first - 1
    at -= at > 0 and reading.words[at].text == ","
    if at < 1 or reading.key(at) not in _GUEST:
        return None
    return next(
        (span.normal for first, span in reading.countries.items() if span.after == at and first < at), None
    )


def _of_neighbour(story: Story, entity: Entity) -> str | None:
    """Return the state of the one joined by "and": "Fijian Prime Minister A and Defence Minister B"."""
    if story.reading.key(entity.first - 1) != "and":
        return None
    for other in story.people.entities:
        joined = any(after == entity.first - 1 for _, after in other.mentions)
        if joined and other.given_country and other.post_key != entity.post_key:
            return other.country
    return None


def _met_abroad(story: Story, entity: Entity) -> str | None:
    """Return the state in which a visitor met someone: "Di Suva, Fiji, ia bertemu Presiden …"."""
    reading = story.reading
    number = reading.sentence_of[entity.first]
    met = any(
        _MET.intersection(cue.kinds) and 0 <= entity.first - cue.after <= 1 for cue in story.cues[number]
    )
    if not met:
        return None
    for part in reversed(reading.sentences[max(0, number - _PAGES) : number + 1]):
        for at, span in sorted(reading.countries.items(), reverse=True):
            place = part.first <= at < part.after and reading.key(at - 1) in ("di", "ke", "kota", ",")
            left = reading.key(at - 1) == "," and reading.key(at - 3) == "dari"
            if place and not left:
                return span.normal if span.normal != HOME else None
    return None


def _origin(story: Story, entity: Entity) -> str | None:
    """Return the state that someone is told to come from: "Perwira asal Kanada itu"."""
    reading = story.reading
    at = reading.sentence_of[entity.first]
    for part in reading.sentences[at : at + 2]:
        for number in range(part.first, part.after - 1):
            if reading.key(number) in ("asal", "from") and number + 1 in reading.countries:
                return reading.countries[number + 1].normal
    return None


def _around(story: Story, entity: Entity) -> str | None:
    reading = story.reading
    at = reading.sentence_of[entity.first]
    for number in (at, at + 1, at - 1, at - 2):
        if not 0 <= number < len(reading.sentences):
            continue
        part = reading.sentences[number]
        served = _served(story, entity)
        for mention in reading.country_mentions:
            named = mention.details.get("form") != "capital" or mention.normal != HOME
            if part.start <= mention.start < part.end and mention.normal not in served and named:
                return mention.normal
    return None


def _served(story: Story, entity: Entity) -> set[str | None]:
    """Return the states that the text says others than ``entity`` serve."""
    return {
        other.country
        for other in story.people.entities
        if other is not entity and other.name is not None and other.given_country
    }


def _commonest(story: Story, entity: Entity | None) -> str | None:
    """Return the state that the text names most, but for those that others than ``entity`` serve."""
    served: set[str | None] = {HOME} if entity is None else _served(story, entity)
    foreign = Counter(m.normal for m in story.reading.country_mentions if m.normal not in served)
    return min(foreign, key=lambda code: (-foreign[code], code)) if foreign else None
