"""HTTP to an endpoint: passwords for its own host, patience where sending again does no harm, clear errors.

Redirects are not followed: what is sent to one host is not meant for another (RFC 9110, section 15.4), and
a POST that is redirected arrives as a GET with most clients.
"""

from __future__ import annotations

import http.client
import json
import logging
import random
import ssl
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

from defgraph.errors import (
    StoreAnswerError,
    StoreDeniedError,
    StoreError,
    StoreTimeoutError,
    StoreUnreachableError,
    StoreUntrustedError,
)
from defgraph.store.credentials import address_of
from defgraph.store.syntax import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from email.message import Message

    from defgraph.store.credentials import Credential, Credentials

TIMEOUT_SECONDS = 300.0
"""How long an endpoint may be silent when nothing else is said."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_LONGEST_RETRY_AFTER = 120.0
_SHOWN = 400
_LOG = logging.getLogger(__name__)


class Call(NamedTuple):
    """One request: its method and address, header fields, and body."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None = None


@dataclass(frozen=True)
class Patience:
    """When a request that failed is sent again.

    Args:
        tries: how often it is sent at most.
        statuses: after which answers (RFC 9110, section 15; RFC 6585).
        broken: after a connection that broke before an answer came; the request may have been done.
        absent: after no connection, or no answer in time.
    """

    tries: int
    statuses: frozenset[int]
    broken: bool = False
    absent: bool = False

    def allows(self, failure: _Failure) -> bool:
        """Return whether a request that failed so may be sent again."""
        if failure.status is not None:
            return failure.status in self.statuses
        return self.broken if failure.broken else self.absent and failure.absent


ONCE = Patience(5, frozenset({429, 503}))
"""For what must not be done twice: sent again only where the server says that it has done nothing."""

READING = Patience(5, frozenset({429, 502, 503, 504}), broken=True)
"""For queries: not after a silence, which the next try would only double."""

REPEATABLE = Patience(8, frozenset({429, 502, 503, 504}), broken=True, absent=True)
"""For writing that comes to the same when it is done twice."""


@dataclass(frozen=True)
class _Failure:
    """A request that failed: the error to raise, and what tells whether to try again."""

    error: StoreError
    status: int | None = None
    broken: bool = False
    absent: bool = False
    retry_after: float | None = None


class Transport:
    """Sends requests.

    Args:
        credentials: what goes to which host.
        timeout: for how many seconds an endpoint may be silent.
    """

    def __init__(self, credentials: Credentials, timeout: float = TIMEOUT_SECONDS) -> None:
        self._credentials = credentials
        self._timeout = timeout
        self._opener = urllib.request.build_opener(_NoRedirects)  # proxies as the environment has them

    @contextmanager
    def answer(self, call: Call, patience: Patience = READING) -> Iterator[http.client.HTTPResponse]:
        """Give the answer to ``call``, to be read inside a ``with`` block; its errors are translated, too.

        Raises:
            StoreUnreachableError: there is none, or it says that something failed.
            StoreTimeoutError: none in time.
            StoreDeniedError: a password is wanted, or this one is not taken.
            StoreUntrustedError: the endpoint's certificate does not hold.
            StoreAnswerError: it breaks off.
        """
        credential = self._credentials.for_address(call.url)
        response = self._sent(call, credential, patience)
        try:
            with response:
                yield response
                if response.length:  # reading in pieces does not notice that some are missing
                    raise http.client.IncompleteRead(b"", response.length)
        except ConnectionError as error:
            raise _broken_off(call.url) from error
        except (OSError, http.client.HTTPException) as error:
            raise _failure(call.url, error, credential).error from None

    def read(self, call: Call, patience: Patience = READING) -> bytes:
        """Return the whole body of the answer to ``call``; errors as in :meth:`answer`."""
        with self.answer(call, patience) as response:
            return response.read()

    def _sent(
        self, call: Call, credential: Credential | None, patience: Patience
    ) -> http.client.HTTPResponse:
        pauses = backing_off(patience.tries)
        while True:
            try:
                return self._send_once(call, credential)
            except (OSError, http.client.HTTPException) as error:
                failure = _failure(call.url, error, credential)
            pause = next(pauses, None)
            if pause is None or not patience.allows(failure):
                raise failure.error
            if failure.retry_after is not None:
                pause = failure.retry_after
            if pause > _LONGEST_RETRY_AFTER:
                raise failure.error
            _LOG.warning("%s; trying again in %.1f s", failure.error, pause)
            time.sleep(pause)

    def _send_once(self, call: Call, credential: Credential | None) -> http.client.HTTPResponse:
        request = urllib.request.Request(  # noqa: S310 - addresses begin with http:// or https://
            call.url, data=call.body, headers=dict(call.headers), method=call.method
        )
        if credential is not None:
            request.add_unredirected_header("Authorization", credential.header)
        response: http.client.HTTPResponse = self._opener.open(request, timeout=self._timeout)
        return response


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing; the answer is then an error like any other that is not 2xx."""


def backing_off(tries: int, chance: random.Random | None = None) -> Iterator[float]:
    """Yield how many seconds to wait before each try after the first.

    Twice as long each time, and a random part of that, so that clients that failed together do not come
    back together ("full jitter" in Brooker, Exponential Backoff And Jitter, AWS 2015).
    """
    uniform = (chance or random).uniform
    for number in range(tries - 1):
        yield uniform(0, min(_FIRST_PAUSE * 2**number, _LONGEST_PAUSE))


def _failure(url: str, error: Exception, credential: Credential | None) -> _Failure:
    if isinstance(error, urllib.error.HTTPError):
        return _answered(url, error, credential)
    cause = getattr(error, "reason", error)
    if isinstance(cause, TimeoutError):
        advice = "wait longer with --timeout SECONDS, or ask for less"
        message = f"{url}: the endpoint does not answer in time; {advice}"
        return _Failure(StoreTimeoutError(message), absent=True)
    if isinstance(cause, ssl.SSLCertVerificationError):
        message = (
            f"{url}: the endpoint's certificate does not hold: {cause.verify_message}; "
            "where it is one of your own, name its authority in SSL_CERT_FILE"
        )
        return _Failure(StoreUntrustedError(message))
    if isinstance(cause, ssl.SSLError):
        return _Failure(
            StoreUnreachableError(f"{url}: no TLS is spoken there ({cause.reason}); is it http://?")
        )
    if isinstance(cause, http.client.IncompleteRead):
        return _Failure(
            StoreAnswerError(f"{url}: the answer breaks off; the endpoint may have run out of time")
        )
    if isinstance(cause, (ConnectionResetError, BrokenPipeError, ConnectionAbortedError)):
        return _Failure(StoreUnreachableError(f"{url}: the endpoint hangs up without an answer"), broken=True)
    if isinstance(cause, http.client.HTTPException):
        return _Failure(StoreAnswerError(f"{url}: what answers there is no HTTP server"))
    message = f"{url}: the endpoint cannot be reached: {cause}; is it running?"
    return _Failure(StoreUnreachableError(message), absent=True)


def _broken_off(url: str) -> StoreAnswerError:
    return StoreAnswerError(f"{url}: the answer breaks off; the endpoint may have run out of time")


def _answered(url: str, error: urllib.error.HTTPError, credential: Credential | None) -> _Failure:
    """Say what an answer other than success means."""
    told = f"{error.code} {error.reason}: {_words(error)}".rstrip(": ")
    status, said = error.code, credential.hide_in(told) if credential else told
    failure: StoreError = StoreUnreachableError(f"{url}: the endpoint answers {said}", status)
    if status == http.client.UNAUTHORIZED:
        wrong = "does not take this password or token" if credential else "wants a password or token"
        failure = StoreDeniedError(
            f"{url}: the endpoint {wrong}; docs/stores.md says where to put it", status
        )
    elif status == http.client.FORBIDDEN:
        failure = StoreDeniedError(f"{url}: the endpoint does not allow this: {said}", status)
    elif 300 <= status < 400:
        failure = StoreUnreachableError(f"{url}: the endpoint sends us {_elsewhere(error.headers)}", status)
    return _Failure(failure, status, retry_after=_retry_after(error.headers))


def _words(error: urllib.error.HTTPError) -> str:
    """Return the beginning of what an endpoint says about a failure, in one line, and as people read it."""
    try:
        with error:
            text = error.read(_SHOWN * 10).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""
    kind = error.headers.get("Content-Type", "")
    if "html" in kind:
        return ""
    if kind.startswith("application/problem+json"):  # RFC 9457
        with suppress(ValueError, TypeError, KeyError):
            text = str(json.loads(text)["detail"])
    return readable(" ".join(text.split()))[:_SHOWN]


def _elsewhere(headers: Message) -> str:
    place = headers.get("Location", "")
    if not place.startswith(("http://", "https://")):
        return "elsewhere"
    return f"to {address_of(place).plain}; where you trust that one, name it instead"


def _retry_after(headers: Message) -> float | None:
    """Return the seconds that a ``Retry-After`` field asks for (RFC 9110, section 10.2.3)."""
    value = headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
