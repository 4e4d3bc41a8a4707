"""The rows of a saved query, page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from defgraph.queries.run import run_saved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.queries.header import SavedQuery
    from defgraph.queries.result import Result
    from defgraph.store import Store


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the rows of a query.

    ``number`` counts from 1, ``size`` is how many rows a page has, ``total`` how many rows there are on all
    pages. ``result`` holds the rows of this page; a page after the last one has none.
    """

    result: Result
    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page; an answer without rows has one page."""
        return max(1, -(-self.total // self.size))


def run_page(
    store: Store, query: SavedQuery, parameters: Mapping[str, object], number: int, size: int
) -> Page:
    """Run a saved query, and return a page of its rows.

    All rows are fetched: sorting them is most of the work, and counting them apart would do it twice.
    The total and the page are so of one state of the store.

    Args:
        store: where to ask.
        query: which query.
        parameters: as for :func:`~defgraph.queries.run.run_query`.
        number: which page, from 1.
        size: how many rows a page has, at least 1.

    Raises:
        DefgraphError: as for :func:`~defgraph.queries.run.run_query`.
    """
    result = run_saved(store, query, parameters)
    first = (number - 1) * size
    return Page(replace(result, rows=result.rows[first : first + size]), number, size, len(result.rows))
