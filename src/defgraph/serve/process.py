"""A process that works on the store, as the server sees it: it is sent a job at a time, and answers."""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
from typing import TYPE_CHECKING, cast

from defgraph.serve.frames import Unframing, framed
from defgraph.serve.worker import Done, work

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import ForkServerProcess

    from defgraph.serve.settings import Limits, Place
    from defgraph.serve.worker import Job

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["defgraph.serve.app"])
_KEEPING = 1024
"""About how many bytes it takes to keep an answer, beside what was asked and answered."""


class Process(asyncio.Protocol):
    """A process, and our end of the pipe to it.

    Args:
        place: the store.
        limits: what it may take.
        on_done: called with this and what came of a job.
        on_lost: called with this when the process has ended on its own.
    """

    def __init__(
        self,
        place: Place,
        limits: Limits,
        on_done: Callable[[Process, Done], None],
        on_lost: Callable[[Process], None],
    ) -> None:
        self._on_done, self._on_lost = on_done, on_lost
        self._unframing = Unframing()
        self._transport: asyncio.WriteTransport | None = None
        self._unsent = b""
        self._sent = 0
        self._socket, its_socket = socket.socketpair()
        self._lifeline, its_lifeline = socket.socketpair()
        with its_socket, its_lifeline:
            self._process: ForkServerProcess = _PROCESSES.Process(
                target=work, args=(its_socket, its_lifeline, place, limits.memory_bytes), daemon=True
            )
            self._process.start()
        self._socket.setblocking(False)  # noqa: FBT003 - as Python declares it
        loop = asyncio.get_running_loop()
        self._connecting = loop.create_task(loop.create_connection(lambda: self, sock=self._socket))

    @property
    def is_lost(self) -> bool:
        """Whether the process has ended on its own."""
        return self._transport is not None and self._transport.is_closing()

    def begin(self, job: Job) -> None:
        """Have the process do ``job``; it must not be doing another."""
        sent = framed(tuple(job))
        self._sent = len(sent)
        if self._transport is None:
            self._unsent = sent
        else:
            self._transport.write(sent)

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self._on_done, self._on_lost = (lambda _process, _done: None), (lambda _process: None)
        self._process.kill()
        self._connecting.cancel()
        self._lifeline.close()
        if self._transport is None:
            self._socket.close()
        else:
            self._transport.close()

    def wait(self) -> None:
        """Wait until the process has ended."""
        self._process.join()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the job that has been waiting for the pipe (asyncio)."""
        self._transport = cast("asyncio.WriteTransport", transport)
        if self._unsent:
            self._transport.write(self._unsent)
            self._unsent = b""

    def data_received(self, data: bytes) -> None:
        """Take a piece of an answer (asyncio)."""
        for (answer, error, _), size in self._unframing.take(data):
            self._on_done(self, Done(answer, error, self._sent + size + _KEEPING))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - as asyncio declares it
        """Tell that the process has ended (asyncio)."""
        self._on_lost(self)
