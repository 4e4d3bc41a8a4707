"""People named with neither rank nor post: told by a part of the name that the text uses again, alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from defgraph.extract.lexicons import lexicon
from defgraph.extract.post_words import post_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from defgraph.extract.names import Name
    from defgraph.extract.reading import Reading

_SHORTEST = 3
_LONGEST = 5
_OPENING = ('"', "(", "-", "–", "—", ":")
_MOST = 20  # places of a word that are looked at


@cache
def _places_before() -> frozenset[str]:
    return frozenset(lexicon("honorifics")["before_things"].split())


def is_person(reading: Reading, name: Name, capitals: Mapping[str, Sequence[int]]) -> bool:
    """Whether a bare name is that of a person: "his host, Ana Ruiz, still …", later "Ruiz said".

    Args:
        reading: the text taken apart.
        name: two words or more without rank, style or title.
        capitals: where each word of the text stands with a capital.
    """
    words = reading.words[name.first : name.after]
    if not 1 < len(words) <= _LONGEST or reading.key(name.first - 1) in _places_before():
        return False
    before = reading.words[name.first - 1] if name.first else None
    if before is not None and before.capital and not before.mark:
        return False
    begins = reading.sentences[reading.sentence_of[name.first]].first == name.first
    if (begins or (before is not None and before.text in _OPENING)) and reading.indonesian:
        return False  # "Agenda Ruiz": there the first word of a sentence may be any noun
    if any(
        post_words().within(word.key) or word.text.isupper() for word in words if len(word.text) >= _SHORTEST
    ):
        return False
    own = range(name.first, name.after)
    parts = {word.key for word in (words[0], words[-1]) if len(word.text) >= _SHORTEST}
    again = (at for part in sorted(parts) for at in capitals.get(part, ())[:_MOST] if at not in own)
    return any(_alone(reading, at) for at in again)


def capitals_of(reading: Reading) -> dict[str, list[int]]:
    """Return where each word stands with a capital.

    Args:
        reading: the text taken apart.
    """
    found: dict[str, list[int]] = {}
    for at, token in enumerate(reading.words):
        if token.capital and not token.mark:
            found.setdefault(token.key, []).append(at)
    return found


def _alone(reading: Reading, at: int) -> bool:
    """Whether the word stands alone before a word in lower case, as one who acts does."""
    words = reading.words
    before = words[at - 1] if at else None
    starts = reading.sentences[reading.sentence_of[at]].first
    within = before is not None and before.capital and not before.mark and at - 1 != starts
    if within or (before is not None and before.key in _places_before()):
        return False
    after = at + 1
    return after < len(words) and not words[after].mark and not words[after].capital
