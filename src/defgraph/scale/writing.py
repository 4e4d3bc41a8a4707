"""The files that a build leaves: sorted statements in compressed parts, and a table for each predicate."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from defgraph.tables import COLUMNS, COMPRESSION, KEY, folder_name, predicate_of, rows_of_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa
    from pyspark.sql import DataFrame

    from defgraph.scale.hadoop import Folder

QUADS, TABLES = "quads", "tables"
"""The folders of the statements as N-Quads and as tables."""

_SORTED, _TABLED = ".sorted", ".tabled"
_ORDER = (KEY, *COLUMNS)


def write_quads(lines: DataFrame, folder: Folder, partitions: int | None) -> None:
    """Write lines of N-Quads, sorted by their UTF-8 bytes over all parts: ``quads/part-00000.nq.gz``, ….

    Args:
        lines: one column, ``line``; no line twice.
        folder: where to.
        partitions: how many parts, at most; None: as Spark sees fit.
    """
    ordered = lines.orderBy("line") if partitions is None else _in_ranges(lines, partitions, ["line"])
    ordered.write.option("compression", "gzip").text(folder.at(_SORTED))
    for number, name in enumerate(folder.names(_SORTED)):
        folder.move((_SORTED, name), (QUADS, f"part-{number:05}.nq.gz"))
    folder.remove(_SORTED)


def write_tables(lines: DataFrame, folder: Folder, partitions: int | None) -> None:
    """Write a Parquet table for each predicate, as :mod:`defgraph.tables` lays them out, rows sorted.

    Args:
        lines: as for :func:`write_quads`.
        folder: where to.
        partitions: how many parts, at most; None: as Spark sees fit.
    """
    schema = ", ".join(f"{name} string" for name in _ORDER)
    rows = lines.mapInArrow(_as_rows, schema)
    ordered = rows.orderBy(*_ORDER) if partitions is None else _in_ranges(rows, partitions, list(_ORDER))
    ordered.write.partitionBy(KEY).option("compression", COMPRESSION).parquet(folder.at(_TABLED))
    for name in folder.names(_TABLED):
        here = folder_name(predicate_of(name))  # Spark encodes fewer characters than we do
        for number, file in enumerate(folder.names(_TABLED, name)):
            folder.move((_TABLED, name, file), (TABLES, here, f"part-{number:05}.parquet"))
    folder.remove(_TABLED)


def _in_ranges(given: DataFrame, partitions: int, columns: list[str]) -> DataFrame:
    return given.repartitionByRange(partitions, *columns).sortWithinPartitions(*columns)


def _as_rows(given: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield lines of N-Quads as rows; the predicate as the name of its folder has it."""
    import pyarrow as pa

    schema = pa.schema([(name, pa.string()) for name in _ORDER])
    folders: dict[str, str] = {}
    for batch in given:
        lines = (line.encode() for line in batch.column("line").to_pylist())
        columns: list[list[str | None]] = [[] for _ in _ORDER]
        for row in rows_of_lines(lines):
            if row.predicate not in folders:
                folders[row.predicate] = unquote(folder_name(row.predicate).removeprefix(f"{KEY}="))
            for column, value in zip(columns, (folders[row.predicate], *row[1:]), strict=True):
                column.append(value)
        yield pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in columns], schema=schema)
