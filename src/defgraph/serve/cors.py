"""Who may read answers from a page of another site."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

READABLE_FROM_ANYWHERE = Middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_methods=["GET", "HEAD", "POST"],
    allow_headers=["Accept", "Content-Type"],
    expose_headers=["ETag", "Link", "Location", "X-Notes", "X-Total-Count"],
)
"""Pages of any site may read the answers (the Fetch standard, CORS protocol); a token cannot be sent so."""
