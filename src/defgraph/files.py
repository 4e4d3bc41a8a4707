"""Files: which ones the paths named mean, and writing them whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, NamedTuple

from defgraph.claims import claimed, replaced_folder, sync_folder
from defgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

STANDARD_STREAM = "-"
"""The path that stands for standard input or output."""

ADVICE: Mapping[int | None, str] = MappingProxyType(
    {
        errno.ENOSPC: "make room on the disk, then run the command again",
        errno.EDQUOT: "make room within your quota, then run the command again",
        errno.EFBIG: "raise the limit on the size of files (ulimit -f), then run the command again",
    }
)
"""The next step after the operating system has refused to write more."""


class FileKind(NamedTuple):
    """Which files are wanted, and what is said where there are none.

    ``suffixes`` are their endings, in either case; ``none_found`` says what a folder was expected to
    hold; ``hint`` is the next step for a file with another ending; ``passes_over`` tells by its name
    which file a folder holds for other reasons.
    """

    suffixes: tuple[str, ...]
    none_found: str
    hint: str
    passes_over: Callable[[str], bool] = lambda _: False


def find_files(paths: Iterable[str | os.PathLike[str]], kind: FileKind) -> list[Path | None]:
    """Return the files that paths lead to, each once; None stands for standard input.

    Folders are searched to the bottom, in the order of their names; hidden files and folders, and files
    with another ending, are passed over there.

    Raises:
        InputError: a path leads nowhere, a file has another ending, or a folder holds no such file.
    """
    found: dict[Path | None, Path | None] = {}
    for given in paths:
        if given == STANDARD_STREAM:
            found[None] = None
            continue
        for file in _files(Path(given), kind):
            found.setdefault(file.resolve(), file)
    return list(found.values())


def _files(path: Path, kind: FileKind) -> list[Path]:
    if path.is_dir():
        files = sorted(_walk(path, kind))
        if not files:
            raise InputError(f"{path}: {kind.none_found} that end in {', '.join(kind.suffixes)}")
        return files
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    if path.suffix.lower() not in kind.suffixes:
        expected = ", ".join(kind.suffixes)
        raise InputError(f'{path}: found the ending "{path.suffix}", expected one of {expected}; {kind.hint}')
    return [path]


def _walk(folder: Path, kind: FileKind) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            wanted = Path(name).suffix.lower() in kind.suffixes and not kind.passes_over(name)
            if wanted and not name.startswith("."):
                yield Path(parent, name)


def _raise(error: OSError) -> None:
    raise InputError(f"{error.filename}: the folder cannot be read ({error.strerror})") from error


@contextmanager
def open_output(path: str | Path) -> Iterator[IO[bytes]]:
    """Open a file to write bytes to; it appears under its name only when all has reached the disk.

    A symbolic link is followed. What is no regular file, such as a pipe or a device, is written to as
    it stands. Who writes to a file that another process is writing waits for it; what a process that
    died left of it is overwritten.

    Args:
        path: the file, or ``-`` for standard output.

    Raises:
        InputError: nothing can be written there.
    """
    if str(path) == STANDARD_STREAM:
        with _named("standard output"):
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        return
    target = Path(path).resolve()
    with _named(str(path)):
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                yield file
            return
        beside = target.with_name(f".{target.name}.part")
        with claimed(beside) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            beside.replace(target)
        sync_folder(target.parent)


def append_to(path: str | Path, content: bytes) -> None:
    """Write to the end of a file, at once though not to the disk: for what is written whole later on.

    Raises:
        InputError: nothing can be written there.
    """
    with _named(str(path)), Path(path).open("ab") as file:
        file.write(content)


@contextmanager
def sole_writer(path: str | Path) -> Iterator[None]:
    """Keep everyone else who asks for this waiting: for who reads a file to write it anew.

    Raises:
        InputError: nothing can be written beside the file.
    """
    target = Path(path).resolve()
    with _named(str(path)), claimed(target.with_name(f".{target.name}.lock")):
        yield


@contextmanager
def output_folder(path: Path, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """Make a folder to write to; it appears under its name only when all has been written.

    A symbolic link is followed. A folder that is there is replaced if it holds nothing, or what such a one
    holds.

    Args:
        path: the folder.
        is_ours: says whether a folder that is not empty may be replaced.

    Raises:
        InputError: nothing can be written there, or something else is there.
    """
    with _named(str(path)):
        if path.exists() and not (path.is_dir() and (is_ours(path) or not any(path.iterdir()))):
            raise InputError(f"{path}: something else is there already; name a folder that is not there")
        try:
            with replaced_folder(path) as beside:
                beside.mkdir()
                yield beside
        except BlockingIOError:
            raise InputError(f"{path}: another process is writing here; try again later") from None


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Say of a failure to write what could not be written; a closed pipe is none."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        advice = f"; {ADVICE[error.errno]}" if error.errno in ADVICE else ""
        raise InputError(f"{name}: cannot be written: {error.strerror}{advice}") from None


def by_ending(path: str, endings: Mapping[str, str], default: str) -> str:
    """Return what the ending of ``path`` stands for.

    Args:
        path: a file name, or ``-``.
        endings: what each ending, with its dot, stands for.
        default: what a name without an ending stands for.

    Raises:
        InputError: it has an ending that stands for nothing.
    """
    ending = Path(path).suffix.lower()
    if not ending or (Path(path).exists() and not Path(path).is_file()):
        return default
    if ending not in endings:
        known = ", ".join(endings)
        raise InputError(f"{path}: no format goes by {ending}; name one with --format, or end in {known}")
    return endings[ending]
