"""How derived statements change when articles do: only what those articles bear on is looked at."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from defgraph.build.corpus import MemoryCorpus, things_in
from defgraph.build.derive import Derivation
from defgraph.build.meeting import READ
from defgraph.build.profiles import MEETING, meeting_key, report_iri
from defgraph.build.recall import StoreCorpus, recalled_reports
from defgraph.build.resolving import Resolution
from defgraph.build.scope import Held, Touched
from defgraph.build.target import select_among
from defgraph.identity.offices import Span
from defgraph.namespaces import COUNTRY, DCTERMS, DG, PROV

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from defgraph.build.observed import ObservedReport
    from defgraph.build.scope import Knowledge
    from defgraph.build.statements import ArticleStatements
    from defgraph.build.target import Target
    from defgraph.ids import Minter
    from defgraph.terms import Term

_REPLACED = f"""SELECT ?x ?other ?why WHERE {{
  ?x {DCTERMS("isReplacedBy")} ?other ; {DG("joinedBecause")} ?why
}}"""
_SHORT_IN = f"SELECT DISTINCT ?x WHERE {{ %s GRAPH ?g {{ ?x {DG('abbreviation')} ?short }} }}"
_REPORTS_IN = f"SELECT ?x WHERE {{ %s GRAPH ?g {{ ?x a {DG('Report')} }} }}"
_SAID = "SELECT ?x ?p ?o WHERE {{ %s GRAPH {} {{ ?x ?p ?o }} }}"
_TENURES = """SELECT ?s ?p ?o WHERE {{{{ %s GRAPH {{}} {{{{ ?s {} ?x ; a {} ; ?p ?o }}}} }}}}"""
_TENURES_OF = _TENURES.format(DG("holder"), DG("Tenure"))
_TENURES_IN = _TENURES.format(DG("position"), DG("Tenure"))


class GraphChange(NamedTuple):
    """The statements that leave a graph, and those that enter it: lines of N-Triples."""

    graph: NamedNode
    leave: set[str]
    enter: set[str]


def derived_changes(
    store: Target,
    minter: Minter,
    graphs: Collection[NamedNode],
    articles: Sequence[ArticleStatements],
    knowledge: Knowledge,
    judged: Collection[str] | None = (),
) -> list[GraphChange]:
    """Return how the graphs of derived and of inferred statements change.

    Args:
        store: as it is before the change.
        minter: makes the IRIs.
        graphs: those of every article that changes, comes or goes; they are cleared.
        articles: what the changed and new ones say.
        knowledge: what identity rests on besides, after the change.
        judged: the keys about which judgements or bounds change; None: anything may have changed.
    """
    coming = MemoryCorpus()
    for article in articles:
        coming.add(article.observed)
    corpus = StoreCorpus(store, minter, graphs, coming)
    going = recalled_reports(store, minter, [x for (x,) in select_among(store, _REPORTS_IN, "g", graphs)])
    arriving = coming.reports(coming.all_reports())
    held = _held(store, minter, corpus)
    reports = [*going.values(), *arriving.values()]
    touched = _touched(store, minter, graphs, corpus.leaving_named, reports, coming, judged or ())
    derivation = Derivation(minter, corpus, knowledge, held)
    reach = derivation.reach(touched if judged is not None else touched.and_all_of(derivation.everything()))
    staying = corpus.reports([report_iri(minter, key) for key in reach.reports])
    meetings = reach.reports | {held.canonical.get(key, key) for key in reach.reports}
    parts = [*_parts(going.values()), *_parts(staying.values()), *_meetings(minter, meetings)]
    things = [*map(minter.iri, reach.things), *touched.countries]
    certain, inferred = minter.derived_graph, minter.inferred_graph
    before = {
        certain: {
            *_said(store, _SAID.format(certain), [*parts, *things]),
            *_said(store, _TENURES_OF.format(certain), map(minter.iri, reach.holders)),
        },
        inferred: set(_said(store, _SAID.format(inferred), parts)),
    }
    after: dict[NamedNode, set[str]] = {certain: set(), inferred: set()}
    for graph, lines in derivation.statements(reach):
        after[graph].update(lines)
    return [GraphChange(graph, before[graph] - after[graph], after[graph] - before[graph]) for graph in after]


def _touched(
    store: Target,
    minter: Minter,
    graphs: Collection[NamedNode],
    leaving: frozenset[NamedNode],
    reports: Iterable[ObservedReport],
    coming: MemoryCorpus,
    judged: Collection[str],
) -> Touched:
    named = leaving.union(coming.all_named())
    paths = {meeting_key(report) for report in reports}
    countries = {thing for report in reports for thing in things_in(report) if thing in COUNTRY}
    meetings = {key for key in judged if key.startswith(f"{MEETING}/")}
    things = {minter.path(thing) for thing in named} | (set(judged) - meetings)
    short = {minter.path(x) for (x,) in select_among(store, _SHORT_IN, "g", graphs)}
    short |= set(map(minter.path, coming.abbreviations(coming.all_named())))
    return Touched(things, paths | meetings, countries, frozenset(judged) | short)


def recall_resolution(store: Target, minter: Minter) -> Resolution:
    """Return what stands for what in a store, and why."""
    rows = [row for row in store.select(_REPLACED).rows if isinstance(row[0], NamedNode)]
    canonical = {minter.path(x): minter.path(other) for x, other, _ in rows}  # type: ignore[arg-type] # as selected
    because = {minter.path(x): why.value for x, _, why in rows}  # type: ignore[arg-type, union-attr] # likewise
    return Resolution(canonical, because)


def _held(store: Target, minter: Minter, corpus: StoreCorpus) -> Held:
    """Return what the store has derived so far, its tenures when they are asked for."""
    resolution = recall_resolution(store, minter)

    return Held(
        resolution.canonical,
        resolution.because,
        frozenset(map(minter.path, corpus.known)),
        partial(tenures_in, store, minter),
        partial(_tenures, store, minter, _TENURES_OF),
    )


def tenures_in(store: Target, minter: Minter, posts: Collection[str]) -> list[Span]:
    """Return the tenures that a store has derived in posts, given by their keys."""
    return _tenures(store, minter, _TENURES_IN, posts)


def _tenures(store: Target, minter: Minter, query: str, keys: Collection[str]) -> list[Span]:
    told: defaultdict[NamedNode, list[tuple[NamedNode, Term]]] = defaultdict(list)
    among = set(map(minter.iri, keys))
    for tenure, predicate, value in select_among(store, query.format(minter.derived_graph), "x", among):
        told[tenure].append((predicate, value))
    return [_span(minter, properties) for _, properties in sorted(told.items(), key=str)]


def _span(minter: Minter, properties: Iterable[tuple[NamedNode, Term]]) -> Span:
    def of(predicate: NamedNode) -> list[str]:
        found = (value for known, value in properties if known == predicate)
        return sorted(minter.path(v) if isinstance(v, NamedNode) else v.value for v in found)

    def one(predicate: NamedNode) -> str | None:
        return next(iter(of(predicate)), None)

    return Span(
        of(DG("holder"))[0],
        of(DG("position"))[0],
        one(DG("firstSeen")),
        one(DG("lastSeen")),
        tuple(of(PROV("wasDerivedFrom"))),
        one(DG("heldFrom")),
        one(DG("heldUntil")),
        one(DCTERMS("source")),
    )


def _parts(reports: Iterable[ObservedReport]) -> Iterator[NamedNode]:
    for report in reports:
        yield report.iri
        yield from (part.iri for part in report.participations)
        yield from (part.iri for part in report.partnerships)
        yield from (part.iri for part in report.outcomes)


def _meetings(minter: Minter, keys: Iterable[str]) -> Iterator[NamedNode]:
    for meeting in map(minter.iri, keys):
        yield meeting
        yield from (minter.choice(meeting, name) for name in READ)


def _said(store: Target, query: str, subjects: Iterable[NamedNode]) -> Iterator[str]:
    for subject, predicate, value in select_among(store, query, "x", set(subjects)):
        yield f"{subject} {predicate} {value}"
