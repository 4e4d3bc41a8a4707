"""Whether two reports tell of one meeting: same days, the same people or parties, compatible place and kind.

All weights stand in ``data/meetings.yaml``, with their reasons.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from defgraph.identity.evidence import Comparison
from defgraph.identity.parties import parties_of, sides_in_common
from defgraph.identity.places import rooms_differ, same_city, same_venue
from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.identity.evidence import ReportEvidence
    from defgraph.identity.parties import Parties, Side

MERGE = 0.75
"""At this score or above, and with nothing against it, two reports are one meeting.

A named host, a guest known by state alone, the same day, city and kind come to 0.82 and merge; without the
city they come to 0.70 and are suggested.
"""
SUGGEST = 0.5
"""At this score or above two reports are worth a look."""
_IN_PERSON = "in-person"
_FORUMS = frozenset({"multilateral-meeting"})
_ONE_ARTICLE = Comparison(0.0, (), ("two reports of one article",))
_OTHER_DAYS = Comparison(0.0, (), ("the days do not overlap, and nobody is in both",))
_NOBODY_IN_COMMON = Comparison(0.0, (), ("nobody in common, though both name people of one state",))
_NOTHING_IN_COMMON = Comparison(0.0, (), ("no person, post or partner in common",))
_DAYS_OF_A_BLOCK = 31
_MONTHS_OF_A_BLOCK = 12


@cache
def _weights() -> Mapping[str, Any]:
    text = package_file("identity/data/meetings.yaml").read_text(encoding="utf-8")
    weights = yaml.safe_load(text)
    weights["compatible_types"] = {frozenset(pair) for pair in weights["compatible_types"]}
    return MappingProxyType(weights)


def blocks(report: ReportEvidence) -> frozenset[str]:
    """Return the keys under which reports of one meeting meet.

    Each day of the report and the day after, so that reports one day apart meet too; the month as well
    where no day is given. A report of more than 31 days has its months and its first and last day; one
    without a date has none.
    """
    if report.first is None or report.last is None:
        return frozenset()
    first, last = date.fromisoformat(report.first), date.fromisoformat(report.last)
    length = (last - first).days + 1
    keys = {(first + timedelta(n)).isoformat() for n in range(min(length, _DAYS_OF_A_BLOCK) + 1)}
    if length > _DAYS_OF_A_BLOCK:
        keys = {report.first, report.last, (last + timedelta(1)).isoformat()}
    if length > _DAYS_OF_A_BLOCK or not report.precise:
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        keys |= {f"{month // 12:04}-{month % 12 + 1:02}" for month in months[:_MONTHS_OF_A_BLOCK]}
    return frozenset(keys)


def compare(a: ReportEvidence, b: ReportEvidence) -> Comparison:
    """Return how likely two reports tell of one meeting; the order of the two makes no difference."""
    if a.record == b.record:
        return _ONE_ARTICLE
    if a.officials.isdisjoint(b.officials) and a.posts.isdisjoint(b.posts):
        if not _overlap(a, b):
            return _OTHER_DAYS
        if not (a.type in _FORUMS and b.type in _FORUMS):
            if not a.sides.isdisjoint(b.sides):
                return _NOBODY_IN_COMMON
            if a.partners.isdisjoint(b.partners):
                return _NOTHING_IN_COMMON
    if b.key < a.key:
        a, b = b, a
    gap = 0 if _overlap(a, b) else _days_between(a, b)
    if gap > 1 or (gap and not (a.officials <= b.officials or b.officials <= a.officials)):
        return _of_other_days(a, b)
    return _Pair(a, b, gap).weigh()


def _overlap(a: ReportEvidence, b: ReportEvidence) -> bool:
    """Return whether the days of two reports overlap, as far as they say."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return True
    return a.first <= b.last and b.first <= a.last


def _of_other_days(a: ReportEvidence, b: ReportEvidence) -> Comparison:
    return Comparison(0.0, (), (f"the days do not overlap: {_when(a)} and {_when(b)}",))


def _days_between(a: ReportEvidence, b: ReportEvidence) -> int:
    """Return by how many days the later report begins after the earlier ended."""
    begin, end = max(a.first or "", b.first or ""), min(a.last or "", b.last or "")
    return (date.fromisoformat(begin) - date.fromisoformat(end)).days


def _when(report: ReportEvidence) -> str:
    if report.first is None or report.last is None:
        return "no day"
    if report.first == report.last:
        return report.first
    if not report.precise and report.first[:7] == report.last[:7]:
        return report.first[:7]
    return f"{report.first} to {report.last}"


def _name(key: str) -> str:
    """Return the words of a key's last part."""
    return key.rpartition("/")[2].replace("-", " ")


@dataclass
class _Pair:
    """Two reports whose days overlap or lie one day apart, while they are weighed."""

    a: ReportEvidence
    b: ReportEvidence
    gap: int
    speaking: list[tuple[float, str]] = field(default_factory=list)
    hard: list[str] = field(default_factory=list)
    soft: list[str] = field(default_factory=list)

    def weigh(self) -> Comparison:
        """Return the comparison of the two."""
        of_a, of_b = parties_of(self.a), parties_of(self.b)
        sides = sides_in_common(of_a, of_b)
        if self.gap and sum(side.shows_somebody for side in sides) < 2:
            return _of_other_days(self.a, self.b)  # a slip of one day, with the same people, is worth a look
        nobody = not any(side.shows_somebody for side in sides)
        if nobody and not self._is_forum() and any(side.differs for side in sides):
            return _NOBODY_IN_COMMON
        self._weigh_days()
        self._weigh_parties(sides)
        self._weigh_others(of_a, of_b, sides)
        self._weigh_place()
        self._weigh_type()
        if self.a.areas & self.b.areas:
            self._for(_weights()["areas"]["shared"], "an area of cooperation in common")
        return self._finish()

    def _for(self, weight: float, reason: str) -> None:
        self.speaking.append((weight, reason))

    def _finish(self) -> Comparison:
        factors = _weights()["against"]
        score = min(sum(weight for weight, _ in self.speaking), 1.0)
        score *= factors["hard"] ** len(self.hard) * factors["soft"] ** len(self.soft)
        ordered = sorted(self.speaking, key=lambda said: -said[0])
        reasons = tuple(reason for weight, reason in ordered if weight > 0)
        doubts = tuple(f"but {reason}" for weight, reason in ordered if weight < 0)
        return Comparison(round(max(score, 0.0), 4), reasons + doubts, tuple(self.hard + self.soft))

    def _is_forum(self) -> bool:
        return self.a.type in _FORUMS or self.b.type in _FORUMS

    def _weigh_days(self) -> None:
        a, b, weights = self.a, self.b, _weights()["days"]
        if self.gap:
            self._for(weights["apart"], f"one day apart: {_when(a)} and {_when(b)}")
            self.soft.append(f"the days do not overlap: {_when(a)} and {_when(b)}")
        elif a.first is None or b.first is None:
            self._weigh_vague("undated", "no day in one of the reports")
        elif self._is_vague(a) or self._is_vague(b):
            self._weigh_vague("vague", f"only {_when(a)} and {_when(b)}")
        elif (a.first, a.last) == (b.first, b.last):
            self._for(weights["same"], f"the same day, {_when(a)}" if a.first == a.last else "the same days")
        else:
            self._for(weights["overlapping"], f"overlapping days, {_when(a)} and {_when(b)}")

    def _is_vague(self, report: ReportEvidence) -> bool:
        if not report.precise:
            return True
        first, last = date.fromisoformat(report.first or ""), date.fromisoformat(report.last or "")
        return (last - first).days >= int(_weights()["days"]["longest_interval"])

    def _weigh_vague(self, weight: str, words: str) -> None:
        """Weigh a date that leaves room for several meetings, by when the articles came out."""
        weights = _weights()["days"]
        self._for(weights[weight], words)
        for one, other in ((self.a, self.b), (self.b, self.a)):
            if one.published is None or other.first is None or other.last is None:
                continue
            out = date.fromisoformat(one.published)
            if (date.fromisoformat(other.first) - out).days > weights["before"]:
                self.soft.append(f"one article is of {one.published}, before {_when(other)}")
            late = (out - date.fromisoformat(other.last)).days
            if late <= weights["near"] and other.precise and one is not self._dated():
                self._for(weights["published_near"], f"published on {one.published}, just after it")

    def _dated(self) -> ReportEvidence | None:
        """Return the report whose days are sure, where only one's are."""
        sure = [r for r in (self.a, self.b) if r.first is not None and not self._is_vague(r)]
        return sure[0] if len(sure) == 1 else None

    def _weigh_parties(self, sides: list[Side]) -> None:
        weights = _weights()["parties"]
        known = [side for side in sides if side.kind != "unknown"]
        scored = sorted(((weights[side.kind], side) for side in known), key=lambda pair: -pair[0])
        for weight, side in scored[:2]:
            self._for(weight, _side_words(side))
        for _, side in scored[2 : 2 + weights["most_further"]]:
            self._for(weights["further"], _side_words(side))
        if len(scored) == 1 and len(shared := scored[0][1].shared) > 1:
            self._for(weights["second_person"], f"{len(shared)} of its people in both")
        self._weigh_lists()

    def _weigh_lists(self) -> None:
        weights = _weights()["parties"]
        fewer = min(len(self.a.officials), len(self.b.officials))
        shared = len(self.a.officials & self.b.officials)
        if fewer >= weights["long_list"] and shared < weights["least_share"] * fewer:
            self._for(weights["little_in_common"], f"{shared} of {fewer} names in common")

    def _weigh_others(self, of_a: Parties, of_b: Parties, sides: list[Side]) -> None:
        """Weigh that each report names parties or people whom the other does not."""
        if self._is_forum():
            self._weigh_forum(of_a, of_b)
            return
        self._weigh_guests(of_a, of_b, sides)
        for side in sides:
            if side.differs and (side.kind != "unknown" or of_a.bodies & of_b.bodies):
                self.soft.append(f"different people of {side.party.upper()}")

    def _weigh_guests(self, of_a: Parties, of_b: Parties, sides: list[Side]) -> None:
        """Weigh two meetings of one host: other parties, or other people where there is but one party."""
        in_common = sum(side.kind != "unknown" for side in sides)
        a, b = of_a.states | of_a.bodies, of_b.states | of_b.bodies
        if a - b and b - a and in_common < 2:
            self.hard.append(f"different parties: {_listed(a - b)} against {_listed(b - a)}")
            return
        if of_a.bodies and of_b.bodies and of_a.bodies.isdisjoint(of_b.bodies) and in_common < 2:
            self.hard.append(f"different bodies: {_listed(of_a.bodies)} against {_listed(of_b.bodies)}")
        elif min(len(of_a.states), len(of_b.states)) == 2 and len(of_a.states ^ of_b.states) > 0:
            third = of_a.states ^ of_b.states
            self.soft.append(f"with {_listed(third)} in one alone")
        elif in_common == 1 and self.a.officials - self.b.officials and self.b.officials - self.a.officials:
            self.soft.append("each names people whom the other does not, and there is no second party")

    def _weigh_forum(self, of_a: Parties, of_b: Parties) -> None:
        fewer = min(len(of_a.states), len(of_b.states))
        shared = len(of_a.states & of_b.states)
        if fewer > 2 and 2 * shared < fewer:
            self.hard.append(f"only {shared} of {fewer} states in common")

    def _weigh_place(self) -> None:
        a, b, weights = self.a, self.b, _weights()["place"]
        if a.mode != b.mode:
            self._weigh_modes()
        elif a.mode != _IN_PERSON:
            self._for(weights["remote"], f"both by {a.mode.replace('virtual', 'video')}")
        elif a.country and b.country and a.country != b.country:
            self.hard.append(f"in different countries: {a.country} and {b.country}")
        elif a.city and b.city:
            if not same_city(a.city, b.city):
                self.hard.append(f"in different cities: {a.city} and {b.city}")
                return
            self._for(weights["city"], f"both in {a.city}")
            self._weigh_venues()
        elif a.country and b.country:
            self._for(weights["country"], f"both in {a.country}")

    def _weigh_modes(self) -> None:
        placed = [report for report in (self.a, self.b) if report.mode == _IN_PERSON]
        is_remote = not placed
        if is_remote:
            return  # a call by telephone in one article is one by video in another
        words = f"one {self.a.mode}, one {self.b.mode}"
        somewhere = placed[0].city or placed[0].venue
        (self.hard if somewhere else self.soft).append(words)

    def _weigh_venues(self) -> None:
        one, other, weights = self.a.venue, self.b.venue, _weights()["place"]
        if not one or not other:
            return
        if rooms_differ(one, other):
            self.soft.append(f"different rooms: {one} and {other}")
        elif same_venue(one, other):
            self._for(weights["venue"], f"the same venue: {min(one, other)}")

    def _weigh_type(self) -> None:
        a, b, weights = self.a, self.b, _weights()
        kinds = {kind for kind in (a.type, b.type) if kind is not None}
        if len(kinds) < 2:
            self._for(weights["type"]["same"], "the same kind of meeting")
            return
        words = f"{a.type} and {b.type}"
        if frozenset(kinds) not in weights["compatible_types"]:
            self.hard.append(f"{words} are two kinds of meeting")
            return
        self._for(weights["type"]["compatible"], f"{words} may be one")
        if "official-visit" in kinds and (a.first, a.last) != (b.first, b.last):
            self.soft.append("one is a visit of several days, the other perhaps a part of it")


def _side_words(side: Side) -> str:
    party = _name(side.party) if "/" in side.party else side.party.upper()
    names = _listed(side.shared)
    if side.kind == "named":
        return f"{names} of {party} in both"
    if side.kind in ("post", "post_contained"):
        return f"the post {names} of {party} in both"
    return f"{party} in both"


def _listed(keys: frozenset[str]) -> str:
    shown = [_name(key) if "/" in key else key.upper() for key in sorted(keys)]
    return ", ".join(shown[:3]) + (f" and {len(shown) - 3} more" if len(shown) > 3 else "")
