"""Building a store: records to statements on disk and in memory, against loading statements ready-made.

Memory is what a process of its own held at most. Peers that map tables (see ``mappers``) are told by what a
statement costs, for they make fewer: neither names, evidence nor identity.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import mappers
import pyoxigraph as ox
from measuring import Row, paired, seconds

import defgraph
from defgraph.store.local import MemoryStore
from defgraph.terms import to_rdflib

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from corpora import Corpus
    from rdflib import Dataset

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
IN_MEMORY = 10_000
"""The most articles that peers in Python's memory are given."""
ALLOWED_MEGABYTES = 1500
PEAK = """
import resource, sys, defgraph
with defgraph.open_store(sys.argv[2]) as store:
    defgraph.build(sys.argv[1], store)
try:  # what getrusage tells also counts what the process that started this one held
    lines = open("/proc/self/status").read().splitlines()
    print(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")))
except OSError:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measure(corpora: Sequence[Corpus], repeat: int) -> Iterator[Row]:
    """Yield how long builds take and what memory they need, against loading the same statements.

    A build leaves the store compacted, which ``oxigraph load`` leaves to ``oxigraph optimize``: with that the
    two end alike.
    """
    for corpus in corpora:
        yield from _to_folder(corpus, repeat)
    for corpus in corpora:
        if corpus.count <= IN_MEMORY:
            yield from _in_memory(corpus, repeat)
            yield from _mapping(corpus, repeat)
    yield from _memory(corpora)


def _build(corpus: Corpus, place: Path | str) -> None:
    with defgraph.open_store(place) as store:
        defgraph.build(corpus.records, store)


def _to_folder(corpus: Corpus, repeat: int) -> Iterator[Row]:
    lines, peer = corpus.quads, corpus.folder / "peer.store"

    def oxigraph(*command: str | Path) -> None:
        subprocess.run([OXIGRAPH, *command], check=True, capture_output=True)

    def load() -> None:
        oxigraph("load", "--location", corpus.scratch(peer.name), "--file", lines)

    ours, theirs = paired(lambda: _build(corpus, corpus.scratch("ours.store")), load, repeat)
    yield Row("build into a folder", corpus.size, ours, "`oxigraph load`", theirs, 1.0)
    more = seconds(lambda: oxigraph("optimize", "--location", peer))
    yield Row("build into a folder", corpus.size, ours, "`oxigraph load` and `optimize`", theirs + more)


class _Elsewhere(MemoryStore):
    """Takes what a build makes, and gives it to an rdflib dataset."""

    def __init__(self, dataset: Dataset) -> None:
        super().__init__()
        self._dataset = dataset

    def load(self, texts: Iterable[str]) -> None:
        """Add the statements to the dataset."""
        graphs = {}

        def graph(quad: ox.Quad):
            if quad.graph_name not in graphs:
                graphs[quad.graph_name] = self._dataset.graph(to_rdflib(quad.graph_name))
            return graphs[quad.graph_name]

        quads = (quad for text in texts for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS))
        self._dataset.addN((*map(to_rdflib, quad.triple), graph(quad)) for quad in quads)


def _in_memory(corpus: Corpus, repeat: int) -> Iterator[Row]:
    from rdflib import Dataset

    lines = corpus.quads

    def fill(**kind: str) -> None:
        defgraph.build(corpus.records, _Elsewhere(Dataset(**kind)))

    peers: list[tuple[str, Callable[[], object], float | None]] = [
        ("the same into rdflib", fill, 1 / 3),
        ("rdflib reading N-Quads", lambda: Dataset().parse(lines, format="nquads"), 1 / 3),
    ]
    if find_spec("oxrdflib"):
        peers.append(("the same into oxrdflib", lambda: fill(store="Oxigraph"), None))
    for peer, action, bar in peers:
        ours, theirs = paired(lambda: _build(corpus, "memory"), action, repeat)
        yield Row("build in memory", corpus.size, ours, peer, theirs, bar)
    if len(peers) == 2:
        yield Row("build in memory", corpus.size, ours, "oxrdflib", None)


def _memory(corpora: Sequence[Corpus]) -> Iterator[Row]:
    peaks = []
    for corpus in corpora:
        command = [sys.executable, "-c", PEAK, corpus.records, corpus.scratch("ours.store")]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        peaks.append(int(told) / 1024)
        yield Row(
            "peak memory of a build", corpus.size, peaks[-1], "allowed", ALLOWED_MEGABYTES, 1.0, unit="MB"
        )
    for (fewer, less), (more, most) in pairwise(zip(corpora, peaks, strict=True)):
        size = f"{fewer.count:,} to {more.count:,} articles"
        growth = more.count / fewer.count
        yield Row("growth of that memory", size, most / less, "of the articles", growth, 1.0, unit="times")


def _mapping(corpus: Corpus, repeat: int) -> Iterator[Row]:
    with corpus.quads.open("rb") as lines:
        own = sum(1 for _ in lines)
    for peer, place, found in (
        ("maplib, in memory", "memory", mappers.maplib(corpus)),
        ("Morph-KGC, to a file", "folder", mappers.morph(corpus)),
    ):
        work = f"a statement of a build ({place}, {own:,})"
        made = []

        def ours(place: str = place) -> None:
            _build(corpus, "memory" if place == "memory" else corpus.scratch("ours.store"))

        def theirs(found: Callable[[], int] | None = found, made: list[int] = made) -> None:
            made.append(found() if found else 0)

        mine, other = paired(ours, theirs, repeat)
        cost = 1e6 * mine / own
        if found is None:
            yield Row(work, corpus.size, cost, peer, None, unit="µs")
        else:
            yield Row(work, corpus.size, cost, f"{peer} ({made[0]:,})", 1e6 * other / made[0], unit="µs")
