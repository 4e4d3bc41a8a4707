"""What an article shows, kept small: all that statements over several articles are derived from.

The same observations come from a record while it is mapped and, for articles that stay as they are,
out of the store (:mod:`defgraph.build.recall`), so both ways of building derive the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pyoxigraph import NamedNode


class ObservedParticipation(NamedTuple):
    """Someone in a report: ``official``, ``position`` and ``organisation`` are as the article has them."""

    iri: NamedNode
    role: str
    country: str | None = None
    rank: str | None = None
    official: NamedNode | None = None
    position: NamedNode | None = None
    organisation: NamedNode | None = None


class Counted(NamedTuple):
    """A participation that counts, with what its official, position and organisation stand for."""

    seen: ObservedParticipation
    official: NamedNode | None
    position: NamedNode | None
    organisation: NamedNode | None


class ObservedPartnership(NamedTuple):
    """A partner in a report; ``status`` is ``present`` or ``discussed``."""

    iri: NamedNode
    partner: NamedNode
    status: str


class ObservedOutcome(NamedTuple):
    """An outcome in a report."""

    iri: NamedNode
    type: str


class Seen(NamedTuple):
    """An official seen in a position by an article; the days are those of the meeting."""

    official: NamedNode
    position: NamedNode
    first: str | None
    last: str | None
    article: NamedNode


class Shown(NamedTuple):
    """What reports show of one official.

    ``posts`` are the position, the organisation and the days of the meeting; ``ranks`` are as written;
    ``beside`` are officials whom one report lists beside this one; ``first`` is the first day of any meeting.
    """

    posts: frozenset[tuple[NamedNode, NamedNode | None, str | None, str | None]]
    ranks: frozenset[str]
    beside: frozenset[NamedNode]
    first: str | None

    def and_also(self, other: Shown) -> Shown:
        """Return what the reports of both show."""
        first = min((day for day in (self.first, other.first) if day is not None), default=None)
        posts, ranks = self.posts | other.posts, self.ranks | other.ranks
        return Shown(posts, ranks, self.beside | other.beside, first)


class ObservedReport(NamedTuple):
    """What one article says of one meeting.

    ``path`` is ``<record>/<number>``; ``date`` is EDTF, ``first`` and ``last`` its days (ISO 8601);
    ``published`` is the day of the article; ``areas`` are ids, sorted. The parts are sorted by IRI.
    """

    iri: NamedNode
    article: NamedNode
    path: str
    reviewed: bool
    type: str
    mode: str
    published: str | None = None
    date: str | None = None
    first: str | None = None
    last: str | None = None
    venue: str | None = None
    city: str | None = None
    country: str | None = None
    areas: tuple[str, ...] = ()
    participations: tuple[ObservedParticipation, ...] = ()
    partnerships: tuple[ObservedPartnership, ...] = ()
    outcomes: tuple[ObservedOutcome, ...] = ()

    @property
    def record(self) -> str:
        """The id of the record."""
        return self.path.rpartition("/")[0]
