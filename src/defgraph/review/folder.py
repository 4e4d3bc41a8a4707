"""A folder of drafts as a queue, and decisions about them that never overwrite what nobody has seen.

Whoever saves says which bytes they began with. Under a lock on the draft, these are compared with the file's;
where they differ, nothing is written (optimistic locking, by the SHA-256 of the file).
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from defgraph.claims import sync_folder
from defgraph.errors import ConflictError, InputError, NotFoundError, RecordsError
from defgraph.files import open_output, sole_writer
from defgraph.records.explain import check
from defgraph.records.files import REJECTED
from defgraph.records.pointer import format_pointer
from defgraph.records.problems import to_problem
from defgraph.review.decisions import DECISIONS_FILE, Decision, announce, moment, person, read_decisions
from defgraph.review.opening import (
    Entry,
    Opened,
    checked_text,
    is_name,
    is_text,
    opened,
    read_bytes,
    version_of,
)
from defgraph.review.tree import tree_of, with_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from defgraph.records import Problem, Record
    from defgraph.review.decisions import Did


class ReviewFolder:
    """A folder of drafts, as ``defgraph extract`` writes it: a record a file, ``NAME.json``.

    Several processes and threads may use one at the same time.

    Raises:
        InputError: there is no such folder.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        if not self.path.is_dir():
            raise InputError(f"{self.path}: there is no such folder; make drafts with: defgraph extract")
        self._entries: dict[str, _Known] = {}
        self._decisions: tuple[object, dict[tuple[str, str], Decision]] = (None, {})

    def entries(self) -> list[Entry]:
        """Return the drafts in the order of their names; a broken one is listed with its problem."""
        decisions = self._known_decisions()
        found = []
        for name, mark in sorted(self._marks().items()):
            known = self._entries.get(name)
            if known is None or known.mark != mark or known.text_mark != self._mark(known.text):
                known = self._entries[name] = self._read(name, mark)
            found.append(replace(known.entry, decision=decisions.get((name, known.version))))
        return found

    def _marks(self) -> dict[str, object]:
        with os.scandir(self.path) as inside:
            return {
                item.name: _mark(item.stat(follow_symlinks=False))
                for item in inside
                if is_name(item.name) and item.is_file(follow_symlinks=False)
            }

    def open(self, name: str) -> Opened:
        """Return a draft as its file is now.

        Raises:
            NotFoundError: there is no draft of this name; a link counts as none.
            InputError: it cannot be read.
        """
        return opened(self.path, name, read_bytes(self.path, name))

    def decision(self, name: str, version: str) -> Decision | None:
        """Return the last decision that holds for a draft with this SHA-256."""
        return self._known_decisions().get((name, version))

    def save(
        self, name: str, base: bytes | None, data: dict[str, Any], *, who: str, when: datetime
    ) -> Opened:
        """Write a draft as a reviewed record: accepted, or corrected where it differs from the base.

        Args:
            name: its file.
            base: the file's bytes as the person saw them; None: there was no file.
            data: the record as JSON data; its status is set here.
            who: the person's name.
            when: the moment, which knows its time zone.

        Raises:
            RecordsError: it is no good record, or does not agree with its text; it lists the problems.
            ConflictError: the file is not what the person saw.
            ParameterError: the name of the person is none.
            InputError: nothing can be written there.
        """
        if not is_name(name) or name.endswith(REJECTED):
            raise NotFoundError(f"{name!r}: no reviewed record can have this name")
        record = self.checked(name, {**data, "status": "reviewed"})
        before = None if base is None else opened(self.path, name, base).record
        is_same = before is not None and _same(before, record)
        raw = json.dumps(record.to_dict(), ensure_ascii=False, indent=2).encode() + b"\n"
        did: Did = "accepted" if is_same else "corrected"
        decision = Decision(name, did, person(who), moment(when), version_of(base), version_of(raw))
        with self._unchanged(name, base):
            announce(self.path, decision)
            with open_output(self.path / name) as output:
                output.write(raw)
        return opened(self.path, name, raw)

    def checked(self, name: str, data: dict[str, Any]) -> Record:
        """Return the record that JSON data make.

        Raises:
            RecordsError: they make none, or it does not agree with the article's text.
        """
        record, findings = check(data)
        if record is not None:
            _, findings = checked_text(record, self.path)
        if record is None or findings:
            raise RecordsError([self._problem(name, finding) for finding in findings])
        return record

    def reject(self, name: str, base: bytes, *, who: str, when: datetime) -> str:
        """Put a draft aside, as it is: ``NAME.json`` becomes ``NAME.json.rejected``, which no build reads.

        Returns:
            The name that it has now.

        Raises:
            ConflictError: the file is not what the person saw.
            InputError: another draft of this name was rejected before, or nothing can be written there.
            ParameterError: the name of the person is none.
        """
        if name.endswith(REJECTED):
            raise InputError(f"{name}: it is rejected already")
        return self._moved(name, name + REJECTED, base, ("rejected", person(who), moment(when)))

    def reopen(self, name: str, base: bytes, *, who: str, when: datetime) -> str:
        """Take a rejected draft back into the queue, as it was; the rest is as for :meth:`reject`."""
        if not name.endswith(REJECTED):
            raise InputError(f"{name}: it is not rejected")
        return self._moved(name, name.removesuffix(REJECTED), base, ("reopened", person(who), moment(when)))

    def _moved(self, name: str, to: str, base: bytes, what: tuple[Did, str, str]) -> str:
        if not is_name(to):
            raise InputError(f"{to}: the name is too long")
        did, who, when = what
        version = version_of(base)
        first, second = sorted((name, to))  # always in one order, or two could wait for each other
        with sole_writer(self.path / first), sole_writer(self.path / second):
            self._check(name, base)
            if os.path.lexists(self.path / to):
                raise InputError(f"{to}: there is one already; look at it, and move one of them away")
            announce(self.path, Decision(to, did, who, when, version, version))
            (self.path / name).rename(self.path / to)
            sync_folder(self.path)
        return to

    @contextmanager
    def _unchanged(self, name: str, base: bytes | None) -> Iterator[None]:
        with sole_writer(self.path / name):
            self._check(name, base)
            yield

    def _check(self, name: str, base: bytes | None) -> None:
        try:
            now: bytes | None = read_bytes(self.path, name)
        except NotFoundError:
            if os.path.lexists(self.path / name):
                raise
            now = None
        if now != base:
            raise ConflictError(name, base, now)

    def _known_decisions(self) -> dict[tuple[str, str], Decision]:
        mark = self._mark(DECISIONS_FILE)
        known, decisions = self._decisions
        if known != mark:
            decisions = {(found.file, found.version): found for found in read_decisions(self.path)}
            self._decisions = (mark, decisions)
        return decisions

    def _read(self, name: str, mark: object) -> _Known:
        if not is_text(name):
            shown = name.encode("utf-8", "backslashreplace").decode()
            told = f"{shown}: found a name that is no Unicode text; rename the file"
            return _Known(mark, None, None, Entry(shown, "problem", None, None, 0, told, None), "")
        try:
            draft = self.open(name)
        except InputError as error:
            return _Known(mark, None, None, Entry(name, "problem", None, None, 0, str(error), None), "")
        record = draft.record
        problem = str(draft.problems[0]) if draft.problems else None
        if record is None:
            entry = Entry(name, draft.state, None, None, 0, problem, None)
            return _Known(mark, None, None, entry, draft.version)
        day = record.article.published or next((m.date for m in record.meetings if m.date), None)
        entry = Entry(name, draft.state, record.article.title, day, len(record.meetings), problem, None)
        text = record.article.text
        return _Known(mark, text, self._mark(text), entry, draft.version)

    def _mark(self, name: str | None) -> object:
        """Return what changes when a file does, as far as that can be told without reading it."""
        if name is None:
            return None
        try:
            return _mark((self.path / name).stat())
        except (OSError, ValueError):
            return None

    def _problem(self, name: str, finding: Any) -> Problem:  # noqa: ANN401
        return to_problem(name, finding, lambda path: (None, format_pointer(path)))


class _Known(NamedTuple):
    """What was read of a draft for the queue, and of which states of its file and its text that holds."""

    mark: object
    text: str | None
    text_mark: object
    entry: Entry
    version: str


def _mark(found: os.stat_result) -> object:
    return found.st_mtime_ns, found.st_size, found.st_ino


def _same(before: Record, record: Record) -> bool:
    return with_value(tree_of(before), "/status", record.status) == with_value(
        tree_of(record), "/status", record.status
    )
