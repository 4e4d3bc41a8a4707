"""Which of the keys that articles' names have stand for one thing, and which reports tell of one meeting.

Resolution looks at the keys it is asked about, at all that may be one with those, at all that may be one
with these, and so on; nothing else can change what it finds. Asked about everything it resolves a whole
corpus, asked about what an article touches it finds the same there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from defgraph.identity.clusters import ScoredPair, cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from pyoxigraph import NamedNode

    from defgraph.identity.clusters import Clusters
    from defgraph.identity.evidence import Comparison
    from defgraph.identity.judgements import Judgements
    from defgraph.ids import Minter


class Matter(Protocol):
    """What is resolved: officials, organisations, positions, or reports of meetings."""

    merge: float
    """At this score or above a pair is one, unless something speaks against it."""

    least: float
    """A pair that scores lower, and with nothing against it, need not be remembered."""

    def look_around(self, keys: Collection[str]) -> None:
        """Gather in one stroke what :meth:`mates` needs for ``keys``."""

    def mates(self, key: str) -> Iterable[str]:
        """Return the keys of what ``key`` has to be compared with, itself not among them."""

    def prepare(self, pairs: Collection[tuple[str, str]]) -> None:
        """Gather in one stroke what :meth:`compare` needs for ``pairs``."""

    def compare(self, a: str, b: str) -> Comparison:
        """Return how likely the two are one."""

    def weigh(self, compared: dict[tuple[str, str], Comparison]) -> Mapping[tuple[str, str], Comparison]:
        """Return the comparisons again, each in the light of the others; a pair is in order."""

    def place(self, key: str) -> tuple[str, ...]:
        """Return where ``key`` stands among the members of its group: the least gives the group its IRI."""


class Reached(NamedTuple):
    """What a resolution looked at: the things it reached, and the pairs of them that count."""

    members: set[str]
    pairs: list[ScoredPair]


def reach(matter: Matter, seeds: Iterable[str], tied: Callable[[str], Iterable[str]]) -> Reached:
    """Return ``seeds``, all that may be one with them, all that may be one with that, and so on.

    Args:
        matter: says what to compare, and how.
        seeds: the keys to begin with.
        tied: what belongs with a key whatever a comparison says: it is judged the same, or was one with it.
    """
    members = set(seeds)
    frontier = sorted(members)
    done: set[str] = set()
    remembered = _Remembered(matter)
    while frontier:
        pairs = []
        matter.look_around(frontier)
        for key in frontier:
            done.add(key)
            pairs += [(key, mate) for mate in matter.mates(key) if mate not in done]
        matter.prepare(pairs)
        found = set()
        for key in frontier:
            for mate in tied(key):
                remembered.link(key, mate)
                found.add(mate)
        for a, b in pairs:
            if remembered.compare(min(a, b), max(a, b)):
                found |= {a, b}
        frontier = sorted(found - members)
        members |= found
    weighed = matter.weigh(remembered.all())
    return Reached(members, [ScoredPair(a, b, *comparison) for (a, b), comparison in weighed.items()])


class _Remembered:
    """The comparisons that count: those of a score, and what speaks against two that others may join.

    Most of what speaks against two is about a pair that nothing would join, and would fill the memory.
    """

    def __init__(self, matter: Matter) -> None:
        self._matter = matter
        self._compared: dict[tuple[str, str], Comparison] = {}
        self._opposed: list[tuple[str, str]] = []
        self._links: defaultdict[str, set[str]] = defaultdict(set)

    def link(self, a: str, b: str) -> None:
        """Take in that two may be joined."""
        self._links[a].add(b)
        self._links[b].add(a)

    def compare(self, a: str, b: str) -> bool:
        """Compare two, and return whether they may be joined."""
        comparison = self._matter.compare(a, b)
        if comparison.score >= self._matter.least:
            self._compared[a, b] = comparison
        elif comparison.against:
            self._opposed.append((a, b))
        if comparison.score < self._matter.merge or comparison.against:
            return False
        self.link(a, b)
        return True

    def all(self) -> dict[tuple[str, str], Comparison]:
        """Return the comparisons that count."""
        part_of = self._parts()
        for a, b in self._opposed:
            if (part := part_of.get(a)) is not None and part == part_of.get(b):
                self._compared[a, b] = self._matter.compare(a, b)
        return self._compared

    def _parts(self) -> dict[str, str]:
        """Return, for all that has links, one for each part that hangs together: a member of it."""
        part_of: dict[str, str] = {}
        for key in self._links:
            reached = [key] if key not in part_of else []
            while reached:
                one = reached.pop()
                if one not in part_of:
                    part_of[one] = key
                    reached += self._links[one]
        return part_of


@dataclass
class Resolution:
    """Which keys stand for another: ``canonical`` has those that do, ``because`` says why."""

    canonical: dict[str, str] = field(default_factory=dict)
    because: dict[str, str] = field(default_factory=dict)

    def of(self, key: str) -> str:
        """Return the key that ``key`` stands for: itself, unless it is one with another."""
        return self.canonical.get(key, key)

    def stand_in(self, minter: Minter, thing: NamedNode) -> NamedNode:
        """Return what ``thing`` stands for: itself, unless it is one with another."""
        other = self.canonical.get(minter.path(thing))
        return thing if other is None else minter.iri(other)

    def settle(self, matter: Matter, reached: Reached, judgements: Judgements) -> Clusters:
        """Decide about all that was reached, and return the decision."""
        for key in reached.members:
            self.canonical.pop(key, None)
            self.because.pop(key, None)
        clusters = cluster(reached.members, reached.pairs, (), judgements, threshold=matter.merge)
        for group in clusters.groups:
            chosen = min(group, key=matter.place)
            for key in group - {chosen}:
                self.canonical[key] = chosen
                self.because[key] = clusters.joined[key].reason
        return clusters
