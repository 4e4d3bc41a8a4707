"""What the text says in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = ("person", "rank", "position", "organisation", "country", "place", "date", "area", "meeting")
"""The kinds of mention, in the order they are listed."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A stretch of text that names something.

    ``start`` and ``end`` count Unicode code points of the article's text, half-open; ``text`` is what
    stands there; ``normal`` is its normal form (an ISO code, an EDTF date, an area's id, a post
    written out …); ``details`` holds what else was read off it.
    """

    start: int
    end: int
    kind: str
    text: str
    normal: str
    details: Mapping[str, str] = field(default_factory=lambda: _NOTHING, compare=False)
