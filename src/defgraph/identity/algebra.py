"""What follows from judgements: chains of "same", what is different through them, and contradictions.

Same and same is the same; same and different is different; same and unsure is unsure. "Same" counts before
"different", which counts before "unsure". A chain of "same" between two that are judged different is a
contradiction; "unsure" contradicts nothing.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from defgraph.identity.verdicts import Judgement, Verdict

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

_RANK = {Verdict.DIFFERENT: 0, Verdict.UNSURE: 1}


class Explanation(NamedTuple):
    """Why judgements make two things same, different or unsure: a chain from the one to the other."""

    verdict: Verdict
    chain: tuple[Judgement, ...]


class Contradiction(NamedTuple):
    """A chain of judgements "same", and the judgement "different" on its two ends."""

    chain: tuple[Judgement, ...]
    against: Judgement


class Algebra:
    """What follows from the judgements in effect.

    Args:
        judgements: at most one on each pair.
    """

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        same: defaultdict[str, dict[str, Judgement]] = defaultdict(dict)
        apart = []
        for judgement in sorted(judgements):
            if judgement.verdict is Verdict.SAME:
                same[judgement.a][judgement.b] = same[judgement.b][judgement.a] = judgement
            else:
                apart.append(judgement)
        self._same = {path: dict(sorted(others.items())) for path, others in sorted(same.items())}
        self._root: dict[str, str] = {}
        self._group: dict[str, tuple[str, ...]] = {}
        for path in self._same:
            if path not in self._root:
                self._add_group(path)
        self._against: list[Judgement] = []
        self._apart: defaultdict[str, dict[str, list[Judgement]]] = defaultdict(dict)
        for judgement in sorted(apart, key=lambda each: (_RANK[each.verdict], each.pair)):
            self._set_apart(judgement)

    def _add_group(self, start: str) -> None:
        self._root[start] = start
        members = [start]
        for path in members:
            for other in self._same[path]:
                if other not in self._root:
                    self._root[other] = start
                    members.append(other)
        self._group[start] = tuple(sorted(members))

    def _set_apart(self, judgement: Judgement) -> None:
        a, b = map(self.root, judgement.pair)
        if a != b:
            self._apart[a].setdefault(b, []).append(judgement)
            self._apart[b].setdefault(a, []).append(judgement)
        elif judgement.verdict is Verdict.DIFFERENT:
            self._against.append(judgement)

    def root(self, path: str) -> str:
        """Return the first of the things judged to be one with that at ``path``, or itself."""
        return self._root.get(path, path)

    def group(self, path: str) -> tuple[str, ...]:
        """Return the things judged to be one with that at ``path``, itself among them, sorted."""
        return self._group.get(self.root(path), (path,))

    def apart(self, path: str) -> Mapping[str, Judgement]:
        """Return which groups, by their roots, are not to be joined with that of ``path``, and why."""
        return {root: why[0] for root, why in self._apart.get(self.root(path), {}).items()}

    def verdict(self, a: str, b: str) -> Verdict | None:
        """Return what follows for two things; None where nothing does."""
        one, other = self.root(a), self.root(b)
        if one == other:
            return Verdict.SAME
        why = self._apart.get(one, {}).get(other)
        return why[0].verdict if why else None

    def explain(self, a: str, b: str) -> Explanation | None:
        """Return the shortest chain of judgements that decides about two things, from ``a`` to ``b``."""
        verdict = self.verdict(a, b)
        if verdict is None:
            return None
        if verdict is Verdict.SAME:
            return Explanation(verdict, self.chain(a, b))
        between = self._apart[self.root(a)][self.root(b)]
        chains = []
        for judgement in between:
            if judgement.verdict is verdict:
                here, there = judgement.pair
                if self.root(here) != self.root(a):
                    here, there = there, here
                chains.append((*self.chain(a, here), judgement, *self.chain(there, b)))
        return Explanation(verdict, min(chains, key=lambda chain: (len(chain), chain)))

    def chain(self, a: str, b: str) -> tuple[Judgement, ...]:
        """Return the shortest chain of "same" from ``a`` to ``b``, both in one group."""
        return self.nearest(a, (b,)) if a != b else ()

    def nearest(self, start: str, wanted: Container[str]) -> tuple[Judgement, ...]:
        """Return the shortest chain of "same" from ``start`` to another thing in ``wanted``; empty: none.

        Of several at one distance the first path is taken.
        """
        came: dict[str, str] = {start: start}
        level = [start]
        while level:
            firsts = (
                (other, path)
                for path in level
                for other in islice(
                    (one for one in self._same.get(path, ()) if one in wanted and one != start), 1
                )
            )
            if end := min(firsts, default=None):
                came[end[0]] = end[1]
                return self._way(came, start, end[0])
            following = []
            for path in level:
                for other in self._same.get(path, ()):
                    if other not in came:
                        came[other] = path
                        following.append(other)
            level = following
        return ()

    def _way(self, came: Mapping[str, str], start: str, end: str) -> tuple[Judgement, ...]:
        way = []
        while end != start:
            way.append(self._same[came[end]][end])
            end = came[end]
        return tuple(reversed(way))

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Return every judgement "different" on two things that a chain of "same" joins."""
        return tuple(Contradiction(self.chain(*against.pair), against) for against in self._against)


def way_along(chain: Iterable[Judgement], start: str) -> tuple[str, ...]:
    """Return the things a chain leads through from ``start``, without it: the last is its end."""
    way = []
    for judgement in chain:
        start = judgement.b if judgement.a == start else judgement.a
        way.append(start)
    return tuple(way)
