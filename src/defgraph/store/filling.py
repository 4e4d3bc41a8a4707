"""Filling an empty Oxigraph database with every core at work."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

_FIRST, _LARGEST = 4_000_000, 32_000_000
"""How many bytes are handed over at a time, at first and at most.

Each chunk is twice as large as the one before, so that Oxigraph is soon at work, and writes few files that it
has to merge again; 32 MB are some 130,000 statements, for which it takes 140 MB of memory.
"""
_THREADS = 2
_WAITING = 2
"""How many chunks may wait, so that Oxigraph has work while the iterable thinks, and memory is bounded."""


def fill(database: ox.Store, texts: Iterable[str]) -> None:
    """Load statements into an empty database, outside of Python's lock, while the iterable goes on.

    Chunks are loaded one by one: when the iterable raises, throw the database away.

    Args:
        database: where to load them.
        texts: statements as N-Quads; their IRIs are taken to be valid.
    """
    from concurrent.futures import ThreadPoolExecutor  # asking a store needs none, and should start at once

    loading: deque[Future[None]] = deque()
    with ThreadPoolExecutor(_THREADS) as others:
        for chunk in _chunks(texts):
            if len(loading) == _THREADS + _WAITING:
                loading.popleft().result()
            loading.append(others.submit(database.bulk_load, chunk, ox.RdfFormat.N_QUADS, lenient=True))
        for each in loading:
            each.result()


def _chunks(texts: Iterable[str]) -> Iterator[bytes]:
    gathered, size, wanted = [], 0, _FIRST
    for text in texts:
        gathered.append(text.encode())
        size += len(gathered[-1])
        if size >= wanted:
            yield b"".join(gathered)
            gathered, size, wanted = [], 0, min(2 * wanted, _LARGEST)
    if gathered:
        yield b"".join(gathered)
