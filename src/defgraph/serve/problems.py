"""What can go wrong, in the terms of problem documents (RFC 9457): one table of errors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from defgraph import errors
from defgraph.serve.pool import BusyError, TookTooLongError, WorkerDiedError
from defgraph.serve.worker import JobFailedError

if TYPE_CHECKING:
    from collections.abc import Mapping


MEDIA_TYPE = "application/problem+json"
TYPES = "https://w3id.org/defgraph/problem/"
"""Where the types of problems begin; each goes on with its name in :data:`KINDS`."""

_AT = re.compile(r"error at (?P<line>[0-9]+):(?P<column>[0-9]+): ")
_AT_LINE = re.compile(r"line (?P<line>[0-9]+), column (?P<column>[0-9]+): ")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its name, the status of its answer, and what it is called."""

    name: str
    status: HTTPStatus
    title: str
    hint: str = ""


BAD_QUERY = Kind(
    "bad-query",
    HTTPStatus.BAD_REQUEST,
    "The query cannot be run",
    "see SPARQL 1.1 Query Language; the page /sparql.en.html marks errors as you write",
)
KINDS: Mapping[type[Exception], Kind] = {
    errors.QueryError: BAD_QUERY,
    errors.ParameterError: Kind(
        "bad-parameter", HTTPStatus.UNPROCESSABLE_ENTITY, "A parameter makes no sense", "see /openapi.json"
    ),
    errors.RdfError: Kind("bad-rdf", HTTPStatus.BAD_REQUEST, "The RDF cannot be read"),
    errors.ChangedError: Kind(
        "changed",
        HTTPStatus.PRECONDITION_FAILED,
        "What was to be changed is not what the request takes it for",
        "read it again, and decide anew",
    ),
    errors.TooLargeError: Kind(
        "answer-too-large",
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The answer is larger than this server gives",
        "ask for less: add LIMIT; or take all there is from /dump.nq",
    ),
    errors.NotFoundError: Kind("not-found", HTTPStatus.NOT_FOUND, "There is no such thing here"),
    errors.RecordsError: Kind(
        "bad-record", HTTPStatus.UNPROCESSABLE_ENTITY, "The record breaks the format", "see docs/records.md"
    ),
    errors.DataError: Kind("bad-data", HTTPStatus.UNPROCESSABLE_ENTITY, "The data has a problem"),
    errors.MissingExtraError: Kind(
        "missing-extra", HTTPStatus.NOT_IMPLEMENTED, "A part of the server is not installed"
    ),
    errors.InputError: Kind("bad-request", HTTPStatus.BAD_REQUEST, "The request makes no sense"),
    errors.StoreLockedError: Kind(
        "store-locked",
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Another process is writing to the store",
        "try again when it has ended",
    ),
    errors.StoreReadOnlyError: Kind("read-only", HTTPStatus.FORBIDDEN, "Nothing can be written here"),
    errors.StoreTimeoutError: Kind(
        "store-timeout", HTTPStatus.GATEWAY_TIMEOUT, "The store does not answer in time"
    ),
    errors.StoreUnfinishedError: Kind(
        "store-unfinished",
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The store holds half a build",
        "try again when the build has ended",
    ),
    errors.StoreUnreachableError: Kind(
        "store-unreachable", HTTPStatus.BAD_GATEWAY, "The store does not answer"
    ),
    errors.StoreError: Kind("store-failed", HTTPStatus.SERVICE_UNAVAILABLE, "The store failed"),
    errors.DefgraphError: Kind("failed", HTTPStatus.INTERNAL_SERVER_ERROR, "The server failed"),
    BusyError: Kind(
        "busy",
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The server is answering as many requests as it can",
        "try again after the seconds that Retry-After says",
    ),
    TookTooLongError: Kind(
        "took-too-long",
        HTTPStatus.GATEWAY_TIMEOUT,
        "The request took too long and was stopped",
        "ask for less: add LIMIT, or narrow what is looked for",
    ),
    WorkerDiedError: Kind(
        "took-too-much",
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The process that worked on this ended",
        "it may have taken more memory than a request may: ask for less",
    ),
    JobFailedError: Kind("failed", HTTPStatus.INTERNAL_SERVER_ERROR, "The server failed"),
}
"""The kind of each error; an error that is not listed is of the kind of its nearest base."""

_RETRY_SECONDS = 5


@dataclass(eq=False)
class ProblemError(Exception):
    """A problem that a handler finds itself.

    Args:
        kind: which.
        detail: what is wrong with this request, for people.
        headers: of the answer, as ``Allow`` or ``WWW-Authenticate``.
        more: members of the document beside those of RFC 9457.
    """

    kind: Kind
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


def kind_of(error: Exception) -> Kind:
    """Return the kind of ``error``, or of what it derives from."""
    return next(KINDS[base] for base in type(error).__mro__ if base in KINDS)


def as_problem(error: Exception) -> ProblemError:
    """Return ``error`` as a problem, with the place in a query or record where it names one."""
    if isinstance(error, ProblemError):
        return error
    kind = kind_of(error)
    headers: dict[str, str] = {}
    if kind.status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(getattr(error, "retry_after", _RETRY_SECONDS))
    text = str(error) or kind.title
    more: dict[str, Any] = {}
    if place := _AT.search(text) or _AT_LINE.search(text):
        more = {"line": int(place["line"]), "column": int(place["column"])}
    if isinstance(error, errors.InputError) and error.parameter is not None:
        more["parameter"] = error.parameter
    if isinstance(error, errors.RecordsError):
        more["errors"] = [str(problem) for problem in error.problems]
    return ProblemError(kind, text, headers, more)
