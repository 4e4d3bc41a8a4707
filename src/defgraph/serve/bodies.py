"""Reading what a client sends, up to a limit."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING

from defgraph.serve.problems import Kind, ProblemError

if TYPE_CHECKING:
    from starlette.requests import Request

TOO_LARGE = Kind("too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

TOO_SLOW = Kind("too-slow", HTTPStatus.REQUEST_TIMEOUT)
BODY_SECONDS = 60.0
"""How long a client may take to send a body."""


async def read_body(request: Request, limit: int) -> bytes:
    """Return the body of a request.

    Args:
        request: whose.
        limit: how many bytes it may have.

    Raises:
        ProblemError: it has more (413), or does not come to its end (408).
    """
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        raise _too_large(limit)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > limit:
                    raise _too_large(limit)
                parts.append(part)
    except TimeoutError:
        raise ProblemError(
            TOO_SLOW, f"it was not all there after {BODY_SECONDS:g} seconds", {"Connection": "close"}
        ) from None
    return b"".join(parts)


def _too_large(limit: int) -> ProblemError:
    return ProblemError(TOO_LARGE, f"expected at most {limit:,} bytes", {"Connection": "close"})
