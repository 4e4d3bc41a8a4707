"""Reads records from files, folders and standard input, and lists what is wrong with the rest."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from defgraph.errors import RecordsError
from defgraph.records.extractors import Extractor, read_extractors
from defgraph.records.files import find_files
from defgraph.records.problems import Finding, Problem, show, to_problem
from defgraph.records.sources import Origin, source_digests
from defgraph.records.text import article_text, state_of_read

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from defgraph.records.extractors import Extracted
    from defgraph.records.items import Item
    from defgraph.records.models import Record
    from defgraph.records.sources import Sources

    Reader: TypeAlias = Callable[[BinaryIO, str, list[Problem]], Iterator[Item]]

STDIN_NAME = "standard input"
_LINES = (".jsonl", ".ndjson")
"""How files end of which each line is a source of its own."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A record and where it came from.

    Args:
        record: the record.
        source: its file as it was named, or "standard input".
        line: the line it begins at, from 1, in a file that can hold several.
        text: the text of its article, when it is at hand.
        extractor: the program that wrote it, when it is a draft and a file beside it says so.
        origin: by which to remember what it comes to; None where that is not asked for, or it is no file's.
    """

    record: Record
    source: str
    line: int | None
    text: str | None
    extractor: Extractor | None = None
    origin: Origin | None = None


def iter_records(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    problems: list[Problem],
    sources: Sources | None = None,
) -> Iterator[Loaded]:
    """Yield every good record, one at a time, and list the problems of the others.

    Of two records with one id the first counts. What is not a record, in a file that otherwise holds some,
    does not keep the others from being read.

    Args:
        paths: a path or several: files, folders (searched to the bottom) and ``-`` for JSON or JSON Lines on
            standard input.
        problems: every problem is added to it as it is met.
        sources: those in files that have not changed are passed over; of the others it is told when
            something is wrong with them.

    Raises:
        InputError: a path leads nowhere or to no record file; before anything is read.
    """
    return _Reading(problems, sources).records(find_files(paths))


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


class _Reading:
    """The reading of some files, while it goes on."""

    def __init__(self, problems: list[Problem], sources: Sources | None) -> None:
        self._problems = problems
        self._sources = sources
        self._extractors = _Extractors(problems)
        self._places: dict[str, str] = {}

    def records(self, files: list[Path | None]) -> Iterator[Loaded]:
        """Yield the good records."""
        for file in files:
            try:
                with _open(file) as stream:
                    yield from self._good(file, stream)
            except OSError as error:
                found = f"a file that cannot be read ({error.strerror})"
                self._problems.append(Problem(_name(file), None, None, found, "a record file"))

    def _good(self, file: Path | None, stream: BinaryIO) -> Iterator[Loaded]:
        name, folder = _name(file), Path() if file is None else file.parent
        for item, digest in self._items(file, stream):
            text, findings = article_text(item.record, folder)
            identifier, here = item.record.id, place_of(name, item.line)
            if (first := self._places.setdefault(identifier, here)) is not here:
                findings.append(repeated_id(identifier, first))
            self._problems.extend(to_problem(name, finding, item.locate) for finding in findings)
            if not findings:
                origin = digest and Origin(digest, state_of_read(text, item.record, folder))
                extractor = self._extractors.of(item.record, file)
                yield Loaded(item.record, name, item.line, text, extractor, origin or None)
            elif digest and self._sources:
                self._sources.forget(digest)

    def _items(self, file: Path | None, stream: BinaryIO) -> Iterator[tuple[Item, str | None]]:
        """Yield what has to be read, each with the digest of its source where that may be remembered."""
        if file is None or self._sources is None:
            yield from ((item, None) for item in _reader(file)(stream, _name(file), self._problems))
        elif file.suffix.lower() in _LINES:
            yield from self._lines(file, stream, self._sources)
        else:
            yield from self._whole(file, stream.read(), self._sources)

    def _lines(self, file: Path, stream: BinaryIO, sources: Sources) -> Iterator[tuple[Item, str]]:
        from defgraph.records.json_reader import read_json_lines

        name, folder, digest_of, digest = str(file), file.parent, self._digests(file), ""

        def is_known(raw: bytes, number: int) -> bool:
            nonlocal digest
            digest = digest_of(raw.rstrip(b"\r\n"))
            return self._is_known(sources, digest, folder, f"{name}:{number}")

        for item in read_json_lines(stream, name, self._problems, is_known):
            yield item, digest

    def _whole(self, file: Path, raw: bytes, sources: Sources) -> Iterator[tuple[Item, str]]:
        name, digest, before = str(file), self._digests(file)(raw), len(self._problems)
        if self._is_known(sources, digest, file.parent, name):
            return
        for item in _reader(file)(BytesIO(raw), name, self._problems):
            yield item, digest
        if len(self._problems) > before:
            sources.forget(digest)

    def _digests(self, file: Path) -> Callable[[bytes], str]:
        return source_digests(file.suffix.lower(), self._extractors.told(file))

    def _is_known(self, sources: Sources, digest: str, folder: Path, place: str) -> bool:
        """Return whether a source need not be read, and keep the ids of its records if so."""
        ids = sources.unchanged(digest, folder)
        if ids is None or not self._places.keys().isdisjoint(ids):
            return False
        for identifier in ids:
            self._places[identifier] = place
        sources.passed_over += len(ids)
        return True


class _Extractors:
    """Tells which program wrote a draft; each folder's file that says so is read once."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        self._folders: dict[Path, dict[str, Extracted] | Problem] = {}

    def of(self, record: Record, file: Path | None) -> Extractor | None:
        """Return the program that wrote the record in a file, where that is known."""
        if file is None or record.status != "draft":
            return None
        found = self._found(file.parent)
        if isinstance(found, Problem):
            if found not in self._problems:
                self._problems.append(found)
            return None
        entry = found.get(file.name)
        return Extractor(entry.extractor, entry.version) if entry and entry.wrote(record) else None

    def told(self, file: Path) -> str:
        """Return all that makes a difference to :meth:`of` but for the record."""
        found = self._found(file.parent)
        return str(found if isinstance(found, Problem) else found.get(file.name))

    def _found(self, folder: Path) -> dict[str, Extracted] | Problem:
        if folder not in self._folders:
            self._folders[folder] = read_extractors(folder)
        return self._folders[folder]


def _name(file: Path | None) -> str:
    return STDIN_NAME if file is None else str(file)


def place_of(name: str, line: int | None) -> str:
    """Return what messages call the place of a record: its file, and its line where that holds several."""
    return name if line is None else f"{name}:{line}"


def repeated_id(identifier: str, first: str) -> Finding:
    """Return that a record has the id of another, which is at ``first``."""
    return Finding(("id",), show(identifier), f"an id of its own: {first} has it already")


def _open(file: Path | None) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if file is None else file.open("rb")


def _reader(file: Path | None) -> Reader:
    from defgraph.records.json_reader import read_either

    return read_either if file is None else reader_of(file.suffix.lower())


def reader_of(suffix: str) -> Reader:
    """Return what reads the records of a file with this ending, which is in lower case."""
    from defgraph.records.csv_reader import read_csv
    from defgraph.records.json_reader import read_json, read_json_lines
    from defgraph.records.yaml_reader import read_yaml

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
    return readers[suffix]
