"""Choosing what to answer with, by what the client accepts (RFC 9110, section 12)."""

from __future__ import annotations

from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING

import mimeparse

from defgraph.serve.problems import Kind, ProblemError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

HTML = "text/html"
_DATA = ("application/problem+json", "application/json")
NOT_ACCEPTABLE = Kind("not-acceptable", HTTPStatus.NOT_ACCEPTABLE)


def best_media_type(request: Request, offered: Sequence[str]) -> str:
    """Return which of the ``offered`` media types the client likes best; the first where it likes all alike.

    Raises:
        ProblemError: it accepts none of them, or its header cannot be read (406).
    """
    header = accepted(request)
    found = best_for(header, tuple(offered))
    if not found:
        raise ProblemError(
            NOT_ACCEPTABLE,
            f"the client accepts {header[:200]!r}; there is {', '.join(offered)}",
            {"Vary": "Accept"},
            {"offered": list(offered)},
        )
    return found


def accepted(request: Request) -> str:
    """Return what the client accepts, as one header says it."""
    return ", ".join(request.headers.getlist("accept")).strip() or "*/*"


@lru_cache(maxsize=1024)
def best_for(header: str, offered: tuple[str, ...]) -> str:
    """Return which of the media types a header likes best; nothing where it likes none, or cannot be read."""
    if header == "*/*":
        return offered[0]
    try:
        # Where several are liked alike, mimeparse takes the last.
        found: str = mimeparse.best_match(list(reversed(offered)), header)
    except mimeparse.MimeTypeParseException:
        return ""
    return found


def likes_html(request: Request) -> bool:
    """Return whether the client is a browser that shows a page: it names HTML, and likes nothing better."""
    header = ", ".join(request.headers.getlist("accept"))
    return "text/html" in header.casefold() and best_for(header, (HTML, *_DATA)) == HTML


def best_language(request: Request, offered: Sequence[str], default: str) -> str:
    """Return which of the ``offered`` languages the reader's browser likes best (RFC 4647, look-up)."""
    liked: list[tuple[float, int, str]] = []
    for place, item in enumerate(request.headers.get("accept-language", "").split(",")):
        tag, _, parameter = item.strip().partition(";")
        weight = parameter.strip().removeprefix("q=")
        try:
            quality = float(weight) if weight else 1.0
        except ValueError:
            continue
        primary = tag.strip().casefold().partition("-")[0]
        if primary in offered and quality > 0:
            liked.append((-quality, place, primary))
    return min(liked)[2] if liked else default
