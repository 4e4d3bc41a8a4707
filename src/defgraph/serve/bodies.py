"""Reading what a client sends, up to a limit."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from defgraph.serve.problems import Kind, ProblemError

if TYPE_CHECKING:
    from starlette.requests import Request

TOO_LARGE = Kind(
    "too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request is larger than this server takes"
)


async def read_body(request: Request, limit: int) -> bytes:
    """Return the body of a request.

    Args:
        request: whose.
        limit: how many bytes it may have.

    Raises:
        ProblemError: it has more (413).
    """
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        raise _too_large(limit)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise _too_large(limit)
        parts.append(part)
    return b"".join(parts)


def _too_large(limit: int) -> ProblemError:
    return ProblemError(TOO_LARGE, f"expected at most {limit:,} bytes", {"Connection": "close"})
