"""What is observed of one thing, as the evidence that identity is decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.identity.evidence import (
    BodyEvidence,
    OfficialEvidence,
    PositionEvidence,
    Post,
    ReportEvidence,
)
from defgraph.ids import NO_COUNTRY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import NamedNode

    from defgraph.build.observed import ObservedReport, Shown
    from defgraph.ids import Minter


REPORT, MEETING = "report", "meeting"
"""How the IRIs of reports and of meetings begin; a report's key is that of the meeting it has to itself."""


def meeting_key(report: ObservedReport) -> str:
    """Return the key of a report: ``meeting/<record>/<number>``."""
    return f"{MEETING}/{report.path}"


def report_iri(minter: Minter, key: str) -> NamedNode:
    """Return the report with this key."""
    return minter.iri(REPORT + key.removeprefix(MEETING))


def words(key: str) -> str:
    """Return the last segment of a key as words: ``official/id/sari-wijaya`` gives ``sari wijaya``."""
    return key.rpartition("/")[2].replace("-", " ")


def post_words(key: str) -> tuple[str, str | None, str | None]:
    """Return the title, the organisation and the state (alpha-2) in the key of a position."""
    _, state, body, title = key.split("/")
    return (
        title.replace("-", " "),
        None if body == "-" else body.replace("-", " "),
        None if state == NO_COUNTRY else state.upper(),
    )


def official_evidence(minter: Minter, official: NamedNode, shown: Shown | None) -> OfficialEvidence:
    """Return as evidence what reports show of ``official``; None: nothing."""
    key, path = minter.path(official), minter.path
    if shown is None:
        return OfficialEvidence(key, (words(key),), minter.state(official))
    posts = frozenset(
        Post(words(path(position)), words(path(body)) if body else None, first, last)
        for position, body, first, last in shown.posts
    )
    beside = frozenset(map(path, shown.beside))
    return OfficialEvidence(
        key, (words(key),), minter.state(official), posts, shown.ranks, beside, shown.first
    )


def body_evidence(minter: Minter, body: NamedNode, abbreviations: Iterable[str]) -> BodyEvidence:
    """Return what is known of an organisation under one key."""
    key = minter.path(body)
    return BodyEvidence(key, (words(key),), tuple(sorted(abbreviations)), minter.state(body))


def position_evidence(
    minter: Minter, position: NamedNode, canonical: Callable[[NamedNode], NamedNode]
) -> PositionEvidence:
    """Return what is known of a position under one key, its organisation resolved by ``canonical``."""
    key = minter.path(position)
    body = organisation_of(minter, position)
    return PositionEvidence(
        key,
        (words(key),),
        minter.path(canonical(body)) if body else None,
        words(minter.path(body)) if body else None,
        minter.state(position),
    )


def organisation_of(minter: Minter, position: NamedNode) -> NamedNode | None:
    """Return the organisation, as told, that a position's key puts it in."""
    _, state, body, _ = minter.path(position).split("/")
    return None if body == "-" else minter.iri(f"organisation/{state}/{body}")


def report_evidence(
    minter: Minter, report: ObservedReport, canonical: Callable[[NamedNode], NamedNode]
) -> ReportEvidence:
    """Return what a report says of its meeting, every thing in it resolved by ``canonical``."""
    present = [seen for seen in report.participations if seen.role != "spokesperson"]
    return ReportEvidence(
        key=meeting_key(report),
        record=report.record,
        published=report.published,
        type=report.type,
        first=report.first,
        last=report.last,
        precise=report.date is not None and len(report.date) != len("2025-10"),
        mode=report.mode,
        city=report.city,
        country=report.country,
        venue=report.venue,
        officials=frozenset(minter.path(canonical(seen.official)) for seen in present if seen.official),
        posts=frozenset(minter.path(canonical(seen.position)) for seen in present if seen.position),
        sides=frozenset(seen.country for seen in present if seen.country),
        partners=frozenset(
            _partner_key(minter, canonical(part.partner))
            for part in report.partnerships
            if part.status == "present"
        ),
        areas=frozenset(report.areas),
    )


def _partner_key(minter: Minter, partner: NamedNode) -> str:
    path = minter.path(partner)
    return f"country/{path.rpartition('/')[2]}" if path == partner.value else path
