"""Starting: what a command costs before it does anything, against the libraries that it cannot do without."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
from typing import TYPE_CHECKING

from measuring import Row

from defgraph.queries import find_query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpora import Corpus

DEFGRAPH = ("-m", "defgraph")
TURNS = 10
"""How many times the runs that were asked for: they are short, and differ."""
QUERIES = ("meetings", "partner-countries", "officials-by-meetings", "sources")
BARE_CLICK = ("-c", "import click")
BARE_QUERY = """
import sys, pyoxigraph
store = pyoxigraph.Store.read_only(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as file:
    answer = store.query(file.read(), use_default_graph_as_union=True)
for row in answer:
    print(*("" if term is None else term.value for term in row))
"""


def measure(corpora: Sequence[Corpus], repeat: int) -> Iterator[Row]:
    """Yield what ``--help`` and queries cost as processes of their own, in CPU seconds."""
    ours, theirs = _in_turns((*DEFGRAPH, "--help"), BARE_CLICK, repeat)
    yield Row("CPU of `--help`", "a process", ours, "`import click`", theirs, 1.5)
    smallest = min(corpora, key=lambda corpus: corpus.count)
    for name in QUERIES:
        asked = (*DEFGRAPH, "query", name, "--store", str(smallest.store))
        bare = ("-c", BARE_QUERY, str(smallest.store), str(find_query(name).path))
        ours, theirs = _in_turns(asked, bare, repeat)
        yield Row(f"CPU of `query {name}`", smallest.size, ours, "bare Oxigraph", theirs, 2.5)


def _in_turns(ours: Sequence[str], theirs: Sequence[str], repeat: int) -> tuple[float, float]:
    times = [(_cpu(ours), _cpu(theirs)) for _ in range(repeat * TURNS)]
    mine, other = zip(*times, strict=True)
    return statistics.median(mine), statistics.median(other)


def _cpu(arguments: Sequence[str]) -> float:
    """Return the CPU seconds, of user and system, of a Python process with these arguments."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
