"""HTTP/1.1 as uvicorn speaks it, but that clients send their headers and take their answers in time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from defgraph.serve.corked import Corked

if TYPE_CHECKING:
    import asyncio

HEAD_BYTES = 64 * 1024
"""How long the request line and the headers may be together; the piece that goes beyond is still read."""

HEAD_SECONDS = 20.0
"""How long a client may take for them."""


TAKING_SECONDS = 30.0
"""How often it is looked whether a client takes its answer."""

TAKEN_BYTES = 256 * 1024
"""How much a client has to take in that time of an answer that waits for it."""


class BoundedProtocol(HttpToolsProtocol):
    """Turns away who sends headers without end, or none for long; and who hardly reads what it asked for.

    Where there are too many connections, the one is closed that has said nothing for longest, so that whoever
    opens many and says nothing keeps nobody else away.
    """

    @classmethod
    def of_a_server(cls, most_open: int) -> type[BoundedProtocol]:
        """Return the protocol of one server, which has so many connections, and more only while it works."""
        return type(cls.__name__, (cls,), {"_waiting": {}, "_most_open": most_open})

    _waiting: ClassVar[dict[BoundedProtocol, None]] = {}
    """The connections from which something is still to come, whoever has kept us waiting longest first."""
    _most_open: ClassVar[int] = sys.maxsize
    _head_bytes = 0
    _in_head = True
    _deadline: asyncio.TimerHandle | None = None
    _taking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(Corked(transport))
        if len(self.connections) > self._most_open and self._waiting:
            next(iter(self._waiting))._leave()
        self._waiting[self] = None
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._waiting.pop(self, None)
        self._wait_no_longer()
        self._look_no_longer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take a piece of a request."""
        if self._in_head and self._head_bytes > HEAD_BYTES:
            self.send_400_response(f"The headers are longer than {HEAD_BYTES} bytes.")
            return
        super().data_received(data)
        if self._in_head:
            self._head_bytes += len(data)

    def on_message_begin(self) -> None:
        """Begin to count, and to wait for the end of the headers."""
        self._in_head, self._head_bytes = True, 0
        if self._deadline is None:
            self._wait()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Count no longer."""
        self._in_head = False
        self._wait_no_longer()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Have all of a request."""
        self._waiting.pop(self, None)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Wait for another request, unless it is there already."""
        if not self.pipeline and not self.transport.is_closing():
            self._waiting[self] = None
        super().on_response_complete()

    def _leave(self) -> None:
        self._waiting.pop(self, None)
        self.transport.abort()

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _wait_no_longer(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()

    def pause_writing(self) -> None:
        """Begin to look whether the client takes what waits for it."""
        super().pause_writing()
        self._look(self._unsent())

    def resume_writing(self) -> None:
        """Look no longer."""
        self._look_no_longer()
        super().resume_writing()

    def _look(self, unsent: int) -> None:
        self._look_no_longer()
        self._taking = self.loop.call_later(TAKING_SECONDS, self._leave_unless_taken, unsent)

    def _look_no_longer(self) -> None:
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None

    def _leave_unless_taken(self, before: int) -> None:
        unsent = self._unsent()
        if before - unsent < TAKEN_BYTES:
            self.transport.abort()
        else:
            self._look(unsent)

    def _unsent(self) -> int:
        return self.transport.get_write_buffer_size()
