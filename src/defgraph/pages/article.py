"""The page about an article: what it reports, and the sentences that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.namespaces import DG
from defgraph.pages.evidence import read_sentences
from defgraph.pages.meetings import meeting_rows
from defgraph.pages.sources import Sources
from defgraph.pages.told import describing, read_told
from defgraph.views.texts import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

    from defgraph.pages.context import Context


def build(context: Context, thing: NamedNode) -> Mapping[str, object]:
    """Return what there is to tell of an article."""
    (source,) = Sources(context).of([thing.value])
    told = read_told(context, DG("statedIn"), thing)
    sentences = read_sentences(context, [thing.value], describing(told)).get(thing.value, [])
    reported = sorted({iri for report in told.reports.values() for iri in report.iris(DG("reportOf"))})
    standing = context.ask("article-graph", thing=[thing])
    return {
        "title": source.title.label,
        "title_language": source.title.language,
        "source": source,
        "graphs": sorted({context.addresses.local(row.iri("graph")) or "" for row in standing}),
        "programs": sorted({clean(f"{row.text('name')} {row.text('version')}") for row in standing} - {""}),
        "retrieved": min((clean(row.text("retrieved")) for row in standing), default=""),
        "meetings": meeting_rows(context, reported),
        "sentences": sentences,
    }
