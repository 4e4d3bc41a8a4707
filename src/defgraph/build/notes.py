"""What builds note beside a store, so that the next one need not find it out again.

A note holds what sources of records came to, and what articles show. Neither is taken on trust: both have
the digest of an article's statements, and count where the store has this digest for the article's graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import from_json, to_json

from defgraph.build.observing import recalled_observations
from defgraph.build.ontology_graph import OntologyGraph
from defgraph.build.program import program_digest
from defgraph.build.snapshot import Snapshot
from defgraph.build.target import bare_digests, digests
from defgraph.records.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import NamedNode

    from defgraph.build.statements import ArticleStatements
    from defgraph.build.target import Target
    from defgraph.ids import Minter

_AT_MOST = 0.5
"""So much of the size of the note may be added to it before it is written anew."""


class Notes:
    """The note beside a store, while the store is being changed.

    The note is a line of JSON, and for each build since another with what it brought, so that a build which
    changes little writes little. From a line on that is broken, or follows on something else, none counts.

    Args:
        store: whose note; of one that keeps none, nothing is noted.
        minter: makes the IRIs.
        is_empty: whether the store holds nothing as yet that could stay.
    """

    def __init__(self, store: Target, minter: Minter, *, is_empty: bool = False) -> None:
        self._store = store
        self._minter = minter
        note = store.read_note() if store.keeps_notes and not is_empty else None
        sources, self._snapshot, self._room = _recalled(note or b"", minter)
        self.articles: dict[str, str] = {}
        """The digests of the articles that the store holds, by the ids of their records."""
        self.ontology: str | None = None
        """The digest of the ontology that it holds."""
        if not is_empty:
            self._look_up()
        self.sources = Sources(sources, self.articles) if store.keeps_notes else None

    def _look_up(self) -> None:
        """Find out what the store holds: where it is just what is noted, without a row for each graph."""
        minter, noted = self._minter, self._snapshot.articles
        if noted:
            ontology = OntologyGraph(minter).digest
            if sorted([ontology, *(told[0] for told in noted.values())]) == sorted(bare_digests(self._store)):
                self.articles = {record: told[0] for record, told in noted.items()}
                self.ontology = ontology
                return
        held = digests(self._store)
        self.ontology = held.pop(minter.ontology_graph, None)
        path, prefix = minter.path, minter.ARTICLES
        self.articles = {
            self._record(graph): digest for graph, digest in held.items() if path(graph).startswith(prefix)
        }

    def digest(self, graph: NamedNode) -> str | None:
        """Return the digest of an article's graph; None: the store holds none of it."""
        return self.articles.get(self._record(graph))

    def _record(self, graph: NamedNode) -> str:
        return self._minter.path(graph).removeprefix(self._minter.ARTICLES)

    def see(self, article: ArticleStatements) -> None:
        """Take in what an article shows that the store holds as it is."""
        record = self._record(article.graph)
        if self._store.keeps_notes and self._snapshot.digest(record) != article.digest:
            self._snapshot.put(record, article.digest, article.observed)

    def change(self, gone: Iterable[NamedNode], come: Iterable[ArticleStatements]) -> None:
        """Take in that articles have gone from the store, and that others, or the same, have come."""
        for graph in gone:
            self.articles.pop(self._record(graph), None)
            self._snapshot.drop(self._record(graph))
        for article in come:
            self.articles[self._record(article.graph)] = article.digest
            self.see(article)

    @property
    def snapshot(self) -> Snapshot | None:
        """What all articles in the store show; None: too little of it is known, so ask the store."""
        if not self._store.keeps_notes:
            return None
        noted = self._snapshot
        for record in [
            record for record in noted.articles if self.articles.get(record) != noted.digest(record)
        ]:
            noted.drop(record)
        missing = self.articles.keys() - noted.articles.keys()
        if len(missing) > len(noted.articles):  # then recalling them takes longer than asking
            return None
        graphs = {self._minter.article_graph(record): record for record in sorted(missing)}
        for graph, observed in recalled_observations(self._store, self._minter, graphs).items():
            noted.put(graphs[graph], self.articles[graphs[graph]], observed)
        return noted

    def write(self) -> None:
        """Keep the note, if it tells anything new."""
        if self.sources is None:
            return
        news = {"sources": self.sources.news(), "observed": self._snapshot.news()}
        if not any(news.values()):
            return
        more = b"\n" + to_json(news)
        if len(more) <= self._room:
            self._store.add_to_note(more)
            return
        told = {
            "program": program_digest(),
            "sources": self.sources.kept(),
            "observed": self._snapshot.told(),
        }
        self._store.write_note(to_json(told))


def _recalled(note: bytes, minter: Minter) -> tuple[dict[str, Any], Snapshot, int]:
    """Return the sources that a note tells of, what articles show, and how many bytes may be added to it."""
    first, *later = note.split(b"\n")
    try:
        told = _object(first)
    except ValueError:
        told = {}
    if told.get("program") != program_digest():
        return {}, Snapshot(minter), 0
    sources, snapshot = told.get("sources", {}), Snapshot(minter, told.get("observed"))
    try:
        for line in later:
            news = _object(line)
            snapshot.hear(news["observed"])
            sources.update(news["sources"])
    except (ValueError, KeyError):
        return sources, snapshot, 0
    return sources, snapshot, int(_AT_MOST * len(first)) - len(note) + len(first)


def _object(line: bytes) -> dict[str, Any]:
    told = from_json(line, cache_strings="none")
    if not isinstance(told, dict):
        raise ValueError("no JSON object")  # noqa: TRY004 - as for what is no JSON
    return told
