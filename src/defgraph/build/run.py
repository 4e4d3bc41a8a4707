"""Building a store from records, and taking records out of it again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from defgraph.build.conclusions import conclusions
from defgraph.build.corpus import MemoryCorpus
from defgraph.build.known import NOTHING_KNOWN, Known, recall_known
from defgraph.build.mapping import ArticleMapper
from defgraph.build.notes import Notes
from defgraph.build.ontology_graph import OntologyGraph
from defgraph.build.target import base_of
from defgraph.build.upload import Upload, check_finished, is_unfinished
from defgraph.build.writing import Writing
from defgraph.cycles import no_search_for_cycles
from defgraph.errors import InputError, NotFoundError, RecordsError
from defgraph.ids import Minter
from defgraph.namespaces import DEFAULT_BASE
from defgraph.records import Loaded, Record, iter_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    from pyoxigraph import NamedNode

    from defgraph.build.statements import ArticleStatements
    from defgraph.build.target import Target
    from defgraph.identity.judgements import Judgements
    from defgraph.identity.offices import Bound
    from defgraph.records import Problem
    from defgraph.records.sources import Sources

    Progress: TypeAlias = Callable[[str, int], object]

_ARTICLES_A_TRANSACTION = 1000
_ARTICLES_A_REQUEST = 250


@dataclass
class BuildReport:
    """What a build did.

    ``added``, ``changed`` and ``unchanged`` count articles; ``problems`` are those of the records
    that were left out.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def articles(self) -> int:
        """How many articles the records describe."""
        return self.added + self.changed + self.unchanged


@no_search_for_cycles()
def build(
    records: Iterable[str | Path | Record] | str | Path,
    store: Target,
    *,
    base: str | None = None,
    judgements: Judgements | None = None,
    bounds: Iterable[Bound] | None = None,
    skip_invalid: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Put the statements of ``records`` into ``store``.

    Each article's statements go in a named graph of its own. A record that the store already holds
    as it is changes nothing; one that differs replaces exactly its article's statements; derived
    statements follow in the same transaction.

    Args:
        records: files or folders of records (``-`` is standard input), or records.
        store: where to put them.
        base: the IRI that every IRI of the data begins with; None means the one the store was built
            with, and for an empty store :data:`~defgraph.namespaces.DEFAULT_BASE`.
        judgements: what people decided about identities; None means what the store was built with.
        bounds: first and last days of tenures, from a register of them; None likewise.
        skip_invalid: load the good records where others have problems; else nothing is loaded.
        progress: called with what is going on (``"read"`` or ``"written"``) and how many articles it
            has gone on for: after each that is read, and after each transaction that writes some.

    Returns:
        how many articles came, changed or stayed, and the problems of records left out.

    Raises:
        RecordsError: some records have problems, and ``skip_invalid`` is false. Nothing has changed.
        InputError: ``base`` is no IRI to mint below, or not the one the store was built with.
        JudgementsError: judgements contradict one another, or those in the store are damaged. Nothing
            has changed.
        StoreError: the store failed.
    """
    minter = _minter(store, base)
    unfinished = is_unfinished(store)
    known = NOTHING_KNOWN if unfinished else recall_known(store, minter)
    wanted = known.with_(judgements, bounds)
    wanted.judgements.check()
    uploads = unfinished or not (store.can_load or base_of(store))
    fills = uploads or (store.can_load and store.is_empty())
    notes = Notes(store, minter, is_empty=fills)
    reader = _Reader(records, notes.sources, skip_invalid=skip_invalid, progress=progress)
    articles = _mapped(reader, ArticleMapper(minter), notes.sources)
    if uploads:
        report = _upload(store, minter, articles, wanted, notes, progress)
    elif fills:
        report = _load(store, minter, articles, wanted, notes)
    else:
        ontology = OntologyGraph(minter)
        writing = Writing(store, minter, known, wanted, notes, anew=notes.ontology != ontology.digest)
        report = _update(store, articles, writing, progress)
        ontology.write(store, notes.ontology)  # last, so that who is killed before derives all anew again
    report.unchanged += notes.sources.passed_over if notes.sources else 0
    report.problems = tuple(reader.problems)
    notes.write()
    return report


def decide_again(
    store: Target, *, judgements: Judgements | None = None, bounds: Iterable[Bound] | None = None
) -> None:
    """Let what is derived follow from other judgements or bounds of tenures, in one transaction.

    Args:
        store: where articles have been put.
        judgements: what people decided about identities; None means what the store was built with.
        bounds: first and last days of tenures; None likewise.

    Raises:
        JudgementsError: judgements contradict one another. Nothing has changed.
        StoreUnfinishedError: a build into the store was broken off.
    """
    check_finished(store)
    build((), store, judgements=judgements, bounds=bounds)


def _minter(store: Target, base: str | None) -> Minter:
    held = base_of(store)
    minter = Minter(base or held or DEFAULT_BASE)
    if held not in (None, minter.base):
        raise InputError(f"this store was built with the base {held}, not {minter.base}; say --base {held}")
    return minter


@no_search_for_cycles()
def retract(record_ids: str | Iterable[str], store: Target) -> None:
    """Take records' statements out of ``store``, and what was derived from them alone, in one transaction.

    Args:
        record_ids: the ``id`` of a record, or of several.
        store: where to take them from.

    Raises:
        NotFoundError: the store holds no such record; then none is taken out.
        StoreUnfinishedError: a build into the store was broken off.
    """
    check_finished(store)
    minter = _minter(store, None)
    known = recall_known(store, minter)
    notes = Notes(store, minter)
    graphs = []
    for record_id in [record_ids] if isinstance(record_ids, str) else record_ids:
        if record_id not in notes.articles:
            raise NotFoundError(
                f"no record {record_id!r} in this store; list them with: defgraph query sources"
            )
        graphs.append(minter.article_graph(record_id))
    Writing(store, minter, known, known, notes).write(graphs, [])
    notes.write()


def _mapped(
    records: Iterable[Loaded], mapper: ArticleMapper, sources: Sources | None
) -> Iterator[ArticleStatements]:
    for loaded in records:
        article = mapper.map(loaded)
        if sources is not None and loaded.origin is not None:
            sources.remember(loaded.origin, loaded.record, article.digest)
        yield article


class _Reader:
    """Yields records, and raises when the last has been read if some had problems and none may."""

    def __init__(
        self,
        records: Iterable[str | Path | Record] | str | Path,
        sources: Sources | None,
        *,
        skip_invalid: bool,
        progress: Progress | None,
    ) -> None:
        self._sources = sources
        self._records = [records] if isinstance(records, (str, Path)) else list(records)
        self._skip_invalid = skip_invalid
        self._progress = progress
        self.problems: list[Problem] = []

    def __iter__(self) -> Iterator[Loaded]:
        for number, loaded in enumerate(self._loaded(), start=1):
            yield loaded
            if self._progress:
                self._progress("read", number)
        if self.problems and not self._skip_invalid:
            raise RecordsError(self.problems)

    def _loaded(self) -> Iterator[Loaded]:
        for record in self._records:
            if isinstance(record, Record):
                yield Loaded(record, record.id, None, None)
        paths = [path for path in self._records if not isinstance(path, Record)]
        if paths:
            yield from iter_records(paths, self.problems, self._sources)


def _load(
    store: Target,
    minter: Minter,
    articles: Iterable[ArticleStatements],
    known: Known,
    notes: Notes,
) -> BuildReport:
    """Fill an empty store in one stroke."""
    report = BuildReport()
    corpus = MemoryCorpus()

    def texts() -> Iterator[str]:
        yield OntologyGraph(minter).text
        for article in articles:
            corpus.add(article.observed)
            notes.change((), (article,))
            report.added += 1
            yield article.text
        yield from conclusions(minter, corpus, known)

    store.load(texts())
    return report


def _upload(
    store: Target,
    minter: Minter,
    articles: Iterable[ArticleStatements],
    known: Known,
    notes: Notes,
    progress: Progress | None,
) -> BuildReport:
    """Fill an empty store request by request, or go on where a build was broken off."""
    report = BuildReport()
    corpus = MemoryCorpus()
    ontology = OntologyGraph(minter)
    uploading = Upload(store, minter, partial(progress, "written") if progress else lambda _: None)

    def graphs() -> Iterator[tuple[NamedNode, str]]:
        if not uploading.holds(minter.ontology_graph, ontology.digest):
            yield minter.ontology_graph, ontology.text
        for article in articles:
            corpus.add(article.observed)
            notes.change((), (article,))
            if uploading.holds(article.graph, article.digest):
                report.unchanged += 1
            else:
                report.added += 1
                yield article.graph, article.text

    with uploading.under_way():
        uploading.put_graphs(graphs())
        uploading.put(conclusions(minter, corpus, known))
    return report


def _update(
    store: Target,
    articles: Iterable[ArticleStatements],
    writing: Writing,
    progress: Progress | None,
) -> BuildReport:
    """Change a store that holds something."""
    report = BuildReport()
    pending: list[ArticleStatements] = []
    for article in articles:
        held = writing.notes.digest(article.graph)
        if held is None:
            report.added += 1
        elif held != article.digest:
            report.changed += 1
        else:
            report.unchanged += 1
            writing.notes.see(article)
            continue
        pending.append(article)
    at_once = _ARTICLES_A_TRANSACTION if store.can_load else _ARTICLES_A_REQUEST
    for start in range(0, len(pending) or 1, at_once):
        batch = pending[start : start + at_once]
        writing.write([article.graph for article in batch], batch)
        if progress and batch:
            progress("written", start + len(batch))
    return report
