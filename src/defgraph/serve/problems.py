"""What can go wrong, in the terms of problem documents (RFC 9457): one table of errors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import yaml

from defgraph import errors
from defgraph.resources import package_file
from defgraph.serve.pool import BusyError, TookTooLongError, WorkerDiedError
from defgraph.serve.worker import JobFailedError

if TYPE_CHECKING:
    from collections.abc import Mapping


MEDIA_TYPE = "application/problem+json"
TYPES = "https://w3id.org/defgraph/problem/"
"""Where the types of problems begin; each goes on with its name in :data:`KINDS`."""

_AT = re.compile(r"line (?P<line>[0-9]+), column (?P<column>[0-9]+): ")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its name, and the status of its answer; ``problems.yaml`` says it in words."""

    name: str
    status: HTTPStatus

    def texts(self, language: str) -> tuple[str, str]:
        """Return what it is called, and what to do about it (nothing where there is nothing to say)."""
        told = _texts().get(self.name, {})
        title, hint = told.get("title", {}), told.get("hint", {})
        return title.get(language, self.status.phrase), hint.get(language, "")


@cache
def _texts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    read: Mapping[str, Mapping[str, Mapping[str, str]]] = yaml.safe_load(
        package_file("serve/problems.yaml").read_text(encoding="utf-8")
    )
    return read


BAD_QUERY = Kind("bad-query", HTTPStatus.BAD_REQUEST)
KINDS: Mapping[type[Exception], Kind] = {
    errors.QueryError: BAD_QUERY,
    errors.ParameterError: Kind("bad-parameter", HTTPStatus.UNPROCESSABLE_ENTITY),
    errors.RdfError: Kind("bad-rdf", HTTPStatus.BAD_REQUEST),
    errors.ChangedError: Kind("changed", HTTPStatus.PRECONDITION_FAILED),
    errors.TooLargeError: Kind("answer-too-large", HTTPStatus.UNPROCESSABLE_ENTITY),
    errors.NotFoundError: Kind("not-found", HTTPStatus.NOT_FOUND),
    errors.RecordsError: Kind("bad-record", HTTPStatus.UNPROCESSABLE_ENTITY),
    errors.DataError: Kind("bad-data", HTTPStatus.UNPROCESSABLE_ENTITY),
    errors.MissingExtraError: Kind("missing-extra", HTTPStatus.NOT_IMPLEMENTED),
    errors.InputError: Kind("bad-request", HTTPStatus.BAD_REQUEST),
    errors.StoreLockedError: Kind("store-locked", HTTPStatus.SERVICE_UNAVAILABLE),
    errors.StoreReadOnlyError: Kind("store-read-only", HTTPStatus.FORBIDDEN),
    errors.StoreTimeoutError: Kind("store-timeout", HTTPStatus.GATEWAY_TIMEOUT),
    errors.StoreUnfinishedError: Kind("store-unfinished", HTTPStatus.SERVICE_UNAVAILABLE),
    errors.StoreUnreachableError: Kind("store-unreachable", HTTPStatus.BAD_GATEWAY),
    errors.StoreError: Kind("store-failed", HTTPStatus.SERVICE_UNAVAILABLE),
    errors.DefgraphError: Kind("failed", HTTPStatus.INTERNAL_SERVER_ERROR),
    BusyError: Kind("busy", HTTPStatus.SERVICE_UNAVAILABLE),
    TookTooLongError: Kind("took-too-long", HTTPStatus.GATEWAY_TIMEOUT),
    WorkerDiedError: Kind("took-too-much", HTTPStatus.SERVICE_UNAVAILABLE),
    JobFailedError: Kind("failed", HTTPStatus.INTERNAL_SERVER_ERROR),
}
"""The kind of each error; an error that is not listed is of the kind of its nearest base."""

_RETRY_SECONDS = 5


@dataclass(eq=False)
class ProblemError(Exception):
    """A problem that a handler finds itself.

    Args:
        kind: which.
        detail: what is wrong with this request, for people, in English.
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
    text = str(error) or kind.texts("en")[0]
    more: dict[str, Any] = {}
    if place := _AT.search(text):
        more = {"line": int(place["line"]), "column": int(place["column"])}
    if isinstance(error, errors.InputError) and error.parameter is not None:
        more["parameter"] = error.parameter
    if isinstance(error, errors.RecordsError):
        more["errors"] = [str(problem) for problem in error.problems]
    return ProblemError(kind, text, headers, more)
