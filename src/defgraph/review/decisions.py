"""Who decided what about which draft, and when: lines beside the drafts, as the format has no key for it.

A line is said before the file is written, and holds for a file of that name with those bytes: a process that
dies in between leaves a line that holds for nothing, never a decision without its line.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from defgraph.errors import ParameterError
from defgraph.files import append_to, sole_writer

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

DECISIONS_FILE = ".defgraph-review"
"""The file's name, in the folder of the drafts: nothing takes a hidden one without ".json" for a record."""

Did: TypeAlias = Literal["accepted", "corrected", "rejected", "reopened"]
LONGEST_NAME = 80

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a draft.

    Args:
        file: the name of its file.
        did: what it was.
        who: the person's name.
        when: the second, in UTC (``2025-10-21T08:30:00Z``).
        was: the SHA-256 of the file before; empty when there was none.
        version: the SHA-256 of the file since.
    """

    file: str
    did: Did
    who: str
    when: str
    was: str
    version: str


def person(name: str) -> str:
    """Return a person's name as it is kept: on one line, without what does not show.

    Raises:
        ParameterError: nothing is left of it, or it is too long.
    """
    plain = " ".join(_UNSEEN.sub(" ", name).split())
    if not 0 < len(plain) <= LONGEST_NAME:
        raise ParameterError(f"name: found {len(plain)} characters, expected 1 to {LONGEST_NAME}")
    return plain


def moment(when: datetime) -> str:
    """Return a moment, which knows its time zone, to the second and in UTC (RFC 3339)."""
    from datetime import UTC

    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def announce(folder: Path, decision: Decision) -> None:
    """Write a decision to the end of the file, and to the disk.

    Raises:
        InputError: nothing can be written there.
    """
    file = folder / DECISIONS_FILE
    line = json.dumps(asdict(decision), ensure_ascii=False).encode() + b"\n"
    with sole_writer(file):
        append_to(file, line if _ends_a_line(file) else b"\n" + line)
        descriptor = os.open(file, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def read_decisions(folder: Path) -> list[Decision]:
    """Return all decisions in a folder, the earliest first; lines that broke off are passed over."""
    try:
        raw = (folder / DECISIONS_FILE).read_bytes()
    except OSError:
        return []
    return [decision for line in raw.splitlines() if (decision := _parsed(line)) is not None]


def _parsed(line: bytes) -> Decision | None:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    fields = Decision.__dataclass_fields__
    is_one = (
        isinstance(data, dict)
        and data.keys() == fields.keys()
        and all(isinstance(value, str) for value in data.values())
        and data["did"] in get_args(Did)
    )
    return Decision(**data) if is_one else None


def _ends_a_line(file: Path) -> bool:
    if not file.exists() or not file.stat().st_size:
        return True
    with file.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read() == b"\n"
