"""Reads records from files, folders and standard input, and lists what is wrong with the rest."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from defgraph.errors import RecordsError
from defgraph.records.extractors import Extractor, read_extractors
from defgraph.records.files import find_files
from defgraph.records.problems import Finding, Problem, show, to_problem
from defgraph.records.text import article_text

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from defgraph.records.extractors import Extracted
    from defgraph.records.items import Item
    from defgraph.records.models import Record

    Reader: TypeAlias = Callable[[BinaryIO, str, list[Problem]], Iterator[Item]]

STDIN_NAME = "standard input"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A record and where it came from.

    Args:
        record: the record.
        source: its file as it was named, or "standard input".
        line: the line it begins at, from 1, in a file that can hold several.
        text: the text of its article, when it is at hand.
        extractor: the program that wrote it, when it is a draft and a file beside it says so.
    """

    record: Record
    source: str
    line: int | None
    text: str | None
    extractor: Extractor | None = None


def iter_records(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], problems: list[Problem]
) -> Iterator[Loaded]:
    """Yield every good record, one at a time, and list the problems of the others.

    Of two records with one id the first counts. What is not a record, in a file that otherwise holds some,
    does not keep the others from being read.

    Args:
        paths: a path or several: files, folders (searched to the bottom) and ``-`` for JSON or JSON Lines on
            standard input.
        problems: every problem is added to it as it is met.

    Raises:
        InputError: a path leads nowhere or to no record file; before anything is read.
    """
    return _load(find_files(paths), problems)


def read_records(*paths: str | os.PathLike[str]) -> list[Record]:
    """Return the records of files and folders, all of them or none.

    Args:
        paths: files, folders (searched to the bottom) and ``-`` for JSON or JSON Lines on standard input.

    Raises:
        InputError: a path leads nowhere or to no record file.
        RecordsError: some of them are bad; it lists every problem.
    """
    problems: list[Problem] = []
    records = [loaded.record for loaded in iter_records(paths, problems)]
    if problems:
        raise RecordsError(problems)
    return records


def _load(files: list[Path | None], problems: list[Problem]) -> Iterator[Loaded]:
    places: dict[str, str] = {}
    extractors = _Extractors(problems)
    for file in files:
        name = STDIN_NAME if file is None else str(file)
        folder = Path() if file is None else file.parent
        try:
            with _open(file) as stream:
                for item in _reader(file)(stream, name, problems):
                    text, findings = article_text(item.record, folder)
                    findings += _repeated_id(item, name, places)
                    problems.extend(to_problem(name, finding, item.locate) for finding in findings)
                    if not findings:
                        yield Loaded(item.record, name, item.line, text, extractors.of(item.record, file))
        except OSError as error:
            problems.append(
                Problem(name, None, None, f"a file that cannot be read ({error.strerror})", "a record file")
            )


class _Extractors:
    """Tells which program wrote a draft; each folder's file that says so is read once."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        self._folders: dict[Path, dict[str, Extracted]] = {}

    def of(self, record: Record, file: Path | None) -> Extractor | None:
        """Return the program that wrote the record in a file, where that is known."""
        if file is None or record.status != "draft":
            return None
        entry = self._entries(file.parent).get(file.name)
        return Extractor(entry.extractor, entry.version) if entry and entry.wrote(record) else None

    def _entries(self, folder: Path) -> dict[str, Extracted]:
        if folder not in self._folders:
            found = read_extractors(folder)
            if isinstance(found, Problem):
                self._problems.append(found)
                found = {}
            self._folders[folder] = found
        return self._folders[folder]


def _repeated_id(item: Item, name: str, places: dict[str, str]) -> list[Finding]:
    identifier = item.record.id
    first = places.setdefault(identifier, here := name if item.line is None else f"{name}:{item.line}")
    if first is here:
        return []
    return [Finding(("id",), show(identifier), f"an id of its own: {first} has it already")]


def _open(file: Path | None) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if file is None else file.open("rb")


def _reader(file: Path | None) -> Reader:
    from defgraph.records.csv_reader import read_csv
    from defgraph.records.json_reader import read_either, read_json, read_json_lines
    from defgraph.records.yaml_reader import read_yaml

    if file is None:
        return read_either
    readers: Mapping[str, Reader] = MappingProxyType(
        {
            ".json": read_json,
            ".jsonl": read_json_lines,
            ".ndjson": read_json_lines,
            ".yaml": read_yaml,
            ".yml": read_yaml,
            ".csv": read_csv,
        }
    )
    return readers[file.suffix.lower()]
