"""What people may decide about: pairs of all that a store holds, and what became of each.

Things are compared as a build compares them, with the judgements that the store was built with.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from defgraph.build.change import recall_resolution
from defgraph.build.corpus import MemoryCorpus
from defgraph.build.derived import commonest
from defgraph.build.known import recall_known
from defgraph.build.matters import Bodies, Officials, Positions, Reports
from defgraph.build.profiles import MEETING, meeting_key, report_iri
from defgraph.build.recall import StoreCorpus
from defgraph.build.resolving import reach
from defgraph.build.target import base_of
from defgraph.build.things import OFFICIAL, ORGANISATION, POSITION, kind_of
from defgraph.identity import bodies, meetings, officials, positions, propose
from defgraph.identity.clusters import ScoredPair, cluster
from defgraph.identity.propose import OPEN, Candidate, Status
from defgraph.ids import Minter
from defgraph.namespaces import DEFAULT_BASE
from defgraph.ontology import meeting_label

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pyoxigraph import NamedNode

    from defgraph.build.observed import ObservedReport
    from defgraph.build.resolving import Matter
    from defgraph.build.target import Target
    from defgraph.identity.clusters import Clusters

SUGGEST = {
    OFFICIAL: officials.SUGGEST,
    ORGANISATION: bodies.SUGGEST,
    POSITION: positions.SUGGEST,
    MEETING: meetings.SUGGEST,
}
"""From which score a pair of each kind is worth a look."""


def candidates(
    store: Target,
    kind: str,
    *,
    minimum: float | None = None,
    include: Collection[Status | str] = OPEN,
) -> list[Candidate]:
    """Return the pairs of one kind that may be one, the best first.

    Args:
        store: what has been built.
        kind: ``official``, ``organisation``, ``position`` or ``meeting``.
        minimum: the least score listed; None: from which a pair is worth a look (:data:`SUGGEST`).
        include: which are listed, by what became of them.
    """
    return Pairs(store, kind).listed(SUGGEST[kind] if minimum is None else minimum, include)


class Pairs:
    """The things of one kind in a store, every one compared with all that it may be one with.

    Args:
        store: what has been built.
        kind: ``official``, ``organisation``, ``position`` or ``meeting``.
    """

    def __init__(self, store: Target, kind: str) -> None:
        self._kind = kind
        self._minter = Minter(base_of(store) or DEFAULT_BASE)
        self._known = recall_known(store, self._minter)
        self._corpus = StoreCorpus(store, self._minter, (), MemoryCorpus())
        self._resolution = recall_resolution(store, self._minter)

    def listed(self, minimum: float, include: Collection[Status | str] = OPEN) -> list[Candidate]:
        """Return the pairs that score ``minimum`` or more, the best first."""
        scored = [*self._scored.values(), *self._near(minimum)]
        return self._judged(scored, minimum, include)

    def compare(self, a: str, b: str) -> Candidate:
        """Return how likely two things are one and what became of them, given by their keys."""
        one, other = min(a, b), max(a, b)
        pair = self._scored.get((one, other))
        if pair is None:
            self._matter.prepare([(one, other)])
            pair = ScoredPair(one, other, *self._matter.compare(one, other))
        return self._judged([pair], 0.0, frozenset(Status))[0]

    def iri(self, key: str) -> NamedNode:
        """Return the thing (or meeting) with this key."""
        return self._minter.iri(key)

    @cached_property
    def clusters(self) -> Clusters:
        """What came together, and why."""
        pairs, judgements = self._scored.values(), self._known.judgements
        return cluster(self.keys, pairs, (), judgements, threshold=self._matter.merge)

    def names(self, keys: Collection[str]) -> Mapping[str, str]:
        """Return what each of ``keys`` is called: its commonest name; a meeting by day, kind and place."""
        if self._kind == MEETING:
            reports = self._corpus.reports([report_iri(self._minter, key) for key in keys])
            return {meeting_key(report): _words(report) for report in reports.values()}
        found = self._corpus.names([self._minter.iri(key) for key in keys])
        return {self._minter.path(thing): commonest(names) for thing, names in found.items()}

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all things of the kind; of meetings, a key a report."""
        return self._of_kind(self._kind)

    def _of_kind(self, kind: str) -> frozenset[str]:
        minter = self._minter
        if kind == MEETING:
            reports = self._corpus.reports(self._corpus.all_reports())
            return frozenset(map(meeting_key, reports.values()))
        named = self._corpus.all_named()
        return frozenset(minter.path(thing) for thing in named if kind_of(minter, thing) == kind)

    @cached_property
    def _matter(self) -> Matter:
        register = self._known.knowledge.register
        match self._kind:
            case "official":
                return Officials(self._corpus, self._minter, self.keys)
            case "organisation":
                return Bodies(self._corpus, self._minter, register, self.keys)
            case "position":
                return Positions(self._minter, register, self.keys, self._resolution)
            case _:
                return Reports(self._corpus, self._minter, self._resolution)

    @cached_property
    def _scored(self) -> Mapping[tuple[str, str], ScoredPair]:
        """Every pair that a build compares and remembers; what is tied by judgements is among the keys."""
        reached = reach(self._matter, self.keys, lambda _: ())
        return {(pair.a, pair.b): pair for pair in reached.pairs}

    def _near(self, minimum: float) -> list[ScoredPair]:
        """Return pairs of reports of one day, or of two that follow, which a build need not compare."""
        scored, matter = self._scored, self._matter
        if not isinstance(matter, Reports):
            return []
        pairs = sorted(set(matter.near(self.keys)) - scored.keys())
        found = (ScoredPair(a, b, *matter.compare(a, b)) for a, b in pairs)
        return [pair for pair in found if pair.score >= minimum]

    def _judged(
        self, scored: Collection[ScoredPair], minimum: float, include: Collection[Status | str]
    ) -> list[Candidate]:
        judgements = self._known.judgements
        return propose.candidates(scored, self.clusters, judgements, minimum=minimum, include=include)


def _words(report: ObservedReport) -> str:
    words = (report.date, meeting_label(report.type, "en"), report.venue, report.city)
    return ", ".join(word for word in words if word)
