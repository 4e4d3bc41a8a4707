"""Processes that share a work of many jobs, each of which may lead to more."""

from __future__ import annotations

import multiprocessing
import os
import signal
from contextlib import suppress
from multiprocessing.connection import wait
from threading import Thread
from traceback import format_exc
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Self, TypeVar, cast

from defgraph.errors import StoreError

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

# A process that is forked while another thread draws a progress bar may hang; these begin afresh.
_PROCESSES = multiprocessing.get_context("spawn")

_J = TypeVar("_J")
_A = TypeVar("_A")


class _Failed(NamedTuple):
    error: Exception


class Workers(Generic[_J, _A]):
    """Processes that do jobs; they end with the context, or with the process that began them.

    Args:
        number: how many there are.
        begin: called in each of them; returns what does a job. It, the jobs and what comes of them are
            sent from process to process, so they can be pickled.
    """

    def __init__(self, number: int, begin: Callable[[], Callable[[_J], _A]]) -> None:
        self._number, self._begin = number, begin
        self._running: dict[Connection, Any] = {}

    def __enter__(self) -> Self:
        try:
            for _ in range(self._number):
                ours, theirs = _PROCESSES.Pipe()
                with theirs:
                    process = _PROCESSES.Process(target=_work, args=(theirs, self._begin), daemon=True)
                    process.start()
                self._running[ours] = process
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        for connection, process in self._running.items():
            process.kill()
            connection.close()
        for process in self._running.values():
            process.join()

    def do(self, waiting: deque[_J]) -> Iterator[_A]:
        """Yield what comes of each job, in the order in which they are done.

        Args:
            waiting: the jobs; more can be added whenever this has yielded.

        Raises:
            StoreError: a process was ended by something else.
            Exception: a job raised it.
        """
        idle = list(self._running)
        while waiting or len(idle) < len(self._running):
            while waiting and idle:
                with suppress(ConnectionError):  # it has ended, which is noticed below
                    idle.pop().send(waiting.popleft())
            ready = wait([connection for connection in self._running if connection not in idle])
            for connection in [each for each in self._running if each in ready]:
                idle.append(connection)
                yield self._answer(connection)

    def _answer(self, connection: Connection) -> _A:
        try:
            answer = connection.recv()
        except (EOFError, ConnectionError):
            process = self._running[connection]
            process.join()
            raise StoreError(
                f"a process that did part of the work ended (code {process.exitcode}); if there was too "
                "little memory for it, take fewer processes"
            ) from None
        if isinstance(answer, _Failed):
            raise answer.error
        return cast("_A", answer)


def _work(connection: Connection, begin: Callable[[], Callable[[Any], Any]]) -> None:
    """Do jobs until the process that began this one ends it, or ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began this process ends it
    Thread(target=_end_with_parent, daemon=True).start()
    do: Callable[[Any], Any] | None = None
    with connection, suppress(EOFError, ConnectionError):
        while True:
            job = connection.recv()
            try:
                do = do or begin()
                answer = do(job)
            except Exception as error:  # noqa: BLE001 - raised again where somebody looks
                error.add_note(format_exc())
                answer = _Failed(error)
            connection.send(answer)


def _end_with_parent() -> None:
    """End this process when the one that began it has ended, whatever it is doing."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
