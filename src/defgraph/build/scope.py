"""What deriving begins with, and how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from defgraph.identity.register import shipped_register

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from pyoxigraph import NamedNode

    from defgraph.identity.judgements import Judgements
    from defgraph.identity.offices import Bound, Sighting, Span
    from defgraph.identity.register import Register


@dataclass(frozen=True)
class Knowledge:
    """What identity rests on besides the articles.

    Args:
        judgements: what people decided.
        bounds: what a register of tenures says.
    """

    judgements: Judgements
    bounds: tuple[Bound, ...] = ()

    @property
    def register(self) -> Register:
        """Known organisations and posts; they are read when first asked for."""
        return shipped_register()


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
    """What to derive about.

    Args:
        things: keys of things that are called otherwise, come, go, or are judged otherwise.
        shown: keys of officials of whom reports show something else.
        reports: keys of reports (``meeting/<record>/<number>``) that come, go, or say something else.
        countries: those that may be partner, or no more.
        judged: keys of which more is known now than what articles show; None: that may be any.
        before: where the articles that change or go saw officials; keys as told.
        after: where those that change or come see them.
    """

    things: set[str]
    shown: set[str]
    reports: set[str]
    countries: set[NamedNode]
    judged: frozenset[str] | None = frozenset()
    before: frozenset[Sighting] = frozenset()
    after: frozenset[Sighting] = frozenset()

    def and_all_of(self, other: Touched) -> Touched:
        """Return what either touches, and that anything may be judged otherwise."""
        return replace(
            self,
            things=self.things | other.things,
            shown=self.shown | other.shown,
            reports=self.reports | other.reports,
            countries=self.countries | other.countries,
            judged=None,
        )


@dataclass
class Reach:
    """What statements are derived about: more than was touched, for one thing bears on another.

    All keys are also of what is no more.

    Args:
        things: keys of things which may stand for another now, or for themselves.
        described: those of them to say again what they are.
        countries: to say again which are partner.
        judged: as in :class:`Touched`.
        reports: keys of reports.
        holders: officials whose tenures may have changed.
        tenures: all of theirs; those of ``adjusted`` without articles.
        adjusted: those of ``holders`` of whose tenures only ``leaving`` and ``entering`` differ.
        leaving: their tenures as they were, with the articles alone that change or go.
        entering: their tenures as they are, with the articles alone that change or come.
    """

    things: set[str]
    countries: set[NamedNode]
    judged: frozenset[str] | None
    described: set[str] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
    holders: set[str] = field(default_factory=set)
    tenures: list[Span] = field(default_factory=list)
    adjusted: set[str] = field(default_factory=set)
    leaving: list[Span] = field(default_factory=list)
    entering: list[Span] = field(default_factory=list)


def nothing(_: Collection[str]) -> tuple[Span, ...]:
    """Return no tenures: none were derived before."""
    return ()
