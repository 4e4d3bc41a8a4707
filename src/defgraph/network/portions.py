"""Queries about all things there are, or about some of them, a thousand at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.queries.injection import inject
from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from defgraph.store import Store
    from defgraph.terms import Term

    Row = tuple[Term | None, ...]

_AT_ONCE = 1_000


def values(name: str, terms: Iterable[NamedNode]) -> str:
    """Return a SPARQL ``VALUES`` block of ``terms`` for the variable ``?name``."""
    return f"VALUES ?{name} {{ {' '.join(sorted({str(term) for term in terms}))} }}"


def rows_about(store: Store, query: str, name: str, things: Iterable[str] | None) -> Iterator[Row]:
    """Yield the rows of a query about all there is, or about ``things``, in no particular order.

    Args:
        store: what to read.
        query: a SELECT query; in place of each ``%s`` comes what ``?name`` is one of, or nothing.
        name: of the variable.
        things: IRIs; None: whatever the variable is bound to.
    """
    if things is None:
        yield from store.select(query.replace("%s", "")).rows
        return
    for some in _batches(things):
        # IRIs may hold a percent sign, so this is not for the % operator.
        yield from store.select(values(name, some).join(query.split("%s"))).rows


def one_of(name: str, terms: Iterable[NamedNode], *, beside_things: bool) -> str:
    """Return the part of a query by which ``?name`` is one of ``terms``.

    Args:
        name: of the variable.
        terms: what it may be.
        beside_things: whether :func:`rows_about` binds another variable of the same pattern. With two blocks
            of values Oxigraph reads all that the second finds, and then joins.
    """
    if not beside_things:
        return values(name, terms)
    return f"FILTER(?{name} IN ({', '.join(sorted({str(term) for term in terms}))}))"


def package_query(path: str) -> str:
    """Return the text of the query at ``path`` below this package."""
    return package_file(f"network/{path}").read_text(encoding="utf-8")


def package_rows(store: Store, path: str, things: Iterable[str] | None = None) -> Iterator[Row]:
    """Yield the rows of the query at ``path``: all, or those whose ``?_thing`` is one of ``things``."""
    query = package_query(path)
    if things is None:
        yield from store.select(query).rows
        return
    for some in _batches(things):
        yield from store.select(inject(query, {"thing": some})).rows


def _batches(things: Iterable[str]) -> Iterator[list[NamedNode]]:
    every = sorted(set(things))
    for start in range(0, len(every), _AT_ONCE):
        yield [NamedNode(thing) for thing in every[start : start + _AT_ONCE]]
