"""Dates in Indonesian and English text, as EDTF (ISO 8601-2:2019 annex A, level 0).

A missing year is the one that lies nearest to the day of writing and agrees with the weekday, if there
is one; relative words ("kemarin", "Selasa lalu") count from the day of writing, which is the
publication date, or the date line, or the first full date of the text (for a year, the latest: history lies
before it).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.extract.date_words import any_of
from defgraph.extract.lexicons import lexicon
from defgraph.extract.mention import Mention
from defgraph.extract.relative_dates import Relative, relative_dates, resolve
from defgraph.extract.spans import Spans
from defgraph.extract.written_dates import Day, Written, written_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DAY = len("2025-10-21")
_NOT_NAMED = ("dateline", "speech")  # such a date is not the one that "the same day" means
_HEAD = 500  # a date line stands in the first characters
_SAID = 80  # characters before a date in which a verb of saying counts
_LETTERS = 22  # and has at most so many letters besides the date
_TIME = re.compile(r"[ \u00a0|,•)-]{0,4}(?:pukul )?\d{1,2}[.:]\d\d(?!\d)")
_DASH = re.compile(
    r"[^\n]{0,12}?(?:[ \u00a0]?[–—-]{1,2}[ \u00a0]|:[ \u00a0](?=[A-Z]))"
    r"|[ \u00a0]\([A-Z][\w ./]{1,30}\):?[ \u00a0](?=[A-Z])"
)
_EDITION = re.compile(
    r"\b(?!(?:In|On|By|Pada|Sejak|Since|Tahun|Until|During|Selama|Dalam|From|Dari)\b)[A-Z][\w-]{0,30}"
    r"\)? (?P<year>20\d\d)\b"
)
_YEARS = re.compile(r"\b20[0-4]\d\b")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class _Context(NamedTuple):
    """The day of writing, the day that the text has named last, and one near to dates without a year."""

    today: date | None
    named: date | None
    near: date | None
    guessed: bool = False
    """Whether the day of writing is only the first date of the text."""


def find_dates(text: str, published: date | None = None) -> list[Mention]:
    """Return the dates in ``text``, in order, not overlapping.

    ``normal`` is a day, a month or an interval. ``details`` may have ``weekday`` (its English name),
    ``check`` (``agrees`` or ``differs``: the weekday against the date), ``relative`` (``yes``: told from
    another day), ``year`` (``missing``: the text has none), ``dateline`` (``yes``) and ``speech``
    (``yes``: the day somebody said something, as in "ujarnya, Jumat"). A date that cannot be told (no year,
    or relative, with no day to count from) is left out.

    Args:
        text: the article.
        published: the day of publication, where it is known.
    """
    written = written_dates(text)
    line = _dateline(text, written)
    known = published or (line.full if line else None)
    if known is None and line is not None:
        known = _written_on(text, line)
    full = [day for item in written if (day := item.full) is not None]
    taken = Spans((w.start, w.end) for w in written)
    loose = [r for r in relative_dates(text) if not taken.overlap(r.start, r.end)]
    found: list[Mention] = []
    near = known or max(full, default=None) or _edition(text)
    context = _Context(known or next(iter(full), None), None, near, known is None)
    items: list[Written | Relative] = [*written, *loose]
    for item in sorted(items, key=lambda item: item.start):
        mention = (
            _relative(text, item, context)
            if isinstance(item, Relative)
            else _written(text, item, context, dateline=item is line)
        )
        if mention is None:
            continue
        if _is_of_speech(text, mention.start):
            mention = replace(mention, details={**mention.details, "speech": "yes"})
        found.append(mention)
        if len(mention.normal) == _DAY and mention.details.keys().isdisjoint(_NOT_NAMED):
            context = context._replace(named=date.fromisoformat(mention.normal))
    return _joined(text, found)


def _written_on(text: str, line: Written) -> date | None:
    """Return the day of a date line without a year, by the years that the text names and its first weekday.

    The press writes of "Tuesday" on that day or the next.
    """
    told = (r for r in relative_dates(text) if r.sense.unit == "weekday" and r.start > line.end)
    weekday = next((relative.sense.number for relative in told), None)
    named = {int(year) for year in _YEARS.findall(text)}
    if weekday is None or not named or line.weekday is not None:
        return None
    latest = max(named)
    days = [line.last.on(year) for year in (latest, latest + 1, latest - 1)]
    return next((day for day in days if day and (day.weekday() - weekday) % 7 <= 1), None)


def _edition(text: str) -> date | None:
    """Return a day of the year that the name of an event bears, as in "Aero India 2025"; None without one."""
    years = [match["year"] for match in _EDITION.finditer(text)]
    return date(int(max(years)), 7, 1) if years else None


def _joined(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Join two days with a word such as "hingga" between them: "Senin (3/6) hingga Rabu (5/6)"."""
    joined: list[Mention] = []
    for mention in found:
        first = joined[-1] if joined else None
        if (
            first is not None
            and len(first.normal) == len(mention.normal) == _DAY
            and first.normal < mention.normal
            and _between().fullmatch(text, first.end, mention.start)
        ):
            normal = f"{first.normal}/{mention.normal}"
            details = {**mention.details, **first.details}
            joined[-1] = Mention(
                first.start, mention.end, "date", text[first.start : mention.end], normal, details
            )
        else:
            joined.append(mention)
    return joined


@cache
def _between() -> re.Pattern[str]:
    ranges = any_of(word for word in lexicon("dates")["ranges"] if word not in ("dan", "and"))
    return re.compile(
        rf"[ \u00a0](?:{ranges})[ \u00a0](?:tanggal[ \u00a0])?|[ \u00a0]?[–—-][ \u00a0]?", re.IGNORECASE
    )


def find_dateline(text: str) -> Mention | None:
    """Return the date line of an article: the day it was written, above it or before its first sentence."""
    line = _dateline(text, written_dates(text))
    return _written(text, line, _Context(None, None, None), dateline=True) if line else None


def _dateline(text: str, written: Sequence[Written]) -> Written | None:
    for item in written:
        if item.start > _HEAD:
            break
        if item.last.day is None:
            continue
        begin = text.rfind("\n", 0, item.start) + 1
        stop = text.find("\n", item.end)
        before, after = text[begin : item.start], text[item.end : stop if stop >= 0 else len(text)]
        most = 2 * _LETTERS if _TIME.match(after) else _LETTERS
        if (
            item.full is not None
            and not after.rstrip().endswith(".")
            and _letters(before) + _letters(after) <= most
        ):
            return item
        head = before.rstrip(" ,(")
        if len(before) <= 2 * _LETTERS and _heads_a_line(head) and _DASH.match(after):
            return item
    return None


def _heads_a_line(head: str) -> bool:
    """Whether what stands before a date is a place or an outlet: "JAKARTA, Warta", "warta.example"."""
    return bool(head) and (
        head.istitle()
        or head.isupper()
        or all(word[0].isupper() or "." in word[:-1] for word in head.split())
    )


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text)


@cache
def _speech() -> re.Pattern[str]:
    said = "|".join(re.escape(word) for word in lexicon("dates")["speech"])
    where = "|".join(re.escape(word) for word in lexicon("dates")["places"])
    return re.compile(rf"\b(?:{said})(?!.*\b(?:{said})\b)(?!.*\b(?:{where})\b)[^.!?\n]*$", re.IGNORECASE)


def _is_of_speech(text: str, start: int) -> bool:
    """Whether a verb of saying stands before ``start``, with no place between that would be a meeting's."""
    return _speech().search(text[max(0, start - _SAID) : start]) is not None


def _relative(text: str, item: Relative, context: _Context) -> Mention | None:
    try:
        normal = resolve(_ahead(text, item), context.today, context.named, guessed=context.guessed)
    except OverflowError:
        return None
    if normal is None:
        return None
    details = {"relative": "yes"}
    if item.sense.unit == "weekday":
        details["weekday"] = _WEEKDAYS[item.sense.number]
    return Mention(item.start, item.end, "date", text[item.start : item.end], normal, details)


def _ahead(text: str, item: Relative) -> Relative:
    """A month that a word such as "akan" before it puts into the future."""
    if item.direction is not None or item.sense.unit != "month":
        return item
    before = text[max(0, item.start - _SAID) : item.start]
    return item._replace(direction=1) if _future().search(before) else item


@cache
def _future() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in lexicon("dates")["future"])
    return re.compile(rf"\b(?:{words})\b[^.!?\n]*$", re.IGNORECASE)


def _written(text: str, item: Written, context: _Context, *, dateline: bool) -> Mention | None:
    year = item.last.year or _year(item, context.near)
    if year is None:
        return None
    begin = item.first.on(year - (item.first.year is None and item.first.month > item.last.month))
    end = item.last.on(year)
    if begin is None or end is None or begin > end:
        return None
    first, last = _edtf(item.first, begin), _edtf(item.last, end)
    details = {} if item.last.year is not None else {"year": "missing"}
    if item.weekday is not None:
        details["weekday"] = _WEEKDAYS[item.weekday]
        agrees = item.weekday in (begin.weekday(), end.weekday())
        details["check"] = "agrees" if agrees else "differs"
    if dateline:
        details["dateline"] = "yes"
    normal = first if first == last else f"{first}/{last}"
    return Mention(item.start, item.end, "date", text[item.start : item.end], normal, details)


def _edtf(day: Day, on: date) -> str:
    return on.isoformat() if day.day is not None else on.isoformat()[:7]


def _year(item: Written, around: date | None) -> int | None:
    """The year in which a date lies nearest to ``around``, on its weekday if one of them does."""
    if around is None:
        return None
    choices = [(abs((day - around).days), day) for year in _years(around) if (day := item.last.on(year))]
    right = [choice for choice in choices if item.weekday in (None, choice[1].weekday())]
    return min(right or choices)[1].year if choices else None


def _years(around: date) -> Iterator[int]:
    return (year for year in (around.year - 1, around.year, around.year + 1) if 1 <= year <= date.max.year)
