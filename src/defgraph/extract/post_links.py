"""What lies between a post and the rank of its holder: bodies, states, places and abbreviations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.post_words import after_brackets, is_address, is_rank, post_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.extract.organisations import Organisation
    from defgraph.extract.post_words import Post
    from defgraph.extract.reading import Reading

_FARTHEST = 14
_SHORTEST = 2
_SMALL = frozenset(
    [
        "yang",
        "lama",
        "baru",
        "kini",
        "new",
        "di",
        "in",
        "of",
        "the",
        "'s",
        "/",
        "&",
        "for",
        "at",
        "ri",
        "pada",
    ]
)
_NAMES_WHERE = frozenset(["of", "the", "at", "in", "from", "dari", "within", "under", "pada", "di"])
_WITHIN = 5


class Link(NamedTuple):
    """Where the rank begins, and the state and body named before it."""

    at: int
    country: str | None
    organisation: str | None


def rank_behind(reading: Reading, organisations: Mapping[int, Organisation], post: Post) -> Link | None:
    """Return the rank to which a run of capitals leads from a post: "Chief of Staff, ROKN CAPT …".

    Args:
        reading: the text taken apart.
        organisations: its organisations.
        post: the post; None is returned where another post or a sentence's own words come between.
    """
    limit = min(reading.limit(post.first), post.after + _FARTHEST)
    country, body = post.country, post.organisation
    at = post.after
    while at < limit:
        if _addresses(reading, at):
            return Link(at, country, body) if at > post.after else None
        if at in organisations:
            found = organisations[at]
            country, body = country or found.country, body or found.name
            at = max(found.after, at + 1)
        elif at in reading.countries:
            country = country or reading.countries[at].normal
            at = reading.countries[at].after
        elif reading.key(at) == "(" and after_brackets(reading, at) > at:
            country = country or _state_in(reading, organisations, at)
            at = after_brackets(reading, at)
        elif reading.key(at) == ",":
            if not _goes_on(reading, organisations, at + 1, limit):
                return None
            at += 1
        elif _passes(reading, at):
            at += 1
        else:
            return None
    return None


def _addresses(reading: Reading, at: int) -> bool:
    """Whether a rank, a style or a title before a name stands here."""
    token = reading.words[at]
    return is_rank(reading, at) or (token.capital and (token.text == "H.E." or is_address(token.key)))


def _state_in(reading: Reading, organisations: Mapping[int, Organisation], at: int) -> str | None:
    """Return the state of a body in brackets: "(RSAF)"."""
    if at + 1 in organisations:
        return organisations[at + 1].country
    return reading.countries[at + 1].normal if at + 1 in reading.countries else None


def _goes_on(reading: Reading, organisations: Mapping[int, Organisation], at: int, limit: int) -> bool:
    """Whether what follows a comma is a rank, or a body or acronym right before one."""
    if at >= limit or _addresses(reading, at):
        return at < limit
    after = at + 1
    if at in organisations:
        after = organisations[at].after
    elif at in reading.countries:
        after = reading.countries[at].after
    elif reading.words[at].capital and reading.key(after) == ",":
        return after + 1 < limit and _goes_on(reading, organisations, after + 1, limit)
    elif not (reading.words[at].text.isupper() and len(reading.words[at].text) > _SHORTEST):
        return False
    return after < limit and is_rank(reading, after)


def _passes(reading: Reading, at: int) -> bool:
    token = reading.words[at]
    if token.key in _SMALL or token.text.isdigit():
        return True
    if token.mark or not token.capital:
        return False
    lists = post_words()
    return token.key not in lists.nouns and lists.short.match(reading.words, at) is None


def body_behind(reading: Reading, organisations: Mapping[int, Organisation], at: int) -> Link | None:
    """Return the body or state someone is said to be of: "…, of the Fijian Navy", "… in the Thai Ministry".

    Args:
        reading: the text taken apart.
        organisations: its organisations.
        at: where "of", "at" or "in" may stand.
    """
    limit = min(reading.limit(at), at + _WITHIN) if at < len(reading.words) else at
    if at >= limit or reading.key(at) not in _NAMES_WHERE:
        return None
    country = None
    while at < limit and reading.key(at) in _NAMES_WHERE:
        at += 1
    if at in reading.countries and at not in organisations:
        country = reading.countries[at].normal
        at = reading.countries[at].after
        at += reading.key(at) == "'s"
    if at in organisations:
        found = organisations[at]
        return Link(found.after, country or found.country, found.name)
    return None
