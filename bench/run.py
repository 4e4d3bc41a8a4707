"""How fast defgraph is, as ratios to a peer measured in the same run on the same data.

    python bench/run.py [--records 10000] [--repeat 3]

A ratio under 1 means defgraph is faster. Times are the best of the repetitions, in seconds of wall
time; machines differ, ratios much less.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyoxigraph as ox
from synthetic import records

import defgraph
from defgraph.queries import find_query

QUERIES = {
    "officials-by-meetings": {},
    "partner-countries": {},
    "partner-trend": {},
    "dormant-partners": {"as_of": "2025-12-31"},
    "official-timeline": {"official": "https://w3id.org/defgraph/data/official/id/{first}"},
}
RDFLIB_RECORDS = 500
"""rdflib answers some of these in minutes on more."""


def best(repeat: int, action, *, before=lambda: None) -> float:
    times = []
    for _ in range(repeat):
        before()
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def row(what: str, ours: float, peer: str, theirs: float) -> None:
    print(f"| {what} | {ours:.3f} | {peer} | {theirs:.3f} | {ours / theirs:.3f} |", flush=True)


def measure_build(folder: Path, count: int, repeat: int) -> Path:
    """Records on disk to a store on disk, against Oxigraph's own loader reading the finished statements."""
    source, store, lines = folder / "records.jsonl", folder / "a.store", folder / "all.nq"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records(count))

    def clear() -> None:
        for path in (store, folder / "peer.store"):
            shutil.rmtree(path, ignore_errors=True)

    def build() -> None:
        with defgraph.open_store(store) as opened:
            defgraph.build(source, opened)

    ours = best(repeat, build, before=clear)
    with defgraph.open_store(store, read_only=True) as opened, lines.open("wb") as file:
        statements = defgraph.dump(opened, file, "nquads")
    program = Path(sys.executable).with_name("oxigraph")
    command = [program, "load", "--location", folder / "peer.store", "--file", lines]
    load = lambda: subprocess.run(command, check=True, capture_output=True)  # noqa: E731
    theirs = best(repeat, load, before=lambda: shutil.rmtree(folder / "peer.store", ignore_errors=True))
    row(
        f"build {count:,} records ({statements:,} statements)",
        ours,
        "`oxigraph load` of the statements",
        theirs,
    )
    return store


def measure_rebuild(folder: Path, store: Path, repeat: int) -> None:
    """Building again where nothing has changed, against the first build's mapping of the same records."""
    source = folder / "records.jsonl"
    with defgraph.open_store(store) as opened:
        again = best(repeat, lambda: defgraph.build(source, opened))
    memory = lambda: defgraph.build(source, defgraph.open_store("memory"))  # noqa: E731
    row("build the same records again", again, "building them in memory", best(repeat, memory))


def measure_dump(store: Path, repeat: int) -> None:
    """A sorted dump against the unsorted one of Oxigraph."""
    with defgraph.open_store(store, read_only=True) as opened:
        ours = best(repeat, lambda: defgraph.dump(opened, io.BytesIO(), "nquads"))
    database = ox.Store.read_only(str(store))
    theirs = best(repeat, lambda: database.dump(io.BytesIO(), ox.RdfFormat.N_QUADS))
    row("dump as N-Quads, sorted", ours, "Oxigraph's dump, unsorted", theirs)


def measure_queries(store: Path, repeat: int) -> None:
    """Saved queries on disk, as they are, and in rdflib on a small store."""
    import rdflib

    small = defgraph.open_store("memory")
    defgraph.build([defgraph.Record.model_validate(data) for data in records(RDFLIB_RECORDS)], small)
    graph = rdflib.Graph()
    graph.parse(data=_turtle(small), format="turtle")
    with defgraph.open_store(store, read_only=True) as opened:
        official = defgraph.run_query(opened, "officials-by-meetings", {"limit": 1}).rows[0][0].value
        for name, parameters in QUERIES.items():
            given = parameters | ({"official": official} if "official" in parameters else {})
            full = best(repeat, lambda name=name, given=given: defgraph.run_query(opened, name, given))
            ours = best(repeat, lambda name=name, given=given: defgraph.run_query(small, name, given))
            text = find_query(name).text
            theirs = best(1, lambda text=text: len(list(graph.query(text))))
            row(f"{name} ({full:.2f} s on disk over all)", ours, "rdflib, same records", theirs)


def _turtle(store) -> bytes:
    output = io.BytesIO()
    defgraph.dump(store, output)
    return output.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    print("| what | s | peer | s | ratio |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        store = measure_build(folder, arguments.records, arguments.repeat)
        measure_rebuild(folder, store, arguments.repeat)
        measure_dump(store, arguments.repeat)
        measure_queries(store, arguments.repeat)


if __name__ == "__main__":
    main()
