"""Processes that work on the store for the server, one request each at a time."""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from defgraph.serve.answers import Answers
from defgraph.serve.frames import Unframing, framed
from defgraph.serve.worker import Job, work

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import ForkServerProcess
    from typing import TypeVar

    from defgraph.serve.editions import Editions
    from defgraph.serve.settings import Limits, Place
    from defgraph.serve.worker import Done

    _T = TypeVar("_T")

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["defgraph.serve.app"])
_KEEPING = 1024
"""About how many bytes it takes to keep an answer, beside what was asked and answered."""


class BusyError(Exception):
    """Too many requests work or wait already; ``retry_after`` says for how many seconds to stay away."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("the server is answering as many requests as it can")
        self.retry_after = retry_after


class TookTooLongError(Exception):
    """A job took longer than it may, and was stopped with its process."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"stopped after {seconds:g} seconds")
        self.seconds = seconds


class WorkerDiedError(Exception):
    """The process of a job ended on its own: killed, or out of memory."""


class _Pipe(asyncio.Protocol):
    """Our end of the pipe to a process, which answers one job at a time."""

    def __init__(self) -> None:
        self._unframing = Unframing()
        self._transport: asyncio.WriteTransport | None = None
        self._waiting: asyncio.Future[Done] | None = None
        self._sent = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)

    def send(self, job: Job) -> asyncio.Future[Done]:
        if self._transport is None or self._transport.is_closing():
            raise ConnectionResetError
        self._waiting = asyncio.get_running_loop().create_future()
        sent = framed(job)
        self._sent = len(sent)
        self._transport.write(sent)
        return self._waiting

    def data_received(self, data: bytes) -> None:
        for done, size in self._unframing.take(data):
            if self._waiting is not None and not self._waiting.done():
                self._waiting.set_result(done._replace(size=self._sent + size + _KEEPING))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - as asyncio declares it
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(ConnectionResetError())

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


class _Worker:
    """A process, and the pipe to it."""

    def __init__(self, place: Place, limits: Limits) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process: ForkServerProcess = _PROCESSES.Process(
                target=work, args=(theirs, place, limits.memory_bytes), daemon=True
            )
            self._process.start()
        ours.setblocking(False)  # noqa: FBT003 - as Python declares it
        self._socket = ours
        self._pipe: _Pipe | None = None

    async def do(self, job: Job) -> Done:
        """Return what came of ``job``, or raise what its function raised."""
        if self._pipe is None:
            _, self._pipe = await asyncio.get_running_loop().create_connection(_Pipe, sock=self._socket)
        done = await self._pipe.send(job)
        if done.error is not None:
            raise done.error
        return done

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        if self._pipe is None:
            self._socket.close()
        else:
            self._pipe.close()

    def wait(self) -> None:
        """Wait until the process has ended."""
        self._process.join()


class Pool:
    """A bounded number of processes, and of requests that wait for one.

    Args:
        place: the store.
        limits: how many processes there are, and what they may take.
        editions: tells when the store has changed.
    """

    def __init__(self, place: Place, limits: Limits, editions: Editions) -> None:
        self._place, self._limits, self._editions = place, limits, editions
        self._free: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._queue: deque[asyncio.Future[_Worker]] = deque()
        self._answers = Answers(limits.cached_bytes)
        self.on_stopped: Callable[[str], None] = lambda _reason: None

    @property
    def busy(self) -> int:
        """How many processes are working."""
        return len(self._busy)

    @property
    def waiting(self) -> int:
        """How many requests wait for a process."""
        return len(self._queue)

    @property
    def kept(self) -> int:
        """About how many bytes the answers take that are kept."""
        return self._answers.taken

    def start(self) -> None:
        """Start the processes."""
        self._free = [_Worker(self._place, self._limits) for _ in range(self._limits.workers)]

    def stop(self) -> None:
        """End the processes, and what they are doing."""
        workers = [*self._free, *self._busy]
        for worker in workers:
            worker.kill()
        for worker in workers:
            worker.wait()
        self._free.clear()
        self._busy.clear()

    async def run(self, function: Callable[..., _T], *args: object) -> _T:
        """Run ``function(store, *args)`` in a process, and return what it returns.

        Args:
            function: a function of a module, which takes the open store first.
            args: what else it takes; has to be picklable, as has its answer.

        Raises:
            BusyError: no process was free in time.
            TookTooLongError: it took longer than it may, and was stopped.
            WorkerDiedError: its process ended.
            DefgraphError: what the function raised.
        """
        edition = self._editions.now()
        known = self._answers.find(edition, function, args) if self._editions.are_known else None
        if known is None:
            known = await self._do(Job(function, args, edition, self._limits.seconds))
            if self._editions.are_known:
                self._answers.keep(edition, function, args, known)
        answer: _T = known.answer
        return answer

    async def run_closed(self, function: Callable[..., _T], *args: object) -> _T:
        """Run ``function(place, *args)``: a writer opens the store itself, and closes it again.

        Raises:
            BusyError, TookTooLongError, WorkerDiedError, DefgraphError: as for :meth:`run`.
        """
        job = Job(function, args, 0, self._limits.seconds, opens=False)
        try:
            answer: _T = (await self._do(job)).answer
        finally:
            self._editions.changed()
        return answer

    async def _do(self, job: Job) -> Done:
        worker = await self._take()
        try:
            async with asyncio.timeout(job.seconds):
                answer = await worker.do(job)
        except TimeoutError:
            self._replace(worker, "time")
            raise TookTooLongError(job.seconds) from None
        except ConnectionError:
            self._replace(worker, "died")
            raise WorkerDiedError("its process ended before it had answered") from None
        except asyncio.CancelledError:
            self._replace(worker, "cancelled")
            raise
        except Exception:
            self._give_back(worker)
            raise
        self._give_back(worker)
        return answer

    async def _take(self) -> _Worker:
        if self._free:
            worker = self._free.pop()
            self._busy.add(worker)
            return worker
        if len(self._queue) >= self._limits.waiting:
            raise BusyError(self._retry_after())
        waiting: asyncio.Future[_Worker] = asyncio.get_running_loop().create_future()
        self._queue.append(waiting)
        try:
            await asyncio.wait([waiting], timeout=self._limits.waiting_seconds)
        except asyncio.CancelledError:
            if waiting.done():
                self._give_back(waiting.result())
            raise
        finally:
            with suppress(ValueError):
                self._queue.remove(waiting)
            waiting.cancel()
        if waiting.cancelled():
            raise BusyError(self._retry_after())
        return waiting.result()

    def _retry_after(self) -> int:
        return max(1, round(self._limits.seconds / 2))

    def _give_back(self, worker: _Worker) -> None:
        while self._queue:
            waiting = self._queue.popleft()
            if not waiting.done():
                waiting.set_result(worker)
                return
        self._busy.discard(worker)
        self._free.append(worker)

    def _replace(self, worker: _Worker, reason: str) -> None:
        self.on_stopped(reason)
        worker.kill()
        self._busy.discard(worker)
        asyncio.get_running_loop().run_in_executor(None, worker.wait)
        new = _Worker(self._place, self._limits)
        self._busy.add(new)
        self._give_back(new)
