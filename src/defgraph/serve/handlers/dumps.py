"""Everything that the store holds, as files that are the same bytes every time."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import Response
from starlette.routing import Route

from defgraph.serve.cors import READABLE_FROM_ANYWHERE
from defgraph.serve.dumps import DumpResponse
from defgraph.serve.openapi import Json, refused
from defgraph.serve.state import state_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from defgraph.serve.settings import Settings


class Form(NamedTuple):
    """A format of dumps, as :data:`defgraph.dump.FORMATS` calls it, and its media type."""

    name: str
    media_type: str


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "ttl": Form("turtle", "text/turtle"),
        "trig": Form("trig", "application/trig"),
        "nq": Form("nquads", "application/n-quads"),
        "nt": Form("ntriples", "application/n-triples"),
        "jsonld": Form("jsonld", "application/ld+json"),
    }
)
"""The formats of dumps, by the endings of their paths."""


async def dump(request: Request) -> Response:
    """Answer with a dump, as it is written."""
    ending = request.url.path.rpartition(".")[2]
    form, state = FORMS[ending], state_of(request)
    headers = {
        "Cache-Control": "no-cache",
        "Content-Disposition": f'attachment; filename="defgraph.{ending}"',
    }
    if request.method == "HEAD":
        return Response(headers=headers, media_type=form.media_type)
    settings = state.settings
    dumping = await state.dumps.start(settings.place, form.name, settings.limits)
    return DumpResponse(state.dumps, dumping, settings.limits.dump_seconds, headers, form.media_type)


def paths(_settings: Settings) -> Json:
    """Return the paths of dumps, as OpenAPI."""
    return {
        f"/dump.{ending}": {
            "get": {
                "operationId": f"dump-{form.name}",
                "summary": f"Everything that the store holds, as {form.media_type}",
                "x-summary-id": f"Seluruh isi penyimpanan, sebagai {form.media_type}",
                "tags": ["dumps"],
                "responses": {
                    "200": {"description": "The dump, as it is written.", "content": {form.media_type: {}}},
                    **refused(),
                },
            }
        }
        for ending, form in FORMS.items()
    }


ROUTES = tuple(Route(f"/dump.{ending}", dump, middleware=[READABLE_FROM_ANYWHERE]) for ending in FORMS)
