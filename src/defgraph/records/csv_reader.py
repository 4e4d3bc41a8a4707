"""Reads records from CSV: one participant a row, flat columns named by their path in the record.

A row adds at most one participant, one partner, one outcome and one evidence span: those that its cells
name. Columns of the record and of the meeting hold the same on every row, or nothing on the later ones.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from defgraph.records.csv_draft import COLUMNS, Draft
from defgraph.records.decode import undecodable, without_mark
from defgraph.records.items import Item
from defgraph.records.problems import (
    Finding,
    Problem,
    did_you_mean,
    nearest,
    of_file,
    one_of,
    printable,
    show,
    to_problem,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_DELIMITERS = (",", ";", "\t")


def read_csv(stream: BinaryIO, name: str, problems: list[Problem]) -> Iterator[Item]:
    """Yield the records of a CSV file; the rows of one record stand together.

    Cells are divided by comma, semicolon or tab: whichever makes most of the header's names known.

    Args:
        stream: the file.
        name: what problems call it.
        problems: where they go.
    """
    raw = without_mark(stream.read())
    if (finding := undecodable(raw)) is not None:
        problems.append(of_file(name, finding))
        return
    rows = _rows(raw.decode("utf-8"))
    line, header = next(rows, (None, Finding((), "an empty file", "a header and rows")))
    if isinstance(header, Finding):
        problems.append(of_file(name, header, line))
        return
    if faults := list(_header_faults(header)):
        problems.extend(of_file(name, fault, line) for fault in faults)
        return
    is_empty = True
    for draft in _drafts(rows, header):
        is_empty = False
        record, findings = draft.check()
        problems.extend(to_problem(name, finding, draft.locate) for finding in findings)
        if record is not None:
            yield Item(record, draft.line, draft.locate)
    if is_empty:
        problems.append(Problem(name, None, None, "a header alone", "rows below it"))


def _rows(text: str) -> Iterator[tuple[int, list[str] | Finding]]:
    """Yield the line and the cells of every row that is not empty; at broken CSV, what broke, and end."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            yield line, Finding((), f"broken CSV ({printable(str(error))})", "rows of cells")
            return
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield line, cells


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max(_DELIMITERS, key=lambda delimiter: len(COLUMNS.keys() & _cells(first, delimiter)))


def _cells(line: str, delimiter: str) -> set[str]:
    return {cell.strip().strip('"') for cell in line.split(delimiter)}


def _header_faults(header: list[str]) -> Iterator[Finding]:
    for place, column in enumerate(header):
        if column in header[:place]:
            yield Finding((), f"the column {show(column)} a second time", "it once")
        elif column not in COLUMNS:
            suggestion = nearest(column, COLUMNS)
            yield Finding(
                (),
                f"the unknown column {show(column)}",
                one_of(COLUMNS, suggestion),
                did_you_mean(suggestion),
            )
    if "id" not in header:
        yield Finding((), 'no column "id"', "it on every row")


def _drafts(rows: Iterator[tuple[int, list[str] | Finding]], header: list[str]) -> Iterator[Draft]:
    """Yield the records of a table, each as soon as its rows have ended."""
    draft = None
    first_lines: dict[str, int] = {}
    for line, row in rows:
        if isinstance(row, Finding):
            draft = draft or Draft("", line)
            draft.refuse(row, line)
            break
        cells = {column: cell for column, cell in zip(header, row, strict=False) if cell}
        identifier = cells.get("id", "")
        if draft is None or (identifier and identifier != draft.identifier):
            if draft is not None:
                yield draft
            draft = Draft(identifier, line)
            first = first_lines.setdefault(identifier, line)
            if first != line:
                found = f"more rows of {show(identifier)}, which began on line {first}"
                draft.refuse(
                    Finding(("id",), found, "the rows of a record together", "sort the rows by id"), line
                )
        if not identifier:
            draft.refuse(Finding(("id",), "nothing", "the id of the record, on every row"), line)
        if len(row) > len(header):
            draft.refuse(Finding((), f"{len(row)} cells", f"{len(header)}, one for each column"), line)
        draft.add(cells, line)
    if draft is not None:
        yield draft
