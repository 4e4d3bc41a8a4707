"""Running the server until it is told to stop."""

from __future__ import annotations

import gc
import logging
import resource
import signal
import socket
import sys
from typing import TYPE_CHECKING

import uvicorn

from defgraph.errors import InputError
from defgraph.serve.app import create_app
from defgraph.serve.protocol import BoundedProtocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from defgraph.serve.settings import Settings

MOST_OPEN = 500
"""Connections; who then comes takes the place of the one that has said nothing for longest."""
MOST_CONNECTIONS = 1_500
"""Above this requests are refused (503): so many cannot be worked on."""
_GRACE_SECONDS = 10
_BACKLOG = 512
_FILES = 65_536


def run(settings: Settings, host: str, port: int, listening: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; requests that have begun get some seconds to end.

    Args:
        settings: what to serve.
        host: the address to listen at.
        port: the port; 0 means one that is free.
        listening: called with the server's address once it answers.

    Raises:
        InputError: nobody can listen there.
    """
    _log_to_stderr()
    _allow_files()
    gc.freeze()  # what was imported stays
    Server(settings, host, port, listening).run()


class Server(uvicorn.Server):
    """A server that listens from the start, and says when it answers.

    Args:
        settings, host, port, listening: as for :func:`run`.

    Raises:
        InputError: nobody can listen there.
    """

    def __init__(self, settings: Settings, host: str, port: int, listening: Callable[[str], None]) -> None:
        self._socket = _bound(host, port)
        self._told = listening
        shown = f"[{host}]" if ":" in host else host
        self.address = f"http://{shown}:{self._socket.getsockname()[1]}/"
        super().__init__(
            uvicorn.Config(
                create_app(settings),
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="on",
                http=BoundedProtocol.of_a_server(MOST_OPEN),
                limit_concurrency=MOST_CONNECTIONS,
                timeout_graceful_shutdown=_GRACE_SECONDS,
                proxy_headers=False,
            )
        )

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until :attr:`should_exit` is true."""
        super().run(sockets=[self._socket, *(sockets or ())])

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as uvicorn declares it
        """End well: told to stop, a server that stops has done what it should; told twice, it hurries."""
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._told(self.address)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(_BACKLOG)
    except OSError as error:
        bound.close()
        raise InputError(f"{host}:{port}: nobody can listen here ({error}); choose another --port") from None
    return bound


def _allow_files() -> None:
    """Allow this process as many open files, and so connections, as it may allow itself."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(hard, _FILES)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _log_to_stderr() -> None:
    """Write to standard error what failed, in words."""
    logger = logging.getLogger("defgraph.serve")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logger.handlers = [handler]
    logger.propagate = False
    # It warns of forms that clients send wrong, which they are told themselves.
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)
