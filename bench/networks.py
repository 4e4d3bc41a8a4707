"""Networks of a store on disk, against the queries that count what they join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from measuring import Row, paired

import defgraph
from defgraph.network import FULL, projections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from corpora import Corpus

CO_ATTENDANCE = "co-attendance"
BAR = 1.5
BAR_FROM = 100_000
"""Articles from which the bar holds; below, what is read once for any network weighs more."""

PAIRS = """
PREFIX dg: <https://w3id.org/defgraph/ontology#>
SELECT ?one ?other (COUNT(DISTINCT ?meeting) AS ?meetings)
WHERE {
  ?meeting dg:attendee ?one , ?other .
  FILTER(STR(?one) < STR(?other))
}
GROUP BY ?one ?other
"""


def measure(corpora: Sequence[Corpus], repeat: int) -> Iterator[Row]:
    """Yield how long networks take against the SPARQL query that counts the pairs of officials."""
    for corpus in corpora:
        for name in (
            CO_ATTENDANCE,
            *(other for other in projections() if other not in (FULL, CO_ATTENDANCE)),
        ):
            ours, theirs = paired(_network(corpus, name, measures=False), _pairs(corpus), repeat)
            bar = BAR if name == CO_ATTENDANCE and corpus.count >= BAR_FROM else None
            yield Row(f"network {name}", corpus.size, ours, "pairs counted by SPARQL", theirs, bar)
        ours, theirs = paired(_network(corpus, CO_ATTENDANCE, measures=True), _pairs(corpus), repeat)
        work = f"network {CO_ATTENDANCE} and its measures"
        yield Row(work, corpus.size, ours, "pairs counted by SPARQL", theirs)


def _network(corpus: Corpus, name: str, *, measures: bool) -> Callable[[], object]:
    def make() -> None:
        with defgraph.open_store(corpus.store, read_only=True) as store:
            defgraph.network(store, name, measures=measures)

    return make


def _pairs(corpus: Corpus) -> Callable[[], object]:
    def count() -> None:
        with defgraph.open_store(corpus.store, read_only=True) as store:
            store.select(PAIRS)

    return count
