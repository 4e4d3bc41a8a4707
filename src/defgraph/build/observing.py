"""What statements of articles show: the mapping of records read backwards."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from defgraph.build.observed import (
    ObservedOutcome,
    ObservedParticipation,
    ObservedPartnership,
    ObservedReport,
)
from defgraph.build.statements import Observations
from defgraph.build.target import select_among
from defgraph.namespaces import (
    AREA,
    COUNTRY,
    DCTERMS,
    DG,
    FOAF,
    MODE,
    OUTCOME,
    PARTNER_STATUS,
    RDF,
    REVIEW_STATUS,
    ROLE,
)
from defgraph.ontology import meeting_types

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from defgraph.build.target import Target
    from defgraph.ids import Minter
    from defgraph.namespaces import Namespace
    from defgraph.terms import Term

    _Properties = Mapping[NamedNode, list[Any]]

_A = RDF("type")
_WHOLE = "SELECT ?g ?s ?p ?o WHERE { %s GRAPH ?g { ?s ?p ?o } }"
_REPORTS = f"SELECT ?g ?x ?p ?o WHERE {{ %s GRAPH ?g {{ ?x a {DG('Report')} ; ?p ?o }} }}"
_PARTS = f"SELECT ?g ?x ?part ?p ?o WHERE {{ %s GRAPH ?g {{ ?part {DG('inReport')} ?x ; ?p ?o }} }}"
_STATUS = f"SELECT ?x ?status WHERE {{ %s GRAPH ?x {{ ?x {DG('reviewStatus')} ?status }} }}"
_ISSUED = f"SELECT ?x ?day WHERE {{ %s GRAPH ?g {{ ?x {DCTERMS('issued')} ?day }} }}"


def text_of(term: Term | None) -> str:
    """Return the text of a literal."""
    return term.value if isinstance(term, Literal) else ""


def iris(terms: Iterable[Term | None]) -> set[NamedNode]:
    """Return those of ``terms`` that are IRIs."""
    return {term for term in terms if isinstance(term, NamedNode)}


def recalled_observations(
    store: Target, minter: Minter, graphs: Iterable[NamedNode]
) -> dict[NamedNode, Observations]:
    """Return what each of these graphs of articles shows."""
    told: defaultdict[NamedNode, defaultdict[NamedNode, defaultdict[NamedNode, list[Any]]]]
    told = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for graph, subject, predicate, value in select_among(store, _WHOLE, "g", graphs):
        told[graph][subject][predicate].append(value)
    return {graph: _observations(minter, graph, subjects) for graph, subjects in told.items()}


def _observations(
    minter: Minter, graph: NamedNode, subjects: Mapping[NamedNode, _Properties]
) -> Observations:
    found = Observations()
    parts: defaultdict[NamedNode, dict[NamedNode, _Properties]] = defaultdict(dict)
    for subject, told in subjects.items():
        found.names.update((subject, text_of(name)) for name in told.get(FOAF("name"), ()))
        found.abbreviations.update((subject, text_of(short)) for short in told.get(DG("abbreviation"), ()))
        for report in told.get(DG("inReport"), ()):
            parts[report][subject] = told
    reviewed = REVIEW_STATUS("reviewed") in subjects[graph].get(DG("reviewStatus"), ())
    for subject, told in subjects.items():
        if DG("Report") in told.get(_A, ()):
            issued = subjects[told[DG("statedIn")][0]].get(DCTERMS("issued"), ())
            published = next(iter(issued), None)
            found.reports.append(
                _report(minter, subject, told, parts[subject], reviewed=reviewed, published=published)
            )
    return found


def recalled_reports(
    store: Target, minter: Minter, reports: Collection[NamedNode], leaving: Collection[NamedNode] = ()
) -> dict[NamedNode, ObservedReport]:
    """Return the reports with these IRIs that a store holds outside the graphs in ``leaving``."""
    told: defaultdict[NamedNode, _Properties] = defaultdict(lambda: defaultdict(list))
    graphs: dict[NamedNode, NamedNode] = {}
    for graph, report, predicate, value in select_among(store, _REPORTS, "x", reports):
        if graph not in leaving:
            graphs[report] = graph
            told[report][predicate].append(value)
    parts: defaultdict[NamedNode, defaultdict[NamedNode, _Properties]]
    parts = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for _, report, part, predicate, value in select_among(store, _PARTS, "x", list(told)):
        parts[report][part][predicate].append(value)
    articles = {iri: properties[DG("statedIn")][0] for iri, properties in told.items()}
    status = dict(select_among(store, _STATUS, "x", set(graphs.values())))
    issued = dict(select_among(store, _ISSUED, "x", iris(articles.values())))
    return {
        iri: _report(
            minter,
            iri,
            properties,
            parts[iri],
            reviewed=status.get(graphs[iri]) == REVIEW_STATUS("reviewed"),
            published=issued.get(articles[iri]),
        )
        for iri, properties in told.items()
    }


@cache
def _type_of() -> Mapping[NamedNode, str]:
    return {its_class: code for code, its_class in meeting_types().items()}


def _report(
    minter: Minter,
    iri: NamedNode,
    told: _Properties,
    parts: Mapping[NamedNode, _Properties],
    *,
    reviewed: bool,
    published: Term | None,
) -> ObservedReport:
    return ObservedReport(
        iri=iri,
        article=told[DG("statedIn")][0],
        path=minter.path(iri).partition("/")[2],
        reviewed=reviewed,
        type=_type_of()[told[DG("meetingType")][0]],
        mode=_code(told, DG("modeAsTold"), MODE) or "",
        published=text_of(published) or None,
        date=_words(told, DG("dateAsTold")),
        first=_words(told, DG("startAsTold")),
        last=_words(told, DG("endAsTold")),
        venue=_words(told, DG("venueAsTold")),
        city=_words(told, DG("cityAsTold")),
        country=_code(told, DG("heldInAsTold"), COUNTRY),
        areas=tuple(sorted(AREA.local(area) for area in told.get(DG("areaAsTold"), ()))),
        participations=tuple(_participation(part, parts[part]) for part in _of(parts, "Participation")),
        partnerships=tuple(_partnership(part, parts[part]) for part in _of(parts, "Partnership")),
        outcomes=tuple(_outcome(part, parts[part]) for part in _of(parts, "Outcome")),
    )


def _of(parts: Mapping[NamedNode, _Properties], name: str) -> list[NamedNode]:
    return sorted((part for part, told in parts.items() if DG(name) in told[_A]), key=lambda part: part.value)


def _participation(iri: NamedNode, told: _Properties) -> ObservedParticipation:
    return ObservedParticipation(
        iri,
        _code(told, DG("role"), ROLE) or "",
        _code(told, DG("actsFor"), COUNTRY),
        _words(told, DG("rankAsWritten")),
        _thing(told, DG("participantAsTold")),
        _thing(told, DG("positionAsTold")),
        _thing(told, DG("organisationAsTold")),
    )


def _partnership(iri: NamedNode, told: _Properties) -> ObservedPartnership:
    status = _code(told, DG("partnerStatus"), PARTNER_STATUS) or ""
    return ObservedPartnership(iri, told[DG("partnerAsTold")][0], status)


def _outcome(iri: NamedNode, told: _Properties) -> ObservedOutcome:
    return ObservedOutcome(iri, _code(told, DG("outcomeType"), OUTCOME) or "")


def _thing(told: _Properties, predicate: NamedNode) -> NamedNode | None:
    return next((value for value in told.get(predicate, ()) if isinstance(value, NamedNode)), None)


def _words(told: _Properties, predicate: NamedNode) -> str | None:
    return next((text_of(value) for value in told.get(predicate, ())), None)


def _code(told: _Properties, predicate: NamedNode, namespace: Namespace) -> str | None:
    concept = _thing(told, predicate)
    return namespace.local(concept) if concept is not None else None
