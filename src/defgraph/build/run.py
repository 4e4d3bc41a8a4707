"""Building a store from records, and taking records out of it again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Triple

from defgraph.build.change import derived_change
from defgraph.build.derive import Derivation
from defgraph.build.mapping import ArticleMapper
from defgraph.build.ontology_graph import OntologyGraph
from defgraph.build.target import base_of, digests
from defgraph.errors import InputError, NotFoundError, RecordsError
from defgraph.ids import Minter
from defgraph.namespaces import DEFAULT_BASE, VOID
from defgraph.records import Loaded, Record, iter_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    from defgraph.build.statements import ArticleStatements
    from defgraph.build.target import Target
    from defgraph.ids import Identity
    from defgraph.records import Problem

    Progress: TypeAlias = Callable[[str, int], object]

_ARTICLES_A_TRANSACTION = 250


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


def build(
    records: Iterable[str | Path | Record] | str | Path,
    store: Target,
    *,
    base: str | None = None,
    identity: Identity | None = None,
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
        identity: which official, organisation and position a name means.
        skip_invalid: load the good records where others have problems; else nothing is loaded.
        progress: called with what is going on (``"read"`` or ``"written"``) and how many articles it
            has gone on for: after each that is read, and after each transaction that writes some.

    Returns:
        how many articles came, changed or stayed, and the problems of records left out.

    Raises:
        RecordsError: some records have problems, and ``skip_invalid`` is false. Nothing has changed.
        InputError: ``base`` is no IRI to mint below, or not the one the store was built with.
        StoreError: the store failed.
    """
    held = base_of(store)
    minter = Minter(base or held or DEFAULT_BASE, identity)
    if held not in (None, minter.base):
        raise InputError(f"this store was built with the base {held}, not {minter.base}; say --base {held}")
    reader = _Reader(records, skip_invalid=skip_invalid, progress=progress)
    mapper = ArticleMapper(minter)
    articles = (mapper.map(loaded) for loaded in reader)
    if store.can_load and store.is_empty():
        report = _load(store, minter, articles)
    else:
        report = _update(store, minter, articles, progress)
    report.problems = tuple(reader.problems)
    return report


def retract(record_ids: str | Iterable[str], store: Target) -> None:
    """Take records' statements out of ``store``, and what was derived from them alone, in one transaction.

    Args:
        record_ids: the ``id`` of a record, or of several.
        store: where to take them from.

    Raises:
        NotFoundError: the store holds no such record; then none is taken out.
    """
    minter = Minter(base_of(store) or DEFAULT_BASE)
    held = digests(store)
    graphs = []
    for record_id in [record_ids] if isinstance(record_ids, str) else record_ids:
        name = f"{minter.base}graph/article/{record_id}"
        graph = next((graph for graph in held if graph.value == name), None)
        if graph is None:
            raise NotFoundError(
                f"no record {record_id!r} in this store; list them with: defgraph query sources"
            )
        graphs.append(graph)
    _write(store, minter, graphs, [])


class _Reader:
    """Yields records, and raises when the last has been read if some had problems and none may."""

    def __init__(
        self,
        records: Iterable[str | Path | Record] | str | Path,
        *,
        skip_invalid: bool,
        progress: Progress | None,
    ) -> None:
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
            yield from iter_records(paths, self.problems)


def _load(store: Target, minter: Minter, articles: Iterable[ArticleStatements]) -> BuildReport:
    """Fill an empty store in one stroke."""
    report = BuildReport()
    derivation = Derivation(minter)

    def quads() -> Iterator[Quad]:
        yield from OntologyGraph(minter).quads()
        for article in articles:
            derivation.add(article.observed)
            report.added += 1
            yield from article.quads
        for triple in (_base_statement(minter), *derivation.triples()):
            yield Quad(triple.subject, triple.predicate, triple.object, minter.derived_graph)

    store.load(quads())
    return report


def _update(
    store: Target, minter: Minter, articles: Iterable[ArticleStatements], progress: Progress | None
) -> BuildReport:
    """Change a store that holds something, or that takes updates only."""
    report = BuildReport()
    held = digests(store)
    pending: list[ArticleStatements] = []
    for article in articles:
        if article.graph not in held:
            report.added += 1
        elif held[article.graph] != article.digest:
            report.changed += 1
        else:
            report.unchanged += 1
            continue
        pending.append(article)
    OntologyGraph(minter).write(store, held)
    for start in range(0, len(pending), _ARTICLES_A_TRANSACTION):
        batch = pending[start : start + _ARTICLES_A_TRANSACTION]
        _write(store, minter, [article.graph for article in batch], batch)
        if progress:
            progress("written", start + len(batch))
    return report


def _write(
    store: Target, minter: Minter, graphs: Sequence[NamedNode], articles: Sequence[ArticleStatements]
) -> None:
    """In one transaction clear ``graphs``, fill in ``articles``, and let derived statements follow."""
    change = derived_change(store, minter, graphs, articles)
    enter = {*change.enter, _base_statement(minter)}
    operations = [f"DROP SILENT GRAPH {graph}" for graph in graphs]
    operations += [_insertion(article) for article in articles]
    operations.append(_data("DELETE", minter.derived_graph, change.leave))
    operations.append(_data("INSERT", minter.derived_graph, enter))
    store.update(" ;\n".join(operations))


def _insertion(article: ArticleStatements) -> str:
    return _data("INSERT", article.graph, (quad.triple for quad in article.quads))


def _data(verb: str, graph: NamedNode, triples: Iterable[Triple]) -> str:
    lines = " .\n".join(sorted(map(str, triples)))
    return f"{verb} DATA {{ GRAPH {graph} {{\n{lines}\n}} }}"


def _base_statement(minter: Minter) -> Triple:
    return Triple(minter.derived_graph, VOID("uriSpace"), Literal(minter.base))
