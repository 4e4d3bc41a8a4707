"""A text as the later stages read it: tokens, sentences, and what each token begins."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.background import text_sentences
from defgraph.extract.countries import find_countries
from defgraph.extract.normalise import prose
from defgraph.extract.ranks import find_ranks
from defgraph.extract.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.extract.mention import Mention
    from defgraph.extract.normalise import Prose
    from defgraph.extract.sentences import Sentence
    from defgraph.extract.tokens import Token

_HEAD = 300
_SMALL_ID = frozenset(["dan", "di", "yang", "dengan", "ini", "untuk", "dari"])
_SMALL_EN = frozenset(["the", "and", "of", "in", "to", "with", "for"])
_IN_UNIT = frozenset(["of", "the", "and", "dan"])
_UNITS = frozenset(["fleet", "army", "navy", "naval", "staff", "police"])


class Span(NamedTuple):
    """Something that begins at a token: the number of the token after it, and what it stands for."""

    after: int
    normal: str
    form: str = ""


@dataclass(slots=True)
class Reading:
    """A text taken apart."""

    prose: Prose
    words: list[Token]
    sentences: list[Sentence]
    countries: dict[int, Span] = field(default_factory=dict)
    ranks: dict[int, Span] = field(default_factory=dict)
    country_mentions: list[Mention] = field(default_factory=list)
    indonesian: bool = False
    sentence_of: list[int] = field(default_factory=list)
    """The number of the sentence of each token."""

    def text(self, first: int, after: int) -> str:
        """Return the prose from the token ``first`` to the token before ``after``."""
        return self.prose.body[self.words[first].start : self.words[after - 1].end]

    def key(self, at: int) -> str:
        """Return the key of the token number ``at``; the empty string past the last one."""
        return self.words[at].key if 0 <= at < len(self.words) else ""

    def limit(self, at: int) -> int:
        """Return the number of the token after the sentence that the token ``at`` stands in."""
        return self.sentences[self.sentence_of[at]].after


def read(text: str) -> Reading:
    """Return ``text`` taken apart.

    Args:
        text: the article.
    """
    clean = prose(text)
    words = tokens(clean.body)
    parts = list(text_sentences(clean.body))
    reading = Reading(clean, words, parts, indonesian=_in_indonesian(words))
    reading.sentence_of = [number for number, part in enumerate(parts) for _ in range(part.first, part.after)]
    starts = {token.start: number for number, token in enumerate(words)}
    ends = {token.end: number + 1 for number, token in enumerate(words)}
    reading.country_mentions = find_countries(clean.body)
    reading.countries = _spans(reading.country_mentions, starts, ends)
    reading.ranks = {
        at + _of_unit(words, at): span for at, span in _spans(find_ranks(clean.body), starts, ends).items()
    }
    return reading


def _of_unit(words: Sequence[Token], at: int) -> int:
    """Return how many words that look like a part of the rank end the name of a unit before it.

    "Fleet" in "U.S. Pacific Fleet Admiral", "Army" in "Chief of Army General", "Air Force" in "… Air
    Force General".
    """
    within = at > 0 and (words[at - 1].key in _IN_UNIT or (words[at - 1].capital and not words[at - 1].mark))
    if not within:
        return 0
    if words[at].key == "air" and words[at + 1].key == "force":
        return 2
    return int(words[at].key in _UNITS)


def _spans(mentions: Sequence[Mention], starts: dict[int, int], ends: dict[int, int]) -> dict[int, Span]:
    found: dict[int, Span] = {}
    for mention in mentions:
        first = starts.get(mention.start)
        after = ends.get(mention.end) or ends.get(mention.end + 1) or ends.get(mention.end - 1)
        if first is not None and after is not None and after > first:
            found[first] = Span(after, mention.normal, mention.details.get("form", ""))
    return found


def _in_indonesian(words: Sequence[Token]) -> bool:
    """Whether a text is in Indonesian, told by its small words."""
    keys = Counter(token.key for token in words[:_HEAD])
    return sum(keys[key] for key in _SMALL_ID) > sum(keys[key] for key in _SMALL_EN)
