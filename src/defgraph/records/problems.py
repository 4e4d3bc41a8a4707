"""What is wrong with a record: where, what was found, what was expected, and what may help."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LONGEST_SHOWN = 60
"""How many characters of a found value are shown."""

LONGEST_LIST = 8
"""How many allowed values are listed beside a suggestion."""

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value inside a record: keys, and indexes from 0."""

Locate: TypeAlias = "Callable[[Path], tuple[int | None, str | None]]"
"""Tells the line and the name (pointer or column) under which a person finds a value in the file."""


class Finding(NamedTuple):
    """A problem as seen inside one record, before it is known where the record lies.

    ``line`` is the line in the file, from 1, where it is known better than by the path.
    """

    path: Path
    found: str
    expected: str
    hint: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of a record file, for a person to mend.

    Args:
        source: the file as it was named, or "standard input".
        line: the line in it, from 1, where that is known.
        pointer: the place in the record (JSON Pointer), or in a table the column.
        found: what stands there.
        expected: what should.
        hint: what may help.
    """

    source: str
    line: int | None
    pointer: str | None
    found: str
    expected: str
    hint: str | None = None

    def __str__(self) -> str:
        place = printable(self.source) if self.line is None else f"{printable(self.source)}:{self.line}"
        where = f"{place}: {shorten(self.pointer, 2 * LONGEST_SHOWN)}" if self.pointer else place
        hint = f"; {self.hint}" if self.hint else ""
        return f"{where}: found {self.found}, expected {self.expected}{hint}"


def printable(text: str) -> str:
    """Return ``text`` with everything that would not show (controls, direction marks) escaped."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def shorten(text: str, length: int = LONGEST_SHOWN) -> str:
    """Return ``text`` printable and not longer than about ``length`` characters."""
    return printable(text) if len(text) <= length else printable(text[: length - 1]) + "…"


def show(value: object) -> str:
    """Return a found value (JSON data) as a person should see it: short, quoted, printable."""
    if isinstance(value, str):
        return f'"{shorten(value)}"'
    if isinstance(value, dict):
        return "an object" if value else "an empty object"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 200:
        return "a number of more than 60 digits"
    return json.dumps(value)


def nearest(found: object, allowed: Iterable[str]) -> str | None:
    """Return the one of ``allowed`` that ``found`` most likely was meant to be, or None."""
    from rapidfuzz import fuzz, process

    if not isinstance(found, str) or len(found) > LONGEST_SHOWN:
        return None
    choices = list(allowed)
    match = process.extractOne(
        found.strip().casefold().replace(" ", "-").replace("_", "-"),
        [choice.casefold().replace("_", "-") for choice in choices],
        scorer=fuzz.ratio,
        score_cutoff=70,
    )
    return None if match is None else choices[match[2]]


def did_you_mean(suggestion: str | None) -> str | None:
    """Return the hint that offers ``suggestion``."""
    return None if suggestion is None else f'did you mean "{suggestion}"?'


def one_of(allowed: Iterable[str], suggestion: str | None) -> str:
    """Return "one of …" in words; a long list is only counted when there is a suggestion at hand."""
    values = list(allowed)
    if suggestion is not None and len(values) > LONGEST_LIST:
        return f"one of {len(values)} values"
    return "one of " + ", ".join(values)


def to_problem(source: str, finding: Finding, locate: Locate) -> Problem:
    """Return ``finding`` as a problem of the file ``source``."""
    line, pointer = locate(finding.path)
    return Problem(
        source, finding.line or line, pointer or None, finding.found, finding.expected, finding.hint
    )


def of_file(source: str, finding: Finding, line: int | None = None) -> Problem:
    """Return ``finding`` as a problem of the file ``source`` as a whole, or of one line of it."""
    return Problem(source, finding.line or line, None, finding.found, finding.expected, finding.hint)
