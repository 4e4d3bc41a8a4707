"""How derived statements change when articles do: only what those articles touch is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from defgraph.build.derive import Derivation, is_description
from defgraph.build.statements import SeenInPosition
from defgraph.namespaces import DG, FOAF, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from defgraph.build.statements import ArticleStatements
    from defgraph.build.target import Target
    from defgraph.ids import Minter
    from defgraph.terms import Term

_BATCH = 1000
"""How many terms one VALUES block holds."""

_TOUCHED = f"""SELECT DISTINCT ?x WHERE {{ %s GRAPH ?g {{
  {{ ?x {FOAF("name")} ?name }} UNION {{ ?p {DG("partner")} ?x }} UNION {{ ?x {DG("reportedIn")} ?a }}
}} }}"""
_NAMES = f"SELECT ?g ?x ?name WHERE {{ %s GRAPH ?g {{ ?x {FOAF('name')} ?name }} }}"
_PARTNERS = f"SELECT DISTINCT ?g ?x WHERE {{ %s GRAPH ?g {{ ?p {DG('partner')} ?x }} }}"
_HELD = f"""SELECT ?g ?x ?position ?m ?article WHERE {{ %s GRAPH ?g {{
  ?p {DG("participant")} ?x ; {DG("position")} ?position ; {DG("inMeeting")} ?m .
  ?m {DG("reportedIn")} ?article
}} }}"""
_DAYS = f"""SELECT ?x ?first ?last WHERE {{ %s GRAPH ?g {{
  ?x {SCHEMA("startDate")} ?first ; {SCHEMA("endDate")} ?last
}} }}"""
_DERIVED = f"""SELECT DISTINCT ?s ?p ?o WHERE {{ GRAPH %s {{ %s
  {{ ?x ?p ?o BIND(?x AS ?s) }} UNION {{ ?s {DG("holder")} ?x ; ?p ?o }}
}} }}"""


class DerivedChange(NamedTuple):
    """The statements that leave the graph of derived statements, and those that enter it."""

    leave: set[Triple]
    enter: set[Triple]


def derived_change(
    store: Target, minter: Minter, graphs: Collection[NamedNode], articles: Sequence[ArticleStatements]
) -> DerivedChange:
    """Return what changes when ``graphs`` are cleared and then hold ``articles``.

    Args:
        store: as it is before the change.
        minter: makes the IRIs.
        graphs: the graphs of every article that changes, comes or goes.
        articles: what the changed and new ones say.
    """
    touched = {row[0] for row in _select(store, _TOUCHED, "g", graphs) if isinstance(row[0], NamedNode)}
    derivation = Derivation(minter)
    for article in articles:
        touched |= article.observed.things()
        derivation.add(article.observed)
    still_named = _add_from_others(derivation, store, touched, frozenset(graphs))
    before = set(_derived(store, minter.derived_graph, touched))
    for triple in before:
        if triple.subject in still_named and is_description(triple):
            derivation.see_description(triple)
    after = set(derivation.triples())
    return DerivedChange(before - after, after - before)


def _add_from_others(
    derivation: Derivation, store: Target, things: Iterable[NamedNode], changing: frozenset[NamedNode]
) -> set[NamedNode]:
    """Add what the articles that stay as they are show of ``things``; return those they name."""
    things = list(things)
    named = set()
    for graph, thing, name in _select(store, _NAMES, "x", things):
        if graph not in changing and isinstance(thing, NamedNode) and isinstance(name, Literal):
            derivation.see_name(thing, name.value)
            named.add(thing)
    for graph, partner in _select(store, _PARTNERS, "x", things):
        if graph not in changing and isinstance(partner, NamedNode):
            derivation.see_partner(partner)
    for seen in _seen_in_positions(store, things, changing):
        derivation.see_tenure(seen)
    return named


def _seen_in_positions(
    store: Target, officials: Iterable[NamedNode], changing: frozenset[NamedNode]
) -> Iterator[SeenInPosition]:
    """Yield where the articles that stay see ``officials``.

    Two queries, since one with an optional date makes Oxigraph join every meeting there is.
    """
    held = [row[1:] for row in _select(store, _HELD, "x", officials) if row[0] not in changing]
    meetings = {meeting for _, _, meeting, _ in held if isinstance(meeting, NamedNode)}
    days = {meeting: (first, last) for meeting, first, last in _select(store, _DAYS, "x", meetings)}
    for official, position, meeting, article in held:
        first, last = (_text(day) for day in days.get(meeting, (None, None)))
        yield SeenInPosition(official, position, first, last, article)  # type: ignore[arg-type] # as selected


def _text(term: Term | None) -> str | None:
    return term.value if isinstance(term, Literal) else None


def _derived(store: Target, graph: NamedNode, things: Iterable[NamedNode]) -> Iterator[Triple]:
    query = _DERIVED % (graph, "%s")
    for row in _select(store, query, "x", things):
        yield Triple(*row)  # type: ignore[arg-type] # a SELECT over triples


def _select(
    store: Target, query: str, variable: str, terms: Iterable[NamedNode]
) -> Iterator[tuple[Term | None, ...]]:
    """Yield the solutions of ``query`` with ``variable`` among ``terms``; ``%s`` is where they go."""
    listed = sorted(terms, key=lambda term: term.value)
    for start in range(0, len(listed), _BATCH):
        values = " ".join(map(str, listed[start : start + _BATCH]))
        yield from store.select(query % f"VALUES ?{variable} {{ {values} }}").rows
