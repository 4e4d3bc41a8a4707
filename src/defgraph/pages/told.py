"""What articles say of meetings: their reports, and the parts of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from defgraph.namespaces import DG
from defgraph.pages.about import gathered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pyoxigraph import NamedNode

    from defgraph.pages.about import About
    from defgraph.pages.context import Context


_TELLING = ("participant", "position", "partner", "outcomeType", "participantAsTold", "partnerAsTold")
"""The properties that say best what a part of a report is, the best first."""


@dataclass(frozen=True, slots=True)
class Told:
    """Reports, and their participations, partnerships and outcomes: what is known of each, by IRI."""

    reports: Mapping[str, About]
    parts: Mapping[str, About]

    def article(self, part: About) -> str:
        """Return the article that tells of a part; nothing where none is known."""
        reports = (self.reports[iri] for iri in part.iris(DG("inReport")) if iri in self.reports)
        return min((article for report in reports for article in report.iris(DG("statedIn"))), default="")

    def of_class(self, name: str) -> dict[str, About]:
        """Return the parts of one class, by IRI."""
        return {iri: part for iri, part in self.parts.items() if DG(name) in part.classes()}


def read_told(context: Context, relation: NamedNode, thing: NamedNode) -> Told:
    """Return the reports that ``relation`` ties to ``thing``, and their parts; learns their names."""
    reports = gathered(context.ask("reports", relation=[relation], thing=[thing]))
    parts = gathered(context.ask("parts", relation=[relation], thing=[thing]))
    context.names.learn(iri for about in (*reports.values(), *parts.values()) for iri in about.links())
    return Told(reports, parts)


def describing(told: Told) -> Callable[[str], tuple[str, str] | None]:
    """Return what finds, for a part by its IRI, the property and the thing that say best what it is."""

    def describe(iri: str) -> tuple[str, str] | None:
        part = told.parts.get(iri)
        if part is None:
            return None
        for name in _TELLING:
            if found := part.iri(DG(name)):
                return DG(name).value, found
        return None

    return describe
