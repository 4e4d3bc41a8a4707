"""Answers of SPARQL in the processes that work on the store: bytes, up to a limit."""

from __future__ import annotations

import io
import re
import time
from typing import TYPE_CHECKING, Literal, NamedTuple

from defgraph.errors import QueryError, TooLargeError
from defgraph.queries.guard import query_form
from defgraph.queries.run import run_update, write_sparql
from defgraph.store.formats import GRAPHS, RESULTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.serve.settings import Place
    from defgraph.store import Dataset, Store

Kind = Literal["table", "boolean", "graph"]

OFFERED: Mapping[Kind, tuple[str, ...]] = {
    "table": tuple(RESULTS),
    "boolean": tuple(media for media in RESULTS if not media.startswith("text/")),
    "graph": tuple(GRAPHS),
}
"""The media types of each kind of answer, the first for whoever likes all alike."""

_KINDS: Mapping[str, Kind] = {
    "SELECT": "table",
    "ASK": "boolean",
    "CONSTRUCT": "graph",
    "DESCRIBE": "graph",
}


_CHANGING = ("NOW", "RAND", "UUID", "SERVICE")
_CHANGES = re.compile(rf"\b(STR)?({'|'.join(_CHANGING)})\b", re.IGNORECASE)


class Question(NamedTuple):
    """A query, the graphs it sees (None: what it says itself), what its IRIs hang on, whom it may ask.

    ``turn`` tells questions apart that have another answer each time.
    """

    text: str
    graphs: Dataset | None
    base: str
    hosts: frozenset[str]
    turn: int = 0


def changes_by_itself(text: str) -> bool:
    """Return whether a query may have another answer although the store is the same.

    Some functions are not of their arguments alone (SPARQL 1.1 Query Language, section 17.4), and other
    services change.
    """
    spoken = text.upper()
    return any(word in spoken for word in _CHANGING) and _CHANGES.search(text) is not None


def turn_of(text: str) -> int:
    """Return what tells one asking of a query from the next: nothing, unless it changes by itself."""
    return time.monotonic_ns() if changes_by_itself(text) else 0


class MediaTypes(NamedTuple):
    """What each kind of answer is to be in; None: it is not wanted."""

    table: str | None
    boolean: str | None
    graph: str | None


class Bounded(io.BytesIO):
    """A file in memory that takes so many bytes and no more."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Add to the end.

        Raises:
            TooLargeError: there is no room for it.
        """
        written = super().write(data)
        if self.tell() > self._limit:
            raise TooLargeError(f"expected at most {self._limit:,} bytes")
        return written


def answer_query(
    store: Store, question: Question, media_types: MediaTypes, limit: int
) -> tuple[Kind, bytes | None]:
    """Return what kind of answer a query has, and the answer in the media type for that; None: it has none.

    Raises:
        QueryError: it does not parse, is an update, or reaches out.
        TooLargeError: the answer has more bytes than ``limit``.
        StoreError: the store failed.
    """
    form = query_form(question.text)
    if form == "UPDATE":
        raise QueryError("this is an update, where a query was expected: POST it as `update`")
    kind = _KINDS[form]
    media_type: str | None = getattr(media_types, kind)
    if media_type is None:
        return kind, None
    output = Bounded(limit)
    write_sparql(
        store,
        question.text,
        output,
        media_type,
        graphs=question.graphs,
        base=question.base,
        hosts=question.hosts,
    )
    return kind, output.getvalue()


def update(place: Place, request: Question) -> None:
    """Run an update request on the store.

    Raises:
        QueryError: it does not parse, is a query, or reaches out.
        StoreError: the store failed, or another process writes to it.
    """
    if query_form(request.text) != "UPDATE":
        raise QueryError("this is a query, where an update was expected: send it as `query`")
    with place.open(read_only=False) as store:
        run_update(store, request.text, using=request.graphs, base=request.base, hosts=request.hosts)
