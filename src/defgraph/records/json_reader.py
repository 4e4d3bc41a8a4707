"""Reads records from JSON (one a file) and JSON Lines (one a line)."""

from __future__ import annotations

import itertools
import json
import re
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import from_json

from defgraph.records.decode import undecodable, without_mark
from defgraph.records.explain import explain
from defgraph.records.items import Item
from defgraph.records.models import Record
from defgraph.records.pointer import format_pointer
from defgraph.records.problems import Finding, Problem, show, to_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

    from defgraph.records.problems import Path

_SYNTAX = re.compile(r"(?P<reason>.*) at line (?P<line>\d+) column (?P<column>\d+)", re.DOTALL)
_EXPECTED_OBJECT = "one record as a JSON object"


def read_json(stream: BinaryIO, name: str, problems: list[Problem]) -> Iterator[Item]:
    """Yield the one record of a JSON file.

    Args:
        stream: the file.
        name: what problems call it.
        problems: where they go.
    """
    raw = without_mark(stream.read())
    if not raw.strip():
        problems.append(Problem(name, None, None, "an empty file", _EXPECTED_OBJECT))
        return
    locate = partial(_locate, None)
    result = parse(raw)
    if isinstance(result, Record):
        yield Item(result, None, locate)
        return
    problems.extend(to_problem(name, finding, locate) for finding in result)


def read_json_lines(
    stream: Iterable[bytes],
    name: str,
    problems: list[Problem],
    is_known: Callable[[bytes, int], bool] = lambda _raw, _number: False,
) -> Iterator[Item]:
    """Yield the records of a JSON Lines file, one line at a time; blank lines are passed over.

    Args:
        stream: the file, or its lines.
        name: what problems call it.
        problems: where they go.
        is_known: whether a line, given with its number, need not be read.
    """
    is_empty = True
    for number, line in enumerate(stream, 1):
        raw = (without_mark(line) if number == 1 else line).removesuffix(b"\n")
        if not raw.strip():
            continue
        is_empty = False
        if is_known(raw, number):
            continue
        locate = partial(_locate, number)
        result = parse(raw)
        if isinstance(result, Record):
            yield Item(result, number, locate)
            continue
        problems.extend(to_problem(name, finding._replace(line=None), locate) for finding in result)
        if undecodable(raw) is not None:
            return
    if is_empty:
        problems.append(without_lines(name))


def without_lines(name: str) -> Problem:
    """Return that a file of lines has none."""
    return Problem(name, None, None, "an empty file", "one record a line, as a JSON object")


def read_either(stream: BinaryIO, name: str, problems: list[Problem]) -> Iterator[Item]:
    """Yield the records of a stream that holds JSON or JSON Lines: its first line tells which.

    Args:
        stream: where the records come from.
        name: what problems call it.
        problems: where they go.
    """
    head = []
    for line in stream:
        head.append(line)
        if line.strip():
            break
    first = without_mark(b"".join(head)).strip()
    if first and undecodable(first) is None and not first.startswith((b"{", b"[")):
        found = f"text that begins {show(first.decode()[:20])}"
        hint = "save YAML and CSV in files, and name those"
        problems.append(Problem(name, None, None, found, "JSON or JSON Lines", hint))
    elif _is_cut_short(first):
        yield from read_json(BytesIO(b"".join(head) + stream.read()), name, problems)
    else:
        yield from read_json_lines(itertools.chain(head, stream), name, problems)


def parse(raw: bytes) -> Record | list[Finding]:
    """Return the record that ``raw`` holds as JSON, or everything that is wrong with it.

    Args:
        raw: UTF-8 without a byte order mark.
    """
    try:
        record = Record.model_validate_json(raw)
    except ValidationError as error:
        return _refused(raw, error)
    try:
        json.loads(raw, object_pairs_hook=_unique)
    except _RepeatedKeyError:
        return _repeated_keys(raw)
    return record


def _locate(line: int | None, path: Path) -> tuple[int | None, str]:
    return line, format_pointer(path)


def _refused(raw: bytes, error: ValidationError) -> list[Finding]:
    if (finding := undecodable(raw)) is not None:
        return [finding]
    details = error.errors(include_url=False, include_input=False)[0]
    if details["type"] == "json_invalid":
        return [_syntax(details["ctx"]["error"])]
    return _repeated_keys(raw) + explain(error, json.loads(raw))


def _syntax(message: str) -> Finding:
    match = _SYNTAX.fullmatch(message)
    if match is None:
        return Finding((), f"broken JSON ({message})", _EXPECTED_OBJECT)
    reason, line = match["reason"], int(match["line"])
    if reason.startswith("EOF"):
        return Finding((), f"JSON that ends too early ({reason})", _EXPECTED_OBJECT, "is it cut short?", line)
    hint = "several records go one a line into a .jsonl file" if reason == "trailing characters" else None
    return Finding((), f"broken JSON at column {match['column']} ({reason})", _EXPECTED_OBJECT, hint, line)


def _is_cut_short(text: bytes) -> bool:
    try:
        from_json(text)
    except ValueError as error:
        return str(error).startswith("EOF")
    return False


class _RepeatedKeyError(ValueError):
    """An object has a key twice."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    whole = dict(pairs)
    if len(whole) != len(pairs):
        raise _RepeatedKeyError
    return whole


class _Pairs(list[tuple[str, Any]]):
    """An object as its pairs, none lost."""


def _repeated_keys(raw: bytes) -> list[Finding]:
    return list(_repeated(json.loads(raw, object_pairs_hook=_Pairs), ()))


def _repeated(value: object, path: Path) -> Iterator[Finding]:
    if isinstance(value, _Pairs):
        seen: set[str] = set()
        for key, inner in value:
            if key in seen:
                yield Finding((*path, key), "this key a second time", "it once")
            seen.add(key)
            yield from _repeated(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _repeated(inner, (*path, place))
