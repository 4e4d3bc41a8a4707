"""Giving a query its parameters: typed terms in VALUES blocks, never text pasted into text.

A parameter ``p`` is the variable ``?_p``. Its terms are put, as a VALUES block, at the start of every
group that uses the variable itself: the WHERE group of the query and of each sub-select, and the
groups within them (UNION, OPTIONAL, MINUS, GRAPH). So the variable means the same wherever it stands.
A group under EXISTS gets none: it sees the variables of the group around it.

Several parameters of a group stand in one block where they can, as each row of it then says all that is
known: of blocks beside each other engines take one and look at all that fits it before they meet the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from defgraph.queries.lexer import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import Triple

    from defgraph.queries.lexer import Token
    from defgraph.terms import Term

PREFIX = "_"
"""What the variable of a parameter begins with."""

_MOST_TOGETHER = 200
"""Rows of a block of several parameters."""

_SHORT_CODE = re.compile(r"(?<!\\)((?:\\\\)*)\\u([0-9A-Fa-f]{4})")
_BACKSLASH_U = re.compile(r"(?<!\\)((?:\\\\)+)([uU])")


def serialise(term: Term | Triple) -> str:
    r"""Return a term, or a triple of them, in SPARQL syntax.

    A term prints itself as N-Triples, which is SPARQL too, but for one thing: a SPARQL engine may turn
    ``\u0022`` into a quotation mark before it looks for strings (SPARQL 1.1, section 19.2), even where
    the backslash is itself escaped. So a ``u`` after a backslash is written by its code, and every
    code has eight digits, as some engines read on after four.
    """
    text = _SHORT_CODE.sub(r"\1\\U0000\2", str(term))
    return _BACKSLASH_U.sub(lambda run: f"{run[1]}\\U{ord(run[2]):08X}", text)


def inject(text: str, parameters: Mapping[str, Sequence[Term]]) -> str:
    """Return the query ``text`` with its parameters bound.

    Args:
        text: a SELECT, ASK, CONSTRUCT or DESCRIBE query.
        parameters: the terms of each parameter; several terms mean any of them.
    """
    texts = {name: [serialise(term) for term in terms] for name, terms in sorted(parameters.items())}
    pieces: list[str] = []
    done = 0
    for group in _groups(text):
        used = {name: texts[name] for name in texts if PREFIX + name in group.variables}
        pieces += [text[done : group.start], *_blocks(used)]
        done = group.start
    return "".join([*pieces, text[done:]])


def _blocks(parameters: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the VALUES blocks of the parameters of a group: one, or one for each where that would be long."""
    together = prod(map(len, parameters.values())) <= _MOST_TOGETHER
    for names in [tuple(parameters)] if together and parameters else [(name,) for name in parameters]:
        rows = (f"({' '.join(row)})" for row in product(*(parameters[name] for name in names)))
        yield f" VALUES ({' '.join(f'?{PREFIX}{name}' for name in names)}) {{ {' '.join(rows)} }}"


def parameter_names(text: str) -> set[str]:
    """Return the parameters that ``text`` uses: its variables ``?_p``, without the prefix."""
    names = {token.variable for token in tokens(text)}
    return {name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)}


@dataclass
class _Group:
    """A pair of braces: where its text begins, and the variables that it uses itself."""

    start: int
    takes_values: bool = False
    variables: set[str] = field(default_factory=set)
    is_select: bool = False
    where: _Group | None = None


@lru_cache(maxsize=256)
def _groups(text: str) -> tuple[_Group, ...]:
    """Return the groups that take VALUES blocks, in the order in which they begin."""
    reader = _Reader()
    for token in tokens(text):
        reader.read(token)
    for group in reader.groups:
        if group.where is not None:
            group.where.variables |= group.variables
    return tuple(group for group in reader.groups if group.takes_values)


class _Reader:
    """Follows the braces of one query, token by token."""

    def __init__(self) -> None:
        query = _Group(0, is_select=True)
        self.groups = [query]
        self._open = [query]
        self._data_follows = False
        self._before = ""

    def read(self, token: Token) -> None:
        """Take in the next token."""
        if token.text == "{":
            self._enter(token.end)
        elif token.text == "}":
            if len(self._open) > 1:
                self._open.pop()
        elif token.variable:
            self._open[-1].variables.add(token.variable)
        elif token.keyword == "SELECT" and self._before == "{":
            self._become_select()
        elif token.keyword == "VALUES":
            self._data_follows = True
        self._before = token.keyword or token.text

    def _enter(self, start: int) -> None:
        around = self._open[-1]
        if self._data_follows or self._before in ("CONSTRUCT", "EXISTS") or not self._is_pattern(around):
            inner = _Group(start, variables=around.variables)
        else:
            inner = _Group(start, takes_values=True)
            if around.is_select:
                around.where = inner
        self._data_follows = False
        self.groups.append(inner)
        self._open.append(inner)

    def _become_select(self) -> None:
        group = self._open[-1]
        group.takes_values = False
        group.is_select = True
        group.variables = set()

    @staticmethod
    def _is_pattern(group: _Group) -> bool:
        return group.takes_values or group.is_select
