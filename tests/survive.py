"""Kills commands at moments spread over their whole run, and looks at what is left.

    python tests/survive.py [--moments 200] [--articles 300] [--seed 1]

After each kill the store is whole: every article is in as it was or as it is to be, and what is derived is
what a fresh build of these articles derives. Then the command is run again: it ends where one that nobody
killed ended, byte for byte, and nothing is left over beside it.
"""

from __future__ import annotations

import argparse
import functools
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from defgraph import Record, build, dump, open_store
from defgraph.cli import main as cli
from record_factory import meeting, person, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FIRST = ("Rani", "Dewa", "Bima", "Sekar", "Odile", "Marek", "Aiko", "Tomas")
LAST = ("Kusumaningtyas", "Mahendra", "Wirawan", "Halim", "Prasetyo")
POSTS = ("Sekretaris Jenderal", "Duta Besar", "Direktur Jenderal")
COUNTRIES = ("MY", "FR", "AU", "JP")
JUDGED = ("Rani Kusumaningtyas", "Sekar Halim")
HIDDEN = (".a.store.building", ".copy.building", ".a.nq.part", ".judgements.tsv.part", ".judgements.tsv.lock")
"""What a killed command may leave; the next one clears it away."""


def article(number: int, version: int) -> Record:
    """Return an article's record: it names people of few names, some in two ways, in one of two versions."""
    draw = random.Random(f"{number} {version}")
    name = f"{draw.choice(FIRST)} {draw.choice(('', 'D. ', ''))}{draw.choice(LAST)}"
    if number < len(JUDGED):
        name = JUDGED[number]
    body = {"organisation": "Kementerian Pertahanan", "country": "ID"}
    people = [
        person(name, role="host", position=draw.choice(POSTS), **body),
        person(f"{draw.choice(FIRST)} {draw.choice(LAST)}", country="ID"),
        person(position=draw.choice(POSTS), **body),
    ]
    told = meeting(
        date=f"2025-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}",
        place={"city": draw.choice(("Jakarta", "Bandung"))},
        participants=people,
        partners=[{"country": draw.choice(COUNTRIES), "status": "present"}],
        areas=[draw.choice(("logistics", "space"))],
    )
    return record(f"r{number:05}", told)


def write_lines(file: Path, records: Iterable[Record]) -> None:
    file.write_text("\n".join(json.dumps(each.to_dict()) for each in records), encoding="utf-8")


@dataclass(frozen=True)
class Work:
    """One command to kill.

    Args:
        name: what it is called.
        arguments: of ``defgraph``, run in the folder of the work.
        writes: the file that it writes before it changes the store.
        mended_by: what finishes it just as well as itself, once that file is written.
    """

    name: str
    arguments: tuple[str, ...]
    writes: str = ""
    mended_by: tuple[str, ...] = ()


STORE = ("--store", "a.store")
DECIDED = ("--judgements", "judgements.tsv", *STORE)
WORKS = (
    Work("build", ("build", "old.jsonl", *STORE)),
    Work("rebuild", ("build", "new.jsonl", *STORE)),
    Work("retract", ("retract", "r00000", "r00001", "r00003", *STORE)),
    Work("dump", ("dump", "-o", "a.nq", *STORE)),
    Work("backup", ("backup", "-o", "copy", "--replace", *STORE)),
    Work("restore", ("restore", "new.nq", "--replace", *STORE)),
    Work(
        "decide",
        ("identity", "decide", *JUDGED, "same", "--who", "dewi", "--on", "2026-01-02", *DECIDED),
        "judgements.tsv",
        ("build", "old.jsonl", *DECIDED),
    ),
)


class Laboratory:
    """Folders to kill commands in.

    Args:
        folder: where to put them.
        articles: how many the store holds before; half of them change, and as many as these come anew.
    """

    def __init__(self, folder: Path, articles: int) -> None:
        self._folder = folder
        half = articles // 2
        self._old = {each.id: each for each in (article(n, 0) for n in range(articles))}
        changed = (article(n, 1) for n in range(half, articles + half))
        self._new = self._old | {each.id: each for each in changed}
        self._template = folder / "template"
        self._template.mkdir(parents=True)
        for name, records in (("old", self._old), ("new", self._new)):
            write_lines(self._template / f"{name}.jsonl", records.values())
        self._fresh = functools.cache(self._fresh_uncached)
        (self._template / "new.nq").write_bytes(self._fresh(tuple(self._new)))

    def prepared(self, work: Work, name: str) -> Path:
        """Return a new folder in the state before ``work``."""
        before = self._folder / ("nothing" if work.name == "build" else "built")
        if not before.exists():
            shutil.copytree(self._template, before)
            if work.name != "build":
                finish(before, ("build", "old.jsonl", *STORE))
        place = self._folder / name
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(before, place)
        return place

    def try_out(self, work: Work, moments: int, seed: int) -> Iterator[str]:
        """Kill ``work`` at so many moments, and yield what each kill met: ``before``, ``after`` or ``between``.

        Raises:
            AssertionError: something is lost, half there or left over.
        """
        place = self.prepared(work, "whole")
        before, files_before = dumped(place), content(place)
        started = time.monotonic()
        subprocess.run(command(work), cwd=place, check=True, capture_output=True)
        duration = time.monotonic() - started
        after, files = dumped(place), content(place)
        draw = random.Random(f"{seed} {work.name}")
        for number in range(moments):
            moment = duration * (number + draw.random()) / moments
            place = self.prepared(work, "killed")
            killed(command(work), place, moment)
            context = f"{work.name} killed after {moment:.3f} of {duration:.3f} s, in {place}"
            left = dumped(place)
            assert self.is_whole(left, before, after), f"{context}: what is left is not whole"
            assert_known(place, files, context)
            visible = {name: text for name, text in content(place).items() if name not in HIDDEN}
            is_written = bool(work.mended_by) and (place / work.writes).exists()
            finish(place, work.mended_by if is_written and number % 2 else work.arguments)
            assert dumped(place) == after, f"{context}: run again, it ends elsewhere"
            assert content(place) == files, f"{context}: run again, it leaves other files"
            met = {(before, *files_before): "before", (after, *files): "after"}
            yield met.get((left, *visible), "between")

    def is_whole(self, left: bytes, before: bytes, after: bytes) -> bool:
        """Return whether a store holds each article in the one or the other version, and what follows."""
        if left in (before, after):
            return True
        graphs = by_graph(left)
        new, old = by_graph(self._fresh(tuple(self._new))), by_graph(self._fresh((), tuple(self._old)))
        held = [graph for graph in graphs if "/graph/article/" in graph]
        if not all(graphs[graph] in (new.get(graph), old.get(graph)) for graph in held):
            return False
        ids = {graph.rpartition("/")[2].rstrip(">"): graph for graph in held}
        are_new = tuple(id for id, graph in ids.items() if graphs[graph] == new.get(graph))
        return self._fresh(are_new, tuple(ids.keys() - set(are_new))) == left

    def _fresh_uncached(self, new: Iterable[str], old: Iterable[str] = ()) -> bytes:
        with open_store("memory") as store:
            build([*(self._new[id] for id in new), *(self._old[id] for id in old)], store)
            return nquads(store)


def command(work: Work) -> list[str]:
    return [sys.executable, "-m", "defgraph", *work.arguments]


def killed(arguments: list[str], folder: Path, seconds: float) -> None:
    """Run a command in ``folder``, and kill it after so many seconds, unless it has ended."""
    process = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()


def finish(folder: Path, arguments: tuple[str, ...]) -> None:
    """Run a command in ``folder``, which has to end well."""
    names = ("old.jsonl", "new.jsonl", "new.nq", "a.store", "copy", "a.nq", "judgements.tsv")
    paths = {name: str(folder / name) for name in names}
    done = CliRunner().invoke(cli, [paths.get(argument, argument) for argument in arguments])
    told = f"{arguments}: {done.output} {done.exception!r}"
    gone = arguments[0] == "retract" and "no record" in done.output  # the killed one had finished
    assert done.exit_code == 0 or gone, told


def nquads(store: Any) -> bytes:
    written = BytesIO()
    dump(store, written, "nquads")
    return written.getvalue()


def dumped(folder: Path, name: str = "a.store") -> bytes:
    """Return all that a store in ``folder`` holds; nothing where there is none."""
    if not (folder / name).exists():
        return b""
    with open_store(folder / name, read_only=True) as store:
        return nquads(store)


def by_graph(lines: bytes) -> dict[str, set[str]]:
    graphs: dict[str, set[str]] = {}
    for line in lines.decode().splitlines():
        graphs.setdefault(line.rsplit(" ", 2)[1], set()).add(line)
    return graphs


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of ``folder``, and what the copy of the store holds; of the store the name alone."""
    half = list(folder.glob("*/bulk-*"))
    assert not half, f"{half}: left by a loading that broke off"
    files = {path.name: path.read_bytes() if path.is_file() else b"" for path in folder.iterdir()}
    return files | {name: dumped(folder, name) for name in files if name == "copy"}


def assert_known(folder: Path, after: dict[str, bytes], context: str) -> None:
    """See that a killed command left nothing half written under its last name, and nothing unknown."""
    for name, text in content(folder).items():
        assert name in HIDDEN or text == after[name], f"{context}: {name} is unknown, or half written"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--moments", type=int, default=200)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--works", nargs="+", choices=[work.name for work in WORKS])
    given = parser.parse_args()
    chosen = [work for work in WORKS if not given.works or work.name in given.works]
    each = -(-given.moments // len(chosen))
    sys.stdout.write(
        "| command | killed | before it changed anything | between | after |\n|---|---|---|---|---|\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        laboratory = Laboratory(Path(folder) / "laboratory", given.articles)
        for work in chosen:
            met = Counter(laboratory.try_out(work, each, given.seed))
            told = (met[what] for what in ("before", "between", "after"))
            sys.stdout.write(f"| {work.name} | {each} | {' | '.join(map(str, told))} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
