"""Dumps in canonical order, against what the store writes as it comes, and how much memory they take."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
from measuring import Row, paired

import defgraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from corpora import Corpus

ALLOWED = 400
"""MB that a dump may take, however much it writes."""

BARS = {"nquads": 2.0, "turtle": 2.0, "parquet": None}
"""What may be dumped, and how many times as long as the store's own dump it may take."""

PEAK = """
import sys, defgraph
with defgraph.open_store(sys.argv[1], read_only=True) as store:
    defgraph.dump(store, sys.argv[2], sys.argv[3])
with open("/proc/self/status") as status:
    print(next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")))
"""
"""The rusage of a process begins with the peak of the one that started it; this does not (Linux)."""


def measure(corpora: Sequence[Corpus], repeat: int) -> Iterator[Row]:
    """Yield how long N-Quads, Turtle and tables take against Oxigraph's own dumps, and the peak of memory.

    ``Store.dump`` writes all graphs of a store as N-Quads alone. Two more rows have Turtle that is not sorted:
    of the same store, and of one whose default graph was filled with the sorted triples for the purpose.
    """
    for corpus in corpora:
        own = _peer(corpus.store, corpus, ox.RdfFormat.N_QUADS)
        for name, bar in BARS.items():
            ours, theirs = paired(_ours(corpus, name), own, repeat)
            yield Row(f"dump as {name}", corpus.size, ours, "`Store.dump`", theirs, bar)
        merged = _peer(_merged(corpus), corpus, ox.RdfFormat.TURTLE)
        for peer, write in (
            ("Turtle of the same store, unsorted", _same_store(corpus)),
            ("Turtle of its triples loaded sorted", merged),
        ):
            ours, theirs = paired(_ours(corpus, "turtle"), write, repeat)
            yield Row("dump as turtle", corpus.size, ours, peer, theirs)
        for name in BARS:
            command = [sys.executable, "-c", PEAK, corpus.store, corpus.scratch("ours"), name]
            peak = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            yield Row(f"memory of a dump as {name}", corpus.size, peak, "allowed", ALLOWED, 1.0, "MB")


def _ours(corpus: Corpus, name: str) -> Callable[[], object]:
    def write() -> None:
        with defgraph.open_store(corpus.store, read_only=True) as store:
            defgraph.dump(store, corpus.scratch("ours"), name)

    return write


def _peer(folder: Path, corpus: Corpus, syntax: ox.RdfFormat) -> Callable[[], object]:
    def write() -> None:
        store = ox.Store.read_only(str(folder))
        graph = None if syntax.supports_datasets else ox.DefaultGraph()
        store.dump(str(corpus.scratch("theirs")), syntax, from_graph=graph)

    return write


def _same_store(corpus: Corpus) -> Callable[[], object]:
    """Return what writes the triples of all graphs as Turtle as they come; ``Store.dump`` writes one graph."""

    def write() -> None:
        store = ox.Store.read_only(str(corpus.store))
        ox.serialize((quad.triple for quad in store), str(corpus.scratch("theirs")), ox.RdfFormat.TURTLE)

    return write


def _merged(corpus: Corpus) -> Path:
    """Return a store on disk whose default graph holds the triples of the corpus's graphs."""
    lines, folder = corpus.scratch("triples.nt"), corpus.scratch("merged.store")
    with defgraph.open_store(corpus.store, read_only=True) as store:
        defgraph.dump(store, lines, "ntriples")
    merged = ox.Store(str(folder))
    merged.bulk_load(path=str(lines), format=ox.RdfFormat.N_TRIPLES)
    merged.flush()
    return folder
