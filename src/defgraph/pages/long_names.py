"""Things with names so long that their addresses are shortened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from defgraph.pages.addresses import shortened, start_of_shortened
from defgraph.pages.asking import ask

if TYPE_CHECKING:
    from defgraph.pages.addresses import Addresses
    from defgraph.store import Store


def full_local(store: Store, addresses: Addresses, local: str) -> str:
    """Return the local that ``local`` is short for; itself, where it is short for none that the store knows.

    Args:
        store: whose things count; it is asked only about what looks shortened.
        addresses: of the store.
        local: see :func:`~defgraph.pages.addresses.shortened`.

    Raises:
        StoreError: the store failed.
    """
    start = start_of_shortened(local)
    thing = addresses.iri(start) if start else None
    if thing is None:
        return local
    for row in ask(store, "beginning-with", start=[Literal(thing.value)]):
        found = addresses.local(row.iri("thing"))
        if found is not None and found != local and shortened(found) == local:
            return found
    return local
