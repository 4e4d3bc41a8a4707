"""JSON Pointer (RFC 6901): the address of a value inside a record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from defgraph.records.problems import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

_STRAY_TILDE = re.compile(r"~(?![01])")


def parse_pointer(pointer: str) -> tuple[str, ...]:
    """Return the reference tokens of ``pointer``, unescaped; the whole record ("") has none.

    Raises:
        ValueError: it does not begin with ``/``, or holds a ``~`` that is neither ``~0`` nor ``~1``.
    """
    if not pointer:
        return ()
    if pointer[0] != "/" or _STRAY_TILDE.search(pointer):
        raise ValueError(f"no JSON Pointer: {pointer}")
    tokens = pointer[1:].split("/")
    if "~" in pointer:
        tokens = [token.replace("~1", "/").replace("~0", "~") for token in tokens]
    return tuple(tokens)


def format_pointer(path: Iterable[str | int]) -> str:
    """Return the pointer that leads along ``path`` (keys and indexes from 0)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def index_of(step: str, length: int) -> int | None:
    """Return the place in a list of ``length`` that ``step`` names, or None when it names none."""
    if not step.isdecimal() or len(step) > len(str(length)) or (step[0] == "0" and step != "0"):
        return None
    index = int(step)
    return index if step.isascii() and index < length else None


def first_lost(document: object, pointer: str) -> str | None:
    """Return None when ``pointer`` leads to a value of ``document`` (JSON data), else why it does not."""
    try:
        steps = parse_pointer(pointer)
    except ValueError:
        return 'it begins with "/"' if pointer[0] != "/" else '"~" is written "~0" in it'
    for depth, step in enumerate(steps):
        if isinstance(document, dict) and step in document:
            document = document[step]
        elif isinstance(document, list) and (index := index_of(step, len(document))) is not None:
            document = document[index]
        else:
            return _reason(document, shorten(format_pointer(steps[:depth])), shorten(step))
    return None


def _reason(document: object, way: str, step: str) -> str:
    if isinstance(document, list):
        entries = "1 entry" if len(document) == 1 else f"{len(document)} entries"
        return f"{way} has {entries}, counted from 0"
    if isinstance(document, dict):
        return f'{way or "the record"} has no key "{step}"'
    return f"{way} is a single value"
