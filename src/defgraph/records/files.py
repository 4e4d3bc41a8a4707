"""Which files hold records."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from defgraph import files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

REJECTED = ".rejected"
"""What a review puts behind the name of a draft that it rejects; no file of that ending is read."""

RECORD_FILES = files.FileKind(
    suffixes=(".json", ".jsonl", ".ndjson", ".yaml", ".yml", ".csv"),
    none_found="found no record file, expected some",
    hint='"-" reads JSON from standard input',
)


def find_files(paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> list[Path | None]:
    """Return the record files that a path, or several, lead to; None stands for standard input.

    Raises:
        InputError: a path leads nowhere, a file has another ending, or a folder holds no record file.
    """
    return files.find_files([paths] if isinstance(paths, str | os.PathLike) else paths, RECORD_FILES)
