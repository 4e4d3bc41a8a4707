"""What deriving begins with, and how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from pyoxigraph import NamedNode

    from defgraph.identity.judgements import Judgements
    from defgraph.identity.offices import Bound, Span
    from defgraph.identity.register import Register


@dataclass(frozen=True)
class Knowledge:
    """What identity rests on besides the articles.

    Args:
        register: known organisations and posts.
        judgements: what people decided.
        bounds: what a register of tenures says.
    """

    register: Register
    judgements: Judgements
    bounds: tuple[Bound, ...] = ()


class Held(NamedTuple):
    """What a store has derived before.

    ``canonical`` says which keys stand for others, ``because`` why, ``known`` has every key of a thing;
    ``tenures_in`` and ``tenures_of`` give the tenures of posts and of holders.
    """

    canonical: dict[str, str]
    because: dict[str, str]
    known: frozenset[str]
    tenures_in: Callable[[Collection[str]], Iterable[Span]]
    tenures_of: Callable[[Collection[str]], Iterable[Span]]


@dataclass(frozen=True)
class Touched:
    """What to derive about: keys of things and of reports (``meeting/<record>/<number>``), and countries.

    ``judged`` are keys of which more is known now than what articles show; None: that may be any.
    """

    things: set[str]
    reports: set[str]
    countries: set[NamedNode]
    judged: frozenset[str] | None = frozenset()

    def and_all_of(self, other: Touched) -> Touched:
        """Return what either touches, and that anything may be judged otherwise."""
        things, reports = self.things | other.things, self.reports | other.reports
        return Touched(things, reports, self.countries | other.countries, None)


@dataclass
class Reach:
    """What statements are derived about: more than was touched, for one thing bears on another.

    ``things``, ``reports`` and ``holders`` (of tenures) are keys, also of what is no more; ``tenures`` are
    those of the holders.
    """

    things: set[str]
    countries: set[NamedNode]
    judged: frozenset[str] | None
    reports: set[str] = field(default_factory=set)
    holders: set[str] = field(default_factory=set)
    tenures: list[Span] = field(default_factory=list)


def nothing(_: Collection[str]) -> tuple[Span, ...]:
    """Return no tenures: none were derived before."""
    return ()
