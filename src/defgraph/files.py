"""Writing files whole or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from defgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

STANDARD_STREAM = "-"


@contextmanager
def open_output(path: str | Path) -> Iterator[IO[bytes]]:
    """Open a file to write bytes to; it appears under its name only when all has been written.

    Args:
        path: the file, or ``-`` for standard output.

    Raises:
        InputError: nothing can be written there.
    """
    if str(path) == STANDARD_STREAM:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        file = beside.open("wb")
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror}") from None
    try:
        with file:
            yield file
        if target.is_dir():
            raise InputError(f"{target}: cannot be written: it is a folder")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
