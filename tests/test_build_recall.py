"""What a store recalls of articles is what was observed when they were mapped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from defgraph import Record, build, open_store
from defgraph.build.corpus import MemoryCorpus
from defgraph.build.mapping import ArticleMapper
from defgraph.build.recall import StoreCorpus
from defgraph.ids import Minter
from defgraph.records import Loaded
from record_factory import records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from defgraph.build.corpus import Corpus

MINTER = Minter()
DAYS = ["2024-01-31", "2024-02-15", "2024-12-31", "2025-06-01"]
_records = st.lists(records(["a", "b", "c"]), max_size=3, unique_by=lambda record: record.id)


def observed(articles: Iterable[Record]) -> MemoryCorpus:
    mapper, corpus = ArticleMapper(MINTER), MemoryCorpus()
    for record in articles:
        corpus.add(mapper.map(Loaded(record, record.id, None, None)).observed)
    return corpus


def shown(corpus: Corpus) -> dict[str, Any]:
    """Return everything that a corpus can tell."""
    named, reports = set(corpus.all_named()), set(corpus.all_reports())
    countries = corpus.partner_countries()
    return {
        "named": named,
        "names": dict(corpus.names(named)),
        "abbreviations": dict(corpus.abbreviations(named)),
        "reports": dict(corpus.reports(reports)),
        "naming": {
            thing: sorted(report.path for report in found)
            for thing, found in corpus.naming(named | countries).items()
        },
        "partners": corpus.partners_among(named | countries),
        "countries": countries,
        "unnamed": corpus.unnamed_in(named),
        "on": {day: dict(corpus.reports_on([day])) for day in DAYS},
    }


@given(_records)
@settings(max_examples=25)
def test_a_store_recalls_what_was_observed(articles: list[Record]) -> None:
    with open_store("memory") as store:
        build(articles, store)
        assert shown(StoreCorpus(store, MINTER, (), MemoryCorpus())) == shown(observed(articles))


@given(_records, _records, st.sets(st.sampled_from("abc")))
@settings(max_examples=25)
def test_articles_that_come_or_go_count_as_they_will_be(
    held: list[Record], coming: list[Record], going: set[str]
) -> None:
    changing = going | {record.id for record in coming}
    staying = [record for record in held if record.id not in changing]
    leaving = [MINTER.article_graph(record.id) for record in held if record.id in changing]
    with open_store("memory") as store:
        build(held, store)
        corpus = StoreCorpus(store, MINTER, leaving, observed(coming))
        assert shown(corpus) == shown(observed([*staying, *coming]))
