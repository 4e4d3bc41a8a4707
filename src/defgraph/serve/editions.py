"""When the store has changed: workers that opened another edition of it open it again."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from defgraph.serve.settings import Place

LOOKED_EACH = 0.5
"""Seconds after which the folder of a store is looked at again."""

_TELLING = (".log", "CURRENT")


class Editions:
    """Tells states of a store apart, as far as that can be seen from outside.

    A folder is looked at: RocksDB writes each change to a log first, so the names and sizes of logs tell
    changes by any process. An endpoint needs no opening again.

    Args:
        place: the store.
    """

    def __init__(self, place: Place) -> None:
        self._folder = None if place.is_endpoint else place.where
        self._number = 0
        self._seen: object = None
        self._looked = float("-inf")

    @property
    def are_known(self) -> bool:
        """Whether every change of the store is seen; an endpoint does not tell of its changes."""
        return self._folder is not None

    def now(self) -> int:
        """Return a number that grows from one edition to the next."""
        if self._folder is None:
            return self._number
        moment = time.monotonic()
        if moment - self._looked > LOOKED_EACH:
            self._looked = moment
            seen = _signature(self._folder)
            if seen != self._seen:
                self._number, self._seen = self._number + 1, seen
        return self._number

    def changed(self) -> None:
        """Count a change that this server made itself, so that its next answer shows it."""
        self._number += 1
        self._looked = float("-inf")


def _signature(folder: str) -> object:
    try:
        with os.scandir(folder) as entries:
            told = [
                (entry.name, status.st_size, status.st_ino)
                for entry in entries
                if entry.name.endswith(_TELLING) or entry.name.startswith("MANIFEST")
                for status in [entry.stat()]
            ]
    except OSError:
        return None  # the worker that opens it says what is wrong
    return tuple(sorted(told))
