"""What things are called, and what tells them apart from others of their name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.pages.context import Context
from defgraph.pages.search import hits
from defgraph.pages.settings import Settings
from defgraph.reconcile.register import register_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from defgraph.pages.search import Hit
    from defgraph.pages.search_index import Entry
    from defgraph.reconcile.register import Register
    from defgraph.store import Store

_LOCAL = "reconcile"
_SETTINGS = Settings(interactive=True)


def context_of(store: Store, register: Register, language: str) -> Context:
    """Return what telling about things has at hand."""
    return Context(store, _LOCAL, language, _SETTINGS, register.identifiers.addresses)


def tell(store: Store, register: Register, entries: Iterable[Entry], language: str) -> list[Hit]:
    """Return things with what tells them apart, in their order; asks once for all.

    Raises:
        StoreError: the store failed.
    """
    return hits(context_of(store, register, language), register.index, list(entries))


def page_of(store: Store, identifier: str, language: str) -> str | None:
    """Return the path, from the top, of the page about a thing; None where there is no such thing.

    Raises:
        StoreError: the store failed.
    """
    register = register_of(store)
    thing = register.at(identifier)
    return tell(store, register, [thing.entry], language)[0].path if thing is not None else None
