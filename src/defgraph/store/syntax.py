"""What Oxigraph says of a text that it cannot parse, as people read it."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_MESSAGE = re.compile(
    r"error at (?P<line>[0-9]+):(?P<column>[0-9]+): expected (?:one of )?(?P<list>.*)", re.DOTALL
)
_CLASS = re.compile(r"\[[^\]]*\]")
_ITEM = re.compile(r'"(?:\\.|[^"\\])*"|[^",]+')
_UNDECLARED = "Prefix not found"
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        '"?"': "a variable",
        '"$"': "a variable",
        '"<"': "an IRI",
        '":"': "an IRI",
        '"\\""': "a literal",
        '"\'"': "a literal",
    }
)
"""What the first sign of a term means."""

_PASSED_OVER = frozenset(
    {'"+"', '"-"', '"_:"', '"<<"', '"<<("', '"|"', '"^"', '"\\"\\"\\""', "\"'''\"", "true", "false"}
)
"""What would make the list long, and nobody misses."""
_MOST = 8


def readable(message: str) -> str:
    """Return where a text is wrong, and what could stand there, rather than each sign that could begin it.

    >>> readable('error at 1:17: expected one of "$", "?", "{", GRAPH, [_]')
    'line 1, column 17: expected GRAPH, a variable or "{"'

    Args:
        message: of Oxigraph's parser; another is returned as it is.
    """
    found = _MESSAGE.fullmatch(message)
    if found is None:
        return message
    place = f"line {found['line']}, column {found['column']}"
    if _UNDECLARED in found["list"]:
        return f"{place}: the prefix before this is not declared; begin with PREFIX name: <IRI>"
    items = {item.strip() for item in _ITEM.findall(_CLASS.sub("", found["list"]))} - {"", *_PASSED_OVER}
    items = {_KINDS.get(item, item) for item in items}
    listed = sorted(items, key=lambda item: (item.startswith('"'), not item.isupper(), item))
    if not listed:
        return f"{place}: this cannot stand here"
    if len(listed) > _MOST:
        listed = [*listed[:_MOST], "another sign"]
    return f"{place}: expected {' or '.join(filter(None, [', '.join(listed[:-1]), listed[-1]]))}"
