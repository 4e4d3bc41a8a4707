"""Which files a person means by the paths named: files, folders and ``-``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from defgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

SUFFIXES = (".json", ".jsonl", ".ndjson", ".yaml", ".yml", ".csv")
"""The endings a record file can have, in either case."""

STDIN = "-"
"""The path that stands for standard input."""


def find_files(paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> list[Path | None]:
    """Return the record files that a path, or several, lead to, each once; None stands for standard input.

    Folders are searched to the bottom, in the order of their names; hidden files and folders, and files
    with another ending, are passed over there.

    Raises:
        InputError: a path leads nowhere, a file has another ending, or a folder holds no record file.
    """
    found: dict[Path | None, Path | None] = {}
    for given in [paths] if isinstance(paths, str | os.PathLike) else paths:
        if given == STDIN:
            found[None] = None
            continue
        path = Path(given)
        for file in _files(path):
            found.setdefault(file.resolve(), file)
    return list(found.values())


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        files = sorted(_walk(path))
        if not files:
            raise InputError(f"{path}: found no record file, expected some that end in {', '.join(SUFFIXES)}")
        return files
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(
            f'{path}: found the ending "{path.suffix}", expected one of {", ".join(SUFFIXES)}; '
            f'"-" reads JSON from standard input'
        )
    return [path]


def _walk(folder: Path) -> Iterable[Path]:
    for parent, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(parent, name)


def _raise(error: OSError) -> None:
    raise InputError(f"{error.filename}: the folder cannot be read ({error.strerror})") from error
