"""What lies around one node, found by IRI or by any of its names."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from defgraph.errors import NotFoundError
from defgraph.ids import name_key, slug
from defgraph.namespaces import DCTERMS
from defgraph.network.portions import package_rows
from defgraph.ontology import closest
from defgraph.queries import Named, find_things, listed, meetings_called

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from typing import Any

    import networkx as nx

    from defgraph.store import Store

    Nodes = Mapping[str, Mapping[str, Any]]
    Among = Callable[[Iterable[str]], set[str]]

_CODE = 2  # letters of a country's code; a meeting may have several countries, which name none


def neighbourhood(graph: nx.Graph[str], store: Store, name: str, depth: int) -> nx.Graph[str]:
    """Return the part of ``graph`` within ``depth`` edges of the node called ``name``, as a new graph.

    Directions are left aside.

    Raises:
        NotFoundError: no node, or more than one, goes by ``name``.
    """
    border = {find_node(graph.nodes, store, name)}
    reached = set(border)
    neighbours = graph.to_undirected(as_view=True).neighbors
    for _ in range(depth):
        border = {near for node in border for near in neighbours(node)} - reached
        reached |= border
    part = graph.copy()
    part.remove_nodes_from([node for node in graph if node not in reached])
    return part


def find_node(nodes: Nodes, store: Store, name: str, among: Among = set) -> str:
    """Return the one of ``nodes`` that has the IRI or goes by the name ``name``.

    It is written as for a parameter of a query, see :func:`defgraph.queries.find_things`: an IRI or the
    end of one, a name, ``Name (CC)``, or the id of a record for its meeting. Of the names, the first of
    these that anything matches decides: as written, without regard to case, accents and punctuation,
    without regard to titles and degrees.

    Args:
        nodes: attributes of nodes, by IRI, as :func:`~defgraph.network.network` has them.
        store: where their other names are.
        name: what a person wrote.
        among: leaves out those of some nodes that may not be found.

    Raises:
        NotFoundError: no node goes by it, or more than one; the message lists them, or what comes near.
        ParameterError: ``name`` begins like an IRI, but is no valid one.
    """
    if name in nodes and among({name}):
        return name
    directory = _Nodes(nodes, store, among)
    found = find_things(directory, name)
    if len(found) == 1:
        return found[0].iri.value
    if found:
        lines = "".join(f"\n  {thing}" for thing in listed(found))
        raise NotFoundError(
            f"around: {len(found)} nodes go by the name {name!r}; "
            f"give one of them as 'Name (CC)' with its country, or by its IRI:{lines}"
        )
    every = sorted({known for node in among(directory.names) for known in directory.names[node]})
    raise NotFoundError(
        f"around: nothing in this network goes by the name {name!r}; expected a name or an IRI"
        + did_you_mean(name, every)
    )


class _Nodes:
    """The nodes of a network, as :func:`defgraph.queries.find_things` looks them up."""

    def __init__(self, nodes: Nodes, store: Store, among: Among) -> None:
        self._nodes, self._store, self._among = nodes, store, among

    @cached_property
    def replaced(self) -> dict[str, str]:
        """What has replaced each IRI that stands for something else."""
        rows = self._store.select(f"SELECT ?old ?new WHERE {{ ?old {DCTERMS('isReplacedBy')} ?new }}").rows
        return {old.value: new.value for old, new in rows if old is not None and new is not None}

    @cached_property
    def names(self) -> dict[str, set[str]]:
        """Every name of each node."""
        names: dict[str, set[str]] = defaultdict(set)
        for thing, name in package_rows(self._store, "queries/names.rq"):
            if isinstance(thing, NamedNode) and isinstance(name, Literal):
                node = self.replaced.get(thing.value, thing.value)
                if node in self._nodes:
                    names[node].add(name.value)
        for node, attributes in self._nodes.items():
            names[node].add(str(attributes["label"]))
        return names

    def at(self, iri: NamedNode) -> list[Named]:
        """Return the node that has this IRI, or that has replaced what had it."""
        return self._named([self.replaced.get(iri.value, iri.value)])

    def ending(self, path: str) -> list[Named]:
        """Return the nodes whose IRI, or that of what they have replaced, ends with ``path``."""
        nodes = [node for node in self._nodes if node.endswith(f"/{path}")]
        return self._named([*nodes, *(new for old, new in self.replaced.items() if old.endswith(f"/{path}"))])

    def called(self, name: str, country: str | None = None) -> list[Named]:
        """Return the nodes of ``country`` that go by ``name``; where none does, a record's meetings."""
        for reading in (str, slug, name_key):
            wanted = reading(name)
            matches = [n for n, known in self.names.items() if wanted in {reading(form) for form in known}]
            found = [node for node in self._named(matches) if country in (None, node.country)]
            if found:
                return found
        if country is not None:
            return []
        return self._named(meeting.value for meeting in meetings_called(self._store, name))

    def _named(self, nodes: Iterable[str]) -> list[Named]:
        found = []
        for node in sorted(self._among({node for node in nodes if node in self._nodes})):
            attributes = self._nodes[node]
            country = str(attributes.get("country", ""))
            code = country if len(country) == _CODE else None
            found.append(Named(NamedNode(node), str(attributes["label"]), code))
        return found


def did_you_mean(found: str, known: Collection[str]) -> str:
    """Return ``"; did you mean …?"`` naming what in ``known`` comes near ``found``, or nothing.

    Names less than half as long are left out: a country code is part of any word.
    """
    near = closest(found, [name for name in known if 2 * len(name) >= len(found)])
    return f"; did you mean {' or '.join(repr(name) for name in near)}?" if near else ""
