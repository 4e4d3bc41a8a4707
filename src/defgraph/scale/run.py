"""A build by Spark: from files of records to a folder of files, in four strokes.

1. Tasks read parts of files and map their records; statements and what articles show are kept beside the
   output, so that no record is mapped twice.
2. What only the whole can tell is looked at: lines before a part, ids that two records have.
3. What follows from all articles together is derived.
4. Tasks sort all statements and write them, as N-Quads and as tables.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING

from defgraph.build.conclusions import conclusions
from defgraph.build.corpus import MemoryCorpus
from defgraph.build.findings import (
    NO_CONTRADICTIONS,
    Contradictions,
    contradictions_of_offices,
    merged_by_themselves,
)
from defgraph.build.known import Known
from defgraph.build.ontology_graph import OntologyGraph
from defgraph.errors import RecordsError, StoreError
from defgraph.identity.judgements import Judgements
from defgraph.ids import Minter
from defgraph.namespaces import DEFAULT_BASE, DG, RDFS, VOID
from defgraph.scale.checking import check
from defgraph.scale.hadoop import Folder, Hadoop, reason
from defgraph.scale.inputs import Articles, Inputs
from defgraph.scale.observations import Once
from defgraph.scale.session import spark_session
from defgraph.scale.writing import write_quads, write_tables
from defgraph.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pyspark.sql import DataFrame, SparkSession

    from defgraph.identity.offices import Bound
    from defgraph.records import Problem

_MAPPED, _DERIVED = ".mapped", ".derived"
_LINES_AT_ONCE = 200_000
"""How many derived lines go from the driver to Spark in one stroke."""


@dataclass
class FolderReport:
    """What a build into a folder did.

    Args:
        articles: how many it holds.
        problems: those of the records that were left out.
        merged: how many names and reports stand for another, undecided by anyone, by kind.
        contradictions: of offices.
    """

    articles: int = 0
    problems: tuple[Problem, ...] = ()
    merged: Counter[str] = field(default_factory=Counter)
    contradictions: Contradictions = NO_CONTRADICTIONS


def build_folder(
    records: str | Iterable[str],
    folder: str,
    *,
    base: str = DEFAULT_BASE,
    judgements: Judgements | None = None,
    bounds: Iterable[Bound] = (),
    skip_invalid: bool = False,
    extract: bool = False,
    partitions: int | None = None,
    tables: bool = True,
    master: str | None = None,
    conf: Mapping[str, str] | None = None,
    progress: Callable[[str], object] = lambda _: None,
) -> FolderReport:
    """Write the graph of ``records`` as files: ``quads/part-00000.nq.gz``, … and ``tables/predicate=…/``.

    The parts, one after the other, are the bytes of ``defgraph dump --format nquads`` of a store that was
    built from the same records; the tables hold the same statements.

    Args:
        records: files, folders or patterns that Hadoop knows (``hdfs://…``, ``s3a://…/*.jsonl``).
        folder: where to write: a path that Hadoop knows, with nothing there.
        base: the IRI that every IRI of the data begins with.
        judgements: what people decided about identities.
        bounds: first and last days of tenures, from a register of them.
        skip_invalid: map the good records where others have problems; else nothing is written.
        extract: whether ``records`` are articles (:func:`defgraph.extract.sources.find_articles` says of what
            kinds), of which draft records are to be made first.
        partitions: how many parts to write, at most; None: as Spark sees fit.
        tables: whether to write tables, too; sorting the statements for them takes as long as for the parts.
        master: where Spark runs; None: where spark-submit says, else on all cores of this machine.
        conf: further settings of Spark.
        progress: called with what is going on, in words.

    Raises:
        RecordsError: some records have problems, and ``skip_invalid`` is false. ``folder`` is not there.
        InputError: a path leads nowhere, something is in ``folder``, or there is no Java.
        JudgementsError: judgements contradict one another.
        MissingExtraError: the extra "spark" is not installed.
        StoreError: Spark failed. ``folder`` is not there.
    """
    minter = Minter(base)
    known = Known(None, Judgements(()), frozenset()).with_(judgements, bounds)
    known.judgements.check()
    with spark_session(master, conf) as session:
        hadoop = Hadoop(session)
        paths = [records] if isinstance(records, str) else records
        inputs = (Articles if extract else Inputs)(session, hadoop, paths)
        target = Folder(hadoop, folder)
        build = _Build(session, target, minter, known, inputs, progress)
        with target.writing(), _translated():
            return build.run(partitions, skip_invalid=skip_invalid, tables=tables)


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what Spark raises into an error of this package."""
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        raise StoreError(f"Spark failed: {_last_line(error)}") from None
    except Py4JJavaError as error:
        raise StoreError(f"Spark failed: {reason(error)}") from None


def _last_line(error: Exception) -> str:
    return next((line.strip() for line in reversed(str(error).splitlines()) if line.strip()), repr(error))


class _Build:
    """One build, while it goes on."""

    def __init__(
        self,
        session: SparkSession,
        folder: Folder,
        minter: Minter,
        known: Known,
        inputs: Inputs,
        progress: Callable[[str], object],
    ) -> None:
        self._session = session
        self._folder = folder
        self._minter = minter
        self._known = known
        self._inputs = inputs
        self._progress = progress

    def run(self, partitions: int | None, *, skip_invalid: bool, tables: bool) -> FolderReport:
        self._progress(f"mapping what is in {len(self._inputs.sources)} files")
        rows = self._inputs.mapped(self._minter.base, self._folder.at(_MAPPED))
        checked = check(rows, self._inputs.sources, self._inputs.without_lines)
        if checked.problems and not skip_invalid:
            raise RecordsError(checked.problems)
        articles = checked.good(rows)
        self._progress("deriving what follows from all articles together")
        report = FolderReport(problems=checked.problems)
        derived = self._derived(articles, report)
        self._progress(f"sorting the statements of {report.articles} articles")
        lines = articles.selectExpr("explode(split(quads, '\\n')) AS line").union(derived)
        write_quads(lines, self._folder, partitions)
        if tables:
            self._progress("writing the tables")
            write_tables(lines, self._folder, partitions)
        self._find(derived, report)
        self._folder.remove(_MAPPED)
        self._folder.remove(_DERIVED)
        return report

    def _derived(self, articles: DataFrame, report: FolderReport) -> DataFrame:
        """Return the lines that no article says."""
        corpus, once = MemoryCorpus(), Once()
        for row in articles.select("observed").toLocalIterator(prefetchPartitions=True):
            corpus.add(once.observations(row.observed))
            report.articles += 1
        statements = conclusions(self._minter, corpus, self._known)
        texts = chain((OntologyGraph(self._minter).text,), statements)
        self._keep(line for text in texts for line in text.removesuffix("\n").split("\n"))
        return self._session.read.schema("line string").parquet(self._folder.at(_DERIVED)).distinct()

    def _keep(self, lines: Iterator[str]) -> None:
        import pyarrow as pa

        while some := list(islice(lines, _LINES_AT_ONCE)):
            frame = self._session.createDataFrame(pa.table({"line": pa.array(some, pa.string())}))
            frame.write.mode("append").option("compression", "zstd").parquet(self._folder.at(_DERIVED))

    def _find(self, derived: DataFrame, report: FolderReport) -> None:
        """Add to a report what a build tells its reader."""
        from pyspark.sql import functions as f

        line, base = f.col("line"), self._minter.base
        labels = line.contains(f" {RDFS('label')} ") & ~line.startswith(f"<{base}meeting/")
        wanted = line.startswith(f"<{base}tenure/") | line.contains(f" {DG('joinedBecause')} ") | labels
        wanted |= line.contains(f" {VOID('uriSpace')} ")
        store = open_store("memory")
        text = "\n".join(row.line for row in derived.where(wanted).collect())
        store.load([text])
        report.merged = merged_by_themselves(store)
        report.contradictions = contradictions_of_offices(store)
