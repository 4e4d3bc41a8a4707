"""What a store holds, recalled as observations: those of articles that stay as they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from defgraph.build.corpus import LONGEST, days_between
from defgraph.build.observed import (
    ObservedOutcome,
    ObservedParticipation,
    ObservedPartnership,
    ObservedReport,
)
from defgraph.build.profiles import MEETING
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
from defgraph.terms import date_literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from defgraph.build.corpus import MemoryCorpus
    from defgraph.build.target import Target
    from defgraph.ids import Minter
    from defgraph.namespaces import Namespace
    from defgraph.terms import Term

    _Properties = Mapping[NamedNode, list[Any]]

_A = RDF("type")
_TOLD = f"""VALUES ?told {{
  {DG("participantAsTold")} {DG("positionAsTold")} {DG("organisationAsTold")} {DG("partnerAsTold")} }}"""
_CLASSES = " ".join(
    str(DG(name)) for name in ("Official", "Organisation", "Position", "Publisher", "Extractor")
)
_KNOWN = f"""SELECT DISTINCT ?x WHERE {{ GRAPH %s {{
  {{ VALUES ?class {{ {_CLASSES} }} ?x a ?class }}
  UNION {{ ?x {DCTERMS("isReplacedBy")} ?other }}
}} }}"""
_NAMED_IN = f"SELECT DISTINCT ?x WHERE {{ %s GRAPH ?g {{ ?x {FOAF('name')} ?name }} }}"
_ALL_REPORTS = f"SELECT ?g ?r WHERE {{ GRAPH ?g {{ ?r a {DG('Report')} }} }}"
_NAMES = f"SELECT ?g ?x ?name WHERE {{ %s GRAPH ?g {{ ?x {FOAF('name')} ?name }} }}"
_SHORT = f"SELECT ?g ?x ?short WHERE {{ %s GRAPH ?g {{ ?x {DG('abbreviation')} ?short }} }}"
_NAMING = (
    f"SELECT DISTINCT ?g ?x ?r WHERE {{ %s {_TOLD} GRAPH ?g {{ ?part ?told ?x ; {DG('inReport')} ?r }} }}"
)
_ALL_PARTNERS = f"SELECT DISTINCT ?g ?x WHERE {{ GRAPH ?g {{ ?part {DG('partnerAsTold')} ?x }} }}"
_PARTNERS = f"SELECT DISTINCT ?g ?x ?told WHERE {{ %s GRAPH ?g {{ ?part {DG('partnerAsTold')} ?x }} }}"
_HELD = f"""SELECT ?g ?r ?official WHERE {{ %s GRAPH ?g {{
  ?part {DG("positionAsTold")} ?x ; {DG("inReport")} ?r
  OPTIONAL {{ ?part {DG("participantAsTold")} ?official }}
}} }}"""
_REPORTS = f"SELECT ?g ?x ?p ?o WHERE {{ %s GRAPH ?g {{ ?x a {DG('Report')} ; ?p ?o }} }}"
_PARTS = f"SELECT ?g ?x ?part ?p ?o WHERE {{ %s GRAPH ?g {{ ?part {DG('inReport')} ?x ; ?p ?o }} }}"
_STATUS = f"SELECT ?x ?status WHERE {{ %s GRAPH ?x {{ ?x {DG('reviewStatus')} ?status }} }}"
_ISSUED = f"SELECT ?x ?day WHERE {{ %s GRAPH ?g {{ ?x {DCTERMS('issued')} ?day }} }}"
_SPANS = f"""SELECT ?g ?r ?x ?last WHERE {{ %s GRAPH ?g {{
  ?r {DG("startAsTold")} ?x ; {DG("endAsTold")} ?last
}} }}"""


class StoreCorpus:
    """A corpus of what a store holds, but for some graphs, and of articles that are to come.

    Args:
        store: as it is before the change.
        minter: makes the IRIs.
        leaving: the graphs of articles that change or go.
        coming: the articles that change or come, as they will be.
    """

    def __init__(
        self, store: Target, minter: Minter, leaving: Collection[NamedNode], coming: MemoryCorpus
    ) -> None:
        self._store = store
        self._minter = minter
        self._leaving = frozenset(leaving)
        self._coming = coming
        self._reports: dict[NamedNode, ObservedReport | None] = {}

    @cached_property
    def known(self) -> frozenset[NamedNode]:
        """Everything with a name that the store knows, also what stands for something else."""
        rows = self._store.select(_KNOWN % self._minter.derived_graph).rows
        known = _iris(x for (x,) in rows)
        return frozenset(x for x in known if not self._minter.path(x).startswith(f"{MEETING}/"))

    @cached_property
    def leaving_named(self) -> frozenset[NamedNode]:
        """Everything that the leaving graphs name."""
        return frozenset(x for (x,) in select_among(self._store, _NAMED_IN, "g", self._leaving))

    def all_named(self) -> Collection[NamedNode]:
        """Return everything that has a name: all but countries."""
        staying = self.names(self.leaving_named).keys()
        return {*(self.known - self.leaving_named), *staying, *self._coming.all_named()}

    def all_reports(self) -> Collection[NamedNode]:
        """Return every report."""
        rows = self._store.select(_ALL_REPORTS).rows
        return _iris(r for g, r in rows if g not in self._leaving) | set(self._coming.all_reports())

    def partner_countries(self) -> set[NamedNode]:
        """Return the countries that are partner in any report."""
        rows = self._store.select(_ALL_PARTNERS).rows
        staying = _iris(x for g, x in rows if g not in self._leaving and x in COUNTRY)
        return staying | self._coming.partner_countries()

    def names(self, things: Collection[NamedNode]) -> Mapping[NamedNode, Counter[str]]:
        """Return what each of ``things`` is called, with the number of articles."""
        found: defaultdict[NamedNode, Counter[str]] = defaultdict(Counter)
        for thing, name in self._staying(_NAMES, "x", things):
            found[thing][_text(name)] += 1
        for thing, names in self._coming.names(things).items():
            found[thing].update(names)
        return found

    def abbreviations(self, organisations: Collection[NamedNode]) -> Mapping[NamedNode, set[str]]:
        """Return the abbreviations that articles give each of ``organisations``."""
        found: defaultdict[NamedNode, set[str]] = defaultdict(set)
        for body, short in self._staying(_SHORT, "x", organisations):
            found[body].add(_text(short))
        for body, listed in self._coming.abbreviations(organisations).items():
            found[body] |= listed
        return found

    def partners_among(self, things: Collection[NamedNode]) -> set[NamedNode]:
        """Return those of ``things`` that are partner in any report."""
        staying = {thing for thing, _ in self._staying(_PARTNERS, "x", things)}
        return staying | self._coming.partners_among(things)

    def unnamed_in(self, positions: Collection[NamedNode]) -> set[NamedNode]:
        """Return the reports that have one of ``positions`` without the name of its holder."""
        held = select_among(self._store, _HELD, "x", positions)
        staying = _iris(r for g, r, official in held if official is None and g not in self._leaving)
        return staying | self._coming.unnamed_in(positions)

    def naming(self, things: Collection[NamedNode]) -> Mapping[NamedNode, Collection[ObservedReport]]:
        """Return, for each of ``things``, the reports in which it takes part, is held or is partner."""
        naming: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
        for thing, report in self._staying(_NAMING, "x", things):
            naming[thing] |= _iris((report,))
        for thing, reports in self._coming.naming(things).items():
            naming[thing] |= {report.iri for report in reports}
        found = self.reports(set().union(*naming.values()))
        return {thing: [found[iri] for iri in sorted(of, key=_value)] for thing, of in naming.items()}

    def reports_on(self, days: Collection[str]) -> Mapping[NamedNode, ObservedReport]:
        """Return the reports of meetings on any of ``days`` (ISO 8601)."""
        begun = [date_literal(day) for day in sorted(_days_before(days))]
        rows = select_among(self._store, _SPANS, "x", begun)
        staying = _iris(
            r
            for g, r, first, last in rows
            if g not in self._leaving and not days_between(_text(first), _text(last)).isdisjoint(days)
        )
        return {**self.reports(staying), **self._coming.reports_on(days)}

    def reports(self, iris: Collection[NamedNode]) -> Mapping[NamedNode, ObservedReport]:
        """Return the reports with these IRIs."""
        coming = self._coming.reports(iris)
        missing = [iri for iri in iris if iri not in coming and iri not in self._reports]
        self._reports.update(dict.fromkeys(missing))
        self._reports.update(recalled_reports(self._store, self._minter, missing, self._leaving))
        held = {iri: report for iri in iris if (report := self._reports.get(iri)) is not None}
        return {**held, **coming}

    def _staying(
        self, query: str, variable: str, terms: Iterable[NamedNode]
    ) -> Iterator[tuple[NamedNode, Term | None]]:
        """Yield what articles that stay as they are say of ``terms``; the query gives graph, term, value."""
        for graph, term, value in select_among(self._store, query, variable, terms):
            if graph not in self._leaving and isinstance(term, NamedNode):
                yield term, value


def _value(iri: NamedNode) -> str:
    return iri.value


def _iris(terms: Iterable[Term | None]) -> set[NamedNode]:
    return {term for term in terms if isinstance(term, NamedNode)}


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""


def _days_before(days: Iterable[str]) -> set[str]:
    """Return the days on which a meeting may have begun that goes on on any of ``days``."""
    return {
        (date.fromisoformat(day) - timedelta(number)).isoformat()
        for day in days
        for number in range(LONGEST)
        if date.fromisoformat(day).toordinal() > number
    }


def recalled_reports(
    store: Target, minter: Minter, iris: Collection[NamedNode], leaving: Collection[NamedNode] = ()
) -> dict[NamedNode, ObservedReport]:
    """Return the reports with these IRIs that a store holds outside the graphs in ``leaving``."""
    told: defaultdict[NamedNode, _Properties] = defaultdict(lambda: defaultdict(list))
    graphs: dict[NamedNode, NamedNode] = {}
    for graph, report, predicate, value in select_among(store, _REPORTS, "x", iris):
        if graph not in leaving:
            graphs[report] = graph
            told[report][predicate].append(value)
    parts: defaultdict[NamedNode, defaultdict[NamedNode, _Properties]]
    parts = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for _, report, part, predicate, value in select_among(store, _PARTS, "x", list(told)):
        parts[report][part][predicate].append(value)
    articles = {iri: properties[DG("statedIn")][0] for iri, properties in told.items()}
    status = dict(select_among(store, _STATUS, "x", set(graphs.values())))
    issued = dict(select_among(store, _ISSUED, "x", _iris(articles.values())))
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
        published=_text(published) or None,
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
    return sorted((part for part, told in parts.items() if DG(name) in told[_A]), key=_value)


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
    return next((_text(value) for value in told.get(predicate, ())), None)


def _code(told: _Properties, predicate: NamedNode, namespace: Namespace) -> str | None:
    concept = _thing(told, predicate)
    return namespace.local(concept) if concept is not None else None
