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
    """What a store has derived before: which keys stand for others, and the tenures of posts and holders."""

    canonical: dict[str, str]
    tenures_in: Callable[[Collection[str]], Iterable[Span]]
    tenures_of: Callable[[Collection[str]], Iterable[Span]]


@dataclass(frozen=True)
class Touched:
    """What to derive about: keys of things and of reports (``meeting/<record>/<number>``), and countries."""

    things: set[str]
    reports: set[str]
    countries: set[NamedNode]

    def __or__(self, other: Touched) -> Touched:
        """Return what either touches."""
        return Touched(
            self.things | other.things, self.reports | other.reports, self.countries | other.countries
        )


@dataclass
class Reach:
    """What statements are derived about: more than was touched, for one thing bears on another.

    ``things``, ``reports`` and ``holders`` (of tenures) are keys, also of what is no more; ``tenures`` are
    those of the holders.
    """

    things: set[str]
    countries: set[NamedNode]
    reports: set[str] = field(default_factory=set)
    holders: set[str] = field(default_factory=set)
    tenures: list[Span] = field(default_factory=list)


def nothing(_: Collection[str]) -> tuple[Span, ...]:
    """Return no tenures: none were derived before."""
    return ()
