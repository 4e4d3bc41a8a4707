"""What making a page has at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from defgraph.pages.addresses import page_path
from defgraph.pages.asking import ask
from defgraph.pages.naming import Names
from defgraph.pages.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from defgraph.pages.addresses import Addresses
    from defgraph.pages.asking import Row
    from defgraph.pages.settings import Settings
    from defgraph.store import Store
    from defgraph.terms import Term


class Context:
    """The store, the language, the address of the page, and the names of what is on it.

    Args:
        store: what the page is about.
        local: of what; see :mod:`defgraph.pages.addresses`.
        language: of the page.
        settings: what it may link to.
        addresses: of this store.
        asked: what was asked of the page, as the query of its address.
    """

    def __init__(
        self,
        store: Store,
        local: str,
        language: str,
        settings: Settings,
        addresses: Addresses,
        asked: str = "",
    ) -> None:
        self.store, self.local, self.language, self.asked = store, local, language, asked
        self.settings, self.addresses = settings, addresses
        self.document = page_path(local, language)
        self.wording = Wording(language)
        self.names = Names(store, addresses, language, self.document)

    def ask(self, query: str, **parameters: Iterable[Term]) -> list[Row]:
        """Return the solutions of one of this package's queries."""
        return ask(self.store, query, **parameters)

    def saved_query(self, name: str, **values: str) -> str:
        """Return the address of a saved query with values; nothing where no server answers it."""
        if not self.settings.interactive:
            return ""
        path = self.names.to_document(page_path(f"queries/{name}", self.language))
        return f"{path}?{urlencode(values)}" if values else path
