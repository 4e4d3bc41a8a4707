"""The process that works on the store: it does one job after another, and can be killed at any time.

Oxigraph cannot be told to give up a query, so that is done to its process. A job is a function of a module
that takes the store first.
"""

from __future__ import annotations

import fcntl
import gc
import logging
import os
import resource
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from defgraph.errors import DefgraphError, StoreError
from defgraph.serve.frames import everything, framed

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from defgraph.serve.settings import Place
    from defgraph.store import Store

_LOG = logging.getLogger("defgraph.serve")
_GRACE_SECONDS = 2.0


class Job(NamedTuple):
    """What is to be done.

    ``edition`` tells states of the store apart: a worker that opened another one opens the store again. A job
    with ``opens`` false gets the :class:`~defgraph.serve.settings.Place` instead of an open store.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    edition: int
    seconds: float
    opens: bool = True


class Done(NamedTuple):
    """What came of a job: an answer, or what it raised. ``size``: about how many bytes it takes to keep."""

    answer: Any = None
    error: Exception | None = None
    size: int = 0


class JobFailedError(Exception):
    """A job raised what it should not; the log has the traceback."""


def work(connection: socket.socket, lifeline: socket.socket, place: Place, memory_bytes: int) -> None:
    """Do jobs until the other end of ``connection`` closes.

    Args:
        connection: where jobs come from, and answers go.
        lifeline: its other end is open while the server is there.
        place: the store.
        memory_bytes: what this process may take; more of it ends the process.
    """
    prepare(memory_bytes)
    _hang_on(lifeline)
    gc.freeze()  # what was imported stays
    opened = _Opened(place)
    with connection, lifeline, suppress(ConnectionError):
        for sent in everything(connection):
            job = Job(*sent)
            # Should nobody be left to stop it, it ends by itself all the same.
            signal.setitimer(signal.ITIMER_REAL, job.seconds + _GRACE_SECONDS)
            done = _done(job, opened)
            signal.setitimer(signal.ITIMER_REAL, 0)
            connection.sendall(framed(tuple(done)))


def prepare(memory_bytes: int) -> None:
    """Make this process one that the server can stop, and that takes so much memory and no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server stops its workers itself
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _bound_memory(memory_bytes)


class _Opened:
    """The store as it was when it was last opened."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._store: Store | None = None
        self._edition = -1

    def store(self, edition: int) -> Store:
        if self._store is None or edition != self._edition:
            self.close()
            self._store = self.place.open()
            self._edition = edition
        return self._store

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


def _done(job: Job, opened: _Opened) -> Done:
    try:
        first = opened.store(job.edition) if job.opens else opened.place
        return Done(job.function(first, *job.arguments))
    except DefgraphError as error:
        if isinstance(error, StoreError):
            opened.close()  # a store that failed may be well again once it is opened anew
        return Done(error=error)
    except MemoryError:
        return Done(error=JobFailedError("it took more memory than a request may"))
    except Exception:  # noqa: BLE001 - whatever it is, the next job can be done
        _LOG.exception("job %s failed", getattr(job.function, "__qualname__", job.function))
        return Done(error=JobFailedError("the server failed at this; its log says why"))


def _bound_memory(limit: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _hang_on(lifeline: socket.socket) -> None:
    """End this process, whatever it is doing, when the other end of ``lifeline`` is closed.

    Nothing is ever sent there, so a signal about it says just that (fcntl(2), ``O_ASYNC``).
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
