"""The application: which path is answered by whom."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from defgraph.errors import DefgraphError
from defgraph.serve.access import Access, AccessLog
from defgraph.serve.direct import Direct
from defgraph.serve.editions import Editions
from defgraph.serve.handlers import (
    dumps,
    graph_store,
    health,
    openapi,
    queries,
    reading,
    reconciling,
    resources,
    review,
    sparql,
)
from defgraph.serve.metrics import Metrics
from defgraph.serve.pool import BusyError, Pool, TookTooLongError, WorkerDiedError
from defgraph.serve.problems import ProblemError
from defgraph.serve.refusing import refuse
from defgraph.serve.state import State
from defgraph.serve.worker import JobFailedError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from defgraph.serve.settings import Settings

# They are tried one after another, so what is asked most stands first.
ROUTES = (
    *sparql.ROUTES,
    *graph_store.ROUTES,
    Route("/healthz", health.healthz),
    Route("/metrics", health.metrics),
    *reading.ROUTES,
    *openapi.ROUTES,
    *queries.ROUTES,
    *dumps.ROUTES,
    *reconciling.ROUTES,
    *resources.ROUTES,  # they take every path that is left
)

_OWN_ERRORS = (
    DefgraphError,
    ProblemError,
    BusyError,
    TookTooLongError,
    WorkerDiedError,
    JobFailedError,
)


def create_app(settings: Settings) -> Starlette:
    """Return an ASGI application that serves a store.

    Its processes start and end with it (the ASGI lifespan protocol).

    Args:
        settings: the store, and what requests may take.
    """
    editions = Editions(settings.place)
    pool = Pool(settings.place, settings.limits, editions)
    state = State(settings, pool, Metrics(pool))
    log = AccessLog(settings.access_log)
    reviewing = review.routes(settings, settings.review) if settings.review is not None else []

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        pool.start()
        try:
            yield
        finally:
            pool.stop()
            log.flush()

    app = Starlette(
        routes=[*reviewing, *ROUTES],
        middleware=[
            Middleware(Access, metrics=state.metrics, log=log),
            Middleware(Direct, routes=sparql.ROUTES),
        ],
        exception_handlers={
            **dict.fromkeys(_OWN_ERRORS, refuse),
            HTTPException: refuse,
        },
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.defgraph = state
    return app
