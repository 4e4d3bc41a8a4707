"""How far a dump has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    Progress: TypeAlias = Callable[[str, int], object]

_T = TypeVar("_T")


class Tally:
    """Counts the statements that pass by in lists.

    Args:
        what: what is done with them (``"read"`` or ``"written"``).
        progress: called with that and their number, after each list.
    """

    def __init__(self, what: str, progress: Progress | None) -> None:
        self._what = what
        self._progress = progress
        self.count = 0

    def of(self, lists: Iterable[list[_T]]) -> Iterator[list[_T]]:
        """Yield the lists, which whoever takes them may empty."""
        for each in lists:
            size = len(each)
            yield each
            self.count += size
            if self._progress is not None:
                self._progress(self._what, self.count)
