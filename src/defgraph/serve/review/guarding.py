"""Who may review, and whose forms count.

Reviewing is for whoever sits at this machine, or has a token of the server. A request is local when it comes
from a loopback address for a loopback name (a page elsewhere could have its own name lead here) and has come
through no proxy. A form counts when the browser says that it is our own page's (Fetch Metadata, W3C; RFC
6454), and it repeats what only our own pages know: a digest of a cookie that other sites neither read nor
send along.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from defgraph.serve.problems import Kind, ProblemError
from defgraph.serve.tokens import bearer

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from defgraph.serve.tokens import Tokens

TOKEN_COOKIE = "defgraph_token"  # noqa: S105 - the name of a cookie
FORM_COOKIE = "defgraph_form"
NAME_COOKIE = "defgraph_reviewer"
LANGUAGE_COOKIE = "defgraph_language"
FORM_FIELD = "form"

FORBIDDEN = Kind("forbidden", HTTPStatus.FORBIDDEN)

_PROXIES = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_A_YEAR = 365 * 24 * 3600


def may_review(request: Request, tokens: Tokens | None) -> bool:
    """Return whether a request may read and decide."""
    if is_local(request):
        return True
    sent = bearer(request.headers.get("authorization")) or cookie(request, TOKEN_COOKIE)
    return tokens is not None and sent in tokens


def is_local(request: Request) -> bool:
    """Return whether a request comes from this machine, by itself."""
    if request.client is None or any(name in request.headers for name in _PROXIES):
        return False
    return _is_loopback(request.client.host) and _is_loopback(_host(request))


def _host(request: Request) -> str:
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def check_form(request: Request, sent: str) -> None:
    """Check that a form was sent by a page of this server.

    Args:
        request: the request that brought it.
        sent: what its field :data:`FORM_FIELD` holds.

    Raises:
        ProblemError: it was not (403).
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    ours = origin is None or origin.partition("://")[2] == request.headers.get("host")
    nonce = cookie(request, FORM_COOKIE)
    if site not in ("same-origin", "none") or not ours or not nonce:
        raise ProblemError(FORBIDDEN, "")
    if not hmac.compare_digest(form_value(nonce).encode(), sent.encode("utf-8", "replace")):
        raise ProblemError(FORBIDDEN, "")


def form_nonce(request: Request) -> str:
    """Return what the cookie for forms holds, or what it is to hold."""
    return cookie(request, FORM_COOKIE) or secrets.token_urlsafe(24)


def form_value(nonce: str) -> str:
    """Return what a form repeats."""
    return hashlib.sha256(f"defgraph review form {nonce}".encode()).hexdigest()


def cookie(request: Request, name: str) -> str:
    """Return the text of a cookie; empty where there is none."""
    return unquote(request.cookies.get(name, ""))


def set_cookie(request: Request, response: Response, name: str, text: str) -> None:
    """Keep a text in a cookie that scripts do not read and other sites do not send."""
    response.set_cookie(
        name,
        quote(text, safe=""),
        max_age=_A_YEAR if name in (NAME_COOKIE, LANGUAGE_COOKIE) else None,
        path=f"{request.scope.get('root_path', '')}/review",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
