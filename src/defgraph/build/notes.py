"""What builds note beside a store, so that the next one need not find it out again.

A note holds what sources of records came to, and what articles show. Neither is taken on trust: both have
the digest of an article's statements, and count where the store has this digest for the article's graph.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pydantic_core import from_json, to_json

from defgraph.build.observing import recalled_observations
from defgraph.build.program import program_digest
from defgraph.build.snapshot import Snapshot
from defgraph.records.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode

    from defgraph.build.statements import ArticleStatements
    from defgraph.build.target import Target
    from defgraph.ids import Minter


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Spare Python to go through all that is kept, again and again, for cycles that are not there."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class Notes:
    """The note beside a store, while the store is being changed.

    Args:
        store: whose note; of one that keeps none, nothing is noted.
        minter: makes the IRIs.
        held: the digests of the store's graphs.
    """

    def __init__(self, store: Target, minter: Minter, held: dict[NamedNode, str]) -> None:
        self._store = store
        self._minter = minter
        self._articles = {
            minter.path(graph).removeprefix(minter.ARTICLES): digest
            for graph, digest in held.items()
            if minter.path(graph).startswith(minter.ARTICLES)
        }
        with no_search_for_cycles():
            told = _recalled(store.read_note()) if store.keeps_notes else {}
        self.sources = Sources(told.get("sources", {}), self._holds) if store.keeps_notes else None
        self._snapshot = Snapshot(minter, told.get("observed"))
        self._has_changed = False

    def _holds(self, record_id: str, digest: str) -> bool:
        return self._articles.get(record_id) == digest

    def _record(self, graph: NamedNode) -> str:
        return self._minter.path(graph).removeprefix(self._minter.ARTICLES)

    def see(self, article: ArticleStatements) -> None:
        """Take in what an article shows that the store holds as it is."""
        record = self._record(article.graph)
        if self._store.keeps_notes and self._snapshot.digest(record) != article.digest:
            self._snapshot.put(record, article.digest, article.observed)
            self._has_changed = True

    def change(self, gone: Iterable[NamedNode], come: Iterable[ArticleStatements]) -> None:
        """Take in that articles have gone from the store, and that others, or the same, have come."""
        for graph in gone:
            self._articles.pop(self._record(graph), None)
            self._snapshot.drop(self._record(graph))
            self._has_changed = True
        for article in come:
            self._articles[self._record(article.graph)] = article.digest
            self.see(article)

    @property
    def snapshot(self) -> Snapshot | None:
        """What all articles in the store show; None: too little of it is known, so ask the store."""
        if not self._store.keeps_notes:
            return None
        noted = self._snapshot
        for record in [
            record for record in noted.articles if self._articles.get(record) != noted.digest(record)
        ]:
            noted.drop(record)
        missing = self._articles.keys() - noted.articles.keys()
        if len(missing) > len(noted.articles):  # then recalling them takes longer than asking
            return None
        graphs = {self._minter.article_graph(record): record for record in sorted(missing)}
        for graph, observed in recalled_observations(self._store, self._minter, graphs).items():
            noted.put(graphs[graph], self._articles[graphs[graph]], observed)
        return noted

    def write(self) -> None:
        """Keep the note, if it tells anything new."""
        if self.sources is None or not (self._has_changed or self.sources.has_changed):
            return
        told = {
            "program": program_digest(),
            "sources": self.sources.kept(),
            "observed": self._snapshot.told(),
        }
        self._store.write_note(to_json(told))


def _recalled(note: bytes | None) -> dict[str, Any]:
    try:
        told = from_json(note or b"{}", cache_strings="none")
    except ValueError:
        return {}
    return told if isinstance(told, dict) and told.get("program") == program_digest() else {}
