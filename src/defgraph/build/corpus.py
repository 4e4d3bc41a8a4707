"""All that is observed, to be asked by thing and by day.

Here it is in memory; :mod:`~defgraph.build.recall` has it out of a store.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from defgraph.build.observed import Seen, Shown
from defgraph.identity.officials import Namesakes
from defgraph.namespaces import COUNTRY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import NamedNode

    from defgraph.build.observed import ObservedReport
    from defgraph.build.statements import Observations

LONGEST = 31
"""A report of more days than these is found by its first days alone."""


class Corpus(Protocol):
    """What articles show, all of them or those that matter."""

    def all_named(self) -> Collection[NamedNode]:
        """Return everything that has a name: all but countries."""

    def all_reports(self) -> Collection[NamedNode]:
        """Return every report."""

    def partner_countries(self) -> set[NamedNode]:
        """Return the countries that are partner in any report."""

    def names(self, things: Collection[NamedNode]) -> Mapping[NamedNode, Counter[str]]:
        """Return what each of ``things`` is called, with the number of articles."""

    def abbreviations(self, organisations: Collection[NamedNode]) -> Mapping[NamedNode, set[str]]:
        """Return the abbreviations that articles give each of ``organisations``."""

    def naming(self, things: Collection[NamedNode]) -> Mapping[NamedNode, Collection[ObservedReport]]:
        """Return, for each of ``things``, the reports in which it takes part, is held or is partner."""

    def shown(self, officials: Collection[NamedNode]) -> Mapping[NamedNode, Shown]:
        """Return, for each of ``officials``, what reports show of it."""

    def seen(self, officials: Collection[NamedNode]) -> Iterator[Seen]:
        """Yield in which positions ``officials`` are seen."""

    def partners_among(self, things: Collection[NamedNode]) -> set[NamedNode]:
        """Return those of ``things`` that are partner in any report."""

    def unnamed_in(self, positions: Collection[NamedNode]) -> set[NamedNode]:
        """Return the reports that have one of ``positions`` without the name of its holder."""

    def reports(self, iris: Collection[NamedNode]) -> Mapping[NamedNode, ObservedReport]:
        """Return the reports with these IRIs."""

    def reports_on(self, days: Collection[str]) -> Mapping[NamedNode, ObservedReport]:
        """Return the reports of meetings on any of ``days`` (ISO 8601)."""

    def namesakes(self, officials: Collection[str]) -> Namesakes:
        """Return what finds the namesakes among ``officials``, given by their keys, and among any others."""


class StayingCorpus(Corpus, Protocol):
    """What articles show after a change, and what it was before."""

    @property
    def known(self) -> frozenset[NamedNode]:
        """Everything that has a name before the change."""

    @property
    def leaving(self) -> Sequence[Observations]:
        """What each article that changes or goes shows before the change."""


def days_of(report: ObservedReport) -> frozenset[str]:
    """Return the days of a report's meeting, the first :data:`LONGEST` of them."""
    if report.first is None or report.last is None:
        return frozenset()
    return days_between(report.first, report.last)


@lru_cache(maxsize=10_000)
def days_between(first: str, last: str) -> frozenset[str]:
    """Return the days from ``first`` to ``last``, both included, the first :data:`LONGEST` of them."""
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    length = min((end - begin).days + 1, LONGEST)
    return frozenset((begin + timedelta(number)).isoformat() for number in range(length))


def things_in(report: ObservedReport) -> Iterator[NamedNode]:
    """Yield every thing that a report names, perhaps more than once."""
    for seen in report.participations:
        for thing in (seen.official, seen.position, seen.organisation):
            if thing is not None:
                yield thing
    for partnership in report.partnerships:
        yield partnership.partner


def shown_in(reports: Iterable[ObservedReport], official: NamedNode) -> Shown:
    """Return what ``reports`` show of an official, who takes part in each of them."""
    posts, ranks, beside, days = set(), set(), set(), set()
    for report in reports:
        days.add(report.first)
        for seen in report.participations:
            if seen.official != official:
                beside.add(seen.official)
                continue
            ranks.add(seen.rank)
            if seen.position is not None:
                posts.add((seen.position, seen.organisation, report.first, report.last))
    return Shown(
        frozenset(posts),
        frozenset(rank for rank in ranks if rank is not None),
        frozenset(other for other in beside if other is not None),
        min((day for day in days if day is not None), default=None),
    )


def seen_in(naming: Mapping[NamedNode, Iterable[ObservedReport]]) -> Iterator[Seen]:
    """Yield in which positions reports see the officials that they name."""
    for official, reports in naming.items():
        for report in reports:
            for part in report.participations:
                if part.official == official and part.position is not None:
                    yield Seen(official, part.position, report.first, report.last, report.article)


class MemoryCorpus:
    """A corpus of the articles that are added to it; their order makes no difference."""

    def __init__(self) -> None:
        self._names: defaultdict[NamedNode, Counter[str]] = defaultdict(Counter)
        self._abbreviations: defaultdict[NamedNode, set[str]] = defaultdict(set)
        self._reports: dict[NamedNode, ObservedReport] = {}
        self._naming: defaultdict[NamedNode, list[ObservedReport]] = defaultdict(list)
        self._on: defaultdict[str, list[ObservedReport]] = defaultdict(list)
        self._partners: set[NamedNode] = set()
        self._unnamed: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)

    def add(self, observed: Observations) -> None:
        """Take in what one article shows."""
        for thing, name in observed.names:
            self._names[thing][name] += 1
        for organisation, short in observed.abbreviations:
            self._abbreviations[organisation].add(short)
        for report in observed.reports:
            self.add_report(report)

    def add_report(self, report: ObservedReport) -> None:
        """Take in one report."""
        self._reports[report.iri] = report
        for thing in set(things_in(report)):
            self._naming[thing].append(report)
        self._partners.update(part.partner for part in report.partnerships)
        for seen in report.participations:
            if seen.official is None and seen.position is not None:
                self._unnamed[seen.position].add(report.iri)
        for day in days_of(report):
            self._on[day].append(report)

    def all_reports(self) -> Collection[NamedNode]:
        """Return every report."""
        return self._reports.keys()

    def all_named(self) -> Collection[NamedNode]:
        """Return everything that has a name: all but countries."""
        return self._names.keys()

    def partner_countries(self) -> set[NamedNode]:
        """Return the countries that are partner in any report."""
        return {partner for partner in self._partners if partner in COUNTRY}

    def partners_among(self, things: Collection[NamedNode]) -> set[NamedNode]:
        """Return those of ``things`` that are partner in any report."""
        return self._partners.intersection(things)

    def unnamed_in(self, positions: Collection[NamedNode]) -> set[NamedNode]:
        """Return the reports that have one of ``positions`` without the name of its holder."""
        return {iri for position in positions for iri in self._unnamed.get(position, ())}

    def names(self, things: Collection[NamedNode]) -> Mapping[NamedNode, Counter[str]]:
        """Return what each of ``things`` is called, with the number of articles."""
        return {thing: self._names[thing] for thing in things if thing in self._names}

    def abbreviations(self, organisations: Collection[NamedNode]) -> Mapping[NamedNode, set[str]]:
        """Return the abbreviations that articles give each of ``organisations``."""
        return {body: self._abbreviations[body] for body in organisations if body in self._abbreviations}

    def naming(self, things: Collection[NamedNode]) -> Mapping[NamedNode, Collection[ObservedReport]]:
        """Return, for each of ``things``, the reports in which it takes part, is held or is partner."""
        return {thing: self._naming[thing] for thing in things if thing in self._naming}

    def shown(self, officials: Collection[NamedNode]) -> Mapping[NamedNode, Shown]:
        """Return, for each of ``officials``, what reports show of it."""
        return {official: shown_in(reports, official) for official, reports in self.naming(officials).items()}

    def seen(self, officials: Collection[NamedNode]) -> Iterator[Seen]:
        """Yield in which positions ``officials`` are seen."""
        return seen_in(self.naming(officials))

    def reports(self, iris: Collection[NamedNode]) -> Mapping[NamedNode, ObservedReport]:
        """Return the reports with these IRIs."""
        return {iri: self._reports[iri] for iri in iris if iri in self._reports}

    def reports_on(self, days: Collection[str]) -> Mapping[NamedNode, ObservedReport]:
        """Return the reports of meetings on any of ``days`` (ISO 8601)."""
        return {report.iri: report for day in days for report in self._on.get(day, ())}

    def namesakes(self, officials: Collection[str]) -> Namesakes:
        """Return what finds the namesakes among ``officials``."""
        return Namesakes(officials)
