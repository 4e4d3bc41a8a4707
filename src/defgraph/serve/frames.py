"""Python objects over a pipe: each pickled, after eight bytes that say how long it is."""

from __future__ import annotations

import pickle
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio
    import socket
    from collections.abc import Iterator

_LENGTH = struct.Struct(">Q")
_AT_ONCE = 64 * 1024
"""How much is read at once: more of it would be mapped into memory anew each time."""


def framed(thing: object) -> bytes:
    """Return ``thing`` as it goes over a pipe."""
    body = pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


class Unframing:
    """Puts together what came over a pipe in pieces."""

    def __init__(self) -> None:
        self._held = bytearray()

    def take(self, piece: bytes) -> Iterator[tuple[Any, int]]:
        """Yield every object that ``piece`` completes, and how many bytes it had."""
        held = self._held
        held += piece
        begin = 0
        while len(held) >= (body := begin + _LENGTH.size):
            end = body + _LENGTH.unpack_from(held, begin)[0]
            if len(held) < end:
                break
            yield pickle.loads(held[body:end]), end - body  # noqa: S301 - sent by our own process
            begin = end
        del held[:begin]


def everything(connection: socket.socket) -> Iterator[Any]:
    """Yield what is sent, as it comes, until the other end is closed."""
    unframing = Unframing()
    while True:
        try:
            piece = connection.recv(_AT_ONCE)
        except ConnectionError:
            return
        if not piece:
            return
        for thing, _ in unframing.take(piece):
            yield thing


async def received(reader: asyncio.StreamReader) -> Any:  # noqa: ANN401 - whatever was sent
    """Return the next thing that is sent, and leave in ``reader`` what comes after it.

    Raises:
        asyncio.IncompleteReadError: the other end is closed.
    """
    (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
    return pickle.loads(await reader.readexactly(length))  # noqa: S301 - sent by our own process
