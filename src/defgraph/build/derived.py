"""Derived statements: what follows from all articles together.

They live in a graph of their own, so a plain query and any Turtle consumer find them without a
reasoner, and so no one takes them for something an article says:

* which names stand for one official, organisation or position, and why; what each of these is, and one
  label for it, the name that most articles give it;
* the meetings, each once however many articles report it: when, where, of what kind, who attended, in
  which post, which partners were present or discussed;
* which things are partners, and which of them are partner countries (the defined class);
* tenures: the first and last day on which articles see an official in a position.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from defgraph.build.things import country_term, description
from defgraph.namespaces import AREA, COUNTRY, DCTERMS, DG, MODE, PROV, RDF, RDFS, SCHEMA
from defgraph.ontology import meeting_class, meeting_label
from defgraph.terms import date_literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from defgraph.build.meeting import CanonicalMeeting
    from defgraph.build.observed import ObservedParticipation
    from defgraph.identity.offices import Span
    from defgraph.ids import Minter

_A = RDF("type")
_LANGUAGES = ("en", "id")


def stand_in(minter: Minter, key: str, other: str, because: str) -> Iterator[Triple]:
    """Yield that the thing (or meeting) with ``key`` is replaced by the one with key ``other``, and why."""
    iri = minter.iri(key)
    yield Triple(iri, DCTERMS("isReplacedBy"), minter.iri(other))
    yield Triple(iri, DG("joinedBecause"), Literal(because))


def thing_triples(
    minter: Minter, thing: NamedNode, names: Mapping[str, int], within: NamedNode | None
) -> Iterator[Triple]:
    """Yield what a thing is and what it is called.

    Args:
        minter: made its IRI.
        thing: an official, an organisation, a position or a publisher that stands for itself.
        names: all that it, and what it stands for, is called, with the number of articles.
        within: the organisation that a position is in.
    """
    yield from description(minter, thing, names, within)
    yield Triple(thing, RDFS("label"), Literal(commonest(names)))


def commonest(names: Mapping[str, int]) -> str:
    """Return the name with the most articles; among equals the first by code point."""
    return min(names, key=lambda name: (-names[name], name))


def partner_triples(partner: NamedNode) -> Iterator[Triple]:
    """Yield that something is partner in a meeting."""
    yield Triple(partner, _A, DG("MeetingPartner"))
    if partner in COUNTRY:
        yield Triple(partner, _A, DG("PartnerCountry"))


def meeting_triples(minter: Minter, meeting: CanonicalMeeting) -> Iterator[Triple]:
    """Yield a meeting, and what its participations, partnerships and outcomes have to do with it."""
    iri, value = meeting.iri, meeting.value
    for report in meeting.reports:
        yield Triple(report.iri, DG("reportOf"), iri)
        yield Triple(iri, DG("reportedIn"), report.article)
        yield Triple(iri, PROV("wasDerivedFrom"), report.article)
    yield Triple(iri, _A, DG("Meeting"))
    yield from _kind_and_label(iri, value("type") or "", value("city"), value("date"))
    if meeting.days is not None:
        yield Triple(iri, SCHEMA("startDate"), date_literal(meeting.days[0]))
        yield Triple(iri, SCHEMA("endDate"), date_literal(meeting.days[1]))
    for name in ("date", "venue", "city"):
        if (text := value(name)) is not None:
            yield Triple(iri, DG(name), Literal(text))
    yield Triple(iri, DG("mode"), MODE(value("mode") or "in-person"))
    if (country := country_term(value("country"))) is not None:
        yield Triple(iri, DG("heldIn"), country)
    yield from (Triple(iri, DG("area"), AREA(area)) for area in meeting.areas)
    yield from _choice_triples(minter, meeting)
    yield from _participation_triples(meeting)
    for partnership, partner in meeting.partnerships:
        yield Triple(partnership.iri, DG("inMeeting"), iri)
        yield Triple(partnership.iri, DG("partner"), partner)
        present = partnership.status == "present"
        yield Triple(iri, DG("presentPartner" if present else "discussedPartner"), partner)
    yield from (Triple(outcome.iri, DG("inMeeting"), iri) for outcome in meeting.outcomes)


_ABOUT = {"type": DG("meetingType"), "country": DG("heldIn")}
"""The properties whose readings are not called as the property is."""


def _choice_triples(minter: Minter, meeting: CanonicalMeeting) -> Iterator[Triple]:
    """Yield, for what articles disagree about, which reading counts and why."""
    for name, choice in meeting.choices.items():
        if choice.dissent:
            iri = minter.choice(meeting.iri, name)
            yield Triple(iri, _A, DG("Choice"))
            yield Triple(iri, DG("choiceOf"), meeting.iri)
            yield Triple(iri, DG("choiceAbout"), _ABOUT.get(name, DG(name)))
            yield Triple(iri, DG("chosenValue"), Literal(choice.value))
            yield Triple(iri, DG("chosenBecause"), Literal(choice.rule))


def _participation_triples(meeting: CanonicalMeeting) -> Iterator[Triple]:
    for seen, official, position, organisation in meeting.participations:
        yield Triple(seen.iri, DG("inMeeting"), meeting.iri)
        if organisation is not None:
            yield Triple(seen.iri, DG("organisation"), organisation)
        if position is not None:
            yield Triple(seen.iri, DG("position"), position)
        if official is not None:
            yield Triple(seen.iri, DG("participant"), official)
            if seen.role != "spokesperson":
                yield Triple(meeting.iri, DG("attendee"), official)


@lru_cache(maxsize=10_000)
def _class_and_names(kind: str) -> tuple[NamedNode, tuple[tuple[str, str], ...]]:
    return meeting_class(kind), tuple((language, meeting_label(kind, language)) for language in _LANGUAGES)


def _kind_and_label(iri: NamedNode, kind: str, city: str | None, day: str | None) -> Iterator[Triple]:
    its_class, names = _class_and_names(kind)
    yield Triple(iri, _A, its_class)
    for language, name in names:
        label = ", ".join(part for part in (name, city, day) if part)
        yield Triple(iri, RDFS("label"), Literal(label, language=language))


def tenure_triples(minter: Minter, span: Span) -> Iterator[Triple]:
    """Yield that an official was seen in a position, from when to when, by which articles."""
    official, position = minter.iri(span.official), minter.iri(span.post)
    iri = minter.tenure(official, position)
    yield Triple(iri, _A, DG("Tenure"))
    yield Triple(iri, DG("holder"), official)
    yield Triple(iri, DG("position"), position)
    days = {
        "firstSeen": span.first,
        "lastSeen": span.last,
        "heldFrom": span.bounded_from,
        "heldUntil": span.bounded_to,
    }
    yield from (Triple(iri, DG(name), date_literal(day)) for name, day in days.items() if day is not None)
    if span.source is not None:
        yield Triple(iri, DCTERMS("source"), Literal(span.source))
    for article in span.articles:
        yield Triple(iri, PROV("wasDerivedFrom"), minter.iri(article))


def inference_triples(
    meeting: NamedNode, seen: ObservedParticipation, holder: NamedNode, tenure: NamedNode, reason: str
) -> Iterator[Triple]:
    """Yield who probably took part for a post that the article names alone, and what that rests on."""
    yield Triple(seen.iri, DG("inferredParticipant"), holder)
    yield Triple(seen.iri, DG("inferredFrom"), tenure)
    yield Triple(seen.iri, DG("inferredBecause"), Literal(reason))
    if seen.role != "spokesperson":
        yield Triple(meeting, DG("inferredAttendee"), holder)
