"""What the pages of a server may link to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from defgraph.pages import Settings
from defgraph.serve.review.guarding import is_local
from defgraph.serve.state import state_of

if TYPE_CHECKING:
    from starlette.requests import Request

PAGES = Settings(interactive=True, views=True, networks=True, dumps=("ttl", "nq", "jsonld"))
"""Whoever asks."""


def pages_for(request: Request) -> Settings:
    """Return what pages may link to that answer a request.

    To the review they lead who can go there: anybody where it asks for a token, else this machine's own.
    """
    settings = state_of(request).settings
    reviews = settings.review is not None and (settings.tokens is not None or is_local(request))
    return replace(PAGES, folders=settings.folders, reviews=reviews)
