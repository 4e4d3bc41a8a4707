"""What the server can be asked, as OpenAPI."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.routing import Route

from defgraph.serve import graph_store_paths, query_paths, reading_paths, sparql_paths
from defgraph.serve.conditional import conditional
from defgraph.serve.cors import READABLE_FROM_ANYWHERE
from defgraph.serve.handlers import dumps, health, queries, reconciling, resources
from defgraph.serve.openapi import Json, answered, document, refused, unchanged
from defgraph.serve.state import state_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from defgraph.serve.settings import Settings


def paths(_settings: Settings) -> Json:
    """Return the path of this description."""
    operation = {
        "operationId": "openapi",
        "summary": "This description",
        "x-summary-id": "Deskripsi ini",
        "tags": ["service"],
        "responses": {
            "200": answered("OpenAPI 3.1", {"application/json": {"schema": {"type": "object"}}}),
            "304": unchanged(),
            **refused(),
        },
    }
    return {"/openapi.json": {"get": operation}}


PARTS = (
    paths,
    health.paths,
    queries.paths,
    sparql_paths.paths,
    graph_store_paths.paths,
    reading_paths.paths,
    resources.paths,
    dumps.paths,
    reconciling.paths,
)
"""The functions that describe paths, one for each module of handlers."""


async def openapi(request: Request) -> Response:
    """Answer with the description of the server."""
    told = document(state_of(request).settings, PARTS, query_paths.schemas())
    body = json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
    return conditional(request, body, "application/json", {"Vary": "Accept"})


ROUTES = (Route("/openapi.json", openapi, middleware=[READABLE_FROM_ANYWHERE]),)
