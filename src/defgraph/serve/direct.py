"""Paths that are asked so much that looking through all routes for them would be felt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from defgraph.serve.refusing import refuse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from starlette.responses import Response
    from starlette.routing import Route
    from starlette.types import ASGIApp, Receive, Scope, Send


class Direct:
    """Answers requests for a few routes without parameters by their paths alone.

    Args:
        app: what answers all others.
        routes: those few; each of an :class:`Endpoint`.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[Route]) -> None:
        self._app = app
        self._routes = {(method, route.path): route for route in routes for method in route.methods or ()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        route = self._routes.get((scope["method"], scope["path"])) if scope["type"] == "http" else None
        if route is None:
            await self._app(scope, receive, send)
        else:
            scope["endpoint"] = route.endpoint
            await route.app(scope, receive, send)


class Endpoint:
    """A handler as an ASGI application, which refuses by itself what it cannot answer.

    Args:
        handler: returns the answer to a request, or raises what :func:`~defgraph.serve.refusing.refuse`
            tells clients of.
    """

    def __init__(self, handler: Callable[[Request], Awaitable[Response]]) -> None:
        self._handler = handler
        self.__name__ = handler.__name__

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = await self._handler(request)
        except Exception as error:  # noqa: BLE001 - what nobody knows is refused, too, and logged
            response = await refuse(request, error)
        await response(scope, receive, send)
