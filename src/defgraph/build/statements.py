"""What one article comes to: its statements, and what derived statements rest on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, Quad

from defgraph.namespaces import DG, FOAF

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from defgraph.build.observed import ObservedReport
    from defgraph.terms import Term

_NAME = FOAF("name")
_ABBREVIATION = DG("abbreviation")


@dataclass
class Observations:
    """What an article shows that statements over several articles are derived from.

    Args:
        names: each thing the article names, with what it calls it; several names for one are kept.
        abbreviations: organisations with the abbreviations it gives them.
        reports: the meetings it reports.
    """

    names: set[tuple[NamedNode, str]] = field(default_factory=set)
    abbreviations: set[tuple[NamedNode, str]] = field(default_factory=set)
    reports: list[ObservedReport] = field(default_factory=list)


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

    def name(self, thing: NamedNode, name: str) -> NamedNode:
        """Add what the article calls ``thing``, and return it."""
        if (thing, name) not in self.observed.names:
            self.observed.names.add((thing, name))
            self.text(thing, _NAME, name)
        return thing

    def abbreviation(self, organisation: NamedNode, short: str | None, pointer: str) -> None:
        """Add the abbreviation that the article gives an organisation, unless it is absent."""
        if short is not None:
            self.observed.abbreviations.add((organisation, short))
            self.text(organisation, _ABBREVIATION, short, pointer)

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
