"""Who may read answers from a page of another site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_EXPOSED = ("ETag", "Link", "Location", "X-Notes", "X-Total-Count")
_HEADERS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", ", ".join(_EXPOSED).encode()),
)


class ReadableFromAnywhere:
    """Lets pages of any site read answers (the Fetch standard, CORS protocol); a token cannot be sent so.

    Who asks has no part in the answer, so no cache needs to keep one for each site.

    Args:
        app: what answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._preflight = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["Accept", "Content-Type"],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or whether there may be one (a preflight)."""
        if scope["method"] == "OPTIONS" and any(name == b"origin" for name, _ in scope["headers"]):
            await self._preflight(scope, receive, send)
            return

        async def readable(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += _HEADERS
            await send(message)

        await self._app(scope, receive, readable)


READABLE_FROM_ANYWHERE = Middleware(ReadableFromAnywhere)
