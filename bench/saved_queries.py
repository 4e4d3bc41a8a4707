"""The saved queries, against the best SPARQL by hand for the same answer, against what they may take, and rdflib.

The SPARQL by hand lies in by_hand/NAME.rq. It has no parameters but those that a query requires, whose
terms take the place of ``?_name``; pyoxigraph runs it. Whoever is in most meetings, the post with most
holders and the meeting with most reports are what the queries are asked about.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import rdflib
from measuring import Row, paired

import defgraph
from defgraph.queries import find_query, list_queries
from defgraph.queries.injection import inject
from defgraph.queries.parameters import bind
from defgraph.queries.result import to_result
from defgraph.store import Solutions
from defgraph.terms import to_rdflib

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpora import Corpus

    from defgraph.queries import Result, SavedQuery

BY_HAND = Path(__file__).with_name("by_hand")
ALLOWED = {10_000: (0.5, {"co-attendance": 1.5}), 100_000: (2.0, {"co-attendance": 12.0})}
"""Seconds that a query may take at so many articles, and those of the ones that may take longer."""
WITH_RDFLIB = 10_000
"""The greatest number of articles that rdflib is asked about."""
PATIENCE = 10
"""Seconds after which rdflib is stopped; it then counts as having taken as long."""

_PREFIXES = """PREFIX dg: <https://w3id.org/defgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_MOST = {
    "official": "SELECT ?x WHERE { ?m dg:attendee ?x } GROUP BY ?x ORDER BY DESC(COUNT(?m)) ?x LIMIT 1",
    "meeting": "SELECT ?x WHERE { ?r dg:reportOf ?x } GROUP BY ?x ORDER BY DESC(COUNT(?r)) ?x LIMIT 1",
    "position": """SELECT ?x WHERE { ?t a dg:Tenure ; dg:position ?p . ?p rdfs:label ?x }
        GROUP BY ?x ORDER BY DESC(COUNT(?t)) ?x LIMIT 1""",
}
_DAY = "2025-12-31"


class Asked(NamedTuple):
    """A query with values for the parameters it requires, and their terms."""

    query: SavedQuery
    given: Mapping[str, object]
    terms: Mapping[str, tuple[ox.NamedNode | ox.Literal, ...]]


def measure(corpora: Sequence[Corpus], repeat: int) -> Iterator[Row]:
    """Yield for each query how long it takes; for all together, how much sooner than rdflib they answer."""
    before: dict[str, float] = {}
    for corpus in corpora:
        with defgraph.open_store(corpus.store, read_only=True) as store:
            database = ox.Store.read_only(str(corpus.store))
            questions = list(asked(store))
            times: dict[str, float] = {}
            for one in questions:
                times[one.query.name] = yield from one_query(corpus, store, database, one, repeat)
            if before:
                yield from growth(corpora, corpus, before, times)
            before = times
            if corpus.count == WITH_RDFLIB:
                yield from against_rdflib(corpus, store, questions, times)


def asked(store: defgraph.Store) -> Iterator[Asked]:
    """Yield every query, with the worst case for what it requires."""
    most = {name: store.select(_PREFIXES + text).rows[0][0] for name, text in _MOST.items()}
    for query in list_queries():
        needs = [name for name, parameter in query.parameters.items() if parameter.required]
        given = {name: most[name].value if name in most else _DAY for name in needs}
        terms = bind(query, given, store).terms
        yield Asked(query, given, {name: terms[name] for name in needs})


def one_query(
    corpus: Corpus, store: defgraph.Store, database: ox.Store, one: Asked, repeat: int
) -> Iterator[Row]:
    """Yield what one query takes; return its seconds."""
    name = one.query.name
    text = (BY_HAND / f"{name}.rq").read_text(encoding="utf-8")
    for parameter, terms in one.terms.items():
        text = text.replace(f"?_{parameter}", str(terms[0]))

    def ours() -> Result:
        return defgraph.run_query(store, name, one.given)

    def by_hand() -> tuple[tuple[str, ...], list[tuple[ox.NamedNode | ox.Literal | None, ...]]]:
        answer = database.query(text, use_default_graph_as_union=True)
        return tuple(variable.value for variable in answer.variables), [tuple(row) for row in answer]

    if ours().rows != to_result(Solutions(*by_hand()), one.query.lists).rows:
        raise SystemExit(f"{name}: the query by hand answers otherwise")
    mine, theirs = paired(ours, by_hand, repeat)
    yield Row(f"`{name}`", corpus.size, mine, "SPARQL by hand", theirs, 1.2)
    if corpus.count in ALLOWED:
        usual, others = ALLOWED[corpus.count]
        yield Row(f"`{name}`", corpus.size, mine, "allowed", others.get(name, usual), 1.0)
    return mine


def growth(
    corpora: Sequence[Corpus], corpus: Corpus, before: Mapping[str, float], times: Mapping[str, float]
) -> Iterator[Row]:
    """Yield how the time of each query has grown, against how much more there is."""
    smaller = corpora[list(corpora).index(corpus) - 1]
    more = corpus.count / smaller.count
    for name, spent in times.items():
        size = f"{smaller.count:,} → {corpus.size}"
        yield Row(f"`{name}`, growth", size, spent, f"{more:g} times the smaller", more * before[name], 1.0)


def against_rdflib(
    corpus: Corpus, store: defgraph.Store, questions: Sequence[Asked], times: Mapping[str, float]
) -> Iterator[Row]:
    """Yield how long rdflib takes for each query, in memory and once."""
    graph = rdflib.Graph()
    for quad in store.quads():
        graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    ratios = []
    for one in questions:
        name = one.query.name
        theirs = rdflib_seconds(graph, inject(find_query(name).text, one.terms))
        peer = "rdflib" if theirs < PATIENCE else f"rdflib, stopped after {PATIENCE} s"
        ratios.append(times[name] / theirs)
        yield Row(f"`{name}`", corpus.size, times[name], peer, theirs)
    middle = statistics.median(ratios)
    yield Row("saved queries, median of the ratios", corpus.size, middle, "rdflib", 1.0, 1 / 8, "of its time")


def rdflib_seconds(graph: rdflib.Graph, text: str) -> float:
    """Return how long rdflib takes to answer, in a process of its own that can be stopped."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_answer, args=(graph, text, there))
    process.start()
    spent = here.recv() if here.poll(PATIENCE) else float(PATIENCE)
    process.kill()
    process.join()
    return spent


def _answer(graph: rdflib.Graph, text: str, there: multiprocessing.connection.Connection) -> None:
    start = time.perf_counter()
    list(graph.query(text))
    there.send(time.perf_counter() - start)
