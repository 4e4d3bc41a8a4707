"""Filling an empty Oxigraph database on disk, with both cores at work."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

    from pyoxigraph import Quad

_CHUNK = 100_000
"""How many quads are handed over at a time; two chunks are in memory at once."""


def fill(database: ox.Store, quads: Iterable[Quad]) -> None:
    """Load ``quads`` into the empty ``database`` on disk; in memory its own ``bulk_extend`` is faster.

    Oxigraph loads one chunk, outside of Python's lock, while the iterable works out the next. Chunks
    are loaded one by one: when the iterable raises, throw the database away.
    """
    from concurrent.futures import ThreadPoolExecutor  # asking a store needs none, and should start at once

    rest = iter(quads)
    loading: Future[None] | None = None
    with ThreadPoolExecutor(max_workers=1) as other_thread:
        while chunk := list(islice(rest, _CHUNK)):
            lines = ox.serialize(chunk, format=ox.RdfFormat.N_QUADS)
            if loading is not None:
                loading.result()
            loading = other_thread.submit(database.bulk_load, lines, ox.RdfFormat.N_QUADS)
        if loading is not None:
            loading.result()
