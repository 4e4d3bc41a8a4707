"""What a store holds, recalled as observations: those of articles that stay as they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.build.corpus import LONGEST, days_between, seen_in, shown_in
from defgraph.build.observing import iris as iris_of
from defgraph.build.observing import recalled_observations, recalled_reports, text_of
from defgraph.build.profiles import MEETING
from defgraph.build.target import select_among
from defgraph.identity.officials import Namesakes
from defgraph.namespaces import COUNTRY, DCTERMS, DG, FOAF
from defgraph.terms import date_literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from defgraph.build.corpus import MemoryCorpus
    from defgraph.build.observed import ObservedReport, Seen, Shown
    from defgraph.build.statements import Observations
    from defgraph.build.target import Target
    from defgraph.ids import Minter
    from defgraph.terms import Term

_TOLD = f"""VALUES ?told {{
  {DG("participantAsTold")} {DG("positionAsTold")} {DG("organisationAsTold")} {DG("partnerAsTold")} }}"""
_CLASSES = " ".join(
    str(DG(name)) for name in ("Official", "Organisation", "Position", "Publisher", "Extractor")
)
_KNOWN = f"""SELECT DISTINCT ?x WHERE {{ GRAPH %s {{
  {{ VALUES ?class {{ {_CLASSES} }} ?x a ?class }}
  UNION {{ ?x {DCTERMS("isReplacedBy")} ?other }}
}} }}"""
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
        known = iris_of(x for (x,) in rows)
        return frozenset(x for x in known if not self._minter.path(x).startswith(f"{MEETING}/"))

    @cached_property
    def leaving(self) -> Sequence[Observations]:
        """What the articles that change or go show before the change."""
        return list(recalled_observations(self._store, self._minter, self._leaving).values())

    def all_named(self) -> Collection[NamedNode]:
        """Return everything that has a name: all but countries."""
        coming = set(self._coming.all_named())
        left = {thing for observed in self.leaving for thing, _ in observed.names}
        return {*(self.known - left), *self.names(left - coming).keys(), *coming}

    def all_reports(self) -> Collection[NamedNode]:
        """Return every report."""
        rows = self._store.select(_ALL_REPORTS).rows
        return iris_of(r for g, r in rows if g not in self._leaving) | set(self._coming.all_reports())

    def partner_countries(self) -> set[NamedNode]:
        """Return the countries that are partner in any report."""
        rows = self._store.select(_ALL_PARTNERS).rows
        staying = iris_of(x for g, x in rows if g not in self._leaving and x in COUNTRY)
        return staying | self._coming.partner_countries()

    def names(self, things: Collection[NamedNode]) -> Mapping[NamedNode, Counter[str]]:
        """Return what each of ``things`` is called, with the number of articles."""
        found: defaultdict[NamedNode, Counter[str]] = defaultdict(Counter)
        for thing, name in self._staying(_NAMES, "x", things):
            found[thing][text_of(name)] += 1
        for thing, names in self._coming.names(things).items():
            found[thing].update(names)
        return found

    def abbreviations(self, organisations: Collection[NamedNode]) -> Mapping[NamedNode, set[str]]:
        """Return the abbreviations that articles give each of ``organisations``."""
        found: defaultdict[NamedNode, set[str]] = defaultdict(set)
        for body, short in self._staying(_SHORT, "x", organisations):
            found[body].add(text_of(short))
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
        staying = iris_of(r for g, r, official in held if official is None and g not in self._leaving)
        return staying | self._coming.unnamed_in(positions)

    def naming(self, things: Collection[NamedNode]) -> Mapping[NamedNode, Collection[ObservedReport]]:
        """Return, for each of ``things``, the reports in which it takes part, is held or is partner."""
        naming: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
        for thing, report in self._staying(_NAMING, "x", things):
            naming[thing] |= iris_of((report,))
        for thing, reports in self._coming.naming(things).items():
            naming[thing] |= {report.iri for report in reports}
        found = self.reports(set().union(*naming.values()))
        return {thing: [found[iri] for iri in sorted(of, key=_value)] for thing, of in naming.items()}

    def shown(self, officials: Collection[NamedNode]) -> Mapping[NamedNode, Shown]:
        """Return, for each of ``officials``, what reports show of it."""
        return {official: shown_in(reports, official) for official, reports in self.naming(officials).items()}

    def seen(self, officials: Collection[NamedNode]) -> Iterator[Seen]:
        """Yield in which positions ``officials`` are seen."""
        return seen_in(self.naming(officials))

    def reports_on(self, days: Collection[str]) -> Mapping[NamedNode, ObservedReport]:
        """Return the reports of meetings on any of ``days`` (ISO 8601)."""
        begun = [date_literal(day) for day in sorted(_days_before(days))]
        rows = select_among(self._store, _SPANS, "x", begun)
        staying = iris_of(
            r
            for g, r, first, last in rows
            if g not in self._leaving and not days_between(text_of(first), text_of(last)).isdisjoint(days)
        )
        return {**self.reports(staying), **self._coming.reports_on(days)}

    def namesakes(self, officials: Collection[str]) -> Namesakes:
        """Return what finds the namesakes among ``officials``."""
        return Namesakes(officials)

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


def _days_before(days: Iterable[str]) -> set[str]:
    """Return the days on which a meeting may have begun that goes on on any of ``days``."""
    return {
        (date.fromisoformat(day) - timedelta(number)).isoformat()
        for day in days
        for number in range(LONGEST)
        if date.fromisoformat(day).toordinal() > number
    }
