"""What goes around every request: its identifier, the access log, measures, headers for browsers' safety."""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
import time
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.requests import Request

from defgraph.serve.hosts import check_host
from defgraph.serve.leaving import ClientLeftError, LeavingNoticed
from defgraph.serve.refusing import refuse

if TYPE_CHECKING:
    from typing import TextIO

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from defgraph.serve.metrics import Metrics

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content Security Policy (W3C, level 3) of an answer that brings none of its own."""

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"content-security-policy", POLICY.encode()),
)
_FIELDS = ("time", "id", "client", "method", "path", "query", "status", "bytes", "milliseconds", "agent")
_LINE = "{" + ", ".join(f'"{name}": %s' for name in _FIELDS) + "}"
_quoted = json.JSONEncoder().encode
_LONGEST = 2_000
_EACH_SECONDS = 0.2
_LEFT = 499
"""What logs say by custom of a request whose client did not wait for the answer."""


class AccessLog:
    """Lines about requests, written some at a time.

    Args:
        out: where they go; None: nowhere.
    """

    def __init__(self, out: TextIO | None) -> None:
        self.out = out
        self._lines: list[str] = []

    def add(self, line: str) -> None:
        """Write a line soon."""
        if not self._lines:
            asyncio.get_running_loop().call_later(_EACH_SECONDS, self.flush)
        self._lines.append(line)

    def flush(self) -> None:
        """Write what has not been written yet."""
        if self._lines and self.out is not None:
            self.out.write("\n".join([*self._lines, ""]))
            self.out.flush()
        self._lines.clear()


class Access:
    """Counts and logs each request, and adds to its answer what every answer has.

    Args:
        app: what answers.
        metrics: where requests are counted.
        log: where they are told.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, log: AccessLog) -> None:
        self._app, self._metrics, self._log = app, metrics, log
        self._start, self._numbers = secrets.token_hex(4), itertools.count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        identifier = f"{self._start}{next(self._numbers):08x}"  # no secret, but no other server's
        status, size, has_begun = 500, 0, False

        async def noting(message: Message) -> None:
            nonlocal status, size, has_begun
            if message["type"] == "http.response.start":
                status, has_begun = message["status"], True
                headers = message.setdefault("headers", [])
                there = {name for name, _ in headers}
                headers += [(name, value) for name, value in _HEADERS if name not in there]
                headers.append((b"x-request-id", identifier.encode()))
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            async with LeavingNoticed(scope, receive) as received:
                try:
                    check_host(scope)
                    await self._app(scope, received, noting)
                except Exception as error:
                    if has_begun:
                        raise
                    response = await refuse(Request(scope), error)
                    await response(scope, received, noting)
        except ClientLeftError:
            status = _LEFT
        finally:
            seconds = time.perf_counter() - began
            self._metrics.count(scope, status, seconds)
            if self._log.out is not None:
                self._log.add(_line(scope, identifier, status, size, seconds))


def _line(scope: Scope, identifier: str, status: int, size: int, seconds: float) -> str:
    """Return what the log says of a request: one line of JSON, whatever a client put in its headers."""
    agent = next((value for name, value in scope["headers"] if name == b"user-agent"), b"")
    client = scope.get("client")
    return _LINE % (
        _quoted(_now()),
        _quoted(identifier),
        _quoted(client[0] if client else None),
        _quoted(scope["method"]),
        _quoted(scope["path"][:_LONGEST]),
        _quoted(scope["query_string"].decode("latin-1")[:_LONGEST]),
        status,
        size,
        round(seconds * 1000, 1),
        _quoted(agent.decode("latin-1")[:200]),
    )


def _now() -> str:
    """Return the time to the millisecond (ISO 8601)."""
    second, part = divmod(time.time_ns() // 1_000_000, 1000)
    return f"{_second(second)}.{part:03}+00:00"


@lru_cache(maxsize=1)
def _second(since_1970: int) -> str:
    return datetime.fromtimestamp(since_1970, UTC).replace(tzinfo=None).isoformat()
