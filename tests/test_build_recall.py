"""What a store recalls of articles, and what is noted beside it, is what was observed when they were mapped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from defgraph import Record, build, open_store
from defgraph.build.corpus import MemoryCorpus
from defgraph.build.mapping import ArticleMapper
from defgraph.build.observing import recalled_observations
from defgraph.build.recall import StoreCorpus
from defgraph.build.snapshot import Snapshot
from defgraph.build.snapshot_corpus import SnapshotCorpus
from defgraph.ids import Minter
from defgraph.records import Loaded
from record_factory import meeting, person, record, records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from defgraph.build.corpus import Corpus
    from defgraph.build.statements import ArticleStatements, Observations

MINTER = Minter()
DAYS = ["2024-01-31", "2024-02-15", "2024-12-31", "2025-06-01"]
_records = st.lists(records(["a", "b", "c"]), max_size=3, unique_by=lambda record: record.id)


def mapped(articles: Iterable[Record]) -> list[ArticleStatements]:
    mapper = ArticleMapper(MINTER)
    return [mapper.map(Loaded(record, record.id, None, None)) for record in articles]


def observed(articles: Iterable[Record]) -> MemoryCorpus:
    corpus = MemoryCorpus()
    for article in mapped(articles):
        corpus.add(article.observed)
    return corpus


def noted(articles: Iterable[Record]) -> Snapshot:
    """Return a snapshot that has been written and read again."""
    snapshot = Snapshot(MINTER)
    for each, article in zip(articles, mapped(articles), strict=True):
        snapshot.put(each.id, article.digest, article.observed)
    return Snapshot(MINTER, json.loads(json.dumps(snapshot.told())))


def noted_later(first: Iterable[Record], then: Iterable[Record], going: Iterable[str]) -> Snapshot:
    """Return a snapshot of which a part was written, and read again, as news."""
    noted_first = noted(first)
    for identifier in going:
        noted_first.drop(identifier)
    for each, article in zip(then, mapped(then), strict=True):
        noted_first.put(each.id, article.digest, article.observed)
    snapshot = noted(first)
    snapshot.hear(json.loads(json.dumps(noted_first.news())))
    assert snapshot.news() == {}
    return snapshot


def told(observations: Iterable[Observations]) -> list[tuple[Any, ...]]:
    """Return observations such that the order of articles, and of reports, makes no difference."""
    return sorted(
        (sorted(map(str, each.names)), sorted(map(str, each.abbreviations)), sorted(map(str, each.reports)))
        for each in observations
    )


def shown(corpus: Corpus) -> dict[str, Any]:
    """Return everything that a corpus can tell."""
    named, reports = set(corpus.all_named()), set(corpus.all_reports())
    countries = corpus.partner_countries()
    return {
        "named": named,
        "names": dict(corpus.names(named)),
        "abbreviations": dict(corpus.abbreviations(named)),
        "reports": dict(corpus.reports(reports)),
        "shown": dict(corpus.shown({thing for thing in named if "/official/" in thing.value})),
        "seen": sorted(map(str, corpus.seen({thing for thing in named if "/official/" in thing.value}))),
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
        recalled = StoreCorpus(store, MINTER, (), MemoryCorpus())
        assert shown(recalled) == shown(observed(articles))
        noting = SnapshotCorpus(noted(articles), (), MemoryCorpus())
        assert shown(noting) == shown(observed(articles))
        assert noting.known == recalled.known
        graphs = [MINTER.article_graph(record.id) for record in articles]
        found = recalled_observations(store, MINTER, graphs)
        assert told(found.values()) == told(article.observed for article in mapped(articles))
        assert told(map(noted(articles).observed, (record.id for record in articles))) == told(found.values())
        again = Snapshot(MINTER)
        for graph, observations in found.items():
            again.put(MINTER.path(graph).removeprefix(MINTER.ARTICLES), "", observations)
        assert told(map(again.observed, sorted(again.articles))) == told(found.values())


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
        recalled = StoreCorpus(store, MINTER, leaving, observed(coming))
        noting = SnapshotCorpus(noted(held), leaving, observed(coming))
        for corpus in (recalled, noting):
            assert shown(corpus) == shown(observed([*staying, *coming]))
        assert noting.known == recalled.known
        assert told(noting.leaving) == told(recalled.leaving)
    later = SnapshotCorpus(noted_later(held, coming, going), (), MemoryCorpus())
    assert shown(later) == shown(observed([*staying, *coming]))


def test_parts_beyond_the_ninth_keep_their_places() -> None:
    people = [person(f"Rani {letter}", country="ID") for letter in "abcdefghijkl"]
    outcomes = [{"type": kind} for kind in ["mou-signed", *["joint-statement"] * 10]]
    many = record("a", *(meeting(participants=people, outcomes=outcomes) for _ in range(11)))
    assert told([noted([many]).observed("a")]) == told(article.observed for article in mapped([many]))
