"""Python objects over a pipe: each pickled, after eight bytes that say how long it is."""

from __future__ import annotations

import pickle
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio
    import socket

_LENGTH = struct.Struct(">Q")


def framed(thing: object) -> bytes:
    """Return ``thing`` as it goes over a pipe."""
    body = pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


def receive(connection: socket.socket) -> Any:  # noqa: ANN401 - whatever was sent
    """Return the next thing that is sent.

    Raises:
        EOFError: the other end is closed.
    """
    (length,) = _LENGTH.unpack(_exactly(connection, _LENGTH.size))
    return pickle.loads(_exactly(connection, length))  # noqa: S301 - sent by our own process


def _exactly(connection: socket.socket, length: int) -> bytearray:
    held = bytearray(length)
    view = memoryview(held)
    done = 0
    while done < length:
        read = connection.recv_into(view[done:])
        if not read:
            raise EOFError
        done += read
    return held


async def received(reader: asyncio.StreamReader) -> Any:  # noqa: ANN401 - whatever was sent
    """Return the next thing that is sent.

    Raises:
        asyncio.IncompleteReadError: the other end is closed.
    """
    (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
    return pickle.loads(await reader.readexactly(length))  # noqa: S301 - sent by our own process
