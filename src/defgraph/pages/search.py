"""Finding things of a store by what people type, and telling those of like names apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.namespaces import DG
from defgraph.pages.addresses import page_path
from defgraph.pages.asking import ask
from defgraph.pages.search_index import Entry, Index
from defgraph.views.texts import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from defgraph.pages.asking import Row
    from defgraph.pages.context import Context
    from defgraph.pages.naming import Link
    from defgraph.store import Store

KINDS = ("Official", "Organisation", "Position", "Country", "CooperationArea", "Meeting")
"""The classes of what can be found, in the order in which results are shown."""

_OF_STATES = ("Official", "Organisation")
_CONCEPTS = ("Country", "CooperationArea")
LONGEST = 200
"""Characters of what is typed that are looked at."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found.

    ``detail`` tells it apart from others of its name, ``value`` is what names it as a parameter of a query,
    ``path`` is where its page is.
    """

    link: Link
    kind: str
    detail: str
    value: str
    path: str


def index_of(store: Store) -> Index:
    """Return the index of what is in ``store``; it is made when it is first asked for, and after each build.

    Raises:
        StoreError: the store failed.
    """
    return _index(store, stamp_of(store))


def stamp_of(store: Store) -> tuple[tuple[str, str], ...]:
    """Return what changes whenever ``store`` is built anew.

    Raises:
        StoreError: the store failed.
    """
    return tuple((row.iri("graph"), row.text("triples")) for row in ask(store, "stamp"))


@lru_cache(maxsize=1)
def _index(store: Store, stamp: tuple[tuple[str, str], ...]) -> Index:  # noqa: ARG001 - part of the key
    return Index(things_to_find(store))


def things_to_find(store: Store) -> Iterator[tuple[Entry, Collection[str], Collection[str]]]:
    """Yield everything that can be found, with its other names, and texts that may be typed beside a name.

    Raises:
        StoreError: the store failed.
    """
    names, beside, numbers = names_of(store), _partners(store), _numbers(store)
    countries: dict[str, dict[str, str]] = {}
    for kind in KINDS:
        labels = _labels(store, kind)
        if kind == "Country":
            countries.update(labels)
        for iri in sorted(labels):
            partners = {name for code in beside.get(iri, ()) for name in countries.get(code, {}).values()}
            state = iri.rsplit("/", 2)[-2] if kind in _OF_STATES else ""
            yield Entry(iri, kind, labels[iri], numbers.get(iri, 0), state), names.get(iri, ()), partners


def _labels(store: Store, kind: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in ask(store, "search-things", **{"class": [DG(kind)]}):
        label = row.literal("label")
        if label is not None:
            tag, text = label.language or "", clean(label.value)
            found[row.iri("thing")][tag] = min(text, found[row.iri("thing")].get(tag, text))
    return found


def names_of(store: Store) -> dict[str, set[str]]:
    """Return the other names of everything, those of what it replaces, too, by IRI.

    Raises:
        StoreError: the store failed.
    """
    return _grouped(ask(store, "search-names"), "thing", "name")


def _partners(store: Store) -> dict[str, set[str]]:
    return _grouped(ask(store, "search-partners"), "meeting", "thing")


def _grouped(rows: list[Row], key: str, value: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row.iri(key)].add(row.text(value))
    return found


def _numbers(store: Store) -> dict[str, int]:
    return {row.iri("thing"): row.number("number") for row in ask(store, "search-numbers")}


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one class, the likeliest first, and how much there is of it in all."""

    kind: str
    total: int
    hits: list[Hit]


def find(context: Context, text: str, kinds: Sequence[str] = KINDS, most: int = 10) -> list[Hits]:
    """Return what ``text`` may mean, by class; see :meth:`Index.find`.

    Raises:
        StoreError: the store failed.
    """
    index = index_of(context.store)
    found = index.find(text[:LONGEST], context.language, kinds, most)
    every = iter(hits(context, index, [entry for each in found for _, entry in each.entries]))
    return [Hits(each.kind, each.total, [next(every) for _ in each.entries]) for each in found]


def suggest(context: Context, text: str, kinds: Sequence[str] = KINDS, most: int = 10) -> list[Hit]:
    """Return what ``text`` may mean, of all classes together, the likeliest first.

    Raises:
        StoreError: the store failed.
    """
    index = index_of(context.store)
    found = index.find(text[:LONGEST], context.language, kinds, most)
    ranked = [(rank, entry) for each in found for rank, entry in each.entries]
    best = sorted(ranked, key=lambda one: (one[0], KINDS.index(one[1].kind)))[:most]
    return hits(context, index, [entry for _, entry in best])


def hits(context: Context, index: Index, entries: Sequence[Entry]) -> list[Hit]:
    """Return things with what tells them apart: asks once for all."""
    rows: dict[str, list[Row]] = defaultdict(list)
    wanted = [NamedNode(entry.iri) for entry in entries]
    for row in ask(context.store, "search-details", thing=wanted) if wanted else ():
        rows[row.iri("thing")].append(row)
    context.names.learn(row.iri("value") for found in rows.values() for row in found)
    context.names.learn(entry.iri for entry in entries)
    return [_hit(context, index, entry, rows[entry.iri]) for entry in entries]


def _hit(context: Context, index: Index, entry: Entry, rows: list[Row]) -> Hit:
    link = context.names.link(entry.iri)
    local = context.addresses.local(entry.iri) or ""
    values: dict[str, list[str]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.text("what"), row.text("day"))):
        values[row.text("what")].append(context.names.label(row.iri("value")))
    posts = values["post"][-1:]
    parts = [*posts, *values["organisation"], ", ".join(sorted(values["country"] or values["partner"]))]
    if entry.kind in _CONCEPTS:
        parts.append(context.wording.counted("meeting", entry.number))
    return Hit(
        link=link,
        kind=entry.kind,
        detail=" · ".join(part for part in parts if part),
        value=_value(index, entry, local),
        path=page_path(local, context.language),
    )


def _value(index: Index, entry: Entry, local: str) -> str:
    """Return what people would write to mean this thing alone."""
    if entry.kind in _CONCEPTS:
        return local.rpartition("/")[2]
    label, _ = entry.label("en")
    if entry.kind == "Position" or (entry.kind in _OF_STATES and index.are_called(entry, label) == 1):
        return label
    if entry.kind in _OF_STATES and index.are_called(entry, label, of_its_state=True) == 1:
        return f"{label} ({entry.state.upper()})"
    return local
