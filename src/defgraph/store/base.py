"""What every store can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from typing import IO, TYPE_CHECKING, Literal, NamedTuple, Self

import pyoxigraph as ox

from defgraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

    from defgraph.terms import Term


class Solutions(NamedTuple):
    """The answer of a SELECT query.

    ``variables`` are the column names in the order of the query; each row has one cell a column,
    None where the variable is unbound.
    """

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


class Dataset(NamedTuple):
    """The graphs that a query sees (SPARQL 1.1 Query Language, section 13).

    ``default`` are those whose union is the default graph, ``named`` those that ``GRAPH`` finds.
    """

    default: tuple[NamedNode | DefaultGraph, ...]
    named: tuple[NamedNode, ...] = ()


class Store(ABC):
    """A set of named graphs that answers SPARQL over their union.

    A store is a context manager; leaving it closes it. Every method raises a
    :class:`~defgraph.errors.StoreError` when the store fails and a
    :class:`~defgraph.errors.QueryError` when a query does not parse.
    """

    location: str
    """Where the store is, as a person would name it."""

    can_load: bool = False
    """Whether :meth:`load` can fill this store in one stroke."""

    keeps_notes: bool = False
    """Whether :meth:`write_note` keeps what it is given."""

    @abstractmethod
    def select(self, query: str) -> Solutions:
        """Return the solutions of a SELECT query over the union of all graphs."""

    @abstractmethod
    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query over the union of all graphs."""

    @abstractmethod
    def construct(self, query: str) -> Iterator[Triple]:
        """Yield the triples of a CONSTRUCT or DESCRIBE query over the union of all graphs."""

    @abstractmethod
    def answer(
        self,
        query: str,
        output: IO[bytes],
        media_type: str,
        *,
        graphs: Dataset | Literal["all", "said"] = "all",
        base: str | None = None,
    ) -> None:
        """Write the answer of a query of any form.

        Args:
            query: the query.
            output: what to write to.
            media_type: how to write it: one of :data:`~defgraph.store.formats.RESULTS` for SELECT and ASK, of
                :data:`~defgraph.store.formats.GRAPHS` for CONSTRUCT and DESCRIBE.
            graphs: what the query sees: a data set, the union of all graphs, or what it says by FROM.
            base: what relative IRIs hang on; an endpoint takes its own.
        """

    @abstractmethod
    def update(self, text: str, *, repeatable: bool = False, base: str | None = None) -> None:
        """Run a SPARQL 1.1 Update request as one transaction: all of it happens, or none.

        Args:
            text: the request.
            repeatable: doing it twice comes to doing it once, so that an endpoint that does not say
                whether it has done it can be sent it again.
            base: what relative IRIs hang on; an endpoint takes its own.

        Raises:
            StoreReadOnlyError: the store takes no writing.
        """

    def insert(self, text: str) -> None:
        """Add statements of named graphs as one transaction.

        Args:
            text: N-Quads (RDF 1.1 N-Quads) without blank nodes, so that adding twice is adding once.

        Raises:
            StoreReadOnlyError: the store takes no writing.
        """
        graphs: defaultdict[object, list[str]] = defaultdict(list)
        for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS):
            graphs[quad.graph_name].append(str(quad.triple))
        blocks = (f"GRAPH {graph} {{ {' . '.join(held)} }}" for graph, held in graphs.items())
        self.update(f"INSERT DATA {{ {' '.join(blocks)} }}", repeatable=True)

    @abstractmethod
    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the statements of every named graph, or of ``graph`` alone, in no particular order."""

    @abstractmethod
    def graphs(self) -> list[NamedNode]:
        """Return the names of the graphs that hold statements, sorted."""

    def is_empty(self) -> bool:
        """Return whether no graph holds a statement."""
        return not self.ask("ASK { GRAPH ?g { ?s ?p ?o } }")

    def load(self, texts: Iterable[str]) -> None:  # noqa: ARG002 - there is nothing to do with them here
        """Fill an empty store: with all statements, or none when the iterable raises.

        Args:
            texts: the statements as N-Quads, each text one or more whole lines; IRIs are taken to be valid.

        Raises:
            StoreError: :attr:`can_load` is false.
        """
        raise StoreError(f"{self.location}: this store cannot be filled in one stroke; send it updates")

    def read_note(self) -> bytes | None:
        """Return what a build noted beside the statements for the next one; None: nothing."""
        return None

    def write_note(self, note: bytes) -> None:  # noqa: B027 - most stores have no place for it
        """Keep a note for the next build, where there is a place for it; the last one counts."""

    def add_to_note(self, more: bytes) -> None:  # noqa: B027 - most stores have no place for it
        """Keep more at the end of the note; if that is broken off, part of it may be there."""

    def opened_again(self) -> Callable[[], Store] | None:
        """Return what opens this store once more, to read it in another process; None: nothing can.

        What it returns can be pickled, and raises a StoreError where the store is no longer there.
        """
        return None

    def close(self) -> None:  # noqa: B027 - most stores have nothing to let go of
        """Let go of files and connections; the store is of no use afterwards."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
