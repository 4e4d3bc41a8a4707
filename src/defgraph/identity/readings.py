"""Which of several readings of one meeting is chosen, and by which rule.

Articles that tell of one meeting may disagree about its date, place or kind. Every reading is kept with
its article; this says which one stands for the meeting.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from defgraph.records import edtf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    _Rule = Callable[["Sequence[Reading]"], tuple[list["Reading"], str]]


class Reading(NamedTuple):
    """What one article says about one property of a meeting.

    Args:
        value: what it says.
        record: the id of its record.
        reviewed: whether a person has looked at the record.
        published: the day of the article.
        precision: how precise the value is, the higher the more; see :func:`date_precision`.
        meaning: what the value counts as, where several spellings say the same; itself by default.
    """

    value: str
    record: str
    reviewed: bool = True
    published: str | None = None
    precision: int = 0
    meaning: str = ""


class Choice(NamedTuple):
    """The reading that stands for the meeting.

    ``rule`` says in words why; ``dissent`` whether articles disagree.
    """

    value: str
    rule: str
    dissent: bool


def date_precision(date: str) -> int:
    """Return how precise a date is: the fewer days it covers, the more.

    Args:
        date: a day, a month or an interval, as records have it.

    Raises:
        ValueError: it is none of them.
    """
    span = edtf.parse(date)
    return -(span.last - span.first).days


def choose(readings: Sequence[Reading]) -> Choice:
    """Return the reading that stands for the meeting; the order of ``readings`` makes no difference.

    The rules, in this order, until one value is left: a reviewed record goes before a draft; the value that
    most articles give; the more precise; the article published first; the first by its record's id.

    Raises:
        ValueError: there is no reading.
    """
    if not readings:
        raise ValueError("a choice needs a reading")
    if len(readings) == 1:
        return Choice(readings[0].value, "the only reading", dissent=False)
    left, rule = list(readings), "all articles agree" if len(_articles(readings)) > 1 else "the only reading"
    dissent = len(_meanings(left)) > 1
    for narrow in _RULES:
        if len(_meanings(left)) == 1:
            break
        left, rule = narrow(left)
    return Choice(_spelling(left), rule, dissent)


def _meaning(reading: Reading) -> str:
    return reading.meaning or reading.value


def _meanings(readings: Sequence[Reading]) -> dict[str, set[str]]:
    """Return the records that give each meaning."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for reading in readings:
        found[_meaning(reading)].add(reading.record)
    return dict(found)


def _articles(readings: Sequence[Reading]) -> set[str]:
    return {reading.record for reading in readings}


def _reviewed(readings: Sequence[Reading]) -> tuple[list[Reading], str]:
    kept = [reading for reading in readings if reading.reviewed]
    return kept or list(readings), "a reviewed record goes before a draft"


def _most(readings: Sequence[Reading]) -> tuple[list[Reading], str]:
    given = _meanings(readings)
    most = max(len(records) for records in given.values())
    kept = [reading for reading in readings if len(given[_meaning(reading)]) == most]
    return kept, f"{most} of {len(_articles(readings))} articles say so"


def _more_precise(readings: Sequence[Reading]) -> tuple[list[Reading], str]:
    best = max(reading.precision for reading in readings)
    return [reading for reading in readings if reading.precision == best], "it is the more precise"


def _published_first(readings: Sequence[Reading]) -> tuple[list[Reading], str]:
    days = [reading.published for reading in readings if reading.published is not None]
    if not days:
        return list(readings), ""
    kept = [reading for reading in readings if reading.published == min(days)]
    return kept, f"its article was published first, on {min(days)}"


def _first_by_id(readings: Sequence[Reading]) -> tuple[list[Reading], str]:
    first = min(readings, key=lambda reading: (reading.record, reading.value))
    return [first], "its record comes first by id"


_RULES: tuple[_Rule, ...] = (_reviewed, _most, _more_precise, _published_first, _first_by_id)


def _spelling(readings: Sequence[Reading]) -> str:
    """Return the spelling that most articles give; among equals the first of the first record."""
    by_value: defaultdict[str, set[str]] = defaultdict(set)
    for reading in readings:
        by_value[reading.value].add(reading.record)
    return min(by_value, key=lambda value: (-len(by_value[value]), min(by_value[value]), value))
