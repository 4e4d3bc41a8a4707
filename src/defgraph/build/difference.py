"""What articles that change say otherwise: whatever they go on saying touches nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from defgraph.build.profiles import MEETING, meeting_key
from defgraph.build.scope import Touched
from defgraph.identity.offices import Sighting
from defgraph.namespaces import COUNTRY

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from pyoxigraph import NamedNode

    from defgraph.build.observed import ObservedReport
    from defgraph.build.statements import Observations
    from defgraph.ids import Minter


def touched(
    minter: Minter,
    leaving: Collection[Observations],
    coming: Collection[Observations],
    judged: Collection[str],
) -> Touched:
    """Return what a change touches.

    Args:
        minter: makes the IRIs.
        leaving: what the articles that change or go show before the change.
        coming: what those that change or come show after it.
        judged: the keys about which judgements or bounds change.
    """
    path = minter.path
    named = {thing for thing, _ in _differing(leaving, coming, lambda observed: observed.names)}
    short = {path(body) for body, _ in _differing(leaving, coming, lambda observed: observed.abbreviations)}
    before, after = _reports(leaving), _reports(coming)
    changed = {iri for iri in before.keys() | after.keys() if before.get(iri) != after.get(iri)}
    there = [report for told in (before, after) for iri, report in told.items() if iri in changed]
    partners = _partners(before.values()) ^ _partners(after.values())
    countries = {partner for partner in partners if partner in COUNTRY}
    meetings = {key for key in judged if key.startswith(f"{MEETING}/")}
    return Touched(
        things=set(map(path, named | (partners - countries))) | (set(judged) - meetings) | short,
        shown={
            path(official)
            for iri in changed
            for official in _shown_otherwise(before.get(iri), after.get(iri))
        },
        reports=set(map(meeting_key, there)) | meetings,
        countries=countries,
        judged=frozenset(judged) | short,
        before=frozenset(_sightings(minter, before.values())),
        after=frozenset(_sightings(minter, after.values())),
    )


def _differing(
    leaving: Iterable[Observations],
    coming: Iterable[Observations],
    said: Callable[[Observations], Iterable[tuple[NamedNode, str]]],
) -> Iterable[tuple[NamedNode, str]]:
    """Return what is said by more of the one than of the other."""
    before, after = (Counter(each for observed in of for each in said(observed)) for of in (leaving, coming))
    return (before - after).keys() | (after - before).keys()


def _reports(of: Iterable[Observations]) -> Mapping[NamedNode, ObservedReport]:
    return {report.iri: report for observed in of for report in observed.reports}


def _partners(reports: Iterable[ObservedReport]) -> set[NamedNode]:
    return {part.partner for report in reports for part in report.partnerships}


def _shown_otherwise(before: ObservedReport | None, after: ObservedReport | None) -> set[NamedNode]:
    """Return the officials of whom a report shows something else."""
    one, other = _shown(before), _shown(after)
    return {official for official in one.keys() | other.keys() if one.get(official) != other.get(official)}


def _shown(report: ObservedReport | None) -> Mapping[NamedNode, object]:
    """Return all that a report shows of each official."""
    if report is None:
        return {}
    posts: defaultdict[NamedNode, set[object]] = defaultdict(set)
    for seen in report.participations:
        if seen.official is not None:
            posts[seen.official].add((seen.rank, seen.position, seen.organisation))
    days, officials = (report.first, report.last), frozenset(posts)
    return {official: (days, officials, found) for official, found in posts.items()}


def _sightings(minter: Minter, reports: Iterable[ObservedReport]) -> Iterator[Sighting]:
    path = minter.path
    for report in reports:
        article = path(report.article)
        for seen in report.participations:
            if seen.official is not None and seen.position is not None:
                yield Sighting(path(seen.official), path(seen.position), report.first, report.last, article)
