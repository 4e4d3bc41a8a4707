"""Whether two officials are one person: by their names, and by what reports show of them."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from defgraph.identity.evidence import Comparison
from defgraph.identity.likeness import MERGE, SUGGEST, likeness, state_of, weights
from defgraph.identity.name_blocks import Namesakes, blocks, pairs, plausible
from defgraph.identity.rivals import contested
from defgraph.identity.services import (
    is_single_seat,
    rank,
    same_body,
    same_title,
    service_name,
    services_of,
)
from defgraph.identity.sightings import all_days, gap, sightings
from defgraph.ids import NO_COUNTRY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from defgraph.identity.evidence import OfficialEvidence
    from defgraph.identity.services import Rank
    from defgraph.identity.sightings import Sightings

__all__ = [
    "MERGE",
    "SUGGEST",
    "Namesakes",
    "blocks",
    "compare",
    "compare_all",
    "contested",
    "pairs",
    "plausible",
]

_DAYS_A_YEAR = 365.25


def compare_all(officials: Iterable[OfficialEvidence]) -> dict[tuple[str, str], Comparison]:
    """Return the comparison of every pair of officials worth one, the lesser key first, in order.

    What it says of a pair depends on the two and on whom else a name with parts missing fits
    (:func:`contested`).
    """
    known = {official.key: official for official in officials}
    return contested({(a, b): compare(known[a], known[b]) for a, b in pairs(known)})


def compare(a: OfficialEvidence, b: OfficialEvidence) -> Comparison:
    """Return how likely ``a`` and ``b`` are one person; the order of the two does not matter."""
    a, b = sorted((a, b), key=lambda official: official.key)
    if a.key == b.key:
        return Comparison(1.0, ("they have one key",))
    found = likeness(a.key, b.key)
    if not found.score:
        return Comparison(0.0, (), found.against)
    told = weights()
    loose = found.shorter is not None
    between = gap(all_days(a.posts), all_days(b.posts))
    days = None if between is None else between[0]
    shown, reasons = _shown(a, b, days, loose=loose)
    lost, doubts = _doubts(days, together=bool(shown))
    against = (*_against(a, b), *found.against)
    score = found.score + min(shown, told["evidence"]["at-most"]) - lost
    score -= told["doubts"]["against"] * len(against)
    if _beside(a, b):
        score -= told["doubts"]["beside"]
    if state_of(a.key) != state_of(b.key):
        score -= told["doubts"]["other-state"]
    if loose and (not found.rare or shown < told["evidence"]["same-post-near"]):
        score = min(score, MERGE - 0.01)
    weighty = shown >= told["evidence"]["same-post"]
    said = (*reasons, *found.reasons) if weighty else (*found.reasons, *reasons)
    return Comparison(round(min(1.0, max(0.0, score)), 3), (*said, *doubts), against)


def _beside(a: OfficialEvidence, b: OfficialEvidence) -> bool:
    return b.key in a.beside or a.key in b.beside


def _shown(
    a: OfficialEvidence, b: OfficialEvidence, days: int | None, *, loose: bool
) -> tuple[float, tuple[str, ...]]:
    """Return what posts and ranks that both have add, with the reasons; ``days`` lie between the two."""
    told = weights()["evidence"]
    met = product(sightings(a.posts), sightings(b.posts))
    found = [(told[kind], reason) for p, q in met for kind, reason in _common(p, q, loose=loose)]
    if days is not None and days <= told["near"]:
        found.append((told["near-in-time"], f"seen {days} days apart"))
    total, reason = max(found, default=(0.0, ""))
    reasons = [reason] if reason else []
    mine, theirs = _ranks(a), _ranks(b)
    if any(one.grade == two.grade and one.services & two.services for one, two in product(mine, theirs)):
        total += told["same-rank"]
        reasons.append("the same rank")
    elif services_of(a.ranks, a.posts) & services_of(b.ranks, b.posts):
        total += told["same-service"]
        reasons.append("the same service")
    return total, tuple(reasons)


def _ranks(official: OfficialEvidence) -> dict[Rank, str]:
    """Return the ranks of an official, each with a way in which it is written."""
    return {found: written for written in sorted(official.ranks) if (found := rank(written)) is not None}


def _common(one: Sightings, other: Sightings, *, loose: bool) -> Iterator[tuple[str, str]]:
    """Yield the kind of evidence that lies in two posts, with the reason in words."""
    told = weights()["evidence"]
    title = same_title(one.title, other.title)
    both = one.organisation and other.organisation
    if one.organisation and other.organisation and not same_body(one.organisation, other.organisation):
        return
    if not title and not both:
        return
    found = gap(one.days, other.days)
    days = None if found is None else found[0]
    when = "" if days is None else f", {days} days apart" if days else ", on one day"
    far = days is not None and days > told["far"]
    if not title:
        if not far:
            yield "same-organisation", f"both seen in {one.organisation}{when}"
    elif (one.organisation or other.organisation) and not both and not far:
        yield "same-title", f"both seen as {one.title}{when}"
    else:
        near = days is not None and days <= told["near-loose" if loose else "near"]
        kind = "same-post-once" if far else "same-post-near" if near else "same-post"
        yield kind, f"both seen as {one.title}{when}"


def _against(a: OfficialEvidence, b: OfficialEvidence) -> Iterator[str]:
    """Yield the counter-evidence, the weightiest first."""
    states = sorted({state_of(a.key), state_of(b.key)} - {NO_COUNTRY})
    if len(states) > 1:
        yield f"one acts for {states[0].upper()}, the other for {states[1].upper()}"
    elif state_of(a.key) != state_of(b.key):
        yield f"only one is known to act for {states[0].upper()}"
    if _beside(a, b):
        yield "one report lists both, beside each other"
    mine, theirs = services_of(a.ranks, a.posts), services_of(b.ranks, b.posts)
    if mine and theirs and not mine & theirs:
        yield f"one serves in the {service_name(mine)}, the other in the {service_name(theirs)}"
    yield from _two_seats(a, b)
    yield from _fall(a, b)


def _two_seats(a: OfficialEvidence, b: OfficialEvidence) -> Iterator[str]:
    """Yield a day on which they hold posts of two bodies, each a full seat."""
    for p, q in product(sightings(a.posts), sightings(b.posts)):
        if not (p.organisation and q.organisation and is_single_seat(p.title) and is_single_seat(q.title)):
            continue
        found = gap(p.days, q.days)
        if found and not found[0] and not same_body(p.organisation, q.organisation):
            day = date.fromordinal(found[1]).isoformat()
            yield f"on {day} one is {p.title} ({p.organisation}), the other {q.title} ({q.organisation})"
            return


def _fall(a: OfficialEvidence, b: OfficialEvidence) -> Iterator[str]:
    """Yield that the one seen later has a far lower rank."""
    if a.first is None or b.first is None or a.first == b.first:
        return
    before, after = (a, b) if a.first < b.first else (b, a)
    then, now = _ranks(before), _ranks(after)
    if then and now and max(then).grade - max(now).grade >= weights()["doubts"]["fall"]:
        years = a.first[:4], b.first[:4]
        yield f"{then[max(then)]} in {min(years)} is hardly {now[max(now)]} in {max(years)}"


def _doubts(days: int | None, *, together: bool) -> tuple[float, tuple[str, ...]]:
    """Return what is taken away for the ``days`` between the two, with the reason."""
    told = weights()["doubts"]
    if days is None or days <= told["long"]:
        return 0.0, ()
    lost = told["ages-apart" if days > 2 * told["long"] else "years-apart"]
    return lost / (2 if together else 1), (f"{round(days / _DAYS_A_YEAR)} years lie between them",)
