"""Who took part in a meeting, who was partner, and what came of it: what all articles say, together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from defgraph.namespaces import DCTERMS, DG

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from defgraph.pages.about import About
    from defgraph.pages.context import Context
    from defgraph.pages.naming import Link
    from defgraph.pages.sources import Source, Sources
    from defgraph.pages.told import Told


_TELLING_APART = ("position", "organisation", "actsFor", "role")
"""What tells those apart who are not named."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One who took part, by name or by post alone; ``inferred`` probably held it, ``because`` why."""

    who: Link | None
    inferred: Link | None
    because: str
    positions: list[Link]
    organisations: list[Link]
    ranks: list[str]
    roles: list[Link]
    countries: list[Link]
    anchors: list[str]
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner, present or only discussed."""

    who: Link
    statuses: list[Link]
    anchors: list[str]
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a meeting."""

    kind: Link
    titles: list[str]
    anchors: list[str]
    sources: list[Source]


def participants(context: Context, sources: Sources, told: Told) -> list[Participant]:
    """Return who took part: people by name first, then posts without a name."""

    def key(part: About) -> Hashable:
        named = part.iri(DG("participant"))
        return named or tuple(part.iri(DG(name)) for name in _TELLING_APART)

    found = []
    for parts in _together(told.of_class("Participation"), key):
        who, inferred = _iris(parts, "participant"), _iris(parts, "inferredParticipant")
        found.append(
            Participant(
                who=context.names.link(min(who)) if who else None,
                inferred=context.names.link(min(inferred)) if inferred and not who else None,
                because=min((part.text(DG("inferredBecause")) for part in parts.values()), default=""),
                positions=context.names.links(_iris(parts, "position")),
                organisations=context.names.links(_iris(parts, "organisation")),
                ranks=_texts(parts, "rankAsWritten"),
                roles=context.names.links(_iris(parts, "role")),
                countries=context.names.links(_iris(parts, "actsFor")),
                anchors=_anchors(context, parts),
                sources=_sources(sources, told, parts),
            )
        )
    return sorted(found, key=_place)


def _place(one: Participant) -> tuple[bool, str, str, str]:
    post = one.positions[0].label if one.positions else ""
    country = one.countries[0].label if one.countries else ""
    return one.who is None, country, one.who.label.casefold() if one.who else post.casefold(), post


def partners(context: Context, sources: Sources, told: Told) -> list[Partner]:
    """Return the partners, in the order of their names."""
    found = [
        Partner(
            who=context.names.link(min(_iris(parts, "partner"))),
            statuses=context.names.links(_iris(parts, "partnerStatus")),
            anchors=_anchors(context, parts),
            sources=_sources(sources, told, parts),
        )
        for parts in _together(told.of_class("Partnership"), lambda part: part.iri(DG("partner")))
        if _iris(parts, "partner")
    ]
    return sorted(found, key=lambda partner: (partner.who.label.casefold(), partner.who.iri))


def outcomes(context: Context, sources: Sources, told: Told) -> list[Outcome]:
    """Return what came of the meeting: each kind once, with what articles call it."""
    return [
        Outcome(
            kind=context.names.link(min(_iris(parts, "outcomeType"))),
            titles=sorted({title for part in parts.values() for title in part.texts(DCTERMS("title"))}),
            anchors=_anchors(context, parts),
            sources=_sources(sources, told, parts),
        )
        for parts in _together(told.of_class("Outcome"), lambda part: part.iri(DG("outcomeType")))
    ]


def _together(parts: dict[str, About], key: Callable[[About], Hashable]) -> Iterable[dict[str, About]]:
    """Return parts with one key together, in the order of their IRIs."""
    found: dict[Hashable, dict[str, About]] = defaultdict(dict)
    for iri in sorted(parts):
        found[key(parts[iri])][iri] = parts[iri]
    return found.values()


def _iris(parts: dict[str, About], name: str) -> set[str]:
    return {iri for part in parts.values() for iri in part.iris(DG(name))}


def _texts(parts: dict[str, About], name: str) -> list[str]:
    return sorted({text for part in parts.values() for text in part.texts(DG(name))})


def _anchors(context: Context, parts: dict[str, About]) -> list[str]:
    return [context.addresses.local(iri) or "" for iri in parts]


def _sources(sources: Sources, told: Told, parts: dict[str, About]) -> list[Source]:
    return sources.of(told.article(part) for part in parts.values())
