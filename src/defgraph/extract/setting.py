"""When and where a meeting was held."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.cues import EVENT_KINDS, has_event

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from defgraph.extract.mention import Mention
    from defgraph.extract.scene import Scene
    from defgraph.extract.story import Story

_AT = frozenset(["di", "in", "at", "kota"])
_TO = frozenset(["ke", "to", "menuju"])
_TIMES = frozenset(["will", "past"])
_SOON_AFTER = 20
_ADDRESS = re.compile(r"(?:,? (?:[A-Z][\w.-]{0,20}|\d[\d,.]{0,5})){1,8} ")
"""What stands between a hall and its city, as in "Gedung Melati, Jalan Mawar Km 7 Medan"."""
_SINCE = re.compile(
    r"\b(?:[Ss]ejak|[Ss]ince)\b[^,.;]*$|\b(?:hingga|sampai|sampai dengan|until|till)(?: tanggal| pada)? $"
)
_WHEN = re.compile(r"\)?,? (?:when|ketika|saat)\b")
_DAY = len("2025-01-31")
_BY_HALL = 40
_FAR = 3


class Setting(NamedTuple):
    """A value of a meeting and the mention that shows it; no mention where it is taken over from before."""

    value: str
    shown: Mention | None


def within(story: Story, scene: Scene, mentions: Sequence[Mention]) -> list[Mention]:
    """Return those of ``mentions`` that stand in the sentences of a scene."""
    numbers = frozenset(scene.sentences)
    first, last = story.reading.sentences[min(numbers)], story.reading.sentences[max(numbers)]
    begin = bisect_left(mentions, first.start, key=lambda mention: mention.start)
    end = bisect_left(mentions, last.end, key=lambda mention: mention.start)
    return [m for m in mentions[begin:end] if _sentence_at(story, m.start) in numbers]


def _in_opener(story: Story, scene: Scene, mentions: Sequence[Mention]) -> list[Mention]:
    opener = story.reading.sentences[scene.opener]
    return [mention for mention in mentions if opener.start <= mention.start < opener.end]


def find_date(
    story: Story, scene: Scene, dates: Sequence[Mention], before: str | None, since: int
) -> Setting | None:
    """Return the date of a meeting: that of the sentence that opens it, or else the first one told.

    Args:
        story: the story of the text.
        scene: the meeting.
        dates: the dates of the text.
        before: the date of the meeting told of before it.
        since: the number of the sentence that opens that meeting.
    """
    near = [m for m in _in_opener(story, scene, dates) if not (_is_loose(m) or _is_since(story, m))]
    shifted = _another_day(story, scene, before) if all("relative" in m.details for m in near) else None
    if shifted is not None:
        return Setting(shifted, near[0] if near else None)
    said = [m for m in near if "speech" in m.details]
    near = [m for m in near if m not in said]
    if near:
        best = _best(near)
        counted = "relative" in best.details and "weekday" not in best.details
        return Setting(before if before is not None and counted else best.normal, best)
    stay = [m for m in dates if "/" in m.normal and since <= _sentence_at(story, m.start) < scene.opener]
    if stay and before is not None:
        return Setting(stay[-1].normal, stay[-1])
    held = [m for m in within(story, scene, dates) if not _in_aside(story, m)]
    told = [m for m in held if not (_of_speech(story, m) or _is_loose(m) or _is_since(story, m))]
    soon = [
        m for m in told if _sentence_at(story, m.start) <= scene.opener + 1 and "relative" not in m.details
    ]
    told = soon or told
    if before is not None:
        told = [m for m in told if has_event(story.cues[_sentence_at(story, m.start)])]
    said = said or [m for m in held if "speech" in m.details and len(m.normal) >= _DAY]
    if said and all(len(m.normal) < _DAY for m in told):
        told = []  # "said on July 22" tells the day better than "in March" does
    if told and (before is None or told[0].details.get("relative") is None):
        return Setting(told[0].normal, told[0])
    if before is not None:
        return Setting(before, None)
    rest = said or [m for m in held if _is_loose(m) and not _of_speech(story, m)]
    return Setting(rest[0].normal, rest[0]) if rest else None


def _is_since(story: Story, mention: Mention) -> bool:
    """Whether a day or a place is that of something before: "sejak tamunya datang ke Jakarta pada Selasa"."""
    start = story.reading.sentences[_sentence_at(story, mention.start)].start
    return (
        "/" not in mention.normal
        and not _WHEN.match(story.reading.prose.body, mention.end)
        and _SINCE.search(story.reading.prose.body, start, mention.start) is not None
    )


def _is_loose(mention: Mention) -> bool:
    """Whether a date is no better than a week or a month told from another day: "pekan lalu"."""
    return "relative" in mention.details and len(mention.normal) != _DAY


def _best(near: Sequence[Mention]) -> Mention:
    """Return which of the dates of one sentence is the meeting's: one with a number, several days first."""
    fixed = [m for m in near if m.details.get("relative") is None]
    return next((m for m in fixed if "/" in m.normal), (fixed or near)[0])


def _another_day(story: Story, scene: Scene, before: str | None) -> str | None:
    """Return the day before or after that of the last meeting, where the opening sentence says so."""
    shift = next((cue for cue in story.cues[scene.opener] if "day_shift" in cue.kinds), None)
    if shift is None or before is None or len(before) != _DAY:
        return None
    words = story.reading.text(shift.first, shift.after).casefold()
    days = -1 if "earlier" in words or "sebelum" in words else 1
    return (date.fromisoformat(before) + timedelta(days=days)).isoformat()


def _sentence_at(story: Story, start: int) -> int:
    return max(0, bisect_right(story.reading.sentences, start, key=lambda part: part.start) - 1)


def _in_aside(story: Story, mention: Mention) -> bool:
    return story.asides[_sentence_at(story, mention.start)]


def _of_speech(story: Story, mention: Mention) -> bool:
    """Whether a date says when something was said about a meeting: "kata Budi, Jumat (7/2)"."""
    number = _sentence_at(story, mention.start)
    words = story.reading.words
    cues = [cue for cue in story.cues[number] if words[cue.first].start < mention.start]
    return bool(cues) and "speaks" in cues[-1].kinds


def find_place(
    story: Story,
    scene: Scene,
    cities: Sequence[Mention],
    venues: Sequence[Mention],
    before: Mapping[str, str],
) -> tuple[dict[str, str], dict[str, Mention]]:
    """Return the place of a meeting and what shows each part of it.

    Args:
        story: the story of the text.
        scene: the meeting.
        cities: the cities of the text.
        venues: its venues.
        before: the place of the meeting told of before.
    """
    place: dict[str, str] = {}
    shown: dict[str, Mention] = {}
    halls = [m for m in within(story, scene, venues) if not _in_aside(story, m)]
    hall = (_in_opener(story, scene, halls) or halls)[:1]
    city = _find_city(story, scene, cities, hall, frozenset(m.end for m in venues), travelling=bool(before))
    city = city or _here(story, scene, cities)
    if hall:
        place["venue"], shown["venue"] = hall[0].normal, hall[0]
    if city:
        place["city"], shown["city"] = city[0].normal, city[0]
        state = city[0].details.get("country")
    else:
        state = _state_of(story, hall[0]) if hall else _state_where(story, scene)
        if state is None and before:
            state = before.get("country")
            if "city" in before:
                place["city"] = before["city"]
            if not hall and "venue" in before:
                place["venue"] = before["venue"]
    if state is not None:
        place["country"] = state
    return place, shown


def _here(story: Story, scene: Scene, cities: Sequence[Mention]) -> list[Mention]:
    """Return the place from where the text was sent, if the meeting was held "here" or "in the capital"."""
    parts = [story.reading.sentences[n] for n in scene.sentences if n <= scene.opener]
    keys = [story.reading.key(at) for part in parts for at in range(part.first, part.after)]
    here = "here" in keys or any(keys[at : at + 3] == ["in", "the", "capital"] for at in range(len(keys)))
    return [m for m in cities if m.details.get("dateline") is not None][:1] if here else []


def _find_city(
    story: Story,
    scene: Scene,
    cities: Sequence[Mention],
    hall: Sequence[Mention],
    ends: frozenset[int],
    *,
    travelling: bool,
) -> list[Mention]:
    """Return the city of a meeting, if it is told: by the opening sentence, the hall, or those near.

    ``ends`` is where venues end: what stands right behind one is their city.
    """
    told = [m for m in within(story, scene, cities) if m.details.get("dateline") is None]
    told = [m for m in told if not (_in_person(story, m) or _in_aside(story, m))]
    told = [m for m in told if not (_is_elsewhen(story, m) or _is_since(story, m))]
    real = [
        m
        for m in told
        if (
            _is_where(story, m, travelling=travelling) or not ends.isdisjoint(range(m.start - 2, m.start + 1))
        )
        and _near_opener(story, scene, m, travelling=travelling)
    ]
    by_hall = [m for m in real if hall and 0 <= m.start - hall[0].end <= _BY_HALL]
    near = _in_opener(story, scene, real)
    named = [m for m in cities if hall and hall[0].start <= m.start <= hall[0].end + 1 and _is_city(m)]
    if hall and not named:
        body, end = story.reading.prose.body, hall[0].end
        named = [m for m in told if end < m.start and _is_city(m) and _ADDRESS.fullmatch(body, end, m.start)]
    if all(m.details.get("level") == "region" for m in near):
        near = named or near
    opener = story.reading.sentences[scene.opener]
    come = [m for m in told if m.start < opener.end and _is_city(m)]
    reached = [m for m in come if _is_where(story, m, travelling=True)]
    return ([m for m in near if m in by_hall] or near or by_hall or named or real or reached)[:1]


def _is_city(mention: Mention) -> bool:
    """Whether a place is a city and nothing else, such as a country that is one."""
    return mention.details.get("level") in (None, "district")


def _is_elsewhen(story: Story, mention: Mention) -> bool:
    """Whether a place is that of something to come or past: "latihan yang akan digelar di Bali"."""
    words = story.reading.words
    cues = story.cues[_sentence_at(story, mention.start)]
    before = [cue for cue in cues if words[cue.first].start < mention.start]
    telling = [
        cue for cue in before if not _TIMES.isdisjoint(cue.kinds) or not EVENT_KINDS.isdisjoint(cue.kinds)
    ]
    if telling and not _TIMES.isdisjoint(telling[-1].kinds):
        return True
    after = (cue for cue in cues if 0 <= words[cue.first].start - mention.end <= _SOON_AFTER)
    return any("planned" in cue.kinds for cue in after)


def _near_opener(story: Story, scene: Scene, mention: Mention, *, travelling: bool) -> bool:
    """Whether a place is told of with the meeting: before or right after its opening, or with a cue."""
    number = _sentence_at(story, mention.start)
    return number <= scene.opener + (not travelling) or (
        number <= scene.opener + _FAR and has_event(story.cues[number])
    )


def _in_person(story: Story, mention: Mention) -> bool:
    """Whether a place belongs to someone's post: "Atase Pertahanan RI di Tokyo"."""
    words = story.reading.words
    return any(
        words[reference.first].start <= mention.start < words[reference.after - 1].end
        for reference in story.references[_sentence_at(story, mention.start)]
    )


def _is_where(story: Story, mention: Mention, *, travelling: bool) -> bool:
    """Whether a city is named as a place and not for a government: "di Jakarta", "…, Jakarta"."""
    before = story.reading.prose.body[max(0, mention.start - 16) : mention.start].casefold()
    last = before.split()[-1:] or [""]
    if "described" in mention.details:
        return True
    if any(
        m.start == mention.start and m.details.get("form") == "name" for m in story.reading.country_mentions
    ):
        return last[0] in _AT
    return last[0] in _AT or last[0].endswith((",", "(")) or (travelling and last[0] in _TO)


def _state_of(story: Story, hall: Mention) -> str | None:
    """Return the state that is named in, or right after, a venue."""
    for mention in story.reading.country_mentions:
        if hall.start <= mention.start <= hall.end + 3:
            return mention.normal
    return None


def _state_where(story: Story, scene: Scene) -> str | None:
    """Return the state in which the opening sentence sets a meeting: "di Laos"."""
    body = story.reading.prose.body
    for mention in _in_opener(story, scene, story.reading.country_mentions):
        before = body[max(0, mention.start - 12) : mention.start].casefold().split()[-1:]
        if (
            before
            and before[0] in ("di", "in", "ke", "visited", "mengunjungi")
            and mention.details.get("form") == "name"
        ):
            return mention.normal
    return _host_state(story, scene)


def _host_state(story: Story, scene: Scene) -> str | None:
    """Return the state that is told to host: "India hosted …", "Laos menjadi tuan rumah …"."""
    for number in scene.sentences:
        for cue in story.cues[number]:
            if "receives" not in cue.kinds or story.asides[number]:
                continue
            for first in range(cue.first - 1, max(cue.first - 4, -1), -1):
                span = story.reading.countries.get(first)
                if span is not None and span.after == cue.first:
                    return span.normal
    return None
