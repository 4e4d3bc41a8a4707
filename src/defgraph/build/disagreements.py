"""What the articles of one meeting tell differently: every reading, and which of them counts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pyoxigraph import NamedNode

    from defgraph.build.observed import Counted, ObservedReport
    from defgraph.identity.readings import Choice

OF_A_PARTICIPANT = ("role", "rank", "post")
"""What articles may tell differently of someone whom two of them name."""

MOST_TOLD = "of each person counts what the article has that tells most of him or her"
"""The rule by which one report's participation counts."""


class Told(NamedTuple):
    """What one report reads.

    Args:
        report: the report.
        number: counts the readings of one report from 1: it may list somebody twice.
        value: the text, as records write it; of a post the position that it stands for.
        counts: whether the meeting has it so.
    """

    report: ObservedReport
    number: int
    value: str | NamedNode
    counts: bool


class Disagreement(NamedTuple):
    """Readings of one property which are not all the same.

    Args:
        name: a property of the meeting, as records call it, or one of :data:`OF_A_PARTICIPANT`.
        official: whom it is about; None: the meeting.
        value: what the meeting has; None where participations have it.
        rule: why that counts.
        readings: of each report that has any, each once.
    """

    name: str
    official: NamedNode | None
    value: str | None
    rule: str
    readings: tuple[Told, ...]


def about_meeting(reports: Sequence[ObservedReport], choices: Mapping[str, Choice]) -> Iterator[Disagreement]:
    """Yield what ``reports`` tell differently of their meeting itself."""
    for name, choice in choices.items():
        if choice.dissent:
            readings = [(report, getattr(report, name)) for report in reports]
            told = (Told(report, 1, value, value == choice.value) for report, value in readings if value)
            yield Disagreement(name, None, choice.value, choice.rule, tuple(told))


def about_participants(
    reports: Sequence[ObservedReport], counted: Sequence[Sequence[Counted]], counting: Collection[Counted]
) -> Iterator[Disagreement]:
    """Yield what ``reports`` tell differently of those whom two of them name.

    Args:
        reports: of one meeting.
        counted: of each report its participations.
        counting: those that count for the meeting.
    """
    counts = {one.seen.iri for one in counting}
    read: defaultdict[tuple[NamedNode, str], list[dict[str | NamedNode, bool]]]
    read = defaultdict(lambda: [{} for _ in reports])
    for number, report in enumerate(counted):
        for one in report:
            if one.official is None:
                continue
            values = (one.seen.role or None, one.seen.rank, one.position)
            for name, value in zip(OF_A_PARTICIPANT, values, strict=True):
                if value is not None:
                    told = read[one.official, name][number]
                    told[value] = told.get(value, False) or one.seen.iri in counts
    for (official, name), by_report in read.items():
        if sum(map(bool, by_report)) > 1 and len(set().union(*by_report)) > 1:
            readings = (
                Told(report, number, value, counts)
                for report, told in zip(reports, by_report, strict=True)
                for number, (value, counts) in enumerate(told.items(), 1)
            )
            yield Disagreement(name, official, None, MOST_TOLD, tuple(readings))
