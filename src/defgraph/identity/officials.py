"""Whether two officials are one person: by their names, and by what reports show of them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from defgraph.identity.evidence import Comparison
from defgraph.identity.likeness import MERGE, SUGGEST, likeness, state_of, weights
from defgraph.identity.name_blocks import blocks, pairs, plausible
from defgraph.identity.services import (
    Rank,
    is_single_seat,
    rank,
    same_body,
    same_title,
    service_name,
    services_of,
)
from defgraph.ids import NO_COUNTRY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.identity.evidence import OfficialEvidence, Post

__all__ = ["MERGE", "SUGGEST", "blocks", "compare", "pairs", "plausible"]

_DAYS_A_YEAR = 365.25
_NO_RANK = Rank(0, frozenset())


def compare(a: OfficialEvidence, b: OfficialEvidence) -> Comparison:
    """Return how likely ``a`` and ``b`` are one person; the order of the two does not matter."""
    a, b = sorted((a, b), key=lambda official: official.key)
    if a.key == b.key:
        return Comparison(1.0, ("they have one key",))
    found = likeness(a.key, b.key)
    if not found.score:
        return Comparison(0.0, (), found.against)
    shown, reasons = _shown(a, b)
    against = tuple(_against(a, b))
    lost, doubts = _doubts(a, b, together=bool(shown))
    told = weights()["doubts"]
    score = found.score + min(shown, weights()["evidence"]["at-most"]) - lost
    score -= told["against"] * len(found.against + against)
    if b.key in a.beside or a.key in b.beside:
        score -= told["beside"]
    if state_of(a.key) != state_of(b.key):
        score -= told["other-state"]
    said = (
        (*reasons, *found.reasons)
        if shown >= weights()["evidence"]["same-post"]
        else (*found.reasons, *reasons)
    )
    return Comparison(round(min(1.0, max(0.0, score)), 3), (*said, *doubts), (*against, *found.against))


def _shown(a: OfficialEvidence, b: OfficialEvidence) -> tuple[float, tuple[str, ...]]:
    """Return what posts and ranks that both have add, with the reasons."""
    told = weights()["evidence"]
    found = [(told[kind], reason) for p, q in product(_posts(a), _posts(b)) for kind, reason in _common(p, q)]
    best = max(found, key=lambda pair: (pair[0], pair[1]), default=(0.0, ""))
    total, reasons = best[0], [best[1]] if best[1] else []
    mine = {r for written in a.ranks if (r := rank(written))}
    theirs = {r for written in b.ranks if (r := rank(written))}
    if any(
        one.grade == other.grade and one.services & other.services for one, other in product(mine, theirs)
    ):
        total += told["same-rank"]
        reasons.append("the same rank")
    elif services_of(a.ranks, a.posts) & services_of(b.ranks, b.posts):
        total += told["same-service"]
        reasons.append("the same service")
    return total, tuple(reasons)


def _posts(official: OfficialEvidence) -> list[Post]:
    return sorted(official.posts, key=lambda post: tuple(part or "" for part in post))


def _common(one: Post, other: Post) -> Iterator[tuple[str, str]]:
    """Yield what two posts have in common, with the reason in words."""
    told = weights()["evidence"]
    gap = _gap(one, other)
    when = "" if gap is None else ", on one day" if not gap else f", {gap} days apart"
    far = gap is not None and gap > told["far"]
    if one.organisation and other.organisation:
        if not same_body(one.organisation, other.organisation):
            return
        if not same_title(one.title, other.title):
            if not far:
                yield "same-organisation", f"both seen in {one.organisation}{when}"
            return
    elif not same_title(one.title, other.title):
        return
    elif (one.organisation or other.organisation) and not far:
        yield "same-title", f"both seen as {one.title}{when}"
        return
    near = gap is not None and gap <= told["near"]
    kind = "same-post-once" if far else "same-post-near" if near else "same-post"
    yield kind, f"both seen as {one.title}{when}"


def _gap(one: Post, other: Post) -> int | None:
    """Return how many days lie between two sightings; None where one has no date."""
    if one.first is None or other.first is None:
        return None
    between = max(
        _day(one.first) - _day(other.last or other.first), _day(other.first) - _day(one.last or one.first)
    )
    return max(0, between)


@lru_cache(maxsize=100_000)
def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _against(a: OfficialEvidence, b: OfficialEvidence) -> Iterator[str]:
    """Yield the counter-evidence, the weightiest first."""
    one, other = state_of(a.key), state_of(b.key)
    if one != other:
        if NO_COUNTRY in (one, other):
            yield f"the state of one is not known, the other acts for {max(one, other, key=_known).upper()}"
        else:
            yield f"one acts for {one.upper()}, the other for {other.upper()}"
    if b.key in a.beside or a.key in b.beside:
        yield "one report lists both, beside each other"
    mine, theirs = services_of(a.ranks, a.posts), services_of(b.ranks, b.posts)
    if mine and theirs and not mine & theirs:
        yield f"one serves in the {service_name(mine)}, the other in the {service_name(theirs)}"
    yield from _two_seats(a, b)
    yield from _fall(a, b)


def _known(state: str) -> bool:
    return state != NO_COUNTRY


def _two_seats(a: OfficialEvidence, b: OfficialEvidence) -> Iterator[str]:
    """Yield the first day on which they hold posts of two bodies that leave no time for another."""
    for p, q in product(_posts(a), _posts(b)):
        if (
            p.organisation
            and q.organisation
            and is_single_seat(p.title)
            and is_single_seat(q.title)
            and _gap(p, q) == 0
            and not same_body(p.organisation, q.organisation)
        ):
            yield (
                f"on {max(p.first or '', q.first or '')} one is {p.title} ({p.organisation}), "
                f"the other {q.title} ({q.organisation})"
            )
            return


def _fall(a: OfficialEvidence, b: OfficialEvidence) -> Iterator[str]:
    """Yield that the one seen later has a far lower rank."""
    if a.first is None or b.first is None or a.first == b.first:
        return
    before, after = sorted((a, b), key=lambda official: official.first or "")
    then = max(
        (r.grade, written) for written in sorted(before.ranks | {""}) for r in [rank(written) or _NO_RANK]
    )
    now = max(
        (r.grade, written) for written in sorted(after.ranks | {""}) for r in [rank(written) or _NO_RANK]
    )
    if now[0] and then[0] - now[0] >= weights()["doubts"]["fall"]:
        yield f"{then[1]} in {before.first[:4]} is hardly {now[1]} in {after.first[:4]}"  # type: ignore[index] # not None


def _doubts(a: OfficialEvidence, b: OfficialEvidence, *, together: bool) -> tuple[float, tuple[str, ...]]:
    """Return what is taken away for the years between the two, with the reason."""
    told = weights()["doubts"]
    gaps = [gap for p, q in product(a.posts, b.posts) if (gap := _gap(p, q)) is not None]
    if not gaps or min(gaps) <= told["long"]:
        return 0.0, ()
    years = round(min(gaps) / _DAYS_A_YEAR)
    kind = "ages-apart" if min(gaps) > 2 * told["long"] else "years-apart"
    return told[kind] / (2 if together else 1), (f"{years} years lie between them",)
