"""What a server is told when it starts."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from defgraph.store import open_store

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

    from defgraph.serve.tokens import Tokens
    from defgraph.store import Store

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """Where a store is, and how to reach it: the arguments of :func:`~defgraph.store.open_store`."""

    where: str
    update_url: str | None = None
    graph_store_url: str | None = None
    credentials: str | None = None
    timeout: float | None = None
    allow_plain_http: bool = False

    @property
    def is_endpoint(self) -> bool:
        """Whether the store is somewhere else, behind an address."""
        return self.where.startswith(("http://", "https://"))

    def open(self, *, read_only: bool = True) -> Store:
        """Open the store.

        Raises:
            StoreError: as for :func:`~defgraph.store.open_store`.
        """
        return open_store(
            self.where,
            read_only=read_only,
            update_url=self.update_url,
            graph_store_url=self.graph_store_url,
            credentials=self.credentials,
            timeout=self.timeout,
            allow_plain_http=self.allow_plain_http,
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take, and how many there may be at once.

    ``seconds`` is how long a request may work on the store, ``dump_seconds`` how long writing a dump may
    take. ``answer_bytes``, ``query_bytes`` and ``upload_bytes`` bound an answer, a query or form, and what
    is written to the store. ``workers`` processes answer at once; ``waiting`` requests may wait for one,
    each for ``waiting_seconds``. ``memory_bytes`` is what a worker's address space may grow to,
    ``cached_bytes`` what answers that are kept for who asks the same again may take. ``dumps`` may be written
    at once, each by a process of its own.
    """

    seconds: float = 30
    dump_seconds: float = 3600
    answer_bytes: int = 256 * MEBIBYTE
    query_bytes: int = MEBIBYTE
    upload_bytes: int = 64 * MEBIBYTE
    workers: int = field(default_factory=lambda: max(2, os.cpu_count() or 2))
    waiting: int = 64
    waiting_seconds: float = 5
    memory_bytes: int = 8 * 1024 * MEBIBYTE
    cached_bytes: int = 64 * MEBIBYTE
    dumps: int = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server serves, and to whom.

    Args:
        place: the store.
        limits: what a request may take.
        folders: folders of one's own saved queries.
        tokens: who may write; None: nobody.
        review: the folder of draft records to go through; None: there is no such page.
        allowed_hosts: hosts that a query may reach by SERVICE, or an update by LOAD, in small letters; a port
            stands after a colon where it is not that of the scheme.
        language: of pages, where the reader's browser asks for none that there is.
        access_log: where requests are told, a line of JSON each; None: nowhere.
    """

    place: Place
    limits: Limits = field(default_factory=Limits)
    folders: tuple[str, ...] = ()
    tokens: Tokens | None = None
    review: Path | None = None
    allowed_hosts: frozenset[str] = frozenset()
    language: str = "en"
    access_log: TextIO | None = None
