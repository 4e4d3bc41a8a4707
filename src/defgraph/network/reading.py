"""Reading the store in bulk: a few queries for all nodes, none for a single one.

What is drawn, and by which properties it is named and dated, comes from the drawing rules of the
ontology; what a meeting was about and which country a thing has to do with, from ``queries/``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from defgraph.namespaces import DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SKOS
from defgraph.network.portions import one_of, package_rows, rows_about, values

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from defgraph.ontology import DrawingRules, NodeRule
    from defgraph.store import Store
    from defgraph.terms import Term

NAMING = (RDFS("label"), SKOS("prefLabel"), FOAF("name"))
"""Where a label is looked for when the drawing rule's own property has none."""

Texts = dict[str, str]
"""Language tag to text; the empty tag is text without a language."""


@dataclass
class Thing:
    """One drawn node, as read from the store."""

    iri: str
    rule: NodeRule
    texts: Texts = field(default_factory=dict)
    date: str = ""
    end: str = ""
    areas: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()

    @property
    def is_event(self) -> bool:
        """Whether things of this kind have a date of their own."""
        return self.rule.date is not None


def text_in(texts: Mapping[str, str], language: str, fallback: str) -> str:
    """Return the text in ``language``, else in none, else in English, else any, else ``fallback``."""
    for tag in (language, "", "en"):
        if tag in texts:
            return texts[tag]
    return texts[min(texts)] if texts else fallback


def local_name(iri: str) -> str:
    """Return the last part of ``iri``: what follows its last ``#`` or ``/``."""
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


def read_things(store: Store, drawing: DrawingRules, only: Collection[str] | None = None) -> dict[str, Thing]:
    """Return the nodes that the ontology draws, by IRI, in IRI order.

    A thing with several drawn classes is of the most specific one; among equals, of the one that
    comes first in the legend.

    Args:
        store: what to read.
        drawing: what is drawn.
        only: IRIs; what else there is is left out. None: every node.
    """
    rules = read_kinds(store, drawing, only)
    things = {iri: Thing(iri, rules[iri]) for iri in sorted(rules)}
    _name_and_date(store, things, only)
    for iri, named in grouped(package_rows(store, "queries/areas.rq", only)).items():
        if iri in things:
            things[iri].areas = named
    for iri, named in grouped(package_rows(store, "queries/countries.rq", only)).items():
        if iri in things:
            things[iri].countries = named
    return things


def read_kinds(
    store: Store, drawing: DrawingRules, only: Collection[str] | None = None
) -> dict[str, NodeRule]:
    """Return the rule by which each node is drawn, by the node's IRI: of every node, or among ``only``."""
    kind = one_of("c", drawing.drawn_classes, beside_things=only is not None)
    query = f"SELECT DISTINCT ?s ?c WHERE {{ %s {kind} ?s a ?c }}"
    found: dict[str, set[NamedNode]] = defaultdict(set)
    for thing, cls in rows_about(store, query, "s", only):
        if isinstance(thing, NamedNode) and isinstance(cls, NamedNode):
            found[thing.value].add(cls)
    by_types = {named: drawing.node_for(named) for named in set(map(frozenset, found.values()))}
    kinds = {thing: by_types[frozenset(named)] for thing, named in found.items()}
    return {thing: rule for thing, rule in kinds.items() if rule is not None}


def _name_and_date(store: Store, things: Mapping[str, Thing], only: Collection[str] | None) -> None:
    rules = {thing.rule.term.value: thing.rule for thing in things.values()}.values()
    wanted = {p for rule in rules for p in (rule.label, rule.date, rule.end) if p is not None} | {*NAMING}
    names: dict[str, dict[NamedNode, Texts]] = defaultdict(dict)
    dates: dict[tuple[str, NamedNode], list[str]] = defaultdict(list)
    properties = one_of("p", wanted, beside_things=only is not None)
    query = f"SELECT DISTINCT ?s ?p ?o WHERE {{ %s {properties} ?s ?p ?o }}"
    for subject, predicate, value in rows_about(store, query, "s", only):
        if not (isinstance(subject, NamedNode) and isinstance(predicate, NamedNode)):
            continue
        iri = subject.value
        if iri not in things or not isinstance(value, Literal):
            continue
        if predicate in (things[iri].rule.date, things[iri].rule.end):
            dates[iri, predicate].append(value.value)
        else:
            _keep_text(names[iri].setdefault(predicate, {}), value)
    for iri, thing in things.items():
        rule, named = thing.rule, names.get(iri, {})
        thing.texts = next((named[p] for p in (rule.label, *NAMING) if p in named), {})
        thing.date = min(dates.get((iri, rule.date), [""])) if rule.date is not None else ""
        thing.end = max(dates.get((iri, rule.end), [thing.date])) if rule.end is not None else thing.date


def _keep_text(texts: Texts, value: Literal) -> None:
    """Keep one text a language; of several the first by code point."""
    tag = value.language or ""
    texts[tag] = min(texts.get(tag, value.value), value.value)


def read_sources(store: Store, things: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the articles that each of ``things`` rests on.

    These are what the thing itself, or a named graph that says anything about it or about what it
    replaces, was derived from (PROV-O).
    """
    derived, replaced = str(PROV("wasDerivedFrom")), str(DCTERMS("isReplacedBy"))
    query = f"""SELECT DISTINCT ?s ?a WHERE {{
      {{ %s GRAPH ?g {{ ?s ?p ?o }} ?g {derived} ?a }}
      UNION {{ %s ?s {derived} ?a }}
      UNION {{ %s ?old {replaced} ?s . GRAPH ?g {{ ?old ?p ?o }} ?g {derived} ?a }}
    }}"""
    return grouped(rows_about(store, query, "s", things))


def grouped(rows: Iterable[tuple[Term | None, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the values of the second column by the first, sorted and each once."""
    found: dict[str, set[str]] = defaultdict(set)
    for subject, value in rows:
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode):
            found[subject.value].add(value.value)
    return {subject: tuple(sorted(named)) for subject, named in found.items()}


def read_texts(store: Store) -> dict[str, Texts]:
    """Return what the terms of the ontology and the concepts of the vocabularies are called, by IRI."""
    kinds = (OWL("Class"), OWL("ObjectProperty"), OWL("DatatypeProperty"), OWL("AnnotationProperty"))
    query = f"""SELECT DISTINCT ?s ?o WHERE {{
      {{ {values("t", (*kinds, RDF("Property")))} ?s a ?t ; {RDFS("label")} ?o }}
      UNION {{ ?s a {SKOS("Concept")} ; {SKOS("prefLabel")} ?o }}
    }}"""
    texts: dict[str, Texts] = defaultdict(dict)
    for subject, value in store.select(query).rows:
        if isinstance(subject, NamedNode) and isinstance(value, Literal):
            _keep_text(texts[subject.value], value)
    return dict(texts)
