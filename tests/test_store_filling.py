"""Filling a store: all arrives in chunks of any size, and what merges its files gives way meanwhile."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from defgraph.store import filling
from defgraph.store.local import FolderStore
from defgraph.store.merging import merging_threads

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell threads apart")
by_root = pytest.mark.skipif(
    sys.platform == "linux" and os.geteuid() != 0, reason="others may not give a thread its priority back"
)

NOBODY = 65_534
_POLICIES = """
import concurrent.futures.thread, os, sys, tempfile  # another user may not be let to where modules lie
from pathlib import Path
from defgraph.store.local import FolderStore
from defgraph.store.merging import merging_threads

def policies():
    return {os.sched_getscheduler(thread) for thread in merging_threads()}

def texts():
    print(policies())
    yield from ()
    raise KeyError

os.setuid(int(sys.argv[1]))
with tempfile.TemporaryDirectory() as folder, FolderStore(Path(folder) / "x") as store:
    try:
        store.load(texts())
    except KeyError:
        print(policies())
"""


def line(number: int) -> str:
    """Return one statement, with what takes two bytes in it."""
    return f'<http://a.example/{number}> <http://a.example/p> "é" <http://a.example/g> .\n'


def policies(user: int) -> list[str]:
    """Return how the threads that merge are scheduled while ``user`` fills a store, and when that has failed."""
    command = [sys.executable, "-c", _POLICIES, str(user)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def test_all_arrives_in_chunks_that_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in {"_SMALLEST": 1_000, "_LARGEST": 4_000, "_MANY": 3}.items():
        monkeypatch.setattr(filling, name, size)
    sizes = [len(chunk) for chunk in filling._chunks(map(line, range(1_000)))]
    assert sizes[:-1] == sorted(sizes[:-1])
    assert sizes[0] < 1_200
    assert 4_000 < max(sizes) < 4_300
    with FolderStore(tmp_path / "x") as store:
        store.load(map(line, range(1_000)))
        assert len(list(store.quads())) == 1_000


@on_linux
@by_root
def test_what_merges_is_idle_while_a_store_is_filled() -> None:
    assert policies(os.geteuid()) == [str({os.SCHED_IDLE}), str({os.SCHED_OTHER})]


@on_linux
@by_root
def test_who_could_not_undo_it_leaves_what_merges_as_it_is() -> None:
    assert policies(NOBODY) == [str({os.SCHED_OTHER}), str({os.SCHED_OTHER})]


@on_linux
def test_what_merges_is_as_it_was_when_a_store_has_been_filled(tmp_path: Path) -> None:
    during = []

    def texts() -> Iterator[str]:
        during.append([os.sched_getscheduler(thread) for thread in merging_threads()])
        yield line(1)

    with FolderStore(tmp_path / "x") as store:
        store.load(texts())
        after = {os.sched_getscheduler(thread) for thread in merging_threads()}
    assert during[0]
    assert after == {os.sched_getscheduler(0)}
