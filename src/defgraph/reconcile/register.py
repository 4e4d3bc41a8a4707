"""What things are compared by: their names and the values of their properties, held in memory."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.pages.asking import ask_file
from defgraph.pages.rendering import addresses_of
from defgraph.pages.search import index_of, names_of, stamp_of
from defgraph.reconcile.identifiers import Identifiers
from defgraph.reconcile.vocabulary import TYPES, properties
from defgraph.views.texts import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from defgraph.pages.asking import Row
    from defgraph.pages.search_index import Entry, Index
    from defgraph.store import Store
    from defgraph.terms import Term

NO_VALUES: tuple[str, ...] = ()


class Thing(NamedTuple):
    """A thing that can be a candidate; ``values`` are IRIs or texts, by property."""

    entry: Entry
    names: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]

    @property
    def countries(self) -> tuple[str, ...]:
        """The codes (alpha-2) of the countries that it is of."""
        return tuple(iri.rpartition("/")[2] for iri in self.values.get("country", NO_VALUES))


@dataclass(frozen=True, slots=True)
class Register:
    """The things of a store, by IRI; the index finds those that go by a text."""

    index: Index
    identifiers: Identifiers
    things: Mapping[str, Thing]

    def at(self, identifier: str) -> Thing | None:
        """Return the thing with this identifier, IRI or local."""
        iris = self.identifiers.iris(identifier)
        return next((self.things[iri] for iri in iris if iri in self.things), None)


def register_of(store: Store) -> Register:
    """Return what things of ``store`` are compared by; it is read when first asked for, and after each build.

    Raises:
        StoreError: the store failed.
    """
    return _register(store, stamp_of(store))


@lru_cache(maxsize=1)
def _register(store: Store, stamp: tuple[tuple[str, str], ...]) -> Register:  # noqa: ARG001 - part of the key
    index = index_of(store)
    compared = {name for name, each in properties().items() if each.is_compared}
    values = {name: _values(store, name) for name in sorted(compared)}
    others = names_of(store)
    things = {}
    for entry in index.entries:
        if entry.kind in TYPES:
            found = {name: values[name][entry.iri] for name in compared if entry.iri in values[name]}
            names = tuple(sorted({*entry.labels.values(), *others.get(entry.iri, ())}))
            things[entry.iri] = Thing(entry, names, found)
    return Register(index, Identifiers(addresses_of(store)), things)


def _values(store: Store, name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    is_thing = bool(properties()[name].type)
    for row in rows_of(store, properties()[name].query):
        value = row.iri("value") if is_thing else clean(row.text("value"))
        if value:
            found[row.iri("thing")][value] = None
    return {iri: tuple(values) for iri, values in found.items()}


def rows_of(store: Store, query: str, things: Iterable[Term] = ()) -> list[Row]:
    """Return what ``queries/<query>.rq`` finds of some things, or of all there are.

    Raises:
        StoreError: the store failed.
    """
    return ask_file(store, f"reconcile/queries/{query}.rq", thing=things)
