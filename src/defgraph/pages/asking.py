"""Asking a store by the queries of ``queries/``, with terms put into them, never text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from defgraph.queries.injection import inject
from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from defgraph.store import Store
    from defgraph.terms import Term

_PREFIXES = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dg: <https://w3id.org/defgraph/ontology#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX role: <https://w3id.org/defgraph/vocabulary/role/>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX void: <http://rdfs.org/ns/void#>
"""


class Row:
    """One solution of a query, by the names of its variables."""

    def __init__(self, variables: Sequence[str], cells: Sequence[Term | None]) -> None:
        self._cells = dict(zip(variables, cells, strict=True))

    def term(self, name: str) -> Term | None:
        """Return what the variable is bound to."""
        return self._cells[name]

    def text(self, name: str) -> str:
        """Return the text of a literal, or an IRI; nothing where the variable is unbound."""
        term = self._cells[name]
        return "" if term is None else term.value

    def number(self, name: str) -> int:
        """Return the integer; 0 where the variable is unbound."""
        return int(self.text(name) or 0)

    def literal(self, name: str) -> Literal | None:
        """Return the literal that the variable is bound to, if it is one."""
        term = self._cells[name]
        return term if isinstance(term, Literal) else None

    def iri(self, name: str) -> str:
        """Return the IRI that the variable is bound to; nothing where it is bound to none."""
        term = self._cells[name]
        return term.value if isinstance(term, NamedNode) else ""


def ask(store: Store, name: str, **parameters: Iterable[Term]) -> list[Row]:
    """Return the solutions of ``queries/<name>.rq``.

    Args:
        store: where to ask.
        name: which query; its variables ``?_p`` are its parameters.
        parameters: the terms of each, of which it means any; one without terms stays unbound.

    Raises:
        StoreError: the store failed.
    """
    return ask_file(store, f"pages/queries/{name}.rq", **parameters)


def ask_file(store: Store, path: str, **parameters: Iterable[Term]) -> list[Row]:
    """Return the solutions of a query in a file of the package; else as :func:`ask`."""
    given = {key: tuple(terms) for key, terms in parameters.items()}
    text = inject(_text(path), {key: terms for key, terms in given.items() if terms})
    found = store.select(_PREFIXES + text)
    return [Row(found.variables, cells) for cells in found.rows]


@cache
def _text(path: str) -> str:
    return package_file(path).read_text(encoding="utf-8")
