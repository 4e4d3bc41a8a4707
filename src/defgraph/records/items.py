"""What a reader hands over: a valid record and how to find its parts in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from defgraph.records.models import Record
    from defgraph.records.problems import Locate


class Item(NamedTuple):
    """A record that a reader found.

    Args:
        record: the record.
        line: the line it begins at, from 1, where a file holds several.
        locate: tells where in the file a part of it stands.
    """

    record: Record
    line: int | None
    locate: Locate
