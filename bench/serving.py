"""Serving: saved queries over HTTP, against SPARQLWrapper alone; and filling an endpoint, against one POST."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from dumps import ALLOWED, PEAK
from measuring import Row, paired, seconds
from SPARQLWrapper import JSON, POST, SPARQLWrapper

import defgraph
from defgraph.queries import list_queries
from sparql_server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpora import Corpus

QUERIES = [query for query in list_queries() if not any(each.required for each in query.parameters.values())]


def measure(corpora: Sequence[Corpus], repeat: int) -> Iterator[Row]:
    """Yield what saved queries and a build cost over HTTP, against the least that can be done."""
    for corpus in corpora:
        with Server(corpus.store, "serve-read-only") as server, defgraph.open_store(server.address) as store:

            def ask(store: defgraph.store.Store = store) -> None:
                for query in QUERIES:
                    defgraph.run_query(store, query.name)

            def ask_bare(address: str = server.address) -> None:
                for query in QUERIES:
                    bare(address, query.text)

            ours, theirs = paired(ask, ask_bare, repeat)
            command = [sys.executable, "-c", PEAK, server.address, corpus.scratch("ours"), "nquads"]
            peak = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        yield Row("memory of a dump over HTTP", corpus.size, peak, "allowed", ALLOWED, 1.0, "MB")
        yield Row(f"{len(QUERIES)} saved queries over HTTP", corpus.size, ours, "SPARQLWrapper", theirs, 1.2)
        ours, theirs = uploads(corpus, repeat)
        yield Row("build into an endpoint", corpus.size, ours, "one POST of the N-Quads", theirs, 1.2)


def bare(address: str, text: str) -> object:
    """Return the rows of a query as SPARQLWrapper gives them."""
    wrapper = SPARQLWrapper(f"{address}/query")
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(JSON)
    wrapper.addParameter("union-default-graph", "true")
    wrapper.setQuery(text)
    return wrapper.queryAndConvert()


def uploads(corpus: Corpus, repeat: int) -> tuple[float, float]:
    """Return the seconds of a build into an empty server, and of sending another one the statements."""
    lines, servers = corpus.quads, []

    def build() -> None:
        with defgraph.open_store(servers[-1]) as store:
            defgraph.build(corpus.records, store)

    def post() -> None:
        headers = {"Content-Type": "application/n-quads", "Content-Length": str(lines.stat().st_size)}
        with lines.open("rb") as body:
            request = urllib.request.Request(f"{servers[-1]}/store", body, headers, method="POST")
            with urllib.request.urlopen(request):
                pass

    times = []
    for _ in range(repeat):
        pair = []
        for action in (build, post):
            with Server(corpus.scratch("served.store")) as server:
                servers.append(server.address)
                pair.append(seconds(action))
        times.append(pair)
    mine, other = (sorted(each)[len(each) // 2] for each in zip(*times, strict=True))
    return mine, other
