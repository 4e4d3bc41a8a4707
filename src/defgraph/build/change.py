"""How derived statements change when articles do: only what those articles bear on is looked at."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import NamedNode

from defgraph.build.derive import Derivation
from defgraph.build.derived import stand_in, tenure_lines
from defgraph.build.difference import touched
from defgraph.build.profiles import meeting_key, report_iri
from defgraph.build.resolving import Resolution
from defgraph.build.scope import Held
from defgraph.build.target import select_among
from defgraph.identity.offices import Span
from defgraph.namespaces import DCTERMS, DG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from defgraph.build.corpus import StayingCorpus
    from defgraph.build.observed import ObservedReport
    from defgraph.build.scope import Knowledge
    from defgraph.build.statements import ArticleStatements
    from defgraph.build.target import Target
    from defgraph.ids import Minter

_REPLACED = f"""SELECT ?x ?other ?why WHERE {{
  ?x {DCTERMS("isReplacedBy")} ?other ; {DG("joinedBecause")} ?why
}}"""
_STATED = "SELECT ?g ?s ?p ?o WHERE { %s GRAPH ?g { ?s ?p ?o } }"
_SAID = "SELECT ?x ?p ?o WHERE {{ %s GRAPH {} {{ ?x ?p ?o }} }}"
_TENURES_OF = f"SELECT ?s ?p ?o WHERE {{{{ %s GRAPH {{}} {{{{ ?s {DG('holder')} ?x ; ?p ?o }}}} }}}}"
_CHOICES_OF = f"SELECT ?s ?p ?o WHERE {{{{ %s GRAPH {{}} {{{{ ?s {DG('choiceOf')} ?x ; ?p ?o }}}} }}}}"
_READINGS_OF = f"""SELECT ?s ?p ?o WHERE {{{{ %s GRAPH {{}} {{{{
  ?choice {DG("choiceOf")} ?x . ?s {DG("readingFor")} ?choice ; ?p ?o
}}}} }}}}"""
_DAYS_HELD = f"""SELECT ?holder ?position ?first ?last ?from ?until ?source WHERE {{{{ %s GRAPH {{}} {{{{
  ?s {DG("holder")} ?holder ; {DG("position")} ?position
  OPTIONAL {{{{ ?s {DG("firstSeen")} ?first }}}} OPTIONAL {{{{ ?s {DG("lastSeen")} ?last }}}}
  OPTIONAL {{{{ ?s {DG("heldFrom")} ?from }}}} OPTIONAL {{{{ ?s {DG("heldUntil")} ?until }}}}
  OPTIONAL {{{{ ?s {DCTERMS("source")} ?source }}}}
}}}} }}}}"""


class GraphChange(NamedTuple):
    """The statements that leave a graph, and those that enter it: lines of N-Triples."""

    graph: NamedNode
    leave: set[str]
    enter: set[str]


def stated_changes(
    store: Target, graphs: Collection[NamedNode], articles: Iterable[ArticleStatements]
) -> list[GraphChange]:
    """Return how the graphs of articles change.

    Args:
        store: as it is before the change.
        graphs: those of every article that changes, comes or goes.
        articles: what the changed and new ones say.
    """
    before: defaultdict[NamedNode, set[str]] = defaultdict(set)
    for graph, subject, predicate, value in select_among(store, _STATED, "g", graphs):
        before[graph].add(f"{subject} {predicate} {value}")
    after = {article.graph: set(article.lines) for article in articles}
    return [
        GraphChange(graph, before[graph] - after.get(graph, set()), after.get(graph, set()) - before[graph])
        for graph in graphs
    ]


def derived_changes(
    store: Target,
    minter: Minter,
    corpus: StayingCorpus,
    articles: Sequence[ArticleStatements],
    knowledge: Knowledge,
    judged: Collection[str] | None = (),
) -> list[GraphChange]:
    """Return how the graphs of derived and of inferred statements change.

    Args:
        store: as it is before the change.
        minter: makes the IRIs.
        corpus: what articles show before the change and after it.
        articles: what the changed and new ones say.
        knowledge: what identity rests on besides, after the change.
        judged: the keys about which judgements or bounds change; None: anything may have changed.
    """
    held = _held(store, minter, corpus)
    change = touched(minter, corpus.leaving, [article.observed for article in articles], judged or ())
    derivation = Derivation(minter, corpus, knowledge, held)
    reach = derivation.reach(change if judged is not None else change.and_all_of(derivation.everything()))
    going = [r for observed in corpus.leaving for r in observed.reports if meeting_key(r) in reach.reports]
    staying = corpus.reports([report_iri(minter, key) for key in reach.reports])
    meetings = [minter.iri(key) for key in reach.reports | {held.canonical.get(k, k) for k in reach.reports}]
    parts = [*_parts(going), *_parts(staying.values()), *meetings]
    things = [*map(minter.iri, reach.described), *reach.countries]
    certain, inferred = minter.derived_graph, minter.inferred_graph
    before = {
        certain: {
            *_said(store, _SAID.format(certain), [*parts, *things]),
            *_said(store, _CHOICES_OF.format(certain), meetings),
            *_said(store, _READINGS_OF.format(certain), meetings),
            *_stood_in(minter, held, reach.things - reach.described),
            *_said(store, _TENURES_OF.format(certain), map(minter.iri, reach.holders - reach.adjusted)),
            *(line for span in reach.leaving for line in tenure_lines(minter, span)),
        },
        inferred: set(_said(store, _SAID.format(inferred), parts)),
    }
    after: dict[NamedNode, set[str]] = {certain: set(), inferred: set()}
    for graph, lines in derivation.statements(reach):
        after[graph].update(lines)
    return [GraphChange(graph, before[graph] - after[graph], after[graph] - before[graph]) for graph in after]


def _stood_in(minter: Minter, held: Held, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        if key in held.canonical:
            yield from stand_in(minter, key, held.canonical[key], held.because[key])


def recall_resolution(store: Target, minter: Minter) -> Resolution:
    """Return what stands for what in a store, and why."""
    rows = [row for row in store.select(_REPLACED).rows if isinstance(row[0], NamedNode)]
    canonical = {minter.path(x): minter.path(other) for x, other, _ in rows}  # type: ignore[arg-type] # as selected
    because = {minter.path(x): why.value for x, _, why in rows}  # type: ignore[arg-type, union-attr] # likewise
    return Resolution(canonical, because)


def _held(store: Target, minter: Minter, corpus: StayingCorpus) -> Held:
    """Return what the store has derived so far, its tenures when they are asked for."""
    resolution = recall_resolution(store, minter)

    return Held(
        resolution.canonical,
        resolution.because,
        frozenset(map(minter.path, corpus.known)),
        partial(_days_held, store, minter, "?position"),
        partial(_days_held, store, minter, "?holder"),
    )


def _days_held(store: Target, minter: Minter, among: str, keys: Collection[str]) -> Iterator[Span]:
    """Yield the tenures derived of holders or in positions, without the articles that show them."""
    query = _DAYS_HELD.replace(among, "?x")
    for row in select_among(store, query.format(minter.derived_graph), "x", map(minter.iri, keys)):
        yield span_of(minter, row)


def span_of(minter: Minter, row: Sequence[Any]) -> Span:
    """Return a tenure, without the articles that show it.

    Args:
        minter: made the IRIs.
        row: the holder and the position, the first and last day seen, those of the register, and its source.
    """
    first, last, begin, until, source = (told and told.value for told in row[2:])
    return Span(minter.path(row[0]), minter.path(row[1]), first, last, (), begin, until, source)


def _parts(reports: Iterable[ObservedReport]) -> Iterator[NamedNode]:
    for report in reports:
        yield report.iri
        yield from (part.iri for part in report.participations)
        yield from (part.iri for part in report.partnerships)
        yield from (part.iri for part in report.outcomes)


def _said(store: Target, query: str, subjects: Iterable[NamedNode]) -> Iterator[str]:
    for subject, predicate, value in select_among(store, query, "x", set(subjects)):
        yield f"{subject} {predicate} {value}"
