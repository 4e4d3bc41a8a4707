"""From scenes to the meetings of a draft record, with their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from defgraph.extract.areas import find_areas
from defgraph.extract.dates import find_dates
from defgraph.extract.kind import find_mode, find_type
from defgraph.extract.outcomes import find_outcomes
from defgraph.extract.partners import find_partners
from defgraph.extract.places import find_cities, find_venues
from defgraph.extract.roles import SPEAKER
from defgraph.extract.scene import MANY
from defgraph.extract.setting import find_date, find_place, within
from defgraph.extract.sides import roles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from defgraph.extract.mention import Mention
    from defgraph.extract.scene import Scene
    from defgraph.extract.story import Story

Evidence = tuple[str, int, int]
"""A JSON Pointer, and the span of the text that shows what is there."""


@dataclass(slots=True)
class Facts:
    """What was found in the text besides people, in order."""

    dates: list[Mention]
    dateline: Mention | None
    """The day before the first sentence: that of a meeting for which the text has no other."""
    cities: list[Mention]
    venues: list[Mention]
    areas: list[Mention]
    outcomes: list[Mention]


def gather(story: Story, published: date | None) -> Facts:
    """Return the dates, places, areas and outcomes of a text.

    Args:
        story: the story of the text.
        published: the day of publication, where it is known.
    """
    text, body = story.reading.prose.text, story.reading.prose.body
    told = [mention for mention in find_dates(text, published) if body[mention.start : mention.end].strip()]
    dates = [mention for mention in told if mention.details.get("dateline") is None]
    line = next((mention for mention in told if mention.details.get("dateline") is not None), None)
    return Facts(dates, line, find_cities(body), find_venues(body), find_areas(body), find_outcomes(body))


class _Drafter:
    """Writes one meeting."""

    def __init__(self, story: Story, facts: Facts, scene: Scene, before: dict[str, Any], since: int) -> None:
        self.story = story
        self.facts = facts
        self.scene = scene
        self.before = before
        self.since = since
        self.evidence: list[Evidence] = []

    def write(self) -> dict[str, Any] | None:
        """Return the meeting; None where nobody is on the other side."""
        self.scene.forum = self.scene.forum or self._many_states()
        mode = find_mode(self.scene)
        place, shown = self._find_place() if mode != "telephone" else ({}, {})
        if mode == "virtual" and "venue" not in shown:
            place, shown = {}, {}
        partners = find_partners(self.story, self.scene, place.get("venue", ""))
        if not partners or not self._two_sides([partner.entry for partner in partners]):
            return None
        kind = find_type(self.story, self.scene, partners, mode, first=not self.before)
        meeting: dict[str, Any] = {"type": kind}
        day = find_date(self.story, self.scene, self.facts.dates, self.before.get("date"), self.since)
        if day is not None:
            meeting["date"] = day.value
            self._show("/date", day.shown)
        elif self.facts.dateline is not None:
            meeting["date"] = self.facts.dateline.normal
            self._show("/date", self.facts.dateline)
        meeting["mode"] = mode
        if place:
            meeting["place"] = place
            for key, mention in shown.items():
                self._show(f"/place/{key}", mention)
        self._participants(meeting, roles(self.story, self.scene, mode, place))
        meeting["partners"] = [dict(partner.entry) for partner in partners]
        self.evidence += [
            (f"/partners/{n}", partner.start, partner.end) for n, partner in enumerate(partners)
        ]
        self._areas(meeting)
        self._outcomes(meeting)
        return meeting

    def _many_states(self) -> bool:
        """Whether those who met serve so many states that it was a forum."""
        return len({self._state(number) for number in self.scene.principals()} - {None}) >= MANY

    def _two_sides(self, partners: Sequence[Mapping[str, str]]) -> bool:
        """Whether more than one state or body met: one alone makes no meeting."""
        present = [n for n, part in self.scene.parts.items() if part != SPEAKER]
        states = {self._state(number) for number in present} - {None}
        others = {entry.get("organisation") or entry.get("country") for entry in partners}
        return bool(present) and (self.scene.forum or len(states | others) > 1)

    def _show(self, pointer: str, mention: Mention | None) -> None:
        if mention is not None:
            self.evidence.append((pointer, mention.start, mention.end))

    def _find_place(self) -> tuple[dict[str, str], dict[str, Mention]]:
        before = self.before.get("place", {})
        return find_place(self.story, self.scene, self.facts.cities, self.facts.venues, before)

    def _participants(self, meeting: dict[str, Any], played: dict[int, str]) -> None:
        words = self.story.reading.words
        meeting["participants"] = []
        for at, (number, role) in enumerate(played.items()):
            entity = self.story.entity(number)
            entry = {
                "name": entity.name,
                "rank": entity.rank,
                "position": entity.post.text if entity.post is not None else None,
                "organisation": entity.organisation,
                "country": self._state(number),
                "role": role,
            }
            meeting["participants"].append({key: value for key, value in entry.items() if value is not None})
            first, after = entity.mentions[0]
            self.evidence.append((f"/participants/{at}", words[first].start, words[after - 1].end))

    def _state(self, number: int) -> str | None:
        entity = self.story.entity(number)
        leader = self.scene.leaders.get(number)
        if leader is not None and not entity.given_country:
            return self.story.entity(leader).country
        return entity.country

    def _areas(self, meeting: dict[str, Any]) -> None:
        found: dict[str, Mention] = {}
        for mention in within(self.story, self.scene, self.facts.areas):
            found.setdefault(mention.normal, mention)
        if found:
            meeting["areas"] = list(found)
            for number, mention in enumerate(found.values()):
                self._show(f"/areas/{number}", mention)

    def _outcomes(self, meeting: dict[str, Any]) -> None:
        entries: list[dict[str, str]] = []
        for mention in within(self.story, self.scene, self.facts.outcomes):
            if any(entry["type"] == mention.normal for entry in entries):
                continue
            self._show(f"/outcomes/{len(entries)}", mention)
            title = mention.details.get("title")
            entries.append({"type": mention.normal} | ({"title": title} if title else {}))
        if entries:
            meeting["outcomes"] = entries


def draft_meetings(
    story: Story, scenes: Sequence[Scene], facts: Facts
) -> tuple[list[dict[str, Any]], list[Evidence]]:
    """Return the meetings of a record and its evidence.

    Args:
        story: the story of the text.
        scenes: its scenes.
        facts: its dates, places, areas and outcomes.
    """
    meetings: list[dict[str, Any]] = []
    evidence: list[Evidence] = []
    since = 0
    for scene in scenes:
        drafter = _Drafter(story, facts, scene, meetings[-1] if meetings else {}, since)
        meeting = drafter.write()
        since = scene.opener
        if meeting is not None:
            opener = story.reading.sentences[scene.opener]
            evidence.append((f"/meetings/{len(meetings)}", opener.start, opener.end))
            evidence += [(f"/meetings/{len(meetings)}{pointer}", a, b) for pointer, a, b in drafter.evidence]
            meetings.append(meeting)
    return meetings, evidence
