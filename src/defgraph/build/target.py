"""What a build asks of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from pyoxigraph import NamedNode

from defgraph.namespaces import DG, VOID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from defgraph.terms import Term


class Rows(Protocol):
    """The answer of a SELECT query."""

    @property
    def rows(self) -> list[tuple[Term | None, ...]]:
        """One tuple a solution, in the order of the SELECT clause."""


class Target(Protocol):
    """The part of a store that a build needs."""

    location: str
    can_load: bool
    keeps_notes: bool

    def is_empty(self) -> bool:
        """Return whether it holds no statement."""

    def load(self, texts: Iterable[str]) -> None:
        """Fill it from nothing with statements as N-Quads: all of them, or none."""

    def select(self, query: str) -> Rows:
        """Answer a SELECT query."""

    def insert(self, text: str) -> None:
        """Add N-Quads, as one transaction."""

    def update(self, text: str, *, repeatable: bool = False) -> None:
        """Run an update as one transaction; ``repeatable``: doing it twice comes to doing it once."""

    def read_note(self) -> bytes | None:
        """Return what the last build noted beside the statements; None: nothing."""

    def write_note(self, note: bytes) -> None:
        """Keep a note for the next build, where the store can. Nothing may rest on its being there."""

    def add_to_note(self, more: bytes) -> None:
        """Keep more at the end of the note. It may be there in part, or not at all."""


_BATCH = 1000
"""How many terms one VALUES block holds."""


def select_among(
    store: Target, query: str, variable: str, terms: Iterable[Term]
) -> Iterator[tuple[Any, ...]]:
    """Yield the solutions of ``query`` with ``variable`` among ``terms``; ``%s`` is where they go.

    Whoever wrote the query knows of what kind the terms of a row are; types do not say.
    """
    listed = sorted(map(str, terms))
    for start in range(0, len(listed), _BATCH):
        values = " ".join(listed[start : start + _BATCH])
        # IRIs may hold a percent sign, so this is not for the % operator.
        yield from store.select(query.replace("%s", f"VALUES ?{variable} {{ {values} }}", 1)).rows


def bare_digests(store: Target) -> list[str]:
    """Return the digests of all graphs that have one, without the graphs: three times as quick."""
    query = f"SELECT (GROUP_CONCAT(?digest) AS ?all) WHERE {{ GRAPH ?in {{ ?g {DG('digest')} ?digest }} }}"
    return [digest for (told,) in store.select(query).rows if told for digest in told.value.split()]


def digests(store: Target) -> dict[NamedNode, str]:
    """Return the digest of every graph that has one."""
    rows = store.select(f"SELECT ?g ?digest WHERE {{ GRAPH ?in {{ ?g {DG('digest')} ?digest }} }}").rows
    return {
        graph: digest.value for graph, digest in rows if isinstance(graph, NamedNode) and digest is not None
    }


def base_of(store: Target) -> str | None:
    """Return the base IRI of the data in ``store``, or None when it holds none."""
    rows = store.select(f"SELECT ?base WHERE {{ ?data {VOID('uriSpace')} ?base }} ORDER BY ?base").rows
    return next((base.value for (base,) in rows if base is not None), None)
