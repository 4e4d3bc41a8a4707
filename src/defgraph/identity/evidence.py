"""What identity is decided on: all that articles show of one thing, gathered.

Keys are the paths of things below the base IRI, as :mod:`defgraph.ids` makes them:
``official/id/sari-wijaya``. Days are ISO 8601, countries ISO 3166-1 alpha-2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Post(NamedTuple):
    """A post in which a report shows an official: words as written, and the days of the meeting.

    ``first`` and ``last`` are None where the meeting has no date.
    """

    title: str
    organisation: str | None
    first: str | None
    last: str | None


@dataclass(frozen=True)
class OfficialEvidence:
    """What is known of an official under one name.

    Args:
        key: ``official/<state>/<name>``.
        names: as written, sorted.
        country: the state he or she acts for.
        posts: where reports show the official.
        ranks: as written.
        beside: keys of officials whom one report lists beside this one, so as somebody else.
        first: the first day on which a dated meeting shows the official.
    """

    key: str
    names: tuple[str, ...]
    country: str | None = None
    posts: frozenset[Post] = frozenset()
    ranks: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    first: str | None = None


@dataclass(frozen=True)
class BodyEvidence:
    """What is known of an organisation under one name.

    Args:
        key: ``organisation/<state>/<name>``.
        names: as written, sorted.
        abbreviations: as written, sorted.
        country: its state; None for one of no single state.
        first: the first day on which a dated meeting shows it.
    """

    key: str
    names: tuple[str, ...]
    abbreviations: tuple[str, ...] = ()
    country: str | None = None
    first: str | None = None


@dataclass(frozen=True)
class PositionEvidence:
    """What is known of a post under one title.

    Args:
        key: ``position/<state>/<organisation>/<title>``.
        titles: as written, sorted.
        organisation: the key of the body it belongs to, after bodies are resolved.
        body: the name of that body.
        country: the state of that body, or of the post where it stands alone.
        first: the first day on which a dated meeting shows it.
    """

    key: str
    titles: tuple[str, ...]
    organisation: str | None = None
    body: str | None = None
    country: str | None = None
    first: str | None = None


@dataclass(frozen=True)
class ReportEvidence:
    """What one article says of one meeting.

    Args:
        key: ``report/<record>/<number>``.
        record: the id of the record.
        published: the day of the article.
        type: of the record format: ``courtesy-call``, ….
        first: the first day; None where the report has no date.
        last: the last day.
        precise: whether the date is a day or an interval of days, not a month.
        mode: ``in-person``, ``virtual`` or ``telephone``.
        city: as written.
        country: where it was held.
        venue: as written.
        officials: keys of those present, after officials are resolved.
        posts: keys of the posts of those present, named or not, after posts are resolved.
        sides: states that those present act for.
        partners: ``country/<alpha-2>`` and keys of organisations that are partners present.
        areas: ids of areas of cooperation.
    """

    key: str
    record: str
    published: str | None = None
    type: str | None = None
    first: str | None = None
    last: str | None = None
    precise: bool = True
    mode: str = "in-person"
    city: str | None = None
    country: str | None = None
    venue: str | None = None
    officials: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()


class Comparison(NamedTuple):
    """How likely two things are one.

    ``score`` lies between 0 and 1. ``reasons`` speak for it and ``against`` is counter-evidence, in
    words, the weightiest first; a pair with any counter-evidence never merges by itself.
    """

    score: float
    reasons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
