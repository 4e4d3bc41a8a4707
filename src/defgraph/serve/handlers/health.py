"""Whether the server is well, and what it has done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from defgraph.serve.metrics import MEDIA_TYPE
from defgraph.serve.openapi import Json, refused
from defgraph.serve.state import state_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from defgraph.serve.settings import Settings
    from defgraph.store import Store


def is_open(store: Store) -> bool:
    """Return whether the store answers at all."""
    store.ask("ASK {}")
    return True


async def healthz(request: Request) -> Response:
    """Answer 200 where the store can be asked, else the problem with it."""
    await state_of(request).pool.run(is_open)
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


async def metrics(request: Request) -> Response:
    """Answer with the measures, for Prometheus."""
    return Response(state_of(request).metrics.text(), media_type=MEDIA_TYPE)


def paths(_settings: Settings) -> Json:
    """Return the paths below, as OpenAPI."""
    status: Json = {"type": "object", "required": ["status"], "properties": {"status": {"const": "ok"}}}
    return {
        "/healthz": {
            "get": {
                "operationId": "healthz",
                "summary": "Whether the store can be asked",
                "x-summary-id": "Apakah penyimpanan dapat ditanyai",
                "tags": ["service"],
                "responses": {
                    "200": {"description": "It can.", "content": {"application/json": {"schema": status}}},
                    **refused(),
                },
            }
        },
        "/metrics": {
            "get": {
                "operationId": "metrics",
                "summary": "Measures for Prometheus",
                "x-summary-id": "Ukuran untuk Prometheus",
                "tags": ["service"],
                "responses": {
                    "200": {"description": "The measures.", "content": {MEDIA_TYPE: {}}},
                    **refused(),
                },
            }
        },
    }
