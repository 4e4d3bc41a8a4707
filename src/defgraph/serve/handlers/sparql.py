"""SPARQL 1.1 Protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from defgraph.serve.state import state_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from defgraph.store import Store


def ask(store: Store, text: str) -> str:
    """Return the answer of a query as SPARQL 1.1 Results JSON."""
    from defgraph.queries import run_sparql
    from defgraph.queries.formats import render

    answer = run_sparql(store, text)
    assert answer is not None  # noqa: S101
    return render(answer, "json")


async def query(request: Request) -> Response:
    """Answer a query by GET."""
    text = await state_of(request).pool.run(ask, request.query_params.get("query", ""))
    return Response(text, media_type="application/sparql-results+json")


ROUTES = (Route("/sparql", query),)
