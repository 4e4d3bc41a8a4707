"""Whose house a meeting is held in, wherever that stands: an embassy, or a ship of a navy."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from defgraph.extract.countries import find_countries
from defgraph.extract.lexicons import lexicon
from defgraph.extract.phrases import words

if TYPE_CHECKING:
    from defgraph.extract.scene import Scene
    from defgraph.extract.story import Story

_ABOARD = frozenset(["atas", "aboard", "board", "geladak", "dek", "deck", "di"])
_NEAR = 3


@cache
def _ships() -> dict[str, str]:
    """Return the state of each prefix of the names of warships."""
    return {prefix: state for state, found in lexicon("states")["ships"].items() for prefix in found}


def ship_state(text: str) -> str | None:
    """Return the state of the warship that ``text`` names: "Komandan USS Tarn"."""
    return next((_ships()[word] for word in text.split() if word in _ships()), None)


def house_state(story: Story, scene: Scene, venue: str) -> str | None:
    """Return the state whose embassy or ship a meeting was held in, if any.

    Args:
        story: the story of the text.
        scene: the meeting.
        venue: where it was held.
    """
    keys = [word.key for word in words(venue)]
    own = lexicon("states")["embassies"]
    if any(key in own["home"] for key in keys):
        return "ID"
    if any(key in own["any"] for key in keys):
        return next((mention.normal for mention in find_countries(venue)), None)
    if keys and (state := ship_state(venue)) is not None:
        return state
    return _aboard(story, scene)


def _aboard(story: Story, scene: Scene) -> str | None:
    """Return the state of the ship aboard which the opening sentence sets a meeting."""
    reading = story.reading
    part = reading.sentences[scene.opener]
    people = {n for r in story.references[scene.opener] for n in range(r.first, r.after)}
    for at in range(part.first, part.after):
        before = {reading.key(n) for n in range(max(part.first, at - _NEAR), at)}
        if reading.words[at].text in _ships() and at not in people and not _ABOARD.isdisjoint(before):
            return _ships()[reading.words[at].text]
    return None
