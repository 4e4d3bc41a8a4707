"""Past one machine: what Spark makes of the same records, on this machine's cores, against one process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from measuring import Row, paired

import defgraph
from defgraph.scale import build_folder
from defgraph.scale.session import spark_session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpora import Corpus


def measure(corpora: Sequence[Corpus], repeat: int) -> Iterator[Row]:
    """Yield how long Spark takes with a session at hand, against building a store and dumping it."""
    with spark_session("local[2,4]", {"spark.driver.memory": "4g"}):
        for corpus in corpora:

            def by_spark(corpus: Corpus = corpus) -> None:
                build_folder(str(corpus.records), str(corpus.scratch("by-spark")), tables=False)

            def by_one(corpus: Corpus = corpus) -> None:
                with defgraph.open_store(corpus.scratch("one.store")) as store:
                    defgraph.build(corpus.records, store)
                    defgraph.dump(store, corpus.scratch("one.nq"), "nquads")

            ours, theirs = paired(by_spark, by_one, repeat)
            yield Row("sorted N-Quads by Spark, two cores", corpus.size, ours, "build and dump", theirs)
