"""Answers that a client need not be sent again (RFC 9110, section 13)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

CACHE = "no-cache"
"""Whoever keeps an answer asks each time whether it still holds; the entity tag makes that cheap."""


def conditional(
    request: Request, body: bytes, media_type: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return ``body`` with an entity tag made from it, or 304 where the client has it already.

    The same statements are the same bytes, so the tag outlives restarts and holds for every copy of a store.

    Args:
        request: whose ``If-None-Match`` counts.
        body: the answer.
        media_type: its ``Content-Type``.
        headers: more of them; they go with a 304, too.
    """
    tag = entity_tag(body, media_type)
    told = {"Cache-Control": CACHE, **(headers or {}), "ETag": tag}
    if has_tag(request, tag):
        return Response(status_code=304, headers=told)
    return Response(body, media_type=media_type, headers=told)


def entity_tag(body: bytes, media_type: str) -> str:
    """Return a strong entity tag of an answer."""
    digest = hashlib.sha256(media_type.encode() + b"\0" + body)
    return f'"{digest.hexdigest()[:32]}"'


def has_tag(request: Request, tag: str) -> bool:
    """Return whether the client has what goes by ``tag``: its ``If-None-Match`` names it, or is ``*``."""
    sent = [item.strip() for line in request.headers.getlist("if-none-match") for item in line.split(",")]
    return "*" in sent or tag in (item.removeprefix("W/") for item in sent)
