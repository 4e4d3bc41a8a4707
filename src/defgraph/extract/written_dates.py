"""Dates that are written out, in words or in figures, as the text has them: the year may be missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.date_words import months, patterns, weekday_number
from defgraph.extract.phrases import word_key, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOOK_BACK = 40
_CITED_YEAR = re.compile(r"\((?P<year>(?:19|20)\d\d), $")
_BOTH = frozenset({"dan", "and"})


class Day(NamedTuple):
    """A day or a month, perhaps of an unknown year."""

    year: int | None
    month: int
    day: int | None

    def on(self, year: int) -> date | None:
        """Return the day, or the first of the month, in ``year`` unless its own year is known."""
        try:
            return date(self.year or year, self.month, self.day or 1)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Written:
    """A date in the text: its span, its first and last day, and the weekday beside it (Monday is 0)."""

    start: int
    end: int
    first: Day
    last: Day
    weekday: int | None = None

    @property
    def full(self) -> date | None:
        """The last day, if the year is written and the calendar has it."""
        return self.last.on(self.last.year) if self.last.year is not None and self.last.day else None


@lru_cache(maxsize=4)
def written_dates(text: str) -> tuple[Written, ...]:
    """Return the written dates of ``text`` in order, not overlapping."""
    return tuple(_written(text))


def _written(text: str) -> Iterator[Written]:
    end = 0
    for word in words(text):
        if word.start < end or not (word.key[0].isdigit() or word.key in months()):
            continue
        found = _at(text, word.start)
        if found is not None:
            found = _with_weekday(text, found, end)
            end = found.end
            yield found


def _at(text: str, start: int) -> Written | None:
    if start and (text[start - 1] in "/-." and text[start - 2 : start - 1].isdigit()):
        return None
    match = patterns().words.match(text, start)
    if match is not None:
        return _from_words(text, match)
    match = patterns().figures.match(text, start)
    return _from_figures(text, match) if match is not None else None


def _from_words(text: str, match: re.Match[str]) -> Written | None:
    found = {key: value for key, value in match.groupdict().items() if value is not None}
    if not all(value[0].isupper() for key, value in found.items() if key[0] == "m"):
        return None
    cited = _CITED_YEAR.search(text, max(0, match.start() - 8), match.start())
    first, last = ("1", "2") if "d1" in found else ("3", "4") if "d3" in found else ("", _last(found))
    end = _day(found, last, found.get("m" + first), cited["year"] if cited else None)
    begin = _day(found, first, found.get("m" + last), None) if first else end
    if begin.year is None and end.year is not None:
        begin = begin._replace(year=end.year - (begin.month > end.month))
    if end.year is None and first:
        end = end._replace(year=begin.year)
    both = found.get("to" + first, "").strip().lower() in _BOTH
    return _range(match, begin, end, both=both)


def _last(found: dict[str, str]) -> str:
    return next(number for number in "567" if "m" + number in found)


def _day(found: dict[str, str], number: str, month: str | None, year: str | None) -> Day:
    name = found.get("m" + number) or month or ""
    year = found.get("y" + number) or year
    day = found.get("d" + number)
    return Day(
        int(year) if year else None,
        months()[word_key(name.rstrip("."))],
        int(day.rstrip("stndrhSTNDRH")) if day else None,
    )


def _range(match: re.Match[str], first: Day, last: Day, *, both: bool = False) -> Written | None:
    """The range from ``first`` to ``last``; two days joined by "and" make one if they are neighbours."""
    leap_year = 2024
    begin, end = first.on(leap_year), last.on(leap_year)
    if end is None or begin is None:
        return None
    if begin > end and first.year == last.year and first.year is None:
        last = last._replace(year=None)
    elif begin > end or (both and end - begin != timedelta(days=1) and first != last):
        first = last
    return Written(match.start(), match.start() + len(match[0].rstrip(".")), first, last)


def _from_figures(text: str, match: re.Match[str]) -> Written | None:
    if match["iso"]:
        iso = Day(*(int(part) for part in match["iso"].replace("/", "-").split("-")))
        return _range(match, iso, iso)
    if match["y2"] is None and (match["by"] != "/" or not _dated(text, match.start())):
        return None
    written = match["y2"]
    year = None if written is None else int(written) + (2000 if len(written) == 2 else 0)
    day, month = int(match["d2"]), int(match["m2"])
    if month > 12 >= day and not match["d1"]:
        day, month = month, day
    if month > 12:
        return None
    last = Day(year, month, day)
    first = Day(year, int(match["m1"] or month), int(match["d1"] or day))
    return _range(match, first, last) if first.month <= 12 else None


def _dated(text: str, start: int) -> bool:
    """Whether what stands before figures such as 8/10 shows that they are a date."""
    before = text[max(0, start - _LOOK_BACK) : start]
    return before.endswith("(") or before.lower().endswith("tanggal ") or _weekday(before) is not None


def _weekday(before: str) -> re.Match[str] | None:
    return patterns().weekday_before.search(before)


def _with_weekday(text: str, found: Written, floor: int) -> Written:
    """Take the weekday beside a date into its span, with the bracket between them."""
    from_here = max(floor, found.start - _LOOK_BACK)
    before = _weekday(text[from_here : found.start])
    start, end = found.start, found.end
    match = before
    if before is not None:
        start = from_here + before.start()
        if "(" in before[0] and text[end : end + 1] == ")":
            end += 1
    else:
        match = patterns().weekday_after.match(text, end)
        end = match.end() if match is not None else end
    if match is None:
        return found
    weekday = weekday_number(match["day"])
    return Written(start, end, found.first, found.last, weekday)
