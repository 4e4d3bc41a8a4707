"""Processes that work on the store for the server, one request each at a time."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from defgraph.serve.answers import Answers
from defgraph.serve.process import Process
from defgraph.serve.worker import Job

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from defgraph.serve.editions import Editions
    from defgraph.serve.settings import Limits, Place
    from defgraph.serve.worker import Done

    _T = TypeVar("_T")


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


class _Asked:
    """A job that was asked for: who waits for what comes of it, which process does it, and until when."""

    __slots__ = ("_loop", "_timer", "done", "job", "process")

    def __init__(self, job: Job) -> None:
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self.job = job
        self.done: asyncio.Future[Done] = self._loop.create_future()
        self.process: Process | None = None

    def limit(self, seconds: float, stop: Callable[[_Asked], None]) -> None:
        """Call ``stop`` after so many seconds from now, and no more when an earlier limit would have."""
        self.limit_no_more()
        self._timer = self._loop.call_later(seconds, stop, self)

    def limit_no_more(self) -> None:
        """Take the limit off."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def tell(self, come: Done | Exception) -> None:
        """Tell who waits what has come of it; nobody may wait any more."""
        self.limit_no_more()
        if self.done.done():
            return
        if isinstance(come, Exception):
            self.done.set_exception(come)
        else:
            self.done.set_result(come)


class Pool:
    """A bounded number of processes, and of requests that wait for one.

    Args:
        place: the store.
        limits: how many processes there are, and what they may take.
        editions: tells when the store has changed.
    """

    def __init__(self, place: Place, limits: Limits, editions: Editions) -> None:
        self._place, self._limits, self._editions = place, limits, editions
        self._free: list[Process] = []
        self._busy: dict[Process, _Asked] = {}
        self._queue: deque[_Asked] = deque()
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
        """Start the processes; the event loop runs."""
        self._free = [self._started() for _ in range(self._limits.workers)]

    def stop(self) -> None:
        """End the processes, and what they are doing."""
        for asked in self._busy.values():
            asked.limit_no_more()
        processes = [*self._free, *self._busy]
        for process in processes:
            process.kill()
        for process in processes:
            process.wait()
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
        asked = _Asked(job)
        if self._free:
            self._begin(self._free.pop(), asked)
        elif len(self._queue) < self._limits.waiting:
            asked.limit(self._limits.waiting_seconds, self._send_away)
            self._queue.append(asked)
        else:
            raise BusyError(self._retry_after())
        try:
            done = await asked.done
        except asyncio.CancelledError:
            self._give_up(asked)
            raise
        if done.error is not None:
            raise done.error
        return done

    def _begin(self, process: Process, asked: _Asked) -> None:
        if process.is_lost:
            process = self._in_place_of(process)
        asked.process = process
        self._busy[process] = asked
        asked.limit(asked.job.seconds, self._stop_late)
        process.begin(asked.job)

    def _done(self, process: Process, done: Done) -> None:
        """Tell who waits what came of a job, and have the process do the next at once."""
        self._busy.pop(process).tell(done)
        self._next(process)

    def _next(self, process: Process) -> None:
        while self._queue:
            asked = self._queue.popleft()
            if not asked.done.cancelled():
                self._begin(process, asked)
                return
            asked.limit_no_more()
        self._free.append(process)

    def _lost(self, process: Process) -> None:
        if process in self._busy:  # else it is noticed when it is needed
            asked = self._replace(process, "died")
            asked.tell(WorkerDiedError("its process ended before it had answered"))

    def _stop_late(self, asked: _Asked) -> None:
        if asked.process is not None:
            self._replace(asked.process, "time")
            asked.tell(TookTooLongError(asked.job.seconds))

    def _send_away(self, asked: _Asked) -> None:
        self._queue.remove(asked)
        asked.tell(BusyError(self._retry_after()))

    def _retry_after(self) -> int:
        return max(1, round(self._limits.seconds / 2))

    def _give_up(self, asked: _Asked) -> None:
        """Stop what nobody waits for any more; it may have come to its end by now."""
        asked.limit_no_more()
        if asked in self._queue:
            self._queue.remove(asked)
        elif asked.process is not None and self._busy.get(asked.process) is asked:
            self._replace(asked.process, "cancelled")

    def _replace(self, process: Process, reason: str) -> _Asked:
        """Put a new process in the place of one at work, and return what that was asked for."""
        self.on_stopped(reason)
        asked = self._busy.pop(process)
        asked.limit_no_more()
        self._next(self._in_place_of(process))
        return asked

    def _in_place_of(self, process: Process) -> Process:
        process.kill()
        asyncio.get_running_loop().run_in_executor(None, process.wait)
        return self._started()

    def _started(self) -> Process:
        return Process(self._place, self._limits, self._done, self._lost)
