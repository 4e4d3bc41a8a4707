"""What queries answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Literal

if TYPE_CHECKING:
    from collections.abc import Collection

    from pyoxigraph import Triple

    from defgraph.store import Solutions
    from defgraph.terms import Term

SEPARATOR = "; "
"""What stands between the members of a cell that is a list."""

JOINT = "\x1f"
"""What a query joins them with: the unit separator, which no text of a record holds."""

Row: TypeAlias = "tuple[Term | None, ...]"


@dataclass(frozen=True, slots=True)
class Result:
    """The rows of a SELECT query.

    Each of ``rows`` has one term for each of ``columns``, None where nothing is known. ``notes`` tell the
    reader how parameters were understood, where that was not certain.
    """

    columns: tuple[str, ...]
    rows: list[Row]
    notes: tuple[str, ...] = ()

    def values(self) -> list[tuple[str | None, ...]]:
        """Return the rows as plain texts: IRIs and the lexical forms of literals."""
        return [tuple(None if term is None else term.value for term in row) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer of an ASK query."""

    value: bool


@dataclass(frozen=True, slots=True)
class Statements:
    """The triples of a CONSTRUCT or DESCRIBE query, each once, sorted."""

    triples: tuple[Triple, ...]


Answer: TypeAlias = "Result | Truth | Statements"


def to_result(solutions: Solutions, lists: Collection[str] = (), notes: tuple[str, ...] = ()) -> Result:
    """Return ``solutions`` with the members of each list in alphabetical order, joined by ``"; "``.

    SPARQL leaves the order of GROUP_CONCAT open, so stores differ. A query joins with :data:`JOINT`,
    because a name may itself hold a semicolon.

    Args:
        solutions: what a store answered.
        lists: the columns whose cells are lists.
        notes: what to tell the reader.
    """
    places = frozenset(place for place, name in enumerate(solutions.variables) if name in lists)
    rows = solutions.rows
    if places:
        rows = [
            tuple(_sorted_list(term) if place in places else term for place, term in enumerate(row))
            for row in rows
        ]
    return Result(solutions.variables, rows, notes)


def _sorted_list(term: Term | None) -> Term | None:
    if not isinstance(term, Literal) or JOINT not in term.value:
        return term
    members = sorted(term.value.split(JOINT), key=lambda member: (member.casefold(), member))
    return Literal(SEPARATOR.join(members))
