"""Dates that are told from another day: "kemarin", "Selasa lalu", "pekan ini", "in July", "on Thursday"."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.date_words import months, weekday_number, weekdays
from defgraph.extract.lexicons import lexicon
from defgraph.extract.phrases import Phrases, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from defgraph.extract.phrases import Found

_HYPHENS = ("-", "\u2010", "\u2011")  # Minggu-minggu: weeks
_HALF_WEEK = 3
_SHORTEST = 4  # letters: a weekday alone is not read from "Sat" or "Sun"


class Sense(NamedTuple):
    """What a phrase counts (days, last, weeks, months, weekday or month) and how many."""

    unit: str
    number: int


class Relative(NamedTuple):
    """A relative date: its span, what it counts and from where (-1 the one before, 0 this, 1 the next)."""

    start: int
    end: int
    sense: Sense
    direction: int | None


def _senses() -> Iterator[tuple[str, Sense]]:
    lists = lexicon("dates")
    for key, unit in (("days", "days"), ("from-last", "last"), ("weeks", "weeks"), ("spans", "months")):
        for number, phrases in lists[key].items():
            yield from ((phrase, Sense(unit, number)) for phrase in phrases)
    for name in weekdays():
        if len(name) >= _SHORTEST:
            yield name, Sense("weekday", weekday_number(name))
    for name, number in months().items():
        yield name, Sense("month", number)


@cache
def _phrases() -> Phrases[Sense]:
    return Phrases(_senses())


@cache
def _directions(where: str) -> Mapping[str, int]:
    return dict(lexicon("dates")[where])


@cache
def _month_cues() -> frozenset[str]:
    return frozenset(lexicon("dates")["month-cues"])


def relative_dates(text: str) -> Iterator[Relative]:
    """Yield the relative dates of ``text`` in order, not overlapping.

    A weekday counts with a capital, a month besides only behind a word such as "in" or "bulan", or
    with a word such as "lalu".
    """
    for found in _phrases().find(text):
        sense = found.values[0]
        if sense.unit not in ("weekday", "month"):
            yield Relative(found.start, found.end, sense, None)
        elif text[found.start].isupper() and text[found.end : found.end + 1] not in _HYPHENS:
            relative = _directed(text, found, sense)
            if relative is not None:
                yield relative


def _directed(text: str, found: Found[Sense], sense: Sense) -> Relative | None:
    given = words(text)
    before = given[found.first - 1] if found.first else None
    after = given[found.after] if found.after < len(given) else None
    start, end = found.start, found.end
    direction: int | None = None
    cue = before is not None and before.key in _month_cues() and text[before.end : start] == " "
    if before is not None and before.key in _directions("before") and text[before.end : start] == " ":
        direction, start = _directions("before")[before.key], before.start
    elif after is not None and after.key in _directions("after") and text[end : after.start] == " ":
        direction, end = _directions("after")[after.key], after.end
    if sense.unit == "month" and direction is None and not cue:
        return None
    return Relative(start, end, sense, direction)


def resolve(
    relative: Relative, today: date | None, named: date | None, *, guessed: bool = False
) -> str | None:
    """Return a relative date as EDTF, or None where the day it counts from is not known.

    Args:
        relative: what the text says.
        today: the day of writing.
        named: the last day that the text has named.
        guessed: whether the day of writing is not told: a weekday then is the one nearest to ``named``.

    Raises:
        OverflowError: never for years that texts write; the calendar of Python ends at 9999.
    """
    unit, number = relative.sense
    if unit == "last":
        return None if named is None else (named + timedelta(number)).isoformat()
    if unit == "weekday":
        if guessed and named is not None and relative.direction is None:
            away = (number - named.weekday() + _HALF_WEEK) % 7 - _HALF_WEEK
            return (named + timedelta(away)).isoformat()
        return _weekday(number, relative.direction, today, named)
    if today is None:
        return None
    if unit == "days":
        return (today + timedelta(number)).isoformat()
    if unit == "weeks":
        monday = today + timedelta(7 * number - today.weekday())
        return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"
    if unit == "months":
        year, month = divmod(today.year * 12 + today.month - 1 + number, 12)
        return f"{year:04}-{month + 1:02}"
    return _month(number, relative.direction, today)


def _weekday(number: int, direction: int | None, today: date | None, named: date | None) -> str | None:
    if named is not None and named.weekday() == number and direction in (None, 0):
        return named.isoformat()
    if today is None:
        return None
    ago = (today.weekday() - number) % 7
    if direction == 1:
        return (today + timedelta(7 - ago)).isoformat()
    return (today - timedelta(7 if direction == -1 and ago == 0 else ago)).isoformat()


def _month(number: int, direction: int | None, today: date) -> str:
    """The month nearest to the day of writing, on the side that the text says."""
    year = today.year
    away = number - today.month
    if (direction == -1 and away >= 0) or (direction is None and away > 6):
        year -= 1
    elif (direction == 1 and away <= 0) or (direction is None and away < -6):
        year += 1
    return f"{year:04}-{number:02}"
