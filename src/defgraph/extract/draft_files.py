"""Drafts as files: a record each, the text beside it where no file has it, nothing half written."""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from defgraph.errors import InputError
from defgraph.extract.sources import TEXT_SUFFIX
from defgraph.files import open_output, sole_writer
from defgraph.records.extractors import (
    Extracted,
    announce_extractor,
    read_extractors,
    write_extractors,
)
from defgraph.records.files import REJECTED
from defgraph.records.problems import Problem

if TYPE_CHECKING:
    from typing import BinaryIO

    from defgraph.extract.run import Draft
    from defgraph.records import Record

PROGRAM = "defgraph"
"""What drafts say has written them."""
_ADMITTED = re.compile(r"[^/\\:\x00-\x1f\x7f-\x9f][^\\:\x00-\x1f\x7f-\x9f]*")
"""The paths that a record may name its text by."""


def record_id(stem: str, record: Record) -> str:
    """Return the id of a draft: the day of its first meeting, and what its article's file is called.

    Files have names of their own, so records that are drafted apart can be built together.
    """
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii").lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    name = name or hashlib.sha256(stem.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    day = next((meeting.date[:10] for meeting in record.meetings[:1] if meeting.date), "")
    return f"{day}-{name}" if day and not name.startswith(day) else name


class _Ids:
    """Ids that are used once: the second of an id becomes ``…-2``, the third ``…-3``."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def unused(self, wanted: str) -> str:
        """Return ``wanted`` or the first of its numbered forms that is free, and take it."""
        number, chosen = self._last.get(wanted, 1), wanted
        while chosen in self._taken:
            number += 1
            chosen = f"{wanted}-{number}"
        self._last[wanted] = number
        self._taken.add(chosen)
        return chosen


class DraftFolder:
    """A folder that drafts are written into, as ``<stem>.json``; leaving its context says who wrote them.

    Args:
        folder: it is made when it is not there.
        version: the version of defgraph that makes the drafts.

    Raises:
        InputError: it cannot be made, or is a file; or what it says of earlier drafts cannot be read.
    """

    def __init__(self, folder: Path, version: str) -> None:
        self._folder = folder
        self._version = version
        self._ids = _Ids()
        self._written: dict[str, str] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"{folder}: no folder can be made there ({error.strerror})") from None
        known = read_extractors(folder)
        if isinstance(known, Problem):
            raise InputError(str(known))
        self._extracted = known

    def __enter__(self) -> Self:
        """Return the folder, to write drafts into."""
        return self

    def __exit__(self, *_: object) -> None:
        """Write in one piece which program wrote the drafts, also of a run that was broken off."""
        write_extractors(self._folder, self._extracted)

    def add(self, draft: Draft) -> Problem | None:
        """Write a draft, or return why not: another article's draft or a reviewed record is in its place.

        So it is with one that a person has rejected. Who reviews it meanwhile waits, or has been first.

        Raises:
            InputError: nothing can be written there.
        """
        file = self._folder / f"{draft.source.stem}.json"
        place = _place(draft)
        if (first := self._written.setdefault(file.name.casefold(), place)) is not place:
            hint = "extract it into another folder"
            return Problem(place, None, None, f"a second article for {file}", f"one ({first} has it)", hint)
        with sole_writer(file):
            return self._write(file, draft)

    def _write(self, file: Path, draft: Draft) -> Problem | None:
        if (decided := _decided(file)) is not None:
            hint = "move it away, or extract into another folder"
            return Problem(str(file), None, None, decided, "a draft, or nothing, to replace", hint)
        text = text_path(draft, self._folder)
        if text is None:
            text = f"{draft.source.stem}{TEXT_SUFFIX}"
            with open_output(self._folder / text) as output:
                output.write(draft.source.text.encode("utf-8"))
        data = as_data(
            draft, identifier=self._ids.unused(record_id(draft.source.stem, draft.record)), text=text
        )
        extracted = Extracted(PROGRAM, self._version, data["article"]["text_sha256"])
        announce_extractor(self._folder, file.name, extracted)
        with open_output(file) as output:
            output.write(json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n")
        self._extracted[file.name] = extracted
        return None


class DraftStream:
    """A stream that drafts are written to, one a line; nothing in it says what wrote them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._ids = _Ids()

    def __enter__(self) -> Self:
        """Return the stream, to write drafts to."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave it open: it belongs to whoever gave it."""

    def add(self, draft: Draft) -> Problem | None:
        """Write a draft; where its text lies is told from the working directory."""
        data = as_data(
            draft,
            identifier=self._ids.unused(record_id(draft.source.stem, draft.record)),
            text=text_path(draft, Path()),
        )
        self._stream.write(json.dumps(data, ensure_ascii=False).encode() + b"\n")
        return None


def text_path(draft: Draft, folder: Path) -> str | None:
    """Return where the text of a draft lies, relative to ``folder``; None when no file has it.

    A path that the record format does not admit (one with a colon, say) is None, too.
    """
    if draft.source.file is None:
        return None
    try:
        path = Path(os.path.relpath(draft.source.file.resolve(), folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return None
    return path if _ADMITTED.fullmatch(path) else None


def as_data(draft: Draft, *, identifier: str, text: str | None) -> dict[str, Any]:
    """Return a draft as JSON data, with where its text lies and the SHA-256 of the text.

    Args:
        draft: the draft.
        identifier: the id it gets.
        text: the path of its text, relative to the file it is to be written to.
    """
    data = draft.record.to_dict() | {"id": identifier}
    digest = hashlib.sha256(draft.source.text.encode("utf-8")).hexdigest()
    named = {"text": text} if text is not None else {}
    return data | {"article": data.get("article", {}) | named | {"text_sha256": digest}}


def _place(draft: Draft) -> str:
    item = draft.item
    return item.name if item.line is None else f"{item.name}:{item.line}"


def _decided(file: Path) -> str | None:
    """Return what a person has made of the draft of this name, if anything."""
    if file.with_name(file.name + REJECTED).exists():
        return "a rejected draft"
    return "a reviewed record" if _is_reviewed(file) else None


def _is_reviewed(file: Path) -> bool:
    """Tell whether a file holds a record that a person has reviewed, or something that is no record."""
    try:
        data = json.loads(file.read_bytes())
    except FileNotFoundError:
        return False
    except (OSError, ValueError, RecursionError):
        return True
    return not isinstance(data, dict) or data.get("status") != "draft"
