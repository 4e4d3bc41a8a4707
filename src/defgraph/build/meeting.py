"""One meeting out of the reports that tell of it: which reading counts, and who and what is counted once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from defgraph.build.disagreements import about_meeting, about_participants
from defgraph.build.observed import Counted
from defgraph.identity.places import city_key
from defgraph.identity.readings import Choice, Reading, choose, date_precision
from defgraph.ids import slug

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from pyoxigraph import NamedNode

    from defgraph.build.disagreements import Disagreement
    from defgraph.build.observed import (
        ObservedOutcome,
        ObservedParticipation,
        ObservedPartnership,
        ObservedReport,
    )

READ = ("type", "date", "mode", "venue", "city", "country")
"""What every report reads off for itself, and a meeting has one of."""

_SPOKESPERSON = "spokesperson"


@dataclass(frozen=True)
class CanonicalMeeting:
    """A meeting as its reports, taken together, have it.

    Args:
        iri: the meeting.
        reports: those that tell of it, the foremost first: reviewed before drafts, then by the day of the
            article, then by record.
        choices: for each of :data:`READ` that any report has, the value that counts and why.
        days: the first and the last day, of the reading of the date that counts.
        participations: each person, and each post without a name, once.
        partnerships: each partner once: present, if any report has it so.
        outcomes: of each type as many as the report that has most of them.
        areas: of all reports.
        disagreements: what the reports tell differently.
    """

    iri: NamedNode
    reports: tuple[ObservedReport, ...]
    choices: Mapping[str, Choice]
    days: tuple[str, str] | None
    participations: tuple[Counted, ...]
    partnerships: tuple[tuple[ObservedPartnership, NamedNode], ...]
    outcomes: tuple[ObservedOutcome, ...]
    areas: tuple[str, ...]
    disagreements: tuple[Disagreement, ...] = ()

    def value(self, name: str) -> str | None:
        """Return the value that counts of one of :data:`READ`."""
        choice = self.choices.get(name)
        return choice.value if choice else None


def canonical_meeting(
    iri: NamedNode, reports: Iterable[ObservedReport], canonical: Callable[[NamedNode], NamedNode]
) -> CanonicalMeeting:
    """Return what ``reports`` together say of one meeting.

    Args:
        iri: the meeting.
        reports: one or more.
        canonical: gives the thing that a thing stands for.
    """
    told = tuple(sorted(reports, key=_precedence))
    choices = {name: choice for name in READ if (choice := _choice(name, told)) is not None}
    counted = [[_counted(seen, canonical) for seen in report.participations] for report in told]
    counting = _participations(counted)
    disagreements = (
        ()
        if len(told) == 1
        else (*about_meeting(told, choices), *about_participants(told, counted, counting))
    )
    dated = next((r for r in told if "date" in choices and r.date == choices["date"].value), None)
    return CanonicalMeeting(
        iri=iri,
        reports=told,
        choices=choices,
        days=(dated.first, dated.last) if dated and dated.first and dated.last else None,
        participations=counting,
        partnerships=_partnerships(told, canonical),
        outcomes=_outcomes(told),
        areas=tuple(sorted({area for report in told for area in report.areas})),
        disagreements=disagreements,
    )


def _precedence(report: ObservedReport) -> tuple[object, ...]:
    return (not report.reviewed, report.published or "9999", report.path)


def _choice(name: str, reports: Sequence[ObservedReport]) -> Choice | None:
    if len(reports) == 1:
        value = getattr(reports[0], name)
        return None if value is None else choose([Reading(value, "", reviewed=True)])
    readings = [
        Reading(value, report.record, report.reviewed, report.published, *_weighed(name, value))
        for report in reports
        if (value := getattr(report, name)) is not None
    ]
    return choose(readings) if readings else None


def _weighed(name: str, value: str) -> tuple[int, str]:
    """Return how precise a reading is, and what it means where several spellings say the same."""
    if name == "date":
        return date_precision(value), value
    return 0, {"city": city_key, "venue": slug}.get(name, str)(value)


def _participations(counted: Sequence[Sequence[Counted]]) -> tuple[Counted, ...]:
    """Return each official once, and each post whose holder no report names.

    Within one report nobody is left out: it tells of the people it lists.
    """
    if len(counted) == 1:
        return tuple(counted[0])
    named = _by_report(counted, lambda one: one.official)
    holders = {one.position: one.seen.iri for group in named for one in group}
    unnamed = _by_report(counted, lambda one: None if one.official else (one.position, one.seen.country))
    told = {one.seen.iri: number for number, report in enumerate(counted) for one in report}

    def named_elsewhere(one: Counted) -> bool:
        holder = holders.get(one.position)
        return holder is not None and told[holder] != told[one.seen.iri]

    groups = [*named, *(group for group in unnamed if not named_elsewhere(group[0]))]
    return tuple(sorted((one for group in groups for one in group), key=lambda one: one.seen.iri.value))


def _counted(seen: ObservedParticipation, canonical: Callable[[NamedNode], NamedNode]) -> Counted:
    things = (seen.official, seen.position, seen.organisation)
    return Counted(seen, *(canonical(thing) if thing is not None else None for thing in things))


def _by_report(
    counted: Iterable[Iterable[Counted]], key: Callable[[Counted], Hashable | None]
) -> list[list[Counted]]:
    """Return, for each key, the participations of the one report that tells most of it."""
    best: dict[Hashable, list[Counted]] = {}
    for report in counted:
        own: defaultdict[Hashable, list[Counted]] = defaultdict(list)
        for one in report:
            if (of := key(one)) is not None:
                own[of].append(one)
        for of, group in own.items():
            if of not in best or _told(group) > _told(best[of]):
                best[of] = group
    return list(best.values())


def _told(group: Iterable[Counted]) -> tuple[bool, int]:
    """Return how much a report tells of one who took part: that he or she did, then rank, post and body."""
    return max(
        (
            one.seen.role != _SPOKESPERSON,
            sum(part is not None for part in (one.seen.rank, one.position, one.organisation)),
        )
        for one in group
    )


def _partnerships(
    reports: Sequence[ObservedReport], canonical: Callable[[NamedNode], NamedNode]
) -> tuple[tuple[ObservedPartnership, NamedNode], ...]:
    if len(reports) == 1:
        return tuple((part, canonical(part.partner)) for part in reports[0].partnerships)
    best: dict[NamedNode, ObservedPartnership] = {}
    for report in reports:
        for part in report.partnerships:
            known = best.setdefault(canonical(part.partner), part)
            if part.status == "present" != known.status:
                best[canonical(part.partner)] = part
    return tuple((part, partner) for partner, part in best.items())


def _outcomes(reports: Sequence[ObservedReport]) -> tuple[ObservedOutcome, ...]:
    best: dict[str, list[ObservedOutcome]] = {}
    for report in reports:
        own: defaultdict[str, list[ObservedOutcome]] = defaultdict(list)
        for outcome in report.outcomes:
            own[outcome.type].append(outcome)
        for kind, group in own.items():
            if len(group) > len(best.get(kind, ())):
                best[kind] = group
    return tuple(outcome for group in best.values() for outcome in group)
