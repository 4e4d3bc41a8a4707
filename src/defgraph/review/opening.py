"""A draft's file opened: its record, the text of its article, and what is wrong with either."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from defgraph.errors import InputError, NotFoundError
from defgraph.records import Problem, Record
from defgraph.records.decode import without_mark
from defgraph.records.files import REJECTED
from defgraph.records.json_reader import parse
from defgraph.records.pointer import format_pointer
from defgraph.records.problems import Finding, to_problem
from defgraph.records.text import article_text
from defgraph.review.tree import tree_of

if TYPE_CHECKING:
    from pathlib import Path

    from defgraph.records.problems import Path as Way
    from defgraph.review.decisions import Decision

SUFFIX = ".json"
LONGEST_NAME = 230
"""Bytes of the name of a draft's file: names of locks and rejected drafts are a little longer."""
LARGEST = 4_000_000
"""Bytes of a draft that are read."""

State: TypeAlias = Literal["draft", "reviewed", "rejected", "problem"]
STATES: tuple[State, ...] = ("draft", "reviewed", "rejected", "problem")


@dataclass(frozen=True, slots=True)
class Entry:
    """A draft in the queue.

    Args:
        name: the name of its file.
        state: how far it has come.
        title: the article's, where it has one.
        published: the day of the article, else that of its first meeting, where either is known.
        meetings: how many it tells of.
        problem: the first thing that is wrong with it.
        decision: the last one about it that holds.
    """

    name: str
    state: State
    title: str | None
    published: str | None
    meetings: int
    problem: str | None
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft's file as it was read.

    Args:
        name: the name of the file.
        state: how far it has come.
        raw: its bytes, and ``version`` their SHA-256.
        record: what it holds, when that is a record.
        text: the text of its article, when it is at hand and the one that is meant.
        problems: everything that is wrong with it.
    """

    name: str
    state: State
    raw: bytes
    record: Record | None
    text: str | None
    problems: tuple[Problem, ...]

    @property
    def version(self) -> str:
        """The SHA-256 of the file's bytes."""
        return version_of(self.raw)


def version_of(raw: bytes | None) -> str:
    """Return what tells one state of a file from another; "" stands for no file."""
    return "" if raw is None else hashlib.sha256(raw).hexdigest()


def is_name(name: str) -> bool:
    """Return whether a file of this name could be a draft: in the folder itself, not hidden."""
    plain = name.removesuffix(REJECTED)
    is_plain = not any(sign in name for sign in "/\\\0") and not name.startswith(".")
    return is_plain and plain.endswith(SUFFIX) and len(plain.encode("utf-8", "replace")) <= LONGEST_NAME


def is_text(name: str) -> bool:
    """Return whether a name is Unicode text, as names of files need not be."""
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def read_bytes(folder: Path, name: str) -> bytes:
    """Return the bytes of a draft's file.

    Raises:
        NotFoundError: there is none of this name, or it is a link or no regular file.
        InputError: it cannot be read, or is too large.
    """
    if not is_name(name) or not is_text(name):
        raise NotFoundError(f"{name!r}: no draft can have this name")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(folder / name, flags)
    except PermissionError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror})") from None
    except (OSError, ValueError):
        raise NotFoundError(f"{name}: there is no such draft") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotFoundError(f"{name}: there is no such draft")
    with os.fdopen(descriptor, "rb") as file:
        raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise InputError(f"{name}: found more than {LARGEST} bytes, expected one record")
    return raw


def opened(folder: Path, name: str, raw: bytes) -> Opened:
    """Return what bytes hold as the file ``name`` in a folder."""
    record, text = None, None
    found: Record | list[Finding]
    try:
        found = parse(without_mark(raw))
    except RecursionError:
        found = [Finding((), "lists or objects too deep inside each other", "one record as a JSON object")]
    if isinstance(found, Record):
        record = found
        text, findings = checked_text(record, folder)
        findings += _unreviewable(record)
    else:
        findings = found
    problems = tuple(to_problem(name, finding, _locate) for finding in findings)
    return Opened(name, _state(name, record, problems), raw, record, text, problems)


def checked_text(record: Record, folder: Path) -> tuple[str | None, list[Finding]]:
    """Return the text of a record's article, and what does not agree with it.

    A page shows it to whoever may review, so without a digest to prove it, it has to lie in the folder: a
    draft from a stranger could otherwise show any file of the machine.
    """
    article = record.article
    if article.text is not None and article.text_sha256 is None:
        inside = (folder / article.text).resolve().is_relative_to(folder.resolve())
        if not inside:
            found = f"{article.text}, which does not lie in the folder of the drafts"
            return None, [Finding(("article", "text"), found, "a text whose text_sha256 is given")]
    return article_text(record, folder)


def _unreviewable(record: Record) -> list[Finding]:
    try:
        tree_of(record)
    except InputError as error:
        return [Finding(("evidence",), str(error), "evidence of the rest of the record")]
    return []


def _state(name: str, record: Record | None, problems: tuple[Problem, ...]) -> State:
    if name.endswith(REJECTED):
        return "rejected"
    if problems or record is None:
        return "problem"
    return record.status


def _locate(path: Way) -> tuple[int | None, str | None]:
    return None, format_pointer(path)
