"""What a client says in the query of an address and in a form."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

import pyoxigraph as ox
from pyoxigraph import NamedNode

from defgraph.serve.problems import Kind, ProblemError

if TYPE_CHECKING:
    from starlette.requests import Request

BAD_REQUEST = Kind("bad-request", HTTPStatus.BAD_REQUEST)
UNSUPPORTED = Kind("unsupported-media-type", HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
_MOST = 10_000


class Parameters:
    """Named values, each name with one or several.

    Args:
        texts: as ``application/x-www-form-urlencoded``.

    Raises:
        ProblemError: they are not in UTF-8, or far too many (400).
    """

    def __init__(self, *texts: bytes) -> None:
        self._values: defaultdict[str, list[str]] = defaultdict(list)
        for text in texts:
            if text.count(b"&") >= _MOST:
                raise ProblemError(BAD_REQUEST, f"expected at most {_MOST:,} parameters")
            for pair in text.split(b"&"):
                if pair:
                    name, _, value = pair.partition(b"=")
                    self._values[_decoded(name)].append(_decoded(value))

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def one(self, name: str) -> str | None:
        """Return the value of a parameter that is given once; None where it is not given.

        Raises:
            ProblemError: it is given several times (400).
        """
        values = self._values.get(name, [])
        if len(values) > 1:
            raise ProblemError(BAD_REQUEST, f"expected {name} once, found it {len(values)} times")
        return values[0] if values else None

    def every(self, name: str) -> tuple[str, ...]:
        """Return the values of a parameter that may be given several times."""
        return tuple(self._values.get(name, ()))

    def iris(self, name: str) -> tuple[NamedNode, ...]:
        """Return the values of a parameter, IRIs.

        Raises:
            ProblemError: one is no absolute IRI (400).
        """
        return tuple(iri(value, name) for value in self._values.get(name, []))


def _decoded(text: bytes) -> str:
    """Return a name or value as it was before it was put into a form (WHATWG, URL Standard, section 5.1)."""
    try:
        return unquote_to_bytes(text.replace(b"+", b" ")).decode() if text.isascii() else text.decode("ascii")
    except UnicodeDecodeError:
        raise ProblemError(BAD_REQUEST, "the parameters are not percent-encoded UTF-8") from None


def iri(text: str, name: str) -> NamedNode:
    """Return an IRI that a client names.

    Raises:
        ProblemError: it is no absolute IRI (400).
    """
    try:
        return ox.NamedNode(text)
    except ValueError as error:
        raise ProblemError(BAD_REQUEST, f"{name}: {text[:200]!r} is no absolute IRI: {error}") from None


def own_address(request: Request, path: str | None = None) -> str:
    """Return the address of a path of this server (None: the one that was asked for), without its query.

    Raises:
        ProblemError: the client's ``Host`` is none (400).
    """
    if path is None:
        asked = request.scope.get("raw_path") or request.url.path.encode()
        path = asked.partition(b"?")[0].decode("ascii", "replace")
    return _address(request.scope["scheme"], request.headers.get("host") or request.url.netloc, path)


@lru_cache(maxsize=1024)
def _address(scheme: str, host: str, path: str) -> str:
    return iri(f"{scheme}://{host}{path}", "Host").value


def media_type_of(request: Request) -> str:
    """Return the media type of a body in UTF-8.

    Raises:
        ProblemError: it is in another character set, or coded (415).
    """
    media_type, _, rest = request.headers.get("content-type", "").partition(";")
    for parameter in rest.split(";"):
        name, _, value = parameter.strip().partition("=")
        charset = value.strip('"').casefold()
        if name.strip().casefold() == "charset" and charset not in {"utf-8", "utf8", "us-ascii"}:
            raise ProblemError(UNSUPPORTED, f"expected UTF-8, found the character set {charset[:40]!r}")
    if request.headers.get("content-encoding", "identity").casefold() != "identity":
        raise ProblemError(
            UNSUPPORTED, "expected a body without Content-Encoding", {"Accept-Encoding": "identity"}
        )
    return media_type.strip().casefold()


def unsupported(media_type: str, taken: tuple[str, ...]) -> ProblemError:
    """Return the problem with a body of a media type that nobody takes here (415)."""
    found = f"found {media_type[:100]!r}" if media_type else "the request has no Content-Type"
    return ProblemError(
        UNSUPPORTED,
        f"{found}; expected {' or '.join(taken)}",
        {"Accept": ", ".join(taken)},
        {"taken": list(taken)},
    )
