"""Changes to a store that holds something: what articles say, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.build.change import GraphChange, derived_changes, stated_changes
from defgraph.build.conclusions import foundation
from defgraph.build.corpus import MemoryCorpus
from defgraph.build.counts import changed_numbers
from defgraph.build.recall import StoreCorpus
from defgraph.build.snapshot_corpus import SnapshotCorpus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import NamedNode

    from defgraph.build.corpus import StayingCorpus
    from defgraph.build.known import Known
    from defgraph.build.notes import Notes
    from defgraph.build.statements import ArticleStatements
    from defgraph.build.target import Target
    from defgraph.ids import Minter


class Writing:
    """Changes to a store, a transaction each; the first brings what is known up to date, too.

    Args:
        store: where to write.
        minter: makes the IRIs.
        held: what identity rests on as the store has it.
        wanted: what it is to rest on.
        notes: what is noted beside the store.
        anew: derive everything again: another version of the program has derived what is there.
    """

    def __init__(
        self, store: Target, minter: Minter, held: Known, wanted: Known, notes: Notes, *, anew: bool = False
    ) -> None:
        self.notes = notes
        self._store = store
        self._minter = minter
        self._held = held
        self._wanted = wanted
        self._anew = anew

    def write(self, graphs: Sequence[NamedNode], articles: Sequence[ArticleStatements]) -> None:
        """Clear ``graphs``, fill in ``articles``, and let derived statements follow."""
        minter, wanted = self._minter, self._wanted
        judged = None if self._anew else self._held.differing(wanted)
        if not (graphs or judged or self._anew) and self._held == wanted:
            return
        coming = MemoryCorpus()
        for article in articles:
            coming.add(article.observed)
        snapshot = self.notes.snapshot
        corpus: StayingCorpus
        if snapshot is None:
            corpus = StoreCorpus(self._store, minter, graphs, coming)
        else:
            corpus = SnapshotCorpus(snapshot, graphs, coming)
        changes = derived_changes(self._store, minter, corpus, articles, wanted.knowledge, judged)
        before, after = (set(map(str, known.triples(minter))) for known in (self._held, wanted))
        changes.append(GraphChange(minter.known_graph, before - after, after - before))
        before, after = (set(foundation(minter, known)) for known in (self._held, wanted))
        changes.append(GraphChange(minter.derived_graph, before - after, after - before))
        changes.append(changed_numbers(self._store, minter, changes))
        changes += stated_changes(self._store, graphs, articles)
        operations = [_data("DELETE", change.graph, change.leave) for change in changes if change.leave]
        operations += [_data("INSERT", change.graph, change.enter) for change in changes if change.enter]
        self._store.update(" ;\n".join(operations), repeatable=True)
        self.notes.change(graphs, articles)
        self._held, self._anew = wanted, False


def _data(verb: str, graph: NamedNode, statements: Iterable[str]) -> str:
    lines = " .\n".join(sorted(statements))
    return f"{verb} DATA {{ GRAPH {graph} {{\n{lines}\n}} }}"
