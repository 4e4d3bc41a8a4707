"""The graph as Parquet tables, the same bytes every time that one release of Arrow writes them."""

from __future__ import annotations

import re
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, Any, TypeVar

from defgraph.dump.progress import Tally
from defgraph.errors import MissingExtraError
from defgraph.files import output_folder
from defgraph.sorting import sorted_lines
from defgraph.tables import COLUMNS, COMPRESSION, FILE, KEY, folder_name, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad

    from defgraph.dump.progress import Progress
    from defgraph.tables import Row

_T = TypeVar("_T")

PARQUET = "parquet"
"""The name of the format."""

_AT_ONCE = 20_000
_ROW_GROUP = 100_000

# A row is sorted as one line: its fields, a null as nothing, between characters below any that a field
# keeps. Those are written as two, which keeps their order, too.
_BETWEEN = "\0"
_ESCAPE = "\1"
_ESCAPED = re.compile("[\0-\n]")
_TO_BE_READ = re.compile(f"{_ESCAPE}(.)")
_SHIFT = 0x20


def write_tables(
    quads: Iterable[Quad], output: Path, folder: Path | None = None, progress: Progress | None = None
) -> int:
    """Write statements as a folder of Parquet files, laid out as :mod:`defgraph.tables` says.

    The rows of a predicate are sorted by subject, object, datatype, language and graph, nulls first. The
    folder appears when all is written; it takes the place of an earlier one that holds tables and no
    other files.

    Args:
        quads: statements in any order.
        output: the folder.
        folder: where :func:`~defgraph.sorting.sorted_lines` may make a temporary file.
        progress: called with what is going on (``"read"`` or ``"written"``) and how many statements that
            has come to.

    Returns:
        how many statements were written.

    Raises:
        DataError: a predicate is too long for the name of a folder.
        InputError: nothing can be written there, or something else is there.
        MissingExtraError: pyarrow, which the extra ``parquet`` brings, is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError as error:
        raise MissingExtraError(PARQUET, "pyarrow") from error
    schema = pa.schema([pa.field(name, pa.string(), nullable) for name, nullable in COLUMNS.items()])
    written = Tally("written", progress)
    read = Tally("read", progress)
    with output_folder(output, _holds_tables) as target:
        lines = chain.from_iterable(sorted_lines(read.of(_chunks(quads)), folder))
        for predicate, named in groupby(map(_fields, lines), key=_predicate):
            place = target / folder_name(predicate)
            place.mkdir()
            with pq.ParquetWriter(place / FILE, schema, compression=COMPRESSION) as writer:
                for held in written.of(_lists(named, _ROW_GROUP)):
                    writer.write_table(_table(pa, schema, held), row_group_size=_ROW_GROUP)
    return written.count


def _holds_tables(folder: Path) -> bool:
    return all(path.name.startswith(f"{KEY}=") for path in folder.iterdir())


def _chunks(quads: Iterable[Quad]) -> Iterator[list[bytes]]:
    return _lists(map(_line, rows(quads)), _AT_ONCE)


def _lists(all_: Iterator[_T], size: int) -> Iterator[list[_T]]:
    while held := list(islice(all_, size)):
        yield held


def _line(row: Row) -> bytes:
    return _BETWEEN.join([_ESCAPED.sub(_escaped, field) if field else "" for field in row]).encode()


def _fields(line: bytes) -> list[str]:
    text = line.decode()
    fields = text.split(_BETWEEN)
    return [_TO_BE_READ.sub(_plain, field) for field in fields] if _ESCAPE in text else fields


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPE + chr(ord(found[0]) + _SHIFT)


def _plain(found: re.Match[str]) -> str:
    return chr(ord(found[1]) - _SHIFT)


def _predicate(fields: list[str]) -> str:
    return fields[0]


def _table(pa: Any, schema: Any, held: list[list[str]]) -> Any:  # noqa: ANN401 - pyarrow has no types
    _, *columns = zip(*held, strict=True)
    arrays = [
        pa.array([text or None for text in column] if field.nullable else column, pa.string())
        for field, column in zip(schema, columns, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)
