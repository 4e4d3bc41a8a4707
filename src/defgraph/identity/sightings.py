"""When officials are seen in which posts, and how many days lie between."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from defgraph.identity.evidence import Post

_KEPT = 100_000

Days = tuple[tuple[int, int], ...]
"""First and last days as ordinals, sorted."""


class Sightings(NamedTuple):
    """An official in one post: the words of an article, and all days, without those of meetings undated."""

    title: str
    organisation: str | None
    days: Days


@lru_cache(maxsize=_KEPT)
def sightings(posts: frozenset[Post]) -> tuple[Sightings, ...]:
    """Return ``posts`` gathered by their words, sorted."""
    found: dict[tuple[str, str | None], set[tuple[int, int]]] = {}
    for post in posts:
        days = found.setdefault((post.title, post.organisation), set())
        if post.first is not None:
            days.add((_day(post.first), _day(post.last or post.first)))
    ordered = sorted(found, key=lambda words: (words[0], words[1] or ""))
    return tuple(Sightings(*words, tuple(sorted(found[words]))) for words in ordered)


@lru_cache(maxsize=_KEPT)
def all_days(posts: frozenset[Post]) -> Days:
    """Return the days of all posts together."""
    return tuple(sorted(days for seen in sightings(posts) for days in seen.days))


def gap(one: Days, other: Days) -> tuple[int, int] | None:
    """Return how few days lie between two of ``one`` and ``other``, and the later of these days.

    None where one of them is empty. Linear in the number of days.
    """
    best: tuple[int, int] | None = None
    last: dict[bool, int] = {}
    for first, end, mine in _merged(one, other):
        before = last.get(not mine)
        if before is not None:
            found = (max(0, first - before), first)
            best = min(best or found, found)
        last[mine] = max(last.get(mine, end), end)
    return best


def _merged(one: Days, other: Days) -> Iterable[tuple[int, int, bool]]:
    return sorted([(*days, True) for days in one] + [(*days, False) for days in other])


@lru_cache(maxsize=_KEPT)
def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()
