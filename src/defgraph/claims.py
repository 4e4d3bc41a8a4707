"""Claims on files and folders that are being made: what a process left behind that died is known by them.

A claim is a lock on an open file (flock), which ends with its process however that ends. So what is being
written is told from what was left half written without process numbers, clocks or waiting.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.platform != "win32":  # which has no such locks: there, nothing keeps two writers apart
    import fcntl

_CLAIM, _OLD = "claim", "old"


@contextmanager
def claimed(path: Path, *, wait: bool = True) -> Iterator[IO[bytes]]:
    """Make a file, empty, that is this process's alone; in the end it is gone, unless it has been renamed.

    Args:
        path: the file; one of a process that died is taken over.
        wait: whether to wait for another process that has it.

    Raises:
        BlockingIOError: another process has it, and ``wait`` is false.
        OSError: the file cannot be made.
    """
    file = _locked(path, wait=wait)
    try:
        file.truncate(0)
        yield file
    finally:
        if _is_at(file, path):  # as long as it is locked, nobody else moves it
            path.unlink()
        file.close()


def _locked(path: Path, *, wait: bool) -> IO[bytes]:
    while True:
        # not open(): what another process writes must not be cut off
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "wb")
        try:
            if sys.platform != "win32":
                fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(file, path):  # else whoever had it has renamed or removed it meanwhile
                return file
        except BaseException:
            file.close()
            raise
        file.close()


def _is_at(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.lstat())
    except FileNotFoundError:
        return False


@contextmanager
def replaced_folder(target: Path) -> Iterator[Path]:
    """Make a folder beside ``target``, and put it in its place when all has gone well; else nothing changes.

    Whatever happens, ``target`` is the old folder or the new one; where the process dies between the two
    renames that this takes, :func:`mend_folder` brings the old one back.

    Args:
        target: the folder, which need not be there; a symbolic link is followed.

    Yields:
        where to make the new one; nothing is there yet.

    Raises:
        BlockingIOError: another process is making it.
        OSError: it cannot be made there.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _claimed_scratch(target) as scratch:
        new, old = scratch / uuid4().hex, scratch / _OLD  # RocksDB may still hold the name of a failed one
        yield new
        sync_tree(new)
        if target.exists():
            target.rename(old)
        new.rename(target)
        sync_folder(target.parent)


def mend_folder(target: Path) -> None:
    """Clear away what processes left that died while they made ``target``.

    Raises:
        BlockingIOError: a living process is making it.
        OSError: nothing can be written there.
    """
    if _scratch(target.resolve()).exists():
        with _claimed_scratch(target.resolve()):
            pass


def is_torn(folder: Path) -> bool:
    """Return whether :func:`mend_folder` would bring back the folder that is missing here."""
    folder = folder.resolve()
    return not folder.exists() and (_scratch(folder) / _OLD).exists()


def _scratch(target: Path) -> Path:
    return target.with_name(f".{target.name}.building")


@contextmanager
def _claimed_scratch(target: Path) -> Iterator[Path]:
    """Claim the folder beside ``target`` in which its successor is made; it is empty but for the claim."""
    scratch = _scratch(target)
    with ExitStack() as undo:
        undo.callback(_remove_if_empty, scratch)
        while True:
            scratch.mkdir(exist_ok=True)
            with suppress(FileNotFoundError):  # then whoever had it has just taken the folder away
                undo.enter_context(claimed(scratch / _CLAIM, wait=False))
                break
        undo.callback(_settle, scratch, target)
        _settle(scratch, target)
        yield scratch


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):  # else the next one has claimed it already
        folder.rmdir()


def _settle(scratch: Path, target: Path) -> None:
    old = scratch / _OLD
    if old.exists() and not target.exists():
        old.rename(target)
    for path in sorted(scratch.iterdir()):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != _CLAIM:
            path.unlink()


def sync_tree(folder: Path) -> None:
    """Let everything in ``folder`` reach the disk, so that a rename cannot reach it first."""
    for parent, _, names in os.walk(folder):
        for name in names:
            with Path(parent, name).open("rb") as file:
                os.fsync(file.fileno())
        sync_folder(Path(parent))


def sync_folder(folder: Path) -> None:
    """Let the names in ``folder`` reach the disk."""
    if sys.platform == "win32":
        return  # it opens no folders
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
