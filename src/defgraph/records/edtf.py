"""The dates a meeting can have: a day, a month or an interval.

The three are part of level 0 of the Extended Date/Time Format (EDTF), ISO 8601-2:2019 annex A,
https://www.loc.gov/standards/datetime/ . The rest of EDTF (years alone, seasons, uncertainty, open
intervals) is not part of the record format.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_DAY_OR_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)

EXPECTED = 'a day ("2025-10-21"), a month ("2025-10") or an interval of them ("2025-10-20/2025-10-22")'
"""What a date must look like, in words."""

PATTERN = r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?(/[0-9]{4}-[0-9]{2}(-[0-9]{2})?)?$"
"""The shape of a date, for tools that know regular expressions but no calendar."""


class Span(NamedTuple):
    """The days a date covers, both included."""

    first: date
    last: date


@lru_cache(maxsize=10_000)
def parse(text: str) -> Span:
    """Return the first and the last day that ``text`` covers.

    Args:
        text: a day, a month, or two of them divided by ``/``.

    Raises:
        ValueError: it has another shape, names no day of the calendar, or ends before it begins; the
            message says which, as the end of a sentence ("a date that …").
    """
    begin, slash, end = text.partition("/")
    first = _single(begin)
    if not slash:
        return first
    span = Span(first.first, _single(end).last)
    if span.first > span.last:
        raise ValueError("an interval that begins before it ends")
    return span


def parse_day(text: str) -> date:
    """Return the calendar day that ``text`` (``2025-10-21``) names.

    Raises:
        ValueError: it has another shape or is not in the calendar.
    """
    span = _single(text)
    if len(text) != len("2025-10-21"):
        raise ValueError('a day such as "2025-10-21"')
    return span.first


def _single(text: str) -> Span:
    match = _DAY_OR_MONTH.fullmatch(text)
    if match is None:
        raise ValueError(EXPECTED)
    year, month = int(match[1]), int(match[2])
    if year == 0 or not 1 <= month <= 12:
        raise ValueError("a month of the calendar")
    length = calendar.monthrange(year, month)[1]
    if match[3] is None:
        return Span(date(year, month, 1), date(year, month, length))
    if not 1 <= int(match[3]) <= length:
        raise ValueError(f"a day of the calendar ({text[:7]} has {length} days)")
    day = date(year, month, int(match[3]))
    return Span(day, day)
