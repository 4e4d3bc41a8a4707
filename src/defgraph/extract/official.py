"""An official as one place of a text names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from defgraph.extract.post_words import Post


@dataclass(frozen=True, slots=True)
class Official:
    """Someone in one place of the text: a name, a post, or both; ``first`` to ``after`` are its tokens."""

    first: int
    after: int
    name: str | None = None
    rank: str | None = None
    post: Post | None = None
    country: str | None = None
    organisation: str | None = None
    name_first: int = 0
    name_after: int = 0
