"""Writing files whole or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from defgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STANDARD_STREAM = "-"


@contextmanager
def open_output(path: str | Path) -> Iterator[IO[bytes]]:
    """Open a file to write bytes to; it appears under its name only when all has been written.

    A symbolic link is followed. What is no regular file, such as a pipe or a device, is written to as
    it stands.

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
        beside = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with beside.open("wb") as file:
                yield file
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Say of a failure to write what could not be written; a closed pipe is none."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"{name}: cannot be written: {error.strerror}") from None


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
