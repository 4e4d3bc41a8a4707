"""Filling an empty Oxigraph database with every core at work."""

from __future__ import annotations

from collections import deque
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pyoxigraph as ox

from defgraph.store.merging import merging_gives_way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

_SMALLEST, _LARGEST = 8_000_000, 32_000_000
"""How many characters are handed over at a time, at first and at most.

Of 8 million are some 33,000 statements. Oxigraph puts so many in order within a processor's cache: it takes a
quarter less time than for four times as many, and 35 MB of memory.
"""
_MANY = 300
"""So many chunks come before they grow with what has been loaded, and before merging their files must go on.

To merge the files of an index RocksDB opens all of them, and a process may often open no more than 1,024.
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
    with ExitStack() as at_first, ThreadPoolExecutor(_THREADS) as others:
        at_first.enter_context(merging_gives_way())
        for number, chunk in enumerate(_chunks(texts)):
            if number == _MANY:
                at_first.close()
            if len(loading) == _THREADS + _WAITING:
                loading.popleft().result()
            loading.append(others.submit(database.bulk_load, chunk, ox.RdfFormat.N_QUADS, lenient=True))
        for each in loading:
            each.result()


def _chunks(texts: Iterable[str]) -> Iterator[bytes]:
    gathered, size, loaded = [], 0, 0
    for text in texts:
        gathered.append(text)
        size += len(text)
        if size >= min(max(_SMALLEST, loaded // _MANY), _LARGEST):
            yield "".join(gathered).encode()
            gathered, size, loaded = [], 0, loaded + size
    if gathered:
        yield "".join(gathered).encode()
