"""What is read: files of records, or of articles, and what tasks make of them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from defgraph.extract.sources import ARTICLE_FILES, PAGES
from defgraph.extract.sources import without_lines as no_articles
from defgraph.extract.web_page import require_trafilatura
from defgraph.records.extractors import EXTRACTORS_FILE, parse_extractors
from defgraph.records.files import RECORD_FILES
from defgraph.records.json_reader import without_lines as no_records
from defgraph.scale.extracting import ArticleTask
from defgraph.scale.mapping import LINES, RecordTask, Source
from defgraph.scale.rows import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyspark.sql import DataFrame, SparkSession

    from defgraph.records import Problem
    from defgraph.records.extractors import Extracted
    from defgraph.scale.hadoop import Found, Hadoop

_GROUP = 16_000_000
"""How many bytes a task gathers before it writes them to Parquet."""

_ROWS_AT_ONCE = 64


class Inputs:
    """Files of records.

    Args:
        session: reads them.
        hadoop: finds them.
        paths: files, folders and patterns.

    Raises:
        InputError: a path leads nowhere, or to no such file.
    """

    kind = RECORD_FILES
    without_lines = staticmethod(no_records)

    def __init__(self, session: SparkSession, hadoop: Hadoop, paths: Iterable[str]) -> None:
        self._session = session
        self._hadoop = hadoop
        self._found = hadoop.find(paths, self.kind)
        extractors: dict[str, dict[str, Extracted] | Problem] = {}
        self.sources = [self._source(*numbered, extractors) for numbered in enumerate(self._found)]

    def _source(
        self, number: int, file: Found, extractors: dict[str, dict[str, Extracted] | Problem]
    ) -> Source:
        folder, name = (str(PurePosixPath(path).parent) for path in (file.key, file.name))
        if folder not in extractors:
            raw = self._hadoop.read(f"{folder}/{EXTRACTORS_FILE}")
            extractors[folder] = parse_extractors(raw, f"{name}/{EXTRACTORS_FILE}") if raw else {}
        local = self._hadoop.local(folder)
        return Source(number, file.key, file.name, local, extractors[folder])

    def mapped(self, base: str, folder: str) -> DataFrame:
        """Return the rows of :mod:`~defgraph.scale.rows` for all that is read; they are kept in a folder."""
        rows = self._parts().mapInArrow(self._task(base), SCHEMA).write
        rows.option("compression", "zstd").option("parquet.block.size", _GROUP).parquet(folder)
        # A row holds all statements of an article, and 4,096 of them at once are more than a heap.
        self._session.conf.set("spark.sql.parquet.columnarReaderBatchSize", str(_ROWS_AT_ONCE))
        return self._session.read.schema(SCHEMA).parquet(folder)

    def _task(self, base: str) -> RecordTask:
        return RecordTask(base, {source.key: source for source in self.sources})

    def _lines(self) -> DataFrame | None:
        """Return the lines of the files that are read in parts."""
        from pyspark.sql import functions as f

        files = [file.literally for file in self._found if file.suffix in LINES]
        if not files:
            return None
        read = self._session.read.option("lineSep", "\n").text(files)
        path, block = f.col("_metadata.file_path"), f.col("_metadata.file_block_start")
        value = f.col("value").cast("binary")
        return read.select(path.alias("path"), block.alias("block"), value.alias("value"))

    def _parts(self) -> DataFrame:
        """Return parts of files: their path, where they begin, and their lines or all they hold."""
        from pyspark.sql import functions as f

        lines = self._lines()
        files = [file.literally for file in self._found if file.suffix not in LINES]
        if not files and lines is not None:
            return lines
        read = self._session.read.format("binaryFile").load(files)
        start = f.lit(0).cast("long")
        whole = read.select(
            f.col("_metadata.file_path").alias("path"), start.alias("block"), f.col("content").alias("value")
        )
        return whole if lines is None else lines.union(whole)


class Articles(Inputs):
    """Files of articles, of which draft records are made first.

    Raises:
        InputError: a path leads nowhere, or to no such file.
        MissingExtraError: one is a web page, and the extra "html" is not installed.
    """

    kind = ARTICLE_FILES
    without_lines = staticmethod(no_articles)

    def __init__(self, session: SparkSession, hadoop: Hadoop, paths: Iterable[str]) -> None:
        super().__init__(session, hadoop, paths)
        if any(file.suffix in PAGES for file in self._found):
            require_trafilatura()

    def _task(self, base: str) -> RecordTask:
        return ArticleTask(base, {source.key: source for source in self.sources}, self._lines_before())

    def _lines_before(self) -> dict[tuple[str, int], int]:
        """Return how many lines of its file come before each part; that takes reading them once more."""
        lines = self._lines()
        if lines is None:
            return {}
        before: dict[tuple[str, int], int] = {}
        lines_of: defaultdict[str, int] = defaultdict(int)
        for path, block, count in sorted(map(tuple, lines.groupBy("path", "block").count().collect())):
            before[unquote(path), block] = lines_of[path]
            lines_of[path] += count
        return before
