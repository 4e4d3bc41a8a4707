"""What one article comes to: its statements, and what derived statements rest on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Triple

from defgraph.namespaces import DG, FOAF

if TYPE_CHECKING:
    from defgraph.build.things import Thing
    from defgraph.terms import Term

_NAME = FOAF("name")


class SeenInPosition(NamedTuple):
    """An article sees an official in a position.

    ``first`` and ``last`` are the days of the meeting (ISO 8601), None where it has no date.
    """

    official: NamedNode
    position: NamedNode
    first: str | None
    last: str | None
    article: NamedNode


@dataclass
class Observations:
    """What an article shows that statements over several articles are derived from.

    ``named`` are the things it names that others may name too; ``partners`` are countries and
    organisations; ``shortcuts`` are statements about this article's meetings that follow from it alone.
    """

    named: set[Thing] = field(default_factory=set)
    tenures: set[SeenInPosition] = field(default_factory=set)
    partners: set[NamedNode] = field(default_factory=set)
    shortcuts: set[Triple] = field(default_factory=set)

    def things(self) -> set[NamedNode]:
        """Return everything about which something is derived from this."""
        named = {thing.iri for thing in self.named}
        meetings = {triple.subject for triple in self.shortcuts if isinstance(triple.subject, NamedNode)}
        return named | self.partners | meetings


@dataclass(frozen=True)
class ArticleStatements:
    """The asserted statements of one article.

    Args:
        graph: the named graph they go in.
        quads: the statements, in the order the record gives them.
        observed: what derived statements rest on.
        digest: SHA-256 of the statements; two records with one digest say the same.
    """

    graph: NamedNode
    quads: tuple[Quad, ...]
    observed: Observations
    digest: str


class Collector:
    """Gathers statements, and remembers which of them says what the record has at a pointer.

    Args:
        graph: the named graph they go in.
    """

    def __init__(self, graph: NamedNode) -> None:
        self._graph = graph
        self._quads: list[Quad] = []
        self._at: dict[str, Quad] = {}
        self.observed = Observations()

    def add(
        self, subject: NamedNode, predicate: NamedNode, value: Term | None, pointer: str | None = None
    ) -> None:
        """Add a statement, unless its value is absent.

        Args:
            subject: what the statement is about.
            predicate: its property.
            value: its object; None adds nothing.
            pointer: the JSON Pointer (RFC 6901) of what the record has that this statement says.
        """
        if value is None:
            return
        quad = Quad(subject, predicate, value, self._graph)
        self._quads.append(quad)
        if pointer is not None:
            self._at[pointer] = quad

    def text(
        self, subject: NamedNode, predicate: NamedNode, value: str | None, pointer: str | None = None
    ) -> None:
        """Add a statement whose value is plain text, unless it is absent."""
        if value is not None:
            self.add(subject, predicate, Literal(value), pointer)

    def name(self, thing: Thing) -> NamedNode:
        """Add what the article calls ``thing``, and return its IRI."""
        if thing not in self.observed.named:
            self.observed.named.add(thing)
            self.text(thing.iri, _NAME, thing.name)
        return thing.iri

    def at(self, pointer: str) -> Quad:
        """Return the statement that says what the record has at ``pointer``, or around it."""
        while pointer not in self._at:
            pointer = pointer.rpartition("/")[0]
        return self._at[pointer]

    def finish(self) -> ArticleStatements:
        """Return the statements, with their digest among them."""
        lines = sorted(map(str, self._quads))
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        self.text(self._graph, DG("digest"), digest)
        return ArticleStatements(self._graph, tuple(self._quads), self.observed, digest)
