"""Who is who: the mentions of one official, in full, by a part of the name or by the post alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.phrases import word_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from defgraph.extract.official import Official
    from defgraph.extract.organisations import Organisation
    from defgraph.extract.posts import Post
    from defgraph.extract.reading import Reading

_SHORTEST = 3
_SYLLABLE = 2  # names such as Ng or Do, in names of no more than three words
_HOME = "ID"
_DOUBLE = frozenset(["sekaligus", "merangkap", "concurrently", "and", "dan", "tugas", "acting"])
_THAT = frozenset(["itu", "tersebut", "ini"])
_THAT_BEFORE = frozenset(["sang", "that", "this"])
_NO_NAME = frozenset(["bin", "haji", "the", "van", "dari"])


@dataclass(slots=True)
class Entity:
    """One official of the article, gathered from all mentions."""

    number: int
    first: int
    after: int
    name: str | None = None
    name_spans: list[tuple[int, int]] = field(default_factory=list)
    rank: str | None = None
    post: Post | None = None
    organisation: str | None = None
    country: str | None = None
    given_country: bool = False
    mentions: list[tuple[int, int]] = field(default_factory=list)

    @property
    def post_key(self) -> str:
        """The post as it is compared; the empty string for none."""
        return self.post.key if self.post is not None else ""


class Reference(NamedTuple):
    """A place where the text speaks of an entity; ``named`` unless by the post alone."""

    first: int
    after: int
    entity: int
    named: bool


class People(NamedTuple):
    """The officials of a text, the places where it speaks of them, and the posts it names, in order."""

    entities: list[Entity]
    references: list[Reference]
    posts: list[Post]


def find_people(
    reading: Reading, organisations: Mapping[int, Organisation], officials: Sequence[Official]
) -> People:
    """Return who is spoken of in a text and where.

    Args:
        reading: the text taken apart.
        organisations: its organisations.
        officials: its officials.
    """
    entities: list[Entity] = []
    references: list[Reference] = []
    for official in (official for official in officials if official.name is not None):
        entity = _same_name(entities, official)
        if entity is None:
            entity = Entity(len(entities), official.first, official.after)
            entities.append(entity)
        _learn(entity, official)
        references.append(Reference(official.first, official.after, entity.number, named=True))
    for official in (official for official in officials if official.name is None):
        entity = _same_post(entities, official) or _pointed_at(reading, entities, official)
        if entity is not None and entity.post is None:
            _learn(entity, official)
        if entity is None:
            entity = Entity(len(entities), official.first, official.after)
            entities.append(entity)
            _learn(entity, official)
        references.append(Reference(official.first, official.after, entity.number, named=False))
    references += _short_names(reading, organisations, entities, references)
    references.sort()
    for reference in references:
        entities[reference.entity].mentions.append((reference.first, reference.after))
    for entity in entities:
        entity.first, entity.after = entity.mentions[0]
        entity.given_country = entity.country is not None
    return People(entities, references, [o.post for o in officials if o.post is not None])


def _name_words(name: str | None) -> list[str]:
    return word_key(name or "").replace("-", " ").split()


def _same_name(entities: Sequence[Entity], official: Official) -> Entity | None:
    new = set(_name_words(official.name))
    for entity in reversed(entities):
        old = set(_name_words(entity.name))
        if (new <= old or old <= new) and _states_agree(entity, official):
            return entity
    return None


def _states_agree(entity: Entity, official: Official) -> bool:
    return not (entity.country and official.country and entity.country != official.country)


def _learn(entity: Entity, official: Official) -> None:
    if official.name is not None and len(official.name) > len(entity.name or ""):
        entity.name = official.name
    if official.name is not None:
        entity.name_spans.append((official.name_first, official.name_after))
    entity.rank = entity.rank or official.rank
    if official.post is not None and (entity.post is None or len(official.post.text) > len(entity.post.text)):
        entity.post = official.post
        entity.organisation = official.organisation or entity.organisation
    entity.country = entity.country or official.country


def _same_post(entities: Sequence[Entity], official: Official) -> Entity | None:
    """Return whom a post without a name stands for: the last one named who may hold it."""
    if official.post is None:
        return None
    key = official.post.key
    fitting = [
        entity
        for entity in entities
        if entity.post is not None
        and _post_fits(entity.post_key, key, official)
        and _states_agree(entity, official)
        and _organisations_agree(entity, official)
    ]
    before = [entity for entity in fitting if entity.first < official.first]
    return _preferred(before or fitting, official)


def _pointed_at(reading: Reading, entities: Sequence[Entity], official: Official) -> Entity | None:
    """Return whom "that minister" means: the last one named who has no post yet."""
    that = reading.key(official.after) in _THAT or reading.key(official.first - 1) in _THAT_BEFORE
    if not that:
        return None
    before = [
        entity
        for entity in entities
        if entity.name is not None and entity.first < official.first and _states_agree(entity, official)
    ]
    last = before[-1] if before else None
    return last if last is not None and last.post is None else None


def _post_fits(held: str, said: str, official: Official) -> bool:
    if held == said or (" " in said and held.startswith(said + " ")):
        return True
    if official.country is None and official.organisation is None and " " not in said:
        return held.startswith(said + " ") or held.endswith(" " + said)
    return held.endswith(" " + said) and held.removesuffix(said).split()[-1] in _DOUBLE


def _organisations_agree(entity: Entity, official: Official) -> bool:
    if entity.organisation is None or official.organisation is None:
        return True
    return word_key(entity.organisation) == word_key(official.organisation)


def _preferred(entities: Sequence[Entity], official: Official) -> Entity | None:
    if not entities:
        return None
    named = [entity for entity in entities if entity.name is not None] or entities
    if official.country is None and official.post is not None:
        home = [entity for entity in named if entity.country in (None, _HOME)]
        if home and not official.post.key.startswith(("duta besar", "ambassador")):
            return home[-1]
    return named[-1]


def _short_names(
    reading: Reading,
    organisations: Mapping[int, Organisation],
    entities: Sequence[Entity],
    references: Sequence[Reference],
) -> list[Reference]:
    """Return the places where a part of a name stands alone."""
    parts = _parts(entities)
    taken = {at for reference in references for at in range(reference.first, reference.after)}
    found: list[Reference] = []
    at = 0
    words = reading.words
    while at < len(words):
        token = words[at]
        number = parts.get(token.key) if token.capital and not token.mark and at not in taken else None
        if number is None or number < 0 or at in organisations or at in reading.countries:
            at += 1
            continue
        after = at + 1
        while (
            after < len(words)
            and after not in taken
            and parts.get(words[after].key) == number
            and words[after].capital
        ):
            after += 1
        found.append(Reference(at, after, number, named=True))
        at = after
    return found


def _parts(entities: Sequence[Entity]) -> dict[str, int]:
    """Return whose name each word is a part of; -1 where it is part of several names."""
    parts: dict[str, int] = {}
    for entity in entities:
        whole = word_key(entity.name or "").split()
        for word in {*whole, *(piece for piece in _name_words(entity.name) if len(whole) < 3)}:
            short = len(word) < _SHORTEST and not (len(word) == _SYLLABLE and len(whole) <= _SHORTEST)
            if short or word in _NO_NAME or word.endswith("."):
                continue
            parts[word] = entity.number if parts.get(word, entity.number) == entity.number else -1
    return parts
