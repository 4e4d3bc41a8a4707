"""Giving up what nobody waits for any more."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import Message, Receive, Scope

AFTER_SECONDS = 0.5
"""How long a request works before its client is watched: most are answered by then."""


class ClientLeftError(Exception):
    """The client closed the connection before it had its answer."""


async def until_gone(receive: Receive) -> None:
    """Wait until the client has closed the connection; all of its request has been read (ASGI)."""
    while (await receive())["type"] != "http.disconnect":
        pass


@asynccontextmanager
async def leaving_noticed(scope: Scope, receive: Receive) -> AsyncIterator[Receive]:
    """Cancel what is done within the context when the client leaves, once all of its request is read.

    Args:
        scope: of the request (ASGI).
        receive: where messages of the client come from.

    Yields:
        what takes the place of ``receive``.

    Raises:
        ClientLeftError: the client left.
    """
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - a coroutine runs in one
    read = not any(name in {b"content-length", b"transfer-encoding"} for name, _ in scope["headers"])
    left = False
    watching: asyncio.Task[None] | None = None

    async def received() -> Message:
        nonlocal read
        message = await receive()
        read = read or not message.get("more_body", False)
        return message

    async def watch() -> None:
        nonlocal left
        while not read:
            await asyncio.sleep(AFTER_SECONDS)
        await until_gone(receive)
        left = True
        task.cancel()

    def begin() -> None:
        nonlocal watching
        watching = asyncio.ensure_future(watch())

    timer = asyncio.get_running_loop().call_later(AFTER_SECONDS, begin)
    try:
        yield received
    except asyncio.CancelledError:
        if not left:
            raise
        task.uncancel()
        raise ClientLeftError from None
    finally:
        timer.cancel()
        if watching is not None:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
