"""Which things are one: judgements first, then the pairs that merge by themselves, the best first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from defgraph.identity.algebra import way_along
from defgraph.identity.verdicts import Judgement, Verdict, ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from defgraph.identity.algebra import Algebra
    from defgraph.identity.judgements import Judgements


BY_ITSELF = "merged by itself"
"""How the reason begins why a thing that nobody judged is in its group."""


class ScoredPair(NamedTuple):
    """Two things and how likely they are one.

    ``reasons`` speak for it and ``against`` is counter-evidence, in words, the weightiest first; with any of
    the latter the pair does not merge by itself.
    """

    a: str
    b: str
    score: float
    reasons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class Joined(NamedTuple):
    """Why a thing is in its group.

    ``partner`` is the one of the group that it joined through. ``score`` is None where that was judged; then
    ``chain`` holds the judgements that lead there. ``reason`` says it in words.
    """

    partner: str
    score: float | None
    reason: str
    chain: tuple[Judgement, ...] = ()


class Refused(NamedTuple):
    """A pair that would have merged by itself, and did not.

    ``between`` are the two things, one from each side, that must not come together: often the pair itself.
    """

    a: str
    b: str
    score: float
    reason: str
    between: tuple[str, str]


@dataclass(frozen=True)
class Clusters:
    """What came together.

    Args:
        groups: the groups of two or more, each once, sorted.
        joined: for each thing in a group, why.
        refused: pairs that were kept apart, the best first.
    """

    groups: tuple[frozenset[str], ...]
    joined: Mapping[str, Joined]
    refused: tuple[Refused, ...]

    @cached_property
    def _group_of(self) -> Mapping[str, frozenset[str]]:
        return {member: group for group in self.groups for member in group}

    def group(self, member: str) -> frozenset[str]:
        """Return the group of ``member``, which may be alone in it."""
        return self._group_of.get(member) or frozenset((member,))


class _Conflict(NamedTuple):
    """Why two groups must not be joined; the least of several is told."""

    rank: int
    a: str
    b: str


_BY_VERDICT = {Verdict.DIFFERENT: 0, Verdict.UNSURE: 1}
_BY_EVIDENCE = 2


class _Groups:
    """Disjoint sets, and which of them must stay apart: near linear, the smaller goes into the larger."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._size: dict[str, int] = {}
        self._apart: dict[str, dict[str, _Conflict]] = {}

    def find(self, node: str) -> str:
        root = node
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while node != root:
            self._parent[node], node = root, self._parent[node]
        return root

    def keep_apart(self, a: str, b: str, conflict: _Conflict) -> None:
        """Let two different groups never join."""
        for one, other in ((a, b), (b, a)):
            conflicts = self._apart.setdefault(one, {})
            conflicts[other] = min(conflict, conflicts.get(other, conflict))

    def conflict(self, a: str, b: str) -> _Conflict:
        """Return why two groups, given by their roots, stayed apart."""
        return self._apart[a][b]

    def join(self, a: str, b: str) -> None:
        """Join two groups, given by their roots, unless they are one already or must stay apart."""
        if a == b or b in self._apart.get(a, ()):
            return
        small, large = sorted((a, b), key=self._weight)
        self._size[large] = self._size.get(large, 1) + self._size.get(small, 1)
        self._parent[small] = large
        for other, conflict in self._apart.pop(small, {}).items():
            del self._apart[other][small]
            self.keep_apart(large, other, conflict)

    def _weight(self, root: str) -> int:
        return self._size.get(root, 1) + len(self._apart.get(root, ()))


def cluster(
    members: Iterable[str],
    pairs: Iterable[ScoredPair],
    vetoes: Iterable[tuple[str, str]],
    judgements: Judgements,
    *,
    threshold: float = 0.0,
) -> Clusters:
    """Return which members are one, whatever the order of the input.

    What judgements make the same is joined, also through things that are not among the members. Then pairs
    are joined, the best first (at one score in the order of their paths), unless that would bring two
    together that are judged different or unsure, or between which there is counter-evidence. What happens
    among members that neither pairs nor judgements connect with others depends on them alone.

    Args:
        members: paths of things of one kind.
        pairs: scored pairs; those of others than members are passed over.
        vetoes: more pairs between which there is counter-evidence.
        judgements: what was decided.
        threshold: the score from which a pair merges by itself; of one below, only ``against`` counts.

    Raises:
        JudgementsError: judgements contradict one another.
    """
    judgements.check()
    work = _Clustering(frozenset(members), judgements)
    work.keep_judged_apart()
    scored = _each_once(pairs, work.members)
    for pair in scored:
        if pair.against:
            work.veto(pair.a, pair.b)
    for a, b in vetoes:
        if a in work.members and b in work.members:
            work.veto(a, b)
    strong = [pair for pair in scored if pair.score >= threshold]
    for pair in strong:
        work.merge(pair)
    return work.finish(strong, {(pair.a, pair.b): "; ".join(pair.against) for pair in scored if pair.against})


class _Clustering:
    """One run; nodes of the groups are the roots of what is judged to be one."""

    def __init__(self, members: frozenset[str], judgements: Judgements) -> None:
        self.members = members
        self._judgements = judgements
        self._algebra: Algebra = judgements.algebra
        self._groups = _Groups()
        self._vetoed: set[tuple[str, str]] = set()

    def _find(self, member: str) -> str:
        return self._groups.find(self._algebra.root(member))

    def keep_judged_apart(self) -> None:
        roots = {self._algebra.root(member) for member in self.members}
        for root in roots:
            for other, judgement in self._algebra.apart(root).items():
                if other in roots:
                    conflict = _Conflict(_BY_VERDICT[judgement.verdict], *judgement.pair)
                    self._groups.keep_apart(root, other, conflict)

    def veto(self, a: str, b: str) -> None:
        one, other = ordered(a, b)
        self._vetoed.add((one, other))
        if (root := self._find(one)) != (other_root := self._find(other)):
            self._groups.keep_apart(root, other_root, _Conflict(_BY_EVIDENCE, one, other))

    def merge(self, pair: ScoredPair) -> None:
        self._groups.join(self._find(pair.a), self._find(pair.b))

    def finish(self, strong: list[ScoredPair], told: Mapping[tuple[str, str], str]) -> Clusters:
        """Return what came together; ``told`` is the counter-evidence in words."""
        root = {member: self._find(member) for member in sorted(self.members)}
        grouped: defaultdict[str, list[str]] = defaultdict(list)
        for member in root:
            grouped[root[member]].append(member)
        groups = [group for group in grouped.values() if len(group) > 1]
        inside = [pair for pair in strong if root[pair.a] == root[pair.b]]
        best = self._best(inside)
        joined = {member: self._judged(member) or best[member] for group in groups for member in group}
        refused = (self._refusal(pair, told) for pair in strong if root[pair.a] != root[pair.b])
        return Clusters(tuple(map(frozenset, groups)), joined, tuple(refused))

    def _own_conflict(self, a: str, b: str) -> _Conflict | None:
        """Return what speaks against a pair itself."""
        judgement = self._judgements.on(a, b)
        if judgement is not None and judgement.verdict is not Verdict.SAME:
            return _Conflict(_BY_VERDICT[judgement.verdict], a, b)
        return _Conflict(_BY_EVIDENCE, a, b) if (a, b) in self._vetoed else None

    def _refusal(self, pair: ScoredPair, told: Mapping[tuple[str, str], str]) -> Refused:
        own = self._own_conflict(pair.a, pair.b)
        conflict = own or self._groups.conflict(self._find(pair.a), self._find(pair.b))
        between = (conflict.a, conflict.b)
        judgement = self._judgements.on(*between)
        if conflict.rank == _BY_EVIDENCE or judgement is None:
            reason = f"counter-evidence{': ' if between in told else ''}{told.get(between, '')}"
        else:
            reason = judgement.words
        if between != (pair.a, pair.b):
            reason = f"would bring {conflict.a} and {conflict.b} together: {reason}"
        return Refused(pair.a, pair.b, pair.score, reason, between)

    def _best(self, inside: list[ScoredPair]) -> dict[str, Joined]:
        """Return the best pair of each thing, of those that lie within one group, the best first."""
        best: dict[str, Joined] = {}
        for pair in inside:
            if self._own_conflict(pair.a, pair.b) is None:
                told = "; ".join(pair.reasons)
                reason = f"{BY_ITSELF} at {pair.score:.2f}{': ' if told else ''}{told}"
                best.setdefault(pair.a, Joined(pair.b, pair.score, reason))
                best.setdefault(pair.b, Joined(pair.a, pair.score, reason))
        return best

    def _judged(self, member: str) -> Joined | None:
        chain = self._algebra.nearest(member, self.members)
        if not chain:
            return None
        *through, partner = way_along(chain, member)
        reason = "; ".join(judgement.words for judgement in chain)
        if through:
            reason = f"through {', '.join(through)}: {reason}"
        return Joined(partner, None, reason, chain)


def _each_once(pairs: Iterable[ScoredPair], members: frozenset[str]) -> list[ScoredPair]:
    """Return each pair of members once, the best first."""
    best: dict[tuple[str, str], ScoredPair] = {}
    for pair in pairs:
        if pair.a == pair.b or pair.a not in members or pair.b not in members:
            continue
        key = ordered(pair.a, pair.b)
        new = pair._replace(a=key[0], b=key[1])
        known = best.setdefault(key, new)
        if known is not new:
            against = tuple(sorted({*known.against, *new.against}))
            best[key] = max(known, new)._replace(against=against)
    return sorted(best.values(), key=lambda pair: (-pair.score, pair.a, pair.b))
