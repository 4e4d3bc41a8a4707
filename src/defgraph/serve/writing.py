"""Writing to the store over HTTP: who may, and one at a time."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

from defgraph.serve.pool import BusyError
from defgraph.serve.problems import Kind, ProblemError
from defgraph.serve.state import state_of
from defgraph.serve.tokens import bearer

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

_T = TypeVar("_T")

NOBODY_WRITES = Kind("read-only", HTTPStatus.FORBIDDEN)
NO_TOKEN = Kind("unauthorised", HTTPStatus.UNAUTHORIZED)


def check_may_write(request: Request) -> None:
    """Raise unless a request may write to the store.

    Raises:
        ProblemError: nobody may (403), or its token is missing or wrong (401; RFC 6750, section 3).
    """
    tokens = state_of(request).settings.tokens
    if tokens is None:
        raise ProblemError(NOBODY_WRITES, "this server takes no changes")
    sent = bearer(request.headers.get("authorization"))
    if sent in tokens:
        return
    said = "this token is none of the server's" if sent else "there is no token in the request"
    challenge = 'Bearer realm="defgraph"' + (', error="invalid_token"' if sent else "")
    raise ProblemError(NO_TOKEN, said, {"WWW-Authenticate": challenge})


async def write(request: Request, function: Callable[..., _T], *args: object) -> _T:
    """Run ``function(place, *args)`` in a process of the pool, after whatever writes already.

    Raises:
        BusyError: others write for too long.
        DefgraphError: what the function raises; and what :meth:`~defgraph.serve.pool.Pool.run_closed` does.
    """
    state = state_of(request)
    limits = state.settings.limits
    try:
        async with asyncio.timeout(limits.waiting_seconds):
            await state.writing.acquire()
    except TimeoutError:
        raise BusyError(max(1, round(limits.seconds))) from None
    try:
        return await state.pool.run_closed(function, *args)
    finally:
        state.writing.release()
