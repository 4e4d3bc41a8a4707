"""What a task does: records to statements, and to what follows from them together with others."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from defgraph.build.mapping import ArticleMapper
from defgraph.ids import Minter
from defgraph.records import Loaded, Problem
from defgraph.records.decode import undecodable
from defgraph.records.extractors import Extracted, Extractor
from defgraph.records.problems import to_problem
from defgraph.records.reader import reader_of
from defgraph.records.text import article_text
from defgraph.scale.observations import packed_observations
from defgraph.scale.rows import batches, packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

    from defgraph.build.statements import ArticleStatements
    from defgraph.records import Record
    from defgraph.records.items import Item

LINES = (".jsonl", ".ndjson")
"""Files of these endings are read in parts, by several tasks; any other as a whole."""


@dataclass(frozen=True)
class Source:
    """A file of records.

    Args:
        number: its place among all files.
        key: how Hadoop calls it.
        name: what messages call it.
        folder: where texts beside it lie; None where tasks cannot see that.
        extractors: which program wrote which draft in its folder, or why that is not known.
    """

    number: int
    key: str
    name: str
    folder: Path | None
    extractors: dict[str, Extracted] | Problem

    @property
    def suffix(self) -> str:
        """Its ending, in lower case."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """Its name without folders and ending."""
        return PurePosixPath(self.name).stem


class RecordTask:
    """Maps the records of a partition.

    Args:
        base: what every IRI of the data begins with.
        sources: the files, by what Hadoop calls them.
    """

    def __init__(self, base: str, sources: Mapping[str, Source]) -> None:
        self._base = base
        self._sources = sources

    def __call__(self, given: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Return a row for each record, each problem and each part of a file.

        Args:
            given: columns ``path`` and ``block``, which name a part of a file, and ``value``: a line of it,
                or the whole.
        """
        return batches(self._rows(given))

    def _rows(self, given: Iterable[pa.RecordBatch]) -> Iterator[dict[str, Any]]:
        mapper = ArticleMapper(Minter(self._base))
        for (path, block), values in groupby(_unpacked(given), key=lambda row: row[:2]):
            source = self._sources[unquote(path)]
            rows = self.rows_of(source, block, (value for _, _, value in values), mapper)
            for nth, row in enumerate(rows):
                yield {"file": source.number, "block": block, "nth": nth, **row}

    def rows_of(
        self,
        source: Source,
        block: int,  # noqa: ARG002 - what another kind of task needs
        values: Iterator[bytes],
        mapper: ArticleMapper,
    ) -> Iterator[dict[str, Any]]:
        """Yield the rows of a part of a file, without their place."""
        return _Part(source, mapper, values).rows()


def _unpacked(given: Iterable[pa.RecordBatch]) -> Iterator[tuple[str, int, bytes]]:
    for batch in given:
        columns = (batch.column(name).to_pylist() for name in ("path", "block", "value"))
        yield from zip(*columns, strict=True)


class _Part:
    """A part of a file, while it is mapped.

    Args:
        source: the file.
        mapper: maps its records.
        values: its lines, without their ends; of a file that is read as a whole, the one value.
    """

    def __init__(self, source: Source, mapper: ArticleMapper, values: Iterator[bytes]) -> None:
        self._source = source
        self._mapper = mapper
        self._values = values
        self._problems: list[Problem] = []
        self._lines = 0
        self._blank = True
        self._last = b""

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows, without their place."""
        is_lines = self._source.suffix in LINES
        stream: Any = self._counted() if is_lines else BytesIO(next(self._values))
        for item in reader_of(self._source.suffix)(stream, self._source.name, self._problems):
            yield from self._met()
            yield from self._row(item)
        if not is_lines:
            yield from self._met()
            return
        cut = undecodable(self._last) is not None
        if self._blank:
            self._problems.clear()  # that it is empty is for the whole file to say
        yield from self._met()
        yield {"lines": self._lines, "blank": self._blank, "cut": cut}

    def _counted(self) -> Iterator[bytes]:
        """Yield the lines, the first with a mark for the reader to take off: Hadoop has taken off its own."""
        for line in self._values:
            self._lines += 1
            self._last = line
            self._blank = self._blank and not line.strip()
            yield codecs.BOM_UTF8 + line if self._lines == 1 else line

    def _met(self) -> Iterator[dict[str, Any]]:
        """Yield a row for each problem met since."""
        yield from ({"problems": [packed(problem)]} for problem in self._problems)
        self._problems.clear()

    def _row(self, item: Item) -> Iterator[dict[str, Any]]:
        source, record = self._source, item.record
        text, findings = article_text(record, source.folder) if source.folder else (None, [])
        line, pointer = item.locate(("id",))
        row: dict[str, Any] = {"line": item.line, "id": record.id, "id_line": line, "id_pointer": pointer}
        if findings:
            problems = (to_problem(source.name, finding, item.locate) for finding in findings)
            yield row | {"problems": [packed(problem) for problem in problems]}
            return
        loaded = Loaded(record, source.name, item.line, text, self._extractor(record))
        yield row | mapped(self._mapper.map(loaded))
        yield from self._met()

    def _extractor(self, record: Record) -> Extractor | None:
        known = self._source.extractors
        if record.status != "draft":
            return None
        if isinstance(known, Problem):
            self._problems.append(known)
            return None
        entry = known.get(PurePosixPath(self._source.name).name)
        return Extractor(entry.extractor, entry.version) if entry and entry.wrote(record) else None


def mapped(article: ArticleStatements) -> dict[str, Any]:
    """Return the columns of an article's statements, and of what it shows."""
    lines = sorted(set(article.text.removesuffix("\n").split("\n")))
    return {"quads": "\n".join(lines), "observed": packed_observations(article.observed)}
