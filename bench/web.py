"""The server: SPARQL over HTTP against ``oxigraph serve`` on the same folder, and pages against what is allowed."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from load import seconds_of
from measuring import Row, paired

import defgraph
from defgraph.pages import Settings, addresses_of, render, render_view
from defgraph.queries import find_query
from served import started
from sparql_server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpora import Corpus

    from defgraph.store import Store

CONNECTIONS = 4
LOOKUPS = 2_000
SAVED = 24
JSON = "application/sparql-results+json"
PAGE_SECONDS = 0.05
DRAWING_SECONDS = 1.0
PAGES_A_KIND = 20
TWICE = 2.0
"""Half the requests a second are twice the time for each."""

THINGS = (
    "SELECT ?thing WHERE {{ {{ SELECT DISTINCT ?thing WHERE {{ ?thing a {} }} }} }} ORDER BY ?thing LIMIT {}"
)
KINDS = {
    "official": "<https://w3id.org/defgraph/ontology#Official>",
    "organisation": "<https://w3id.org/defgraph/ontology#Organisation>",
    "position": "<https://w3id.org/defgraph/ontology#Position>",
    "country": "<https://w3id.org/defgraph/ontology#PartnerCountry>",
    "area": "<https://w3id.org/defgraph/ontology#CooperationArea>",
    "meeting": "<https://w3id.org/defgraph/ontology#Meeting>",
    "article": "<https://w3id.org/defgraph/ontology#Article>",
}


def measure(corpora: Sequence[Corpus], repeat: int) -> Iterator[Row]:
    """Yield milliseconds a request of loads that are bounded, and of pages made one after another."""
    for corpus in corpora:
        with defgraph.open_store(corpus.store, read_only=True) as store:
            articles = things(store, "article", LOOKUPS)
            yield from pages(store, corpus.size)
        loads = {
            "a look-up, each of another article": [f"SELECT ?p ?o {{ <{iri}> ?p ?o }}" for iri in articles],
            "one look-up again and again": [f"SELECT ?p ?o {{ <{articles[0]}> ?p ?o }}"] * LOOKUPS,
            **{
                f"`{name}`, no answer kept": [
                    f"{find_query(name).text}\n# {number}" for number in range(SAVED)
                ]
                for name in ("partner-countries", "officials-by-meetings")
            },
        }
        for work, texts in loads.items():
            ours, theirs = side_by_side(corpus, texts, repeat)
            name = f"`/sparql`: {work}, {CONNECTIONS} at once"
            yield Row(name, corpus.size, ours, "`oxigraph serve`", theirs, TWICE, "ms a request")


def side_by_side(corpus: Corpus, texts: Sequence[str], repeat: int) -> tuple[float, float]:
    """Return the milliseconds a request of both servers; ours begins anew, so that it knows no answer yet."""
    targets = [quote(text) for text in texts]
    with Server(corpus.store, "serve-read-only") as peer:
        theirs = [f"/query?union-default-graph=&query={text}" for text in targets]
        times = []
        for _ in range(repeat):
            with started(corpus.store) as server:
                port = urlsplit(server.address).port
                seconds_of(port, ["/sparql?query=ASK%20%7B%7D"] * 50, CONNECTIONS)
                ours = [f"/sparql?query={text}" for text in targets]
                times.append(
                    paired(
                        lambda port=port, ours=ours: seconds_of(port, ours, CONNECTIONS, JSON),
                        lambda: seconds_of(peer.port, theirs, CONNECTIONS, JSON),
                        1,
                    )
                )
    mine, other = (statistics.median(column) * 1000 / len(texts) for column in zip(*times, strict=True))
    return mine, other


def pages(store: Store, size: str) -> Iterator[Row]:
    """Yield the median and the slowest page and drawing of each kind, made in this process without a server."""
    settings, addresses = Settings(interactive=True), addresses_of(store)
    render(store, "index", "en", settings=settings)
    sorts = (
        ("page of a kind", render, PAGE_SECONDS),
        ("drawing around a kind", render_view, DRAWING_SECONDS),
    )
    for what, make, allowed in sorts:
        for kind in KINDS:
            times = []
            for iri in things(store, kind, PAGES_A_KIND):
                local = addresses.local(iri)
                began = time.perf_counter()
                made = make(store, local, "en", settings=settings)
                if made is not None:  # there is no drawing around an article
                    times.append((time.perf_counter() - began) * 1000)
            figures = (("median", statistics.median(times)), ("slowest", max(times))) if times else ()
            for word, figure in figures:
                name = f"{what} {kind}, {word} of {len(times)}"
                yield Row(name, size, figure, "allowed", allowed * 1000, 1.0, "ms")


def things(store: Store, kind: str, most: int) -> list[str]:
    """Return the IRIs of some things of a kind, spread over all there are."""
    found = [row[0].value for row in store.select(THINGS.format(KINDS[kind], 100_000)).rows]
    return found[:: max(1, len(found) // most)][:most]
