"""Posts in apposition: behind a name, between commas or in brackets, or told in a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.extract.lexicons import word_set
from defgraph.extract.names import NameReader, name_words
from defgraph.extract.post_links import body_behind
from defgraph.extract.post_words import after_brackets
from defgraph.extract.posts import ministry_of, read_post

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.extract.organisations import Organisation
    from defgraph.extract.post_words import Post
    from defgraph.extract.reading import Reading

_ENDS = word_set("grammar", "apposition_ends")
_AFTER_NAME = frozenset(["selaku", "menjabat", "serves"])
_APPOSED = word_set("grammar", "apposed")
_OWNERS = word_set("grammar", "owners")
_RETIRED = frozenset(["retd", "ret", "rtd", "retired", "purn", "purnawirawan"])
_ABOUT = frozenset(["of", "for", "bidang"])


class AppositionReader:
    """Reads the post behind a name."""

    def __init__(self, reading: Reading, organisations: Mapping[int, Organisation]) -> None:
        self.reading = reading
        self.organisations = organisations
        self.lists = name_words()
        self.names = NameReader(reading, organisations)

    def _apposition(self, at: int, limit: int, *, addressed: bool) -> Post | None:
        reading = self.reading
        at = self._past_retired(at, limit)
        comma = at < limit and reading.key(at) in (",", "(")
        at += comma
        steps = 0
        while at < limit and steps < 3 and reading.key(at) in _APPOSED:
            at += 1
            steps += 1
        if not (comma or steps) or at >= limit:
            return None
        if steps and not comma and not any(reading.key(n) in _AFTER_NAME for n in range(at - steps, at)):
            return None
        at = self._after_owner(at, limit)
        if at >= limit:
            return None
        body = self.organisations.get(at)
        start = after_brackets(reading, max(body.after, at + 1)) if body is not None else at
        if start >= limit:
            return None
        post = read_post(reading, self.organisations, start, apposition=True, lower=True)
        if post is None or (comma and not steps and self._begins_another(post, limit)):
            return None
        if body is not None:
            post = post._replace(organisation=body.name, country=post.country or body.country)
        elif (link := body_behind(reading, self.organisations, post.after)) is not None:
            post = post._replace(
                after=link.at,
                organisation=link.organisation or post.organisation,
                country=post.country or link.country,
            )
        post = self._with_second(post, limit)
        closed = post.country is not None or post.organisation not in (None, ministry_of(post.text))
        the = reading.key(at - 1) == "the" and post.organisation is not None
        named = addressed and (post.text[0].isupper() or steps > 0)
        if not (named or closed or the or (comma and self._is_full(post, limit, addressed=addressed))):
            return None
        return post._replace(text=post.text[0].upper() + post.text[1:])

    def _past_retired(self, at: int, limit: int) -> int:
        """Pass over a mark of retirement behind a name: "A (Retd), Secretary …"."""
        if self.reading.key(at) == "(" and self.reading.key(at + 1).rstrip(".") in _RETIRED:
            return next((n + 1 for n in range(at + 2, min(at + 4, limit)) if self.reading.key(n) == ")"), at)
        return at

    def _after_owner(self, at: int, limit: int) -> int:
        """Pass over whose post it is: "the company's managing director"."""
        owner = next((n for n in range(at, min(at + 3, limit)) if self.reading.key(n) == "'s"), None)
        if owner is None or at in self.reading.countries or at in self.organisations:
            return at
        return owner + 1

    def _with_second(self, post: Post, limit: int) -> Post:
        """Add a second post between commas: "…, Wakil Perdana Menteri, Menhan Fiji, …"."""
        at = post.after + 1
        if post.country is not None or at >= limit or self.reading.key(post.after) != ",":
            return post
        second = read_post(self.reading, self.organisations, at, apposition=True)
        if second is None or second.country is None or self._begins_another(second, limit):
            return post
        return second._replace(first=post.first, text=f"{post.text}, {second.text}")

    def _is_full(self, post: Post, limit: int, *, addressed: bool) -> bool:
        """Whether a post in capitals or "its defence minister" stands alone between commas or brackets."""
        closed = post.after >= limit or self.reading.key(post.after) in _ENDS
        owned = self.reading.key(post.first - 1) in _OWNERS
        told = addressed and not _ABOUT.isdisjoint(post.key.split())
        return closed and (owned or told or (" " in post.text and post.text[0].isupper()))

    def _begins_another(self, post: Post, limit: int) -> bool:
        """Whether the post after a comma belongs to a name that follows it, as in a list of officials."""
        plain = read_post(self.reading, self.organisations, post.first)
        if plain is not None and plain.country is not None and plain.after < post.after:
            return self.names.read(plain.after, limit) is not None
        if post.after >= limit or self.reading.key(post.after) == ",":
            return False
        name = self.names.read(post.after, limit)
        return name is not None
