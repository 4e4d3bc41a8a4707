"""Rebuilds with readers, for half an hour: no wrong answer, and no growth of memory or of open files.

    python tests/soak.py [--minutes 30] [--articles 400]

One process changes a store in a folder and one behind ``oxigraph serve`` on loopback, again and again, from one set of
records to another and back. Threads of it, and processes of their own, ask all the while; every answer has to be
one that belongs to the records before a change or after it. It ends with 1 if an answer was wrong, a reader failed,
or something grew.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

from synthetic import records

import defgraph
from sparql_server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.synchronize import Event

QUERIES = ("partner-countries", "officials-by-meetings", "partner-trend", "outcomes", "sources")
GROWTH = 1.10
"""How much more memory the last third of the time may take than the third before it."""
BUFFERED = 64
"""Megabytes more that may be taken besides, for RocksDB gathers as much of what is written before it makes a file."""
MINUTE = 60

Answers = dict[str, tuple[Any, ...]]
Samples = list[tuple[float, int]]


def states(count: int) -> list[list[defgraph.Record]]:
    """Return the sets of records that a store goes through: each differs from the next in one in a hundred."""
    made = [defgraph.Record.model_validate(data) for data in records(count)]
    changed = [record.to_dict() for record in made]
    for data in changed[::100]:
        data["meetings"][0]["date"] = "2026-01-02"
        data["meetings"][0]["participants"][0]["name"] = "Sari Wijaya"
    return [made, [defgraph.Record.model_validate(data) for data in changed]]


def answers(store: Any) -> Answers:
    return {name: tuple(defgraph.run_query(store, name).rows) for name in QUERIES}


@dataclass
class Reader:
    """Asks until it is told to stop, and keeps count."""

    opening: Callable[[], Any]
    expected: list[Answers]
    asked: int = 0
    wrong: list[str] = field(default_factory=list)

    def read(self, stop: threading.Event | Event) -> None:
        """Open the store, ask every query, close it; again and again."""
        while not stop.is_set():
            try:
                with self.opening() as store:
                    for name in QUERIES:
                        rows = tuple(defgraph.run_query(store, name).rows)
                        self.asked += 1
                        if all(rows != state[name] for state in self.expected):
                            self.wrong.append(f"{name}: {len(rows)} rows that belong to neither state")
            except defgraph.DefgraphError as error:
                self.wrong.append(f"{type(error).__name__}: {error}")


def read_in_a_process(place: str, expected: list[Answers], stop: Event, told: Any) -> None:
    """Read a store from another process, and tell how it went and what it took of memory and files."""
    reader = Reader(lambda: defgraph.open_store(place, read_only=True), expected)
    samples = []
    thread = threading.Thread(target=reader.read, args=(stop,))
    thread.start()
    while thread.is_alive():
        thread.join(1)
        samples.append(taken("self"))
    told.put((reader.asked, reader.wrong, samples))


def taken(process: int | str) -> tuple[float, int]:
    """Return the resident megabytes and the open files of a process."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    (resident,) = (int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return resident / 1024, sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())


class Shared:
    """An open store that several threads use; closing it in one of them closes nothing."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def __enter__(self) -> Any:
        return self._store

    def __exit__(self, *_: object) -> None:
        return None


def growth(name: str, samples: Samples) -> Iterator[str]:
    """Yield what grew from the second third of the samples to the last, and print both."""
    third = len(samples) // 3
    if not third:
        return
    before, after = samples[third : 2 * third], samples[-third:]
    memory = [statistics.median(resident for resident, _ in part) for part in (before, after)]
    files = [max(number for _, number in part) for part in (before, after)]
    sys.stdout.write(f"{name}: {memory[0]:.0f} → {memory[1]:.0f} MB, {files[0]} → {files[1]} open files\n")
    if memory[1] > memory[0] * GROWTH + BUFFERED:
        yield f"{name}: memory grew from {memory[0]:.0f} to {memory[1]:.0f} MB"
    if files[1] > files[0] + 8:  # a reader or a compaction more at one moment is no leak
        yield f"{name}: open files grew from {files[0]} to {files[1]}"


def expected_of(sets: list[list[defgraph.Record]]) -> list[Answers]:
    """Return the answers at every moment between two transactions."""
    expected = []
    for made in sets:
        with defgraph.open_store("memory") as store:
            defgraph.build(made, store)
            expected.append(answers(store))
            defgraph.retract(made[1].id, store)
            expected.append(answers(store))
    return expected


def rebuild(
    stores: list[Any], sets: list[list[defgraph.Record]], minutes: float, server: int
) -> list[Samples]:
    """Change the stores from one set of records to the next until time is up; return what that took."""
    writer, serving = [], []
    end = time.monotonic() + minutes * MINUTE
    while time.monotonic() < end or not writer:
        made = sets[(len(writer) + 1) % len(sets)]
        for store in stores:
            defgraph.build(made, store)
            defgraph.retract(made[1].id, store)
            defgraph.build(made, store)
        writer.append(taken("self"))
        serving.append(taken(server))
    return [writer, serving]


def soak(folder: Path, minutes: float, count: int) -> list[str]:
    """Run it; return what went wrong."""
    sets = states(count)
    expected = expected_of(sets)
    context = multiprocessing.get_context("spawn")
    stop, stop_others, told = threading.Event(), context.Event(), context.Queue()
    place = folder / "soak.store"
    with (
        Server(folder / "served") as server,
        defgraph.open_store(place) as local,
        defgraph.open_store(server.address) as remote,
    ):
        for store in (local, remote):
            defgraph.build(sets[0], store)
        readers = [
            Reader(lambda: Shared(local), expected),
            Reader(lambda: defgraph.open_store(server.address, read_only=True), expected),
        ]
        running = [threading.Thread(target=reader.read, args=(stop,)) for reader in readers]
        running += [
            context.Process(target=read_in_a_process, args=(each, expected, stop_others, told))
            for each in (str(place), server.address)
        ]
        for each in running:
            each.start()
        samples = rebuild([local, remote], sets, minutes, server.pid)
        stop.set()
        stop_others.set()
        results = [told.get(timeout=MINUTE) for _ in readers]
        for each in running:
            each.join()
    wrong = [told for reader in readers for told in reader.wrong] + [
        told for _, bad, _ in results for told in bad
    ]
    asked = sum(reader.asked for reader in readers) + sum(more for more, _, _ in results)
    sys.stdout.write(f"{len(samples[0])} rounds of each store, {asked:,} answers, {len(wrong)} wrong\n")
    names = ("writer", "server", "reader of the folder", "reader of the server")
    samples += [taking for _, _, taking in results]
    return wrong + [fault for name, each in zip(names, samples, strict=True) for fault in growth(name, each)]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--articles", type=int, default=400)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        faults = soak(Path(folder), given.minutes, given.articles)
    for fault in faults[:20]:
        sys.stdout.write(f"{fault}\n")
    return min(len(faults), 1)


if __name__ == "__main__":
    sys.exit(main())
