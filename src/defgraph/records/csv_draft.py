"""A record in the making, as the rows of a table add to it."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from defgraph.records.explain import check
from defgraph.records.models import Record
from defgraph.records.problems import Finding, show
from defgraph.records.shape import Key, keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

    from defgraph.records.problems import Path

MEETING = "meeting"
"""The column that tells which meeting of its record a row is about: 1 (or nothing), 2, …"""

_INTEGER = re.compile(r"-?[0-9]{1,18}")


class Column(NamedTuple):
    """One column of the table.

    Args:
        way: the keys that lead to the object its cells belong to.
        key: the key of its cells in that object.
        is_entry: whether that object is an entry of a list of the row's own (not a meeting).
    """

    way: tuple[str, ...]
    key: Key
    is_entry: bool


def _columns(
    model: type[BaseModel], way: tuple[str, ...] = (), *, is_entry: bool = False
) -> Iterator[Column]:
    for key in keys(model).values():
        if key.inner is None:
            yield Column(way, key, is_entry)
        else:
            inner = (*way, key.name)
            yield from _columns(key.inner, inner, is_entry=key.many and inner != ("meetings",))


_FIELDS: Mapping[str, Column] = MappingProxyType(
    {".".join((*column.way, column.key.name)): column for column in _columns(Record)}
)
COLUMNS: Mapping[str, Column | None] = MappingProxyType({"id": _FIELDS["id"], MEETING: None, **_FIELDS})
"""Every column there is, by name."""


class Draft:
    """A record in the making.

    Args:
        identifier: its id.
        line: its first line in the table, from 1.
    """

    def __init__(self, identifier: str, line: int) -> None:
        self.identifier = identifier
        self.line = line
        self._data: dict[str, Any] = {}
        self._meetings: dict[int, dict[str, Any]] = {}
        self._lines: dict[Path, int] = {}
        self._findings: list[Finding] = []

    def refuse(self, finding: Finding, line: int) -> None:
        """Note what keeps the record from being loaded."""
        self._findings.append(finding._replace(line=line))

    def add(self, cells: Mapping[str, str], line: int) -> None:
        """Add one row.

        Args:
            cells: the cells that are not empty, by column.
            line: the row's line in the table.
        """
        number = self._number(cells.get(MEETING), line)
        entries: dict[tuple[str, ...], dict[str, Any]] = {}
        for name, cell in cells.items():
            column = COLUMNS.get(name)
            if column is None:
                continue
            value = _value(column.key, cell)
            if column.is_entry:
                entries.setdefault(column.way, {})[column.key.name] = value
            else:
                self._set(column, number, value, line)
        for way, entry in entries.items():
            self._append(way, number, entry, line)

    def check(self) -> tuple[Record | None, list[Finding]]:
        """Return the record, or None and everything that keeps it from being one."""
        if not self._data:
            return None, self._findings
        numbers = sorted(self._meetings)
        if numbers != list(range(1, len(numbers) + 1)):
            self._findings.append(
                Finding(
                    (MEETING,),
                    ", ".join(map(str, numbers)),
                    "meetings numbered 1, 2, … without a gap",
                    None,
                    self.line,
                )
            )
            return None, self._findings
        if numbers:
            self._data["meetings"] = [self._meetings[number] for number in numbers]
        record, findings = check(self._data)
        refused = {finding.path for finding in self._findings}
        findings = self._findings + [finding for finding in findings if finding.path not in refused]
        return (None if findings else record), findings

    def locate(self, path: Path) -> tuple[int, str]:
        """Return the line that gave the value at ``path``, or what should hold it, and its column."""
        inner = path
        while inner and inner not in self._lines:
            inner = inner[:-1]
        return self._lines.get(inner, self.line), ".".join(step for step in path if isinstance(step, str))

    def _number(self, cell: str | None, line: int) -> int:
        if cell is None:
            return 1
        number = int(cell) if _INTEGER.fullmatch(cell) else 0
        if number < 1:
            self.refuse(
                Finding((MEETING,), show(cell), "the number of the meeting in its record, from 1"), line
            )
            return 1
        self._meeting(number, line)
        return number

    def _meeting(self, number: int, line: int) -> dict[str, Any]:
        self._lines.setdefault(("meetings", number - 1), line)
        return self._meetings.setdefault(number, {})

    def _object(self, way: tuple[str, ...], number: int, line: int) -> tuple[dict[str, Any], Path]:
        """Return the object that ``way`` leads to, made where there is none yet, and its path."""
        if way[:1] == ("meetings",):
            path: Path = ("meetings", number - 1, *way[1:])
            target, rest = self._meeting(number, line), way[1:]
        else:
            path, target, rest = way, self._data, way
        for key in rest:
            target = target.setdefault(key, {})
        return target, path

    def _set(self, column: Column, number: int, value: object, line: int) -> None:
        target, path = self._object(column.way, number, line)
        path = (*path, column.key.name)
        first = self._lines.setdefault(path, line)
        earlier = target.setdefault(column.key.name, value)
        if earlier != value:
            self.refuse(
                Finding(path, _cell(value), f"{_cell(earlier)} as on line {first}, or an empty cell"), line
            )

    def _append(self, way: tuple[str, ...], number: int, entry: dict[str, Any], line: int) -> None:
        target, path = self._object(way[:-1], number, line)
        entries = target.setdefault(way[-1], [])
        if way[-1] != "participants" and entry in entries:
            return
        self._lines[*path, way[-1], len(entries)] = line
        entries.append(entry)


def _value(key: Key, cell: str) -> object:
    if key.many:
        return [part.strip() for part in cell.split(";") if part.strip()]
    return int(cell) if key.number and _INTEGER.fullmatch(cell) else cell


def _cell(value: object) -> str:
    return show(";".join(value) if isinstance(value, list) else value)
