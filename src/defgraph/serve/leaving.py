"""Giving up what nobody waits for any more."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from starlette.types import Message, Receive, Scope

AFTER_SECONDS = 0.5
"""How long a request works before its client is watched: most are answered by then."""

_BODY = frozenset({b"content-length", b"transfer-encoding"})


class ClientLeftError(Exception):
    """The client closed the connection before it had its answer."""


async def until_gone(receive: Receive) -> None:
    """Wait until the client has closed the connection; all of its request has been read (ASGI)."""
    while (await receive())["type"] != "http.disconnect":
        pass


class LeavingNoticed:
    """A context in which work is cancelled when the client leaves, once all of its request is read.

    Entered, it gives what takes the place of ``receive``; left, it raises :class:`ClientLeftError` if the
    client has left.

    Args:
        scope: of the request (ASGI).
        receive: where messages of the client come from.
    """

    __slots__ = ("_has_left", "_is_read", "_receive", "_task", "_timer", "_watching")

    def __init__(self, scope: Scope, receive: Receive) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in one
        self._task, self._receive = task, receive
        self._is_read = not any(name in _BODY for name, _ in scope["headers"])
        self._has_left = False
        self._watching: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(AFTER_SECONDS, self._begin)

    async def __aenter__(self) -> Receive:
        return self._received

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if self._watching is not None:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        if self._has_left and isinstance(error, asyncio.CancelledError):
            self._task.uncancel()
            raise ClientLeftError from None

    async def _received(self) -> Message:
        message = await self._receive()
        self._is_read = self._is_read or not message.get("more_body", False)
        return message

    def _begin(self) -> None:
        self._watching = asyncio.ensure_future(self._watch())

    async def _watch(self) -> None:
        while not self._is_read:
            await asyncio.sleep(AFTER_SECONDS)
        await until_gone(self._receive)
        self._has_left = True
        self._task.cancel()
