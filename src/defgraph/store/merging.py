"""Letting RocksDB merge files only while nothing else wants a core.

Every chunk that a store is filled with adds a file to each of its indexes. RocksDB merges them in a thread of
its own, some again and again, for what is merged early is merged with each that comes later. Its remedy, idle
priority for that thread (``Env::LowerThreadPoolCPUPriority``), is out of Oxigraph's reach, but not of ours.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TASKS = Path("/proc/self/task")
_MERGES = "rocksdb:low"
"""What RocksDB calls the threads that merge; all databases of a process share them."""


@contextmanager
def merging_gives_way() -> Iterator[None]:
    """Let what merges files have only what time is left, until this ends.

    On Linux (sched(7), ``SCHED_IDLE``), and where the process may undo it; elsewhere all stays as it is.
    """
    threads = merging_threads()
    if not threads or not _may_be_undone():
        yield
        return
    try:
        for thread in threads:
            _schedule(thread, idle=True)
        yield
    finally:
        for thread in threads:
            _schedule(thread, idle=False)


def merging_threads() -> list[int]:
    """Return the ids of the threads that merge; none where the system does not tell."""
    found = []
    for name in _TASKS.glob("*/comm"):
        with suppress(OSError):  # it has ended
            if name.read_text().strip() == _MERGES:
                found.append(int(name.parent.name))
    return found


def _may_be_undone() -> bool:
    """Return whether a thread may be given idle priority and have the common one back: a new one tells."""
    from concurrent.futures import ThreadPoolExecutor

    def try_it() -> None:
        _schedule(0, idle=True)
        _schedule(0, idle=False)

    if sys.platform != "linux" or os.sched_getscheduler(0) != os.SCHED_OTHER:
        return False
    with ThreadPoolExecutor(1) as other:
        return other.submit(try_it).exception() is None


def _schedule(thread: int, *, idle: bool) -> None:
    if sys.platform == "linux":
        os.sched_setscheduler(thread, os.SCHED_IDLE if idle else os.SCHED_OTHER, os.sched_param(0))
