"""Which store a place means."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from defgraph.store.local import FolderStore, MemoryStore

if TYPE_CHECKING:
    from defgraph.store.base import Store

DEFAULT_STORE = "defgraph.store"
"""The folder in the working directory that holds the store when nothing else is said."""

MEMORY = ("memory", ":memory:")


def open_store(
    where: str | Path | None = None,
    *,
    read_only: bool = False,
    update_url: str | None = None,
    graph_store_url: str | None = None,
    credentials: str | Path | None = None,
    timeout: float | None = None,
    allow_plain_http: bool = False,
) -> Store:
    """Open a store.

    Args:
        where: ``"memory"``; the address of a SPARQL 1.1 endpoint (``http://…`` or ``https://…``);
            else a folder. None means the environment variable ``DEFGRAPH_STORE``, and where that
            is not set :data:`DEFAULT_STORE`.
        read_only: nothing will be written; a folder can then be read while another process writes.
            Else an endpoint may hold half a store, which :func:`~defgraph.build.build` finishes, and
            whatever else of this package changes a store refuses.
        update_url: where the endpoint takes SPARQL 1.1 Update, when it is not beside the query address.
        graph_store_url: where it speaks the Graph Store HTTP Protocol, likewise.
        credentials: a file of passwords of endpoints in the form of ``.netrc``, which others
            cannot read; ``DEFGRAPH_STORE_TOKEN``, or ``DEFGRAPH_STORE_USER`` and
            ``DEFGRAPH_STORE_PASSWORD``, in the environment say them too.
        timeout: for how many seconds an endpoint may be silent; None means 300.
        allow_plain_http: send passwords without encryption to other machines, too.

    Returns:
        the open store; close it, or use it as a context manager.

    Raises:
        InputError: a password is not told in full, can be read by others, or would go unencrypted.
        StoreUnfinishedError: a build into this endpoint has begun and not ended (``read_only``).
        StoreError: it is missing (``read_only``), locked, unreachable, or no store at all.
    """
    place = str(where or os.environ.get("DEFGRAPH_STORE") or DEFAULT_STORE)
    if place in MEMORY:
        return MemoryStore()
    if place.startswith(("http://", "https://")):
        from defgraph.build.upload import check_finished
        from defgraph.store.remote import RemoteStore
        from defgraph.store.transport import TIMEOUT_SECONDS

        store = RemoteStore(
            place,
            read_only=read_only,
            update_url=update_url,
            graph_store_url=graph_store_url,
            credentials=credentials,
            timeout=timeout or TIMEOUT_SECONDS,
            allow_plain_http=allow_plain_http,
        )
        if read_only:
            check_finished(store)
        return store
    return FolderStore(Path(place), read_only=read_only)
