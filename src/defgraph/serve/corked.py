"""A connection that sends together what is written to it together."""

from __future__ import annotations

import asyncio
from typing import Any

HELD_BYTES = 64 * 1024
"""How much is held back at most."""


class Corked(asyncio.Transport):
    """A transport that holds back what is written until the event loop goes on.

    The head and the body of an answer are written one after the other; sent so, they would be two packets,
    and wake the client twice.

    Args:
        transport: where it goes.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        super().__init__()
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._held: list[bytes] = []
        self._size = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send some bytes soon."""
        if not self._held:
            self._loop.call_soon(self._flush)
        self._held.append(bytes(data))
        self._size += len(data)
        if self._size > HELD_BYTES:
            self._flush()

    def _flush(self) -> None:
        if self._held and not self._transport.is_closing():
            self._transport.writelines(self._held)
        self._held = []
        self._size = 0

    def get_write_buffer_size(self) -> int:
        """Return how many bytes have not been sent yet."""
        return self._size + self._transport.get_write_buffer_size()

    def close(self) -> None:
        """Send what is held back, and close the connection."""
        self._flush()
        self._transport.close()

    def abort(self) -> None:
        """Close the connection at once."""
        self._transport.abort()

    def is_closing(self) -> bool:
        """Return whether the connection is closed, or about to be."""
        return self._transport.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - as asyncio declares it
        """Return what is known of the connection."""
        return self._transport.get_extra_info(name, default)

    def pause_reading(self) -> None:
        """Take no more from the client for now."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Go on to take from the client."""
        self._transport.resume_reading()

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Have another protocol speak."""
        self._transport.set_protocol(protocol)
