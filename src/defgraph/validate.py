"""Checking a graph against the shapes that come with the ontology (SHACL, core constraints)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from defgraph.errors import InputError, MissingExtraError
from defgraph.resources import ontology_dir
from defgraph.terms import to_rdflib_graph

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Quad, Triple
    from rdflib import Graph
    from rdflib.term import Node


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One way in which a graph breaks a shape.

    Args:
        focus: the IRI of the thing that breaks it.
        path: the IRI of the property it breaks it with; None where the whole thing does.
        value: the value that breaks it, as text; None where one is missing.
        message: what the shape asks for.
        severity: ``Violation``, ``Warning`` or ``Info``.
        shape: the IRI of the shape.
    """

    focus: str
    path: str | None
    value: str | None
    message: str
    severity: str
    shape: str

    def __str__(self) -> str:
        place = self.focus if self.path is None else f"{self.focus} {self.path}"
        found = "" if self.value is None else f" (found {self.value!r})"
        return f"{place}: {self.message}{found}"


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found, sorted; a graph conforms where that is nothing."""

    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether the graph breaks no shape."""
        return not self.findings


def validate(
    statements: Iterable[Triple | Quad], *, shapes: Path | None = None, language: str = "en"
) -> Report:
    """Check ``statements`` against shapes (https://www.w3.org/TR/shacl/).

    Args:
        statements: everything to be checked as one graph: what articles state, what is derived, and the
            ontology with its vocabularies, since shapes ask what class a value is in.
        shapes: a Turtle file of shapes; by default ``shapes.ttl`` of the ontology.
        language: ``en`` or ``id``, for the messages.

    Raises:
        MissingExtraError: pyshacl, which the extra ``validate`` brings, is not installed.
        InputError: ``shapes`` cannot be read, is not Turtle, or its shapes make no sense.
    """
    try:
        import pyshacl
    except ModuleNotFoundError as error:
        raise MissingExtraError("validate", "pyshacl") from error
    shape_graph = _read_shapes(shapes or ontology_dir() / "shapes.ttl")
    try:
        _conforms, results, _text = pyshacl.validate(
            to_rdflib_graph(statements), shacl_graph=shape_graph, inference="none", advanced=False
        )
    except pyshacl.errors.ReportableRuntimeError as error:
        raise InputError(f"{shapes}: these shapes make no sense: {error}") from None
    return Report(_findings(results, shape_graph, language))


def _read_shapes(path: Path) -> Graph:
    try:
        return to_rdflib_graph(parse(path=path, format=RdfFormat.TURTLE))
    except OSError as error:
        raise InputError(f"{path}: the shapes cannot be read: {error.strerror or error}") from None
    except SyntaxError as error:
        raise InputError(f"{path}:{error.lineno}: expected shapes in Turtle: {error.msg}") from None
    except TypeError as error:
        raise InputError(f"{path}: expected shapes in Turtle as of RDF 1.1: {error}") from None


def _findings(results: Graph, shapes: Graph, language: str) -> tuple[Finding, ...]:
    from rdflib.namespace import SH

    found = set()
    for result in results.objects(None, SH.result):
        shape = results.value(result, SH.sourceShape)
        found.add(
            Finding(
                focus=str(results.value(result, SH.focusNode)),
                path=_text(results.value(result, SH.resultPath)),
                value=_text(results.value(result, SH.value)),
                message=_message(results, result, shapes, shape, language),
                severity=str(results.value(result, SH.resultSeverity)).removeprefix(str(SH)),
                shape=str(shape),
            )
        )
    return tuple(sorted(found, key=lambda finding: (finding.focus, finding.shape, finding.value or "")))


def _text(node: Node | None) -> str | None:
    return None if node is None else str(node)


def _message(results: Graph, result: Node, shapes: Graph, shape: Node | None, language: str) -> str:
    from rdflib import Literal
    from rdflib.namespace import SH

    said = [*results.objects(result, SH.resultMessage), *shapes.objects(shape, SH.message)]
    ours = [node for node in said if isinstance(node, Literal) and node.language == language]
    return str(min(ours or said, key=str, default=""))
