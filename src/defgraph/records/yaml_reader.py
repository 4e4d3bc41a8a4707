"""Reads records from YAML 1.2: one a document.

PyYAML resolves plain values by YAML 1.1, where ``country: NO`` is false and ``date: 2025-10-21`` a date
object. So only its events are used here, and values get their meaning from the core schema of YAML 1.2.2,
section 10.3.2. Anchors are harmless; aliases are refused, for a few lines of them can stand for gigabytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from defgraph.records.decode import undecodable, without_mark
from defgraph.records.explain import check
from defgraph.records.items import Item
from defgraph.records.pointer import format_pointer
from defgraph.records.problems import Finding, Problem, of_file, printable, shorten, show, to_problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from defgraph.records.problems import Path

DEEPEST = 32
"""How many lists and mappings may stand inside each other."""

_TAG = "tag:yaml.org,2002:"
_KNOWN_TAGS = frozenset(
    {None, "!", *(_TAG + name for name in ("str", "int", "float", "bool", "null", "map", "seq"))}
)
_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_MOST_DIGITS = 4000  # Python refuses to make an int of more than 4300


def read_yaml(stream: BinaryIO, name: str, problems: list[Problem]) -> Iterator[Item]:
    """Yield the records of a YAML file, one a document; empty documents are passed over.

    Args:
        stream: the file.
        name: what problems call it.
        problems: where they go.
    """
    raw = without_mark(stream.read())
    if (finding := undecodable(raw)) is not None:
        problems.append(of_file(name, finding))
        return
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    documents = _documents(yaml.parse(raw.decode("utf-8"), Loader=loader))
    is_empty = True
    try:
        for document in documents:
            is_empty = False
            yield from document.items(name, problems)
    except yaml.YAMLError as error:
        problems.append(_syntax(name, error))
    else:
        if is_empty:
            problems.append(Problem(name, None, None, "an empty file", "one record a document"))


def _documents(events: Iterator[Any]) -> Iterator[_Document]:
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            document = _Document(events)
            if document.data is not None:
                yield document


def _syntax(name: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    line = None if mark is None else mark.line + 1
    return Problem(name, line, None, f"broken YAML ({printable(reason)})", "one record a document")


class _Document:
    """One YAML document as JSON data, with the line of every value.

    Args:
        events: the parser's events, just after the start of the document; they are used up to its end.
    """

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self._lines: dict[Path, int] = {}
        self._findings: list[Finding] = []
        self.data = self._value(next(events), ())

    def items(self, name: str, problems: list[Problem]) -> Iterator[Item]:
        """Yield the record, or list its problems."""
        record, findings = check(self.data)
        if record is not None and not self._findings:
            yield Item(record, self._lines[()], self.locate)
            return
        refused = {finding.path for finding in self._findings}
        findings = self._findings + [finding for finding in findings if finding.path not in refused]
        problems.extend(to_problem(name, finding, self.locate) for finding in findings)

    def locate(self, path: Path) -> tuple[int, str]:
        """Return the line of the value at ``path``, or of what should hold it, and its pointer."""
        inner = path
        while inner not in self._lines:
            inner = inner[:-1]
        return self._lines[inner], format_pointer(path)

    def _value(self, event: Any, path: Path) -> Any:  # noqa: ANN401 - one of many events, JSON data
        self._lines.setdefault(path, _line(event))
        if isinstance(event, yaml.AliasEvent):
            self._refuse(path, f"the alias *{shorten(str(event.anchor))}", "the value itself")
            return None
        if event.tag not in _KNOWN_TAGS:
            self._refuse(path, f"the tag {show(event.tag)}", "a plain value")
        if isinstance(event, yaml.ScalarEvent):
            is_plain = not event.style and event.implicit[0]  # libyaml says "" where PyYAML says None
            return _resolve(event.value) if is_plain else event.value
        if len(path) > DEEPEST:
            self._refuse(path, "lists or mappings inside each other", f"at most {DEEPEST} of them")
            self._skip()
            return None
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        return self._mapping(path)

    def _list(self, path: Path) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self._value(event, (*path, len(values))))
        return values

    def _mapping(self, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(path, "a key that is no text", "keys that are text", _line(event))
                self._value(event, path)
                self._value(next(self._events), path)
                continue
            way = (*path, event.value)
            if event.value in values:
                self._refuse(way, "this key a second time", "it once")
            self._lines[way] = _line(event)
            values[event.value] = self._value(next(self._events), way)
        return values

    def _refuse(self, path: Path, found: str, expected: str, line: int | None = None) -> None:
        self._findings.append(Finding(path, found, expected, line=line))

    def _skip(self) -> None:
        depth = 1
        while depth:
            event = next(self._events)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)


def _line(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


def _resolve(text: str) -> bool | int | float | str | None:
    """Return what a plain scalar means in the core schema of YAML 1.2."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text) and len(text) < _MOST_DIGITS:
        is_decimal = text[1:2] not in ("o", "x")
        return int(text) if is_decimal else int(text, 0)
    if _FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text
