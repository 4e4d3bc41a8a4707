"""What there is to decide: scored pairs, with what became of each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from defgraph.identity.verdicts import Verdict, ordered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from defgraph.identity.clusters import Clusters, ScoredPair
    from defgraph.identity.judgements import Judgements


class Status(StrEnum):
    """What became of a pair."""

    CANDIDATE = "candidate"
    """Likely one, but not so likely that it merges by itself."""
    REFUSED = "refused"
    """Would have merged by itself, but for what stands under ``against``."""
    MERGED = "merged"
    """In one group, by its own score or through others."""
    JUDGED_SAME = "judged-same"
    JUDGED_DIFFERENT = "judged-different"
    UNSURE = "unsure"


OPEN = frozenset({Status.CANDIDATE, Status.REFUSED})
"""What waits for a decision."""

_BY_VERDICT = {
    Verdict.SAME: Status.JUDGED_SAME,
    Verdict.DIFFERENT: Status.JUDGED_DIFFERENT,
    Verdict.UNSURE: Status.UNSURE,
}


class Candidate(NamedTuple):
    """A pair as it is listed; ``reasons`` and ``against`` are words, judgements the first of them."""

    a: str
    b: str
    score: float
    status: Status
    reasons: tuple[str, ...]
    against: tuple[str, ...]


def candidates(
    pairs_scored: Iterable[ScoredPair],
    clusters: Clusters,
    judgements: Judgements,
    *,
    minimum: float,
    include: Collection[Status | str] = OPEN,
) -> list[Candidate]:
    """Return pairs with what became of them, the best first, at one score in the order of their paths.

    A pair counts as judged also where that follows from a chain of judgements.

    Args:
        pairs_scored: all that were compared, each once.
        clusters: what came together.
        judgements: what was decided.
        minimum: the least score listed.
        include: which are listed.
    """
    refused = {(each.a, each.b): each for each in clusters.refused}
    rows = []
    for pair in pairs_scored:
        if pair.score < minimum:
            continue
        a, b = ordered(pair.a, pair.b)
        reasons, against = pair.reasons, pair.against
        if verdict := judgements.algebra.verdict(a, b):
            status = _BY_VERDICT[verdict]
            if status in include:
                words = _chain_in_words(judgements, a, b)
                reasons = (words, *reasons) if verdict is Verdict.SAME else reasons
                against = (words, *against) if verdict is not Verdict.SAME else against
        elif b in clusters.group(a):
            status = Status.MERGED
        elif refusal := refused.get((a, b)):
            status = Status.REFUSED
            against = against if refusal.between == (a, b) and against else (refusal.reason, *against)
        else:
            status = Status.CANDIDATE
        if status in include:
            rows.append(Candidate(a, b, pair.score, status, reasons, against))
    return sorted(rows, key=lambda row: (-row.score, row.a, row.b))


def _chain_in_words(judgements: Judgements, a: str, b: str) -> str:
    """Return the judgement on a pair, or the chain of those that decide about it."""
    explanation = judgements.explain(a, b)
    chain = explanation.chain if explanation else ()
    if len(chain) == 1:
        return chain[0].words
    return "; ".join(f"{each.a} and {each.b}: {each.words}" for each in chain)
