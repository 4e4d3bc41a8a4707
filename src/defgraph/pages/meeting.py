"""The page about a meeting: what it was, who was there, and what each article says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from defgraph.namespaces import DCTERMS, DG
from defgraph.pages.about import About, gathered
from defgraph.pages.attendance import outcomes, participants, partners
from defgraph.pages.disagreements import disagreements
from defgraph.pages.evidence import read_sentences
from defgraph.pages.meetings import meeting_kind
from defgraph.pages.sources import Sources
from defgraph.pages.told import describing, read_told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import NamedNode

    from defgraph.pages.context import Context
    from defgraph.pages.evidence import Sentence
    from defgraph.pages.naming import Link
    from defgraph.pages.sources import Source
    from defgraph.pages.told import Told


@dataclass(frozen=True, slots=True)
class Account:
    """What one article says of a meeting; ``anchors`` are the locals of its reports."""

    source: Source
    anchors: list[str]
    kinds: list[str]
    dates: list[str]
    places: list[str]
    countries: list[Link]
    areas: list[Link]
    sentences: Sequence[Sentence]


def build(context: Context, thing: NamedNode) -> Mapping[str, object] | None:
    """Return what there is to tell of a meeting."""
    known = gathered(context.ask("meeting", thing=[thing])).get(thing.value, About({}))
    told = read_told(context, DG("reportOf"), thing)
    sources = Sources(context)
    articles = sorted(
        {article for report in told.reports.values() for article in report.iris(DG("statedIn"))}
    )
    sources.of(articles)
    context.names.learn(known.links())
    accounts = _accounts(context, sources, told, articles)
    old = (context.addresses.local(iri) or "" for iri in known.iris(DCTERMS("replaces")))
    return {
        "title": context.names.label(thing.value),
        "kind": meeting_kind(context, known),
        "date": known.text(DG("date")),
        "venue": known.text(DG("venue")),
        "city": known.text(DG("city")),
        "countries": context.names.links(known.iris(DG("heldIn"))),
        "modes": context.names.links(known.iris(DG("mode"))),
        "areas": context.names.links(known.iris(DG("area"))),
        "participants": participants(context, sources, told),
        "partners": partners(context, sources, told),
        "outcomes": outcomes(context, sources, told),
        "accounts": accounts,
        "disagreements": disagreements(context, sources, thing),
        "merged": sorted(local for local in old if local),
    }


def _accounts(context: Context, sources: Sources, told: Told, articles: Sequence[str]) -> list[Account]:
    """Return what each article says, the earliest article first."""
    subjects = {*told.reports, *told.parts}
    subjects.update(iri for part in told.parts.values() for iri in part.iris(DG("partnerAsTold")))
    sentences = read_sentences(context, articles, describing(told), subjects)
    return [
        _account(context, source, told, sentences.get(source.link.iri, [])) for source in sources.of(articles)
    ]


def _account(context: Context, source: Source, told: Told, sentences: Sequence[Sentence]) -> Account:
    reports = {iri: r for iri, r in told.reports.items() if source.link.iri in r.iris(DG("statedIn"))}
    every = list(reports.values())

    def texts(name: str) -> list[str]:
        return sorted({text for report in every for text in report.texts(DG(name))})

    def links(name: str) -> list[Link]:
        return context.names.links(iri for report in every for iri in report.iris(DG(name)))

    return Account(
        source=source,
        anchors=sorted(context.addresses.local(iri) or "" for iri in reports),
        kinds=[link.label for link in links("meetingType")],
        dates=texts("dateAsTold"),
        places=[*texts("venueAsTold"), *texts("cityAsTold")],
        countries=links("heldInAsTold"),
        areas=links("areaAsTold"),
        sentences=sentences,
    )
