"""Sorting more lines than memory holds.

Sorted runs go to a temporary file and are merged (Knuth, The Art of Computer Programming 3, section 5.4).
"""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from itertools import chain, islice, pairwise
from typing import IO, TYPE_CHECKING

from defgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

RUN = 64 << 20
"""Bytes of text that are sorted at one time; the blocks of all runs in the merge are a quarter of it."""

_BLOCK = 64 << 10  # least bytes of a block
_BATCH = 50_000  # lines


def sorted_lines(
    chunks: Iterable[list[bytes]], folder: Path | None = None, *, run: int | None = None
) -> Iterator[list[bytes]]:
    """Yield lines in the order of their bytes, each once, in lists one after the other.

    The order of UTF-8 bytes is that of code points. Up to ``run`` bytes nothing is written; beyond,
    a file without a name holds the lines, so nothing stays behind however the process ends. Memory
    does not grow with their number.

    Args:
        chunks: lists of lines without the newline; they are emptied.
        folder: where the file is made; by default where temporary files go (``$TMPDIR``).
        run: bytes that are sorted in memory, by default :data:`RUN`.

    Raises:
        InputError: the file cannot be written.
    """
    run = run or RUN
    held: list[bytes] = []
    size = 0
    with _Runs(folder) as runs:
        for chunk in chunks:
            held += chunk
            size += sum(map(len, chunk))
            chunk.clear()
            if size > run:
                runs.add(_distinct(held))
                held.clear()
                size = 0
        last = _distinct(held)
        held.clear()
        if not runs:
            yield from (last[start : start + _BATCH] for start in range(0, len(last), _BATCH))
            return
        runs.add(last)
        last.clear()
        yield from runs.merged(max(run // 4 // len(runs), _BLOCK))


def _distinct(lines: list[bytes]) -> list[bytes]:
    lines.sort()
    return list(dict.fromkeys(lines))


class _Runs:
    """Sorted runs of lines, one after the other in a temporary file that is opened with the first."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._ends = [0]

    def __enter__(self) -> _Runs:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, lines: list[bytes]) -> None:
        """Write a run of distinct, sorted lines."""
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - __exit__ closes it
            self._file.writelines(chain.from_iterable((line, b"\n") for line in lines))
            self._file.flush()
        except OSError as error:
            place = self._folder or tempfile.gettempdir()
            raise InputError(
                f"{place}: sorting needs room for a temporary file: {error.strerror}; "
                "name a folder with room in TMPDIR"
            ) from None
        self._ends.append(self._file.tell())

    def merged(self, block: int) -> Iterator[list[bytes]]:
        """Yield the lines of all runs in order, each once, reading ``block`` bytes of a run at a time.

        What is not above the least of the blocks' last lines is complete, and sorting it merges its
        sorted parts.
        """
        if self._file is None:
            return
        readers = [_blocks(self._file, start, end, block) for start, end in pairwise(self._ends)]
        heads = [(lines, reader) for reader in readers for lines in islice(reader, 1)]
        while heads:
            limit = min(lines[-1] for lines, _ in heads)
            ready: list[bytes] = []
            for lines, _ in heads:
                cut = bisect_right(lines, limit)
                ready += lines[:cut]
                del lines[:cut]
            heads = [(left, reader) for lines, reader in heads if (left := lines or next(reader, []))]
            yield _distinct(ready)


def _blocks(file: IO[bytes], start: int, end: int, size: int) -> Iterator[list[bytes]]:
    """Yield whole lines between two places of a file, of about ``size`` bytes at a time."""
    while start < end:
        file.seek(start)
        text = file.read(min(size, end - start))
        if not text.endswith(b"\n"):
            text += file.readline()
        start += len(text)
        yield text[:-1].split(b"\n")
