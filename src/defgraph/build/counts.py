"""How many statements stand in each graph that no digest covers: with it a store knows what it has lost.

The graph of what is derived tells it, as ``void:triples`` (https://www.w3.org/TR/void/#statistics); these
statements themselves do not count.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from defgraph.build.change import GraphChange
from defgraph.build.target import select_among
from defgraph.namespaces import VOID, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import NamedNode

    from defgraph.build.target import Target
    from defgraph.ids import Minter

MARK = f" {VOID('triples')} "
"""What is in a line that tells a number, and in no other of its graph."""

_COUNTED = "SELECT ?graph (COUNT(*) AS ?number) WHERE { %s GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_TOLD = f"SELECT ?graph ?number WHERE {{ GRAPH %s {{ ?graph {VOID('triples')} ?number }} }}"


def number_line(graph: NamedNode, number: int) -> str:
    """Return the statement that ``graph`` has so many statements, as N-Triples without the full stop."""
    return f'{graph}{MARK}"{number}"^^{XSD("integer")}'


def with_numbers(
    minter: Minter, statements: Iterable[tuple[NamedNode, list[str]]]
) -> Iterator[tuple[NamedNode, list[str]]]:
    """Yield ``statements``, each in its graph and none twice, and then how many there were in each."""
    counted: Counter[NamedNode] = Counter()
    for graph, lines in statements:
        counted[graph] += len(lines)
        yield graph, lines
    yield minter.derived_graph, sorted(_told(counted))


def _told(numbers: Mapping[NamedNode, int]) -> set[str]:
    return {number_line(graph, number) for graph, number in numbers.items() if number}


def numbers_told(store: Target, minter: Minter) -> Mapping[NamedNode, int]:
    """Return how many statements the graphs of ``store`` should have, where it tells that."""
    rows = store.select(_TOLD % minter.derived_graph).rows
    return {graph: int(number.value) for graph, number in rows}  # type: ignore[misc, union-attr] # as selected


def _counted(store: Target, minter: Minter) -> Mapping[NamedNode, int]:
    """Return how many statements they have, for a store of before stores told that."""
    graphs = (minter.derived_graph, minter.inferred_graph, minter.known_graph)
    return {graph: int(number.value) for graph, number in select_among(store, _COUNTED, "graph", graphs)}


def changed_numbers(store: Target, minter: Minter, changes: Iterable[GraphChange]) -> GraphChange:
    """Return how the numbers change.

    Args:
        store: as it is before.
        minter: makes the IRIs.
        changes: of graphs that no digest covers; what leaves is there, and what enters is not.
    """
    before = numbers_told(store, minter)
    after = Counter(before or _counted(store, minter))
    for change in changes:
        after[change.graph] += len(change.enter) - len(change.leave)
    leave, enter = _told(before), _told(after)
    return GraphChange(minter.derived_graph, leave - enter, enter - leave)
