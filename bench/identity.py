"""What resolving identity costs, against loading the same articles without it.

    python bench/identity.py [--records 1000 10000]

Loading is what a build does besides: reading and mapping records, and putting the articles' statements
into a store on disk. Resolving decides which names, posts and reports are one; deriving then says what
follows. Times are CPU seconds of this process in all its threads, so that what else a machine does
counts less.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from synthetic import records

import defgraph
from defgraph.build.corpus import MemoryCorpus
from defgraph.build.derive import Derivation
from defgraph.build.known import Known
from defgraph.build.mapping import ArticleMapper
from defgraph.identity.judgements import Judgements
from defgraph.ids import Minter
from defgraph.records import Loaded

FIGURES = "| {:,} | {:.1f} | {:.1f} | {:.1f} | {:.2f} | {:.2f} |"


def loaded(count: int, minter: Minter, folder: Path) -> MemoryCorpus:
    """Load records into a store, and return what they show."""
    mapper, corpus = ArticleMapper(minter), MemoryCorpus()

    def texts():
        for data in records(count):
            record = defgraph.Record.model_validate(data)
            article = mapper.map(Loaded(record, record.id, None, None))
            corpus.add(article.observed)
            yield article.text

    with defgraph.open_store(folder / "a.store") as store:
        store.load(texts())
    return corpus


def seconds(count: int) -> tuple[float, float, float]:
    """Return the seconds of loading, of resolving and of deriving."""
    minter = Minter()
    knowledge = Known(None, Judgements(), frozenset()).with_(None, None).knowledge
    times = [time.process_time()]
    with tempfile.TemporaryDirectory() as folder:
        corpus = loaded(count, minter, Path(folder))
    times.append(time.process_time())
    derivation = Derivation(minter, corpus, knowledge)
    reach = derivation.reach(derivation.everything())
    times.append(time.process_time())
    for _ in derivation.statements(reach):
        pass
    times.append(time.process_time())
    loading, resolving, deriving = (after - before for before, after in pairwise(times))
    return loading, resolving, deriving


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, nargs="+", default=[1_000, 10_000])
    print(
        "| records | loading | resolving | deriving | resolving / loading | growth |\n|---|---|---|---|---|---|"
    )
    before = None
    for count in parser.parse_args().records:
        loading, resolving, deriving = (10_000 * spent / count for spent in seconds(count))
        growth = resolving / before if before else 1.0
        print(FIGURES.format(count, loading, resolving, deriving, resolving / loading, growth), flush=True)
        before = resolving


if __name__ == "__main__":
    main()
