"""The words of dates: months, weekdays, and the patterns that are made of them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.lexicons import lexicon
from defgraph.extract.phrases import word_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Patterns(NamedTuple):
    """The patterns of written dates; the names of their groups say what each part is."""

    words: re.Pattern[str]
    """A day and a month's name in either order, perhaps with a range and a year; or a month and a year."""
    figures: re.Pattern[str]
    """A date in figures, perhaps with a range: 8/10/2025, 3-5/6/2025, 2025-10-08, 8/10."""
    weekday_before: re.Pattern[str]
    weekday_after: re.Pattern[str]


@cache
def months() -> Mapping[str, int]:
    """Return the number of each month's name, by its key."""
    return {word_key(name): number for number, names in lexicon("dates")["months"].items() for name in names}


@cache
def weekdays() -> Mapping[str, int]:
    """Return the number of each weekday's name, Monday 0, as it is written."""
    return {name: number for number, names in lexicon("dates")["weekdays"].items() for name in names}


@cache
def _weekday_letters() -> Mapping[str, int]:
    return {_letters(name): number for name, number in weekdays().items()}


def _letters(name: str) -> str:
    return "".join(letter for letter in word_key(name) if letter.isalpha())


def weekday_number(name: str) -> int:
    """Return the number of the weekday ``name``, Monday 0, whatever its case and apostrophe.

    Raises:
        KeyError: there is no such weekday.
    """
    return _weekday_letters()[_letters(name).replace("ʼ", "")]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of ``words``, the longest first."""
    by_length = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", "[ \u00a0]").replace("'", "['’`´ʼ]") for word in by_length)


_SPACE = "[ \u00a0]"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th)?"


@cache
def patterns() -> Patterns:
    """Return the patterns, made once of the words of ``lexicon/dates.yaml``."""
    return Patterns(
        re.compile(_in_words(), re.IGNORECASE),
        re.compile(_in_figures()),
        re.compile(
            rf"\b(?:(?:{any_of(weekdays())})\b(?:{_SPACE}?[-–—]{_SPACE}?|{_SPACE}(?:{_ranges()}){_SPACE}))?"
            rf"(?P<day>{any_of(weekdays())})\b\.?(?:{_SPACE}(?:{any_of(lexicon('dates')['after-weekday'])}))"
            "{0,3}"
            rf"{_SPACE}{{0,2}},?{_SPACE}{{0,2}}\(?{_SPACE}{{0,2}}(?:(?:tanggal|tgl\.?|pada|the){_SPACE})?$",
            re.IGNORECASE,
        ),
        re.compile(rf"{_SPACE}?\((?P<day>{any_of(weekdays())})\b\.?\)", re.IGNORECASE),
    )


def _ranges() -> str:
    return any_of(lexicon("dates")["ranges"])


def _to() -> str:
    weekday = rf"(?:(?:{any_of(weekdays())})\b\.?[ ,]{{1,2}})?"
    return rf"(?P<to#>{_SPACE}?[-–—]{_SPACE}?|{_SPACE}(?:{_ranges()}){_SPACE}(?:tanggal{_SPACE})?{weekday})"


def _in_words() -> str:
    month = rf"(?:{any_of(months())})\b\.?"
    year = rf"(?:,?{_SPACE}{{1,2}}|[./-])(?P<y#>{_YEAR})"
    both_ends = (
        rf"(?P<d1>{_DAY})(?:[- \u00a0](?P<m1>{month})(?:{year.replace('#', '1')})?)?{_to().replace('#', '1')}"
        rf"(?P<d2>{_DAY})[- \u00a0](?:of )?(?P<m2>{month})(?:{year.replace('#', '2')})?"
    )
    month_first = (
        rf"(?P<m3>{month}){_SPACE}(?P<d3>{_DAY})(?:{year.replace('#', '3')})?{_to().replace('#', '3')}"
        rf"(?:(?P<m4>{month}){_SPACE})?(?P<d4>{_DAY})(?![:.]\d)(?:{year.replace('#', '4')})?"
    )
    shapes = (
        both_ends,
        month_first,
        rf"(?P<d5>{_DAY})[- \u00a0](?:of )?(?P<m5>{month})(?:{year.replace('#', '5')})?",
        rf"(?P<m6>{month}){_SPACE}(?P<d6>{_DAY})(?![:.]\d)(?:{year.replace('#', '6')})?",
        rf"(?P<m7>{month})(?:,?{_SPACE})(?P<y7>{_YEAR})(?=\d?\b)",
    )
    return "|".join(shapes)


def _in_figures() -> str:
    number = r"(?:0?[1-9]|[12]\d|3[01])"
    return (
        rf"(?P<iso>{_YEAR}(?P<is>[-/])(?:0[1-9]|1[0-2])(?P=is)(?:0[1-9]|[12]\d|3[01]))(?!\d)"
        rf"|(?:(?P<d1>{number})(?:/(?P<m1>{number}))? ?[-–] ?)?"
        rf"(?P<d2>{number})(?P<by>[/.-])(?P<m2>{number})"
        rf"(?:(?P=by)(?P<y2>{_YEAR}|(?<=/)\d\d(?!\d)))?(?!\d?[/\w]|[.-]\d)"
    )
