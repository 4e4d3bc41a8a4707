"""Which program wrote which draft: a file beside the drafts, as the record format has no key for it.

An entry holds for the file of its name while that is a draft of the same text: one that a person has edited
but not yet reviewed was still begun by the program, one of another text that has taken its name was not.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from defgraph.files import append_to, open_output
from defgraph.records.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from defgraph.records.models import Record

EXTRACTORS_FILE = ".defgraph-extractor"
"""The file's name, in the folder of the drafts: nothing takes a hidden one without ".json" for a record."""

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")
"""Names and versions of programs: they become parts of IRIs, and drafts may come from strangers."""

_EXPECTED = "which program wrote which draft"
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Extractor:
    """A program that writes drafts, in one of its versions."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """That a program wrote a draft of the text with this SHA-256."""

    extractor: str
    version: str
    text_sha256: str

    def wrote(self, record: Record) -> bool:
        """Return whether this holds for a record in the draft's file."""
        return record.status == "draft" and record.article.text_sha256 == self.text_sha256


def read_extractors(folder: Path) -> dict[str, Extracted] | Problem:
    """Return what is known of the drafts in a folder, by the names of their files, or why it is not."""
    file = folder / EXTRACTORS_FILE
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        return Problem(str(file), None, None, f"a file that cannot be read ({error.strerror})", _EXPECTED)
    return parse_extractors(raw, str(file))


def parse_extractors(raw: bytes, name: str) -> dict[str, Extracted] | Problem:
    """Return what such a file says, which messages call ``name``, or why it says nothing.

    It is one JSON object. A run that was killed leaves lines after it, an object each; later ones win, and
    one that broke off says nothing.
    """
    try:
        text = raw.decode()
        data, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        data, text, end = None, "", 0
    found = _entries(data)
    if found is None:
        hint = "delete it, and extract the articles again"
        return Problem(name, None, None, "something else", _EXPECTED, hint)
    for line in text[end:].splitlines():
        try:
            found |= _entries(json.loads(line)) or {}
        except (ValueError, RecursionError):
            continue
    return found


def _entries(data: object) -> dict[str, Extracted] | None:
    drafts = data.get("drafts") if isinstance(data, dict) else None
    if not isinstance(drafts, dict) or not all(map(_is_entry, drafts.values())):
        return None
    return {name: Extracted(**entry) for name, entry in drafts.items()}


def announce_extractor(folder: Path, name: str, entry: Extracted) -> None:
    """Write that a program is about to write a draft, so that it is known however the program ends.

    Raises:
        InputError: nothing can be written there.
    """
    file = folder / EXTRACTORS_FILE
    if not file.exists():
        with open_output(file) as output:
            output.write(_document({}))
    append_to(file, json.dumps({"drafts": {name: asdict(entry)}}).encode() + b"\n")


def write_extractors(folder: Path, drafts: Mapping[str, Extracted]) -> None:
    """Write which program wrote which of the drafts in a folder; those that are gone are left out.

    No file is begun to say that there is none.

    Raises:
        InputError: nothing can be written there.
    """
    held = {name: asdict(entry) for name, entry in drafts.items() if (folder / name).is_file()}
    if not held and not (folder / EXTRACTORS_FILE).exists():
        return
    with open_output(folder / EXTRACTORS_FILE) as output:
        output.write(_document(held))


def _document(entries: Mapping[str, Mapping[str, str]]) -> bytes:
    return json.dumps({"drafts": entries}, indent=2, sort_keys=True).encode() + b"\n"


def _is_entry(found: object) -> bool:
    return (
        isinstance(found, dict)
        and found.keys() == {"extractor", "version", "text_sha256"}
        and all(isinstance(value, str) for value in found.values())
        and bool(_WORD.fullmatch(found["extractor"]) and _WORD.fullmatch(found["version"]))
        and bool(_DIGEST.fullmatch(found["text_sha256"]))
    )
