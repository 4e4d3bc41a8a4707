"""The parties to a reported meeting, and what two reports have of each in common."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.ids import NO_COUNTRY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.identity.evidence import ReportEvidence

_COUNTRY = "country/"
_EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Parties:
    """The parties to one reported meeting.

    Args:
        states: ISO 3166-1 alpha-2, in small letters as keys have them.
        bodies: keys of organisations.
        officials: the keys of each state's officials.
        posts: the keys of each state's posts.
    """

    states: frozenset[str]
    bodies: frozenset[str]
    officials: Mapping[str, frozenset[str]]
    posts: Mapping[str, frozenset[str]]

    def shows(self, state: str) -> bool:
        """Return whether somebody of the state is named, by name or by post."""
        return state in self.officials or state in self.posts


class Side(NamedTuple):
    """What two reports have in common of one party.

    ``kind`` is called as the weights are: ``named``, ``post``, ``post_contained``, ``mentioned`` where one
    of the reports says nothing about who was there, ``differing`` where both name people, none the same,
    and posts do not make up for it. Such people of no state are ``unknown``: that is no party. ``shared``
    are the keys in both.
    """

    party: str
    kind: str
    shared: frozenset[str] = _EMPTY

    @property
    def shows_somebody(self) -> bool:
        """Whether somebody of the party is in both reports, by name or by post."""
        return self.kind in ("named", "post", "post_contained")

    @property
    def differs(self) -> bool:
        """Whether both reports name people of the party, and other ones."""
        return self.kind in ("differing", "unknown")


def state_of(key: str) -> str:
    """Return the state in the key of an official or a post; ``zz`` for none."""
    return key.split("/", 2)[1]


@lru_cache(maxsize=4_000)  # reports are compared day by day
def parties_of(report: ReportEvidence) -> Parties:
    """Return the parties to a reported meeting: states that act, partners, and who is there for each."""
    partners = {key.removeprefix(_COUNTRY).casefold() for key in report.partners if key.startswith(_COUNTRY)}
    bodies = frozenset(key for key in report.partners if not key.startswith(_COUNTRY))
    states = partners.union(side.casefold() for side in report.sides)
    return Parties(frozenset(states), bodies, _by_state(report.officials), _by_state(report.posts))


def _by_state(keys: frozenset[str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key in keys:
        found.setdefault(state_of(key), set()).add(key)
    return {state: frozenset(of_state) for state, of_state in found.items()}


def sides_in_common(a: Parties, b: Parties) -> list[Side]:
    """Return what two reports have in common of each party that both have, states before bodies."""
    states = (a.states | a.officials.keys() | a.posts.keys()) & (
        b.states | b.officials.keys() | b.posts.keys()
    )
    sides = [_side(state, a, b) for state in sorted(states)]
    return sides + [Side(body, "mentioned") for body in sorted(a.bodies & b.bodies)]


def _side(state: str, a: Parties, b: Parties) -> Side:
    named_a, named_b = a.officials.get(state, _EMPTY), b.officials.get(state, _EMPTY)
    if named := named_a & named_b:
        return Side(state, "named", named)
    posts_a, posts_b = a.posts.get(state, _EMPTY), b.posts.get(state, _EMPTY)
    posts = posts_a & posts_b
    if posts and not (named_a and named_b):
        return Side(state, "post", posts)
    if posts and posts in (posts_a, posts_b):
        return Side(state, "post_contained", posts)
    if a.shows(state) and b.shows(state):
        return Side(state, "unknown" if state == NO_COUNTRY else "differing", posts)
    return Side(state, "mentioned")
