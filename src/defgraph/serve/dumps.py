"""Dumps while they are written: a process for each, whose bytes go to the client as they come."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import signal
import socket
from contextlib import suppress
from typing import IO, TYPE_CHECKING, cast

from starlette.responses import Response

from defgraph.dump import dump
from defgraph.errors import DefgraphError
from defgraph.serve.frames import framed, received
from defgraph.serve.leaving import until_gone
from defgraph.serve.pool import BusyError, WorkerDiedError
from defgraph.serve.worker import Done, prepare

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.context import ForkServerProcess

    from starlette.types import Receive, Scope, Send

    from defgraph.serve.settings import Limits, Place

_LOG = logging.getLogger("defgraph.serve")
_PROCESSES = multiprocessing.get_context("forkserver")
_AT_ONCE = 64 * 1024
_RETRY_SECONDS = 60
_END_SECONDS = 10.0


def write_dump(connection: socket.socket, place: Place, form: str, limits: Limits) -> None:
    """Write a dump to ``connection``: how opening the store went, then the dump itself.

    The process ends with code 0 where all of it is written.
    """
    prepare(limits.memory_bytes)
    # Where nobody is left to stop it, it ends by itself all the same.
    signal.setitimer(signal.ITIMER_REAL, limits.dump_seconds + _END_SECONDS)
    with connection:
        try:
            store = place.open()
        except DefgraphError as error:
            connection.sendall(framed(Done(error=error)))
            return
        with store:
            connection.sendall(framed(Done()))
            try:
                with connection.makefile("wb", _AT_ONCE) as output:
                    dump(store, cast("IO[bytes]", output), form)
            except (DefgraphError, OSError) as error:
                raise SystemExit(f"the dump was broken off: {error}") from None


class Dumping:
    """A dump that is being written; whoever holds it has to :meth:`end` it."""

    def __init__(self, place: Place, form: str, limits: Limits) -> None:
        self._ours, theirs = socket.socketpair()
        with theirs:
            self._process: ForkServerProcess = _PROCESSES.Process(
                target=write_dump, args=(theirs, place, form, limits), daemon=True
            )
            self._process.start()
        self._ours.setblocking(False)  # noqa: FBT003 - as Python declares it
        self._writer: asyncio.StreamWriter | None = None
        self._reader: asyncio.StreamReader | None = None

    async def begin(self) -> None:
        """Wait until the store is open.

        Raises:
            StoreError: it cannot be opened.
            WorkerDiedError: the process ended.
        """
        self._reader, self._writer = await asyncio.open_connection(sock=self._ours, limit=_AT_ONCE)
        try:
            done = await received(self._reader)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise WorkerDiedError("its process ended before it had begun") from None
        if done.error is not None:
            raise done.error

    async def send_all(self, send: Send) -> bool:
        """Send all of it as fast as the client takes it: a body, but for its end.

        Returns:
            whether it is complete.
        """
        assert self._reader is not None  # noqa: S101 - it has begun
        with suppress(ConnectionError):
            while piece := await self._reader.read(_AT_ONCE):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await asyncio.get_running_loop().run_in_executor(None, self._process.join, _END_SECONDS)
        return self._process.exitcode == 0

    async def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        if self._writer is None:
            self._ours.close()
        else:
            self._writer.close()
        await asyncio.get_running_loop().run_in_executor(None, self._process.join)


class Dumps:
    """The dumps that are being written, and how many there may be."""

    def __init__(self) -> None:
        self._running: set[Dumping] = set()

    async def start(self, place: Place, form: str, limits: Limits) -> Dumping:
        """Return a dump that has begun.

        Args:
            place: the store.
            form: a key of :data:`defgraph.dump.FORMATS`.
            limits: how many there may be, and what each may take.

        Raises:
            BusyError: there are as many already as there may be.
            TookTooLongError, StoreError, WorkerDiedError: it could not begin.
        """
        if len(self._running) >= limits.dumps:
            raise BusyError(_RETRY_SECONDS)
        dumping = Dumping(place, form, limits)
        self._running.add(dumping)
        try:
            await dumping.begin()
        except BaseException:
            await self.end(dumping)
            raise
        return dumping

    async def end(self, dumping: Dumping) -> None:
        """Let go of a dump, and end its process."""
        try:
            await dumping.end()
        finally:
            self._running.discard(dumping)


class DumpResponse(Response):
    """A dump as it is written.

    A client that goes away, or takes longer than it may, ends it; of a dump that breaks off the end of the
    chunked body (RFC 9112, section 7.1) is never sent, so that the client can tell.

    Args:
        dumps, dumping: which.
        seconds: how long all of it may take.
        headers: of the answer.
        media_type: of the answer.
    """

    def __init__(
        self, dumps: Dumps, dumping: Dumping, seconds: float, headers: Mapping[str, str], media_type: str
    ) -> None:
        super().__init__(headers=headers, media_type=media_type)
        del self.headers["content-length"]
        self._dumps, self._dumping, self._seconds = dumps, dumping, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as ASGI has it
        """Send it."""
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            await self._send(receive, send)
        finally:
            await asyncio.shield(self._dumps.end(self._dumping))

    async def _send(self, receive: Receive, send: Send) -> None:
        sending = asyncio.create_task(self._dumping.send_all(send))
        leaving = asyncio.create_task(until_gone(receive))
        try:
            await asyncio.wait({sending, leaving}, timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED)
            if not sending.done():
                _LOG.warning(
                    "a dump was broken off: %s", "the client left" if leaving.done() else "out of time"
                )
            elif not sending.result():
                _LOG.error("a dump was broken off: its process failed")
            else:
                await self._dumps.end(self._dumping)  # so that a client that has it all can ask for the next
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            sending.cancel()
            leaving.cancel()
