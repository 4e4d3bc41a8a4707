"""What is written together is sent together, and nothing of it is lost."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest
import uvloop

from defgraph.serve.corked import HELD_BYTES, Corked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


def sent(write: Callable[[Corked, Callable[[], bytes]], Awaitable[None]]) -> None:
    """Call ``write`` with a corked connection, and what returns all that has come at its other end."""

    async def run() -> None:
        ours, theirs = socket.socketpair()
        theirs.setblocking(False)

        def come() -> bytes:
            try:
                return theirs.recv(4 * HELD_BYTES)
            except BlockingIOError:
                return b"nothing"

        with theirs:
            transport, _ = await asyncio.get_running_loop().create_connection(asyncio.Protocol, sock=ours)
            await write(Corked(transport), come)
            transport.abort()

    uvloop.run(run())


def test_head_and_body_go_together():
    async def write(corked: Corked, come: Callable[[], bytes]) -> None:
        corked.write(b"head ")
        corked.write(b"body")
        assert corked.get_write_buffer_size() == 9
        assert come() == b"nothing"
        await asyncio.sleep(0)
        assert come() == b"head body"
        assert corked.get_write_buffer_size() == 0

    sent(write)


def test_much_is_not_held_back():
    async def write(corked: Corked, come: Callable[[], bytes]) -> None:
        corked.write(b"a" * HELD_BYTES)
        assert come() == b"nothing"
        corked.write(b"b")
        assert come() == b"a" * HELD_BYTES + b"b"
        corked.write(b"c")
        await asyncio.sleep(0)
        assert come() == b"c"

    sent(write)


@pytest.mark.parametrize(("end", "wanted"), [(Corked.close, b"the last"), (Corked.abort, b"")])
def test_who_closes_has_sent_what_was_written(end, wanted):
    async def write(corked: Corked, come: Callable[[], bytes]) -> None:
        corked.write(b"the last")
        end(corked)
        assert corked.is_closing()
        while (last := come()) == b"nothing":
            await asyncio.sleep(0)
        assert last == wanted

    sent(write)
