"""What articles show, on its way from tasks to the driver."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from defgraph.build.statements import Observations


def packed_observations(observed: Observations) -> bytes:
    """Return what an article shows as bytes."""
    return pickle.dumps(observed, protocol=5)


class Once:
    """Unpacks what articles show, and keeps each IRI and each text in memory once, for all articles.

    Names, days and places come again and again: this halves what an article takes.
    """

    def __init__(self) -> None:
        self._kept: dict[Any, Any] = {}

    def observations(self, packed: bytes) -> Observations:
        """Return what an article shows, from the bytes that one of our own tasks wrote."""
        observed: Observations = pickle.loads(packed)  # noqa: S301 - as said
        observed.names = {(self._same(thing), self._same(name)) for thing, name in observed.names}
        observed.reports = [self._same(report) for report in observed.reports]
        return observed

    def _same(self, value: Any) -> Any:  # noqa: ANN401 - tuples of IRIs and texts, named or not
        if not isinstance(value, tuple):
            return self._kept.setdefault(value, value)
        parts = map(self._same, value)
        return value._make(parts) if hasattr(value, "_make") else tuple(parts)
