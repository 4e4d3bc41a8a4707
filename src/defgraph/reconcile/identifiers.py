"""Identifiers of things: what is left of their IRIs after the identifier space (Reconciliation API 0.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from defgraph.namespaces import ROOT, VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.pages.addresses import Addresses


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The identifiers of one store's things.

    Data and vocabularies share the identifier space where they can. Of data at an address of its own, the
    identifiers of countries are whole IRIs.

    Args:
        addresses: of the store.
    """

    addresses: Addresses

    @property
    def space(self) -> str:
        """What the IRIs of things begin with."""
        return ROOT if self.addresses.base.startswith(ROOT) else self.addresses.base

    def of(self, iri: str) -> str:
        """Return the identifier of a thing."""
        return iri.removeprefix(self.space)

    def iris(self, identifier: str) -> Iterator[str]:
        """Yield the IRIs that may be meant: by an identifier, an IRI, or the local of a page."""
        text = identifier.strip().removeprefix("<").removesuffix(">")
        yield from (text, self.space + text, self.addresses.base + text, VOCABULARY + text)
