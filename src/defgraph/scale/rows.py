"""What tasks hand on: for each record that was met its statements and what it shows, or what is wrong.

A row's place is ``file`` (its number), ``block`` (where the part of the file begins that one task read) and
``nth`` (the how manieth row of that part), so places sort as one machine meets them. ``line`` counts from
the beginning of the part: only the whole tells how many lines come before.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from defgraph.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

    Batches: TypeAlias = Iterable[pa.RecordBatch]

COLUMNS = {
    "file": "int",
    "block": "long",
    "nth": "long",
    "line": "long",
    "id": "string",
    "id_line": "long",
    "id_pointer": "string",
    "problems": "array<string>",
    "quads": "string",
    "observed": "binary",
    "lines": "long",
    "blank": "boolean",
    "cut": "boolean",
}
"""Column to its type in Spark.

``id_line`` and ``id_pointer`` say where the id stands, should another record have it already; ``problems``
are JSON; ``quads`` are lines of N-Quads, sorted. The last three sum up a part: how many ``lines`` it has,
whether all are ``blank``, and whether the file is ``cut`` there, for nothing can be read after it.
"""

SCHEMA = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())

_AT_ONCE = 500
"""How many rows go from Python to Spark in one stroke."""


class Place(NamedTuple):
    """Where a row comes from."""

    file: int
    block: int
    nth: int


def batches(rows: Iterable[dict[str, Any]]) -> Iterator[pa.RecordBatch]:
    """Yield rows as Spark takes them; a column that a row lacks is null."""
    import pyarrow as pa

    types = {
        "int": pa.int32(),
        "long": pa.int64(),
        "string": pa.string(),
        "binary": pa.binary(),
        "boolean": pa.bool_(),
        "array<string>": pa.list_(pa.string()),
    }
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    gathered: list[dict[str, Any]] = []
    for row in rows:
        gathered.append(row)
        if len(gathered) == _AT_ONCE:
            yield pa.RecordBatch.from_pylist(gathered, schema=schema)
            gathered.clear()
    yield pa.RecordBatch.from_pylist(gathered, schema=schema)


def packed(problem: Problem) -> str:
    """Return a problem as JSON."""
    return json.dumps(asdict(problem))


def unpacked(text: str, lines_before: int) -> Problem:
    """Return the problem, its line counted from the beginning of the file."""
    problem = Problem(**json.loads(text))
    return problem if problem.line is None else replace(problem, line=problem.line + lines_before)
