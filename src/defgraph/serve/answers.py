"""Answers that are kept for who asks the same again, until the store changes."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from defgraph.serve.worker import Done

_SHARE = 16
"""An answer that would fill a greater part of the room than one in so many is not kept."""


class Answers:
    """The answers that were asked for last, of one edition of the store.

    Args:
        room: how many bytes they may take, about.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._taken = 0
        self._edition = -1
        self._held: OrderedDict[tuple[Any, ...], Done] = OrderedDict()

    @property
    def taken(self) -> int:
        """About how many bytes they take."""
        return self._taken

    def find(self, edition: int, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Done | None:
        """Return what ``function`` answered to these arguments; None where that is not known."""
        if edition != self._edition:
            self._held.clear()
            self._taken = 0
            self._edition = edition
            return None
        key = (function, arguments)
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
        return found

    def keep(
        self, edition: int, function: Callable[..., Any], arguments: tuple[Any, ...], done: Done
    ) -> None:
        """Keep an answer, and let go of those that were not asked for longest."""
        if edition != self._edition or done.size > self._room // _SHARE:
            return
        key = (function, arguments)
        if key not in self._held:
            self._taken += done.size
        self._held[key] = done
        while self._taken > self._room:
            _, gone = self._held.popitem(last=False)
            self._taken -= gone.size
