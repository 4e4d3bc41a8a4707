"""What is resolved, kind by kind: what to compare with what, and where the evidence comes from.

What remembers evidence has no method of its own object in it: that would be a cycle, and keep all that
articles show until Python searches for cycles.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, lru_cache, partial
from itertools import combinations
from typing import TYPE_CHECKING

from defgraph.build.corpus import days_of
from defgraph.build.profiles import (
    body_evidence,
    meeting_key,
    official_evidence,
    position_evidence,
    report_evidence,
    report_iri,
)
from defgraph.identity import bodies, meetings, officials, positions
from defgraph.identity.rivals import contested
from defgraph.ids import slug

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from pyoxigraph import NamedNode

    from defgraph.build.corpus import Corpus
    from defgraph.build.observed import ObservedReport
    from defgraph.build.resolving import Resolution
    from defgraph.identity.evidence import (
        BodyEvidence,
        Comparison,
        OfficialEvidence,
        PositionEvidence,
        ReportEvidence,
    )
    from defgraph.identity.register import Register
    from defgraph.ids import Minter

_LATE = "9999"
"""Stands where no day is known."""


class _Blocks:
    """Keys by the blocks they are in: two that may be one are in one block at least."""

    def __init__(self, keys: Iterable[str], blocks: Callable[[str], Iterable[str]]) -> None:
        self._blocks = blocks
        self._within: defaultdict[str, list[str]] = defaultdict(list)
        for key in keys:
            for block in blocks(key):
                self._within[block].append(key)

    def mates(self, key: str) -> set[str]:
        found = {mate for block in self._blocks(key) for mate in self._within.get(block, ())}
        found.discard(key)
        return found


class Officials:
    """Officials, by their names and all that articles show of them.

    Args:
        corpus: what articles show.
        minter: makes the IRIs.
        keys: of every official there is.
    """

    merge = officials.MERGE
    least = 0.0

    def __init__(self, corpus: Corpus, minter: Minter, keys: Collection[str]) -> None:
        self._corpus = corpus
        self._minter = minter
        self._keys = frozenset(keys)
        self._mates: defaultdict[str, set[str]] | None = None
        self._evidence: dict[str, OfficialEvidence] = {}

    def look_around(self, keys: Collection[str]) -> None:
        """Find all pairs at once where most are asked for."""
        if self._mates is None and len(keys) > len(self._keys) // 2:
            self._mates = defaultdict(set)
            for a, b in officials.pairs(self._keys):
                self._mates[a].add(b)
                self._mates[b].add(a)

    def mates(self, key: str) -> Iterable[str]:
        """Return the officials whose names may be variants of this one's."""
        if self._mates is not None and key in self._keys:
            return sorted(self._mates[key])
        return self._namesakes.mates(key) & self._keys

    @cached_property
    def _namesakes(self) -> officials.Namesakes:
        return self._corpus.namesakes(self._keys)

    def prepare(self, pairs: Collection[tuple[str, str]]) -> None:
        """Gather the evidence of all in ``pairs``."""
        self._gather({key for pair in pairs for key in pair})

    def compare(self, a: str, b: str) -> Comparison:
        """Return how likely the two are one."""
        return officials.compare(self._evidence[a], self._evidence[b])

    def weigh(self, compared: dict[tuple[str, str], Comparison]) -> Mapping[tuple[str, str], Comparison]:
        """Add where a short name may as well be somebody else's."""
        return contested(compared)

    def place(self, key: str) -> tuple[str, ...]:
        """Return the first day seen and the key: later articles seldom come before."""
        self._gather((key,))
        return (self._evidence[key].first or _LATE, key)

    def _gather(self, keys: Collection[str]) -> None:
        missing = {self._minter.iri(key): key for key in keys if key not in self._evidence}
        shown = self._corpus.shown(missing.keys())
        for official, key in missing.items():
            self._evidence[key] = official_evidence(self._minter, official, shown.get(official))


class Bodies:
    """Organisations, by their names, abbreviations and the register.

    Args:
        corpus: what articles show.
        minter: makes the IRIs.
        register: known organisations.
        keys: of every organisation there is.
    """

    merge = bodies.MERGE
    least = bodies.SUGGEST

    def __init__(self, corpus: Corpus, minter: Minter, register: Register, keys: Collection[str]) -> None:
        self._register = register
        self._blocks = _Blocks(keys, lambda key: bodies.blocks(key, register))
        self._short = corpus.abbreviations([minter.iri(key) for key in keys])
        self._evidence = lru_cache(maxsize=100_000)(partial(_body, minter, self._short))

    def look_around(self, keys: Collection[str]) -> None:
        """Do nothing: the blocks are at hand."""

    def mates(self, key: str) -> Iterable[str]:
        """Return the organisations whose names may mean the same."""
        return self._blocks.mates(key)

    def prepare(self, pairs: Collection[tuple[str, str]]) -> None:
        """Do nothing: all is at hand."""

    def compare(self, a: str, b: str) -> Comparison:
        """Return how likely the two are one."""
        return bodies.compare(self._evidence(a), self._evidence(b), self._register)

    def weigh(self, compared: dict[tuple[str, str], Comparison]) -> Mapping[tuple[str, str], Comparison]:
        """Return them as they are."""
        return compared

    def place(self, key: str) -> tuple[str, ...]:
        """Return the key, after one whose name is the register's own."""
        evidence = self._evidence(key)
        known = bodies.registered(evidence, self._register)
        names = {slug(known.name(language)) for language in ("id", "en")} if known else set()
        return ("" if slug(evidence.names[0]) in names else _LATE, key)


def _body(minter: Minter, short: Mapping[NamedNode, Iterable[str]], key: str) -> BodyEvidence:
    body = minter.iri(key)
    return body_evidence(minter, body, short.get(body, ()))


class Positions:
    """Positions, by their titles, the organisation they are in, and the register.

    Args:
        minter: makes the IRIs.
        register: known posts.
        keys: of every position there is.
        resolution: says which organisation an organisation stands for.
    """

    merge = positions.MERGE
    least = positions.SUGGEST

    def __init__(
        self, minter: Minter, register: Register, keys: Iterable[str], resolution: Resolution
    ) -> None:
        self._register = register
        self._evidence = lru_cache(maxsize=100_000)(partial(_position, minter, resolution))
        self._blocks = _Blocks(keys, partial(_position_blocks, register, self._evidence))

    def look_around(self, keys: Collection[str]) -> None:
        """Do nothing: the blocks are at hand."""

    def mates(self, key: str) -> Iterable[str]:
        """Return the positions whose titles may mean the same."""
        return self._blocks.mates(key)

    def prepare(self, pairs: Collection[tuple[str, str]]) -> None:
        """Do nothing: all is at hand."""

    def compare(self, a: str, b: str) -> Comparison:
        """Return how likely the two are one."""
        return positions.compare(self._evidence(a), self._evidence(b), self._register)

    def weigh(self, compared: dict[tuple[str, str], Comparison]) -> Mapping[tuple[str, str], Comparison]:
        """Return them as they are."""
        return compared

    def place(self, key: str) -> tuple[str, ...]:
        """Return the key."""
        return (key,)


def _position(minter: Minter, resolution: Resolution, key: str) -> PositionEvidence:
    return position_evidence(minter, minter.iri(key), partial(resolution.stand_in, minter))


def _position_blocks(
    register: Register, evidence_of: Callable[[str], PositionEvidence], key: str
) -> set[str]:
    evidence = evidence_of(key)
    return {*positions.blocks(key, register), f"{evidence.organisation}/{evidence.titles[0]}"}


class Reports:
    """Reports of meetings, by their days, people, parties and places.

    Args:
        corpus: what articles show.
        minter: makes the IRIs.
        resolution: says which official, organisation or position one stands for.
    """

    merge = meetings.MERGE
    least = meetings.SUGGEST

    def __init__(self, corpus: Corpus, minter: Minter, resolution: Resolution) -> None:
        self._corpus = corpus
        self._minter = minter
        self._reports: dict[str, ObservedReport] = {}
        self._on: dict[str, list[str]] = {}
        self._evidence = lru_cache(maxsize=4_000)(partial(_report, minter, resolution, self._reports))

    def look_around(self, keys: Collection[str]) -> None:
        """Gather the reports of all days of these reports."""
        missing = [report_iri(self._minter, key) for key in keys if key not in self._reports]
        self._take_in(self._corpus.reports(missing).values())
        days = {day for key in keys for day in days_of(self._reports[key])} - self._on.keys()
        self._on.update((day, []) for day in days)
        found = self._corpus.reports_on(days)
        self._take_in(found.values())
        for report in found.values():
            for day in days.intersection(days_of(report)):
                self._on[day].append(meeting_key(report))

    def mates(self, key: str) -> Iterable[str]:
        """Return the reports of a common day that have anyone or anything in common."""
        mine = self._evidence(key)
        others = {path for day in days_of(self._reports[key]) for path in self._on[day]} - {key}
        return (path for path in sorted(others) if _meet(mine, self._evidence(path)))

    def near(self, keys: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield the pairs of one day, or of two that follow, with anyone or anything in common.

        That is more than :meth:`mates` has: what people may look at, though it seldom is one.
        """
        within: defaultdict[str, list[str]] = defaultdict(list)
        for key in sorted(keys):
            for block in meetings.blocks(self._evidence(key)):
                within[block].append(key)
        for listed in within.values():
            for a, b in combinations(listed, 2):
                if _have_in_common(self._evidence(a), self._evidence(b)):
                    yield a, b

    def prepare(self, pairs: Collection[tuple[str, str]]) -> None:
        """Do nothing: :meth:`mates` had to have it all."""

    def compare(self, a: str, b: str) -> Comparison:
        """Return how likely the two tell of one meeting."""
        return meetings.compare(self._evidence(a), self._evidence(b))

    def weigh(self, compared: dict[tuple[str, str], Comparison]) -> Mapping[tuple[str, str], Comparison]:
        """Return them as they are."""
        return compared

    def place(self, key: str) -> tuple[str, ...]:
        """Return the day of the article and the key: later articles seldom come before."""
        report = self._reports[key]
        return (report.published or _LATE, report.path)

    def _take_in(self, reports: Iterable[ObservedReport]) -> None:
        self._reports.update((meeting_key(report), report) for report in reports)


def _report(
    minter: Minter, resolution: Resolution, reports: Mapping[str, ObservedReport], key: str
) -> ReportEvidence:
    return report_evidence(minter, reports[key], partial(resolution.stand_in, minter))


def _meet(a: ReportEvidence, b: ReportEvidence) -> bool:
    """Return whether two reports have an official, a post or two parties in common; less is too little."""
    if not (a.officials.isdisjoint(b.officials) and a.posts.isdisjoint(b.posts)):
        return True
    return len(_parties(a) & _parties(b)) > 1


def _have_in_common(a: ReportEvidence, b: ReportEvidence) -> bool:
    """Return whether two reports have an official, a post or a party in common."""
    return _meet(a, b) or not _parties(a).isdisjoint(_parties(b))


def _parties(report: ReportEvidence) -> set[str]:
    return {*report.partners, *(f"country/{side}" for side in report.sides)}
