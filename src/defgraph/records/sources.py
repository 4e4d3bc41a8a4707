"""What sources came to when they were last read, so that one which has not changed need not be read again.

A source is a line of JSON Lines, or a file of another format. What its records come to follows from its
bytes, from what is known of the program that wrote it, and from the texts of the articles; where all of
these are as they were, so is the outcome. Whoever reads says what an outcome is, and which still holds.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from defgraph.records.text import text_state

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from defgraph.records.models import Record


class Outcome(NamedTuple):
    """What a record of a source came to.

    Args:
        id: of the record.
        digest: of what it came to.
        text: where its article's text lies, seen from the record's file; None: it names no text.
        state: what the text was then (:func:`~defgraph.records.text.text_state`).
    """

    id: str
    digest: str
    text: str | None = None
    state: str | None = None


class Origin(NamedTuple):
    """The source that a record was read from.

    Args:
        digest: of all that the source says.
        text: what the record's article had for a text (:func:`~defgraph.records.text.text_state`).
    """

    digest: str
    state: str | None


class Sources:
    """Sources and their outcomes.

    Args:
        recalled: what :meth:`kept` returned when they were last read, by the same program to the last bit.
        held: the digests of what records come to now, by their ids.
    """

    def __init__(self, recalled: Mapping[str, Any], held: Mapping[str, str]) -> None:
        self._held = held
        self._recalled = recalled
        self._read: defaultdict[str, list[Outcome]] = defaultdict(list)
        self._wrong: set[str] = set()
        self.passed_over = 0
        """How many records have not been read."""

    def unchanged(self, digest: str, folder: Path) -> list[str] | None:
        """Return the ids of a source's records, or None where they have to be read.

        Args:
            digest: of all that the source says.
            folder: where its file lies.
        """
        outcomes = self._recalled.get(digest)
        if not outcomes:
            return None
        for record_id, outcome, text, state in outcomes:
            if self._held.get(record_id) != outcome:
                return None
            if text is not None and text_state(text, folder) != state:
                return None
        return [record_id for record_id, *_ in outcomes]

    def remember(self, origin: Origin, record: Record, digest: str) -> None:
        """Keep what a record came to."""
        self._read[origin.digest].append(Outcome(record.id, digest, record.article.text, origin.state))

    def forget(self, digest: str) -> None:
        """Keep nothing of a source in which something is wrong: it has to be read, and told of, again."""
        self._wrong.add(digest)

    def news(self) -> Mapping[str, Any]:
        """Return what was read, as JSON data: the outcomes of sources; None: of one to keep nothing of."""
        wrong = {digest: None for digest in self._wrong if digest in self._recalled}
        return {**{digest: of for digest, of in self._read.items() if digest not in self._wrong}, **wrong}

    def kept(self) -> Mapping[str, Any]:
        """Return what to recall next time, as JSON data: of all sources whose outcomes hold."""
        known = {**self._recalled, **self._read}
        return {
            digest: of
            for digest, of in known.items()
            if of
            and digest not in self._wrong
            and all(self._held.get(record_id) == outcome for record_id, outcome, *_ in of)
        }


def source_digests(kind: str, writer: str) -> Callable[[bytes], str]:
    """Return what gives the digests of sources.

    Args:
        kind: the ending of the file: the same bytes are something else in another format.
        writer: what is known of the program that wrote the file.
    """
    key = hashlib.blake2b(json.dumps([kind, writer]).encode(), digest_size=32).digest()

    def digest(raw: bytes) -> str:
        return hashlib.blake2b(raw, digest_size=32, key=key).hexdigest()

    return digest
