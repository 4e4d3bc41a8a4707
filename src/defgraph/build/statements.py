"""What one article comes to: its statements, and what derived statements rest on.

Statements are made as the lines of N-Triples that Oxigraph reads (without the full stop): an object for each
would cost more than all else in a build, and sets of lines tell as well what differs.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import islice
from operator import eq
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from defgraph.namespaces import DG, FOAF
from defgraph.terms import written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import NamedNode, Quad

    from defgraph.build.observed import ObservedReport


def in_graph(graph: NamedNode, lines: Iterable[str]) -> str:
    """Return statements as N-Quads.

    Args:
        graph: the graph they are in.
        lines: one or more, as N-Triples without the full stop.
    """
    end = f" {graph} .\n"
    return end.join(lines) + end


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
        lines: the statements as N-Triples without the full stop, in the order the record gives them.
        observed: what derived statements rest on.
        digest: SHA-256 of the statements; two records with one digest say the same.
    """

    graph: NamedNode
    lines: tuple[str, ...]
    observed: Observations
    digest: str

    @property
    def text(self) -> str:
        """The statements as N-Quads."""
        return in_graph(self.graph, self.lines)

    @property
    def quads(self) -> list[Quad]:
        """The statements as terms, in the order of the lines."""
        return list(parse(self.text, format=RdfFormat.N_QUADS))


class Collector:
    """Gathers statements, and remembers which of them says what the record has at a pointer.

    Subjects, predicates and values come as N-Triples writes them.

    Args:
        graph: the named graph they go in.
    """

    def __init__(self, graph: NamedNode) -> None:
        self._graph = graph
        self._lines: list[str] = []
        self._at: dict[str, str] = {}
        self.observed = Observations()

    def add(self, subject: str, predicate: str, value: str | None, pointer: str | None = None) -> None:
        """Add a statement, unless its value is absent.

        Args:
            subject: what the statement is about.
            predicate: its property.
            value: its object; None adds nothing.
            pointer: the JSON Pointer (RFC 6901) of what the record has that this statement says.
        """
        if value is None:
            return
        line = f"{subject} {predicate} {value}"
        self._lines.append(line)
        if pointer is not None:
            self._at[pointer] = line

    def text(self, subject: str, predicate: str, value: str | None, pointer: str | None = None) -> None:
        """Add a statement whose value is plain text, unless it is absent."""
        if value is not None:
            self.add(subject, predicate, written(value), pointer)

    def name(self, thing: NamedNode, name: str) -> str:
        """Add what the article calls ``thing``, and return it as N-Triples writes it."""
        iri = str(thing)
        if (thing, name) not in self.observed.names:
            self.observed.names.add((thing, name))
            self.text(iri, FOAF["name"], name)
        return iri

    def abbreviation(self, organisation: NamedNode, short: str | None, pointer: str) -> None:
        """Add the abbreviation that the article gives an organisation, unless it is absent."""
        if short is not None:
            self.observed.abbreviations.add((organisation, short))
            self.text(str(organisation), DG["abbreviation"], short, pointer)

    def at(self, pointer: str) -> list[str]:
        """Return the three terms of what says what the record has at ``pointer``, or around it."""
        while pointer not in self._at:
            pointer = pointer.rpartition("/")[0]
        return self._at[pointer].split(" ", 2)

    def finish(self) -> ArticleStatements:
        """Return the statements, with their digest among them."""
        digest = statements_digest(self._graph, self._lines)
        self.text(str(self._graph), DG["digest"], digest)
        return ArticleStatements(self._graph, tuple(self._lines), self.observed, digest)


def statements_digest(graph: NamedNode, lines: Iterable[str]) -> str:
    """Return the SHA-256 of the statements of a graph, whatever their order and however often each is there.

    Args:
        graph: the graph they are in.
        lines: the statements as N-Triples without the full stop.
    """
    ordered = sorted(lines)
    if any(map(eq, ordered, islice(ordered, 1, None))):  # rare, and quicker to see than a set is made
        ordered = sorted(set(ordered))
    end = f" {graph}"
    return hashlib.sha256((f"{end}\n".join(ordered) + end).encode()).hexdigest()
