"""Derived statements: what follows from all articles together.

They live in a graph of their own, so a plain query and any Turtle consumer find them without a
reasoner, and so no one takes them for something an article says:

* which names stand for one official, organisation or position, and why; what each of these is, and one
  label for it, the name that most articles give it;
* the meetings, each once however many articles report it: when, where, of what kind, who attended, in
  which post, which organisations took part, which partners were present or discussed;
* which things are partners, and which of them are partner countries (the defined class);
* tenures: the first and last day on which articles see an official in a position.

Each statement is a line of N-Triples without the full stop.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from defgraph.build.things import description
from defgraph.namespaces import AREA, COUNTRY, DCTERMS, DG, MODE, PROV, RDF, RDFS, SCHEMA
from defgraph.ontology import meeting_class, meeting_label
from defgraph.terms import written, written_boolean, written_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import NamedNode

    from defgraph.build.disagreements import Told
    from defgraph.build.meeting import CanonicalMeeting
    from defgraph.build.observed import ObservedParticipation
    from defgraph.identity.offices import Span
    from defgraph.ids import Minter

_A = RDF["type"]
_LANGUAGES = ("en", "id")


def stand_in(minter: Minter, key: str, other: str, because: str) -> Iterator[str]:
    """Yield that the thing (or meeting) with ``key`` is replaced by the one with key ``other``, and why."""
    iri = minter.iri(key)
    yield f"{iri} {DCTERMS['isReplacedBy']} {minter.iri(other)}"
    yield f"{iri} {DG['joinedBecause']} {written(because)}"


def thing_lines(
    minter: Minter, thing: NamedNode, names: Mapping[str, int], within: NamedNode | None
) -> Iterator[str]:
    """Yield what a thing is and what it is called.

    Args:
        minter: made its IRI.
        thing: an official, an organisation, a position or a publisher that stands for itself.
        names: all that it, and what it stands for, is called, with the number of articles.
        within: the organisation that a position is in.
    """
    yield from description(minter, thing, names, within)
    yield f"{thing} {RDFS['label']} {written(commonest(names))}"


def commonest(names: Mapping[str, int]) -> str:
    """Return the name with the most articles; among equals the first by code point."""
    return min(names, key=lambda name: (-names[name], name))


def partner_lines(partner: NamedNode) -> Iterator[str]:
    """Yield that something is partner in a meeting."""
    yield f"{partner} {_A} {DG['MeetingPartner']}"
    if partner in COUNTRY:
        yield f"{partner} {_A} {DG['PartnerCountry']}"


def meeting_lines(minter: Minter, meeting: CanonicalMeeting) -> Iterator[str]:
    """Yield a meeting, and what its participations, partnerships and outcomes have to do with it."""
    iri, value = str(meeting.iri), meeting.value
    for report in meeting.reports:
        article = str(report.article)
        yield f"{report.iri} {DG['reportOf']} {iri}"
        yield f"{iri} {DG['reportedIn']} {article}"
        yield f"{iri} {PROV['wasDerivedFrom']} {article}"
    yield f"{iri} {_A} {DG['Meeting']}"
    yield from _kind_and_label(iri, value("type") or "", value("city"), value("date"))
    if meeting.days is not None:
        yield f"{iri} {SCHEMA['startDate']} {written_date(meeting.days[0])}"
        yield f"{iri} {SCHEMA['endDate']} {written_date(meeting.days[1])}"
    for name in ("date", "venue", "city"):
        if (text := value(name)) is not None:
            yield f"{iri} {DG[name]} {written(text)}"
    yield f"{iri} {DG['mode']} {MODE[value('mode') or 'in-person']}"
    if (country := value("country")) is not None:
        yield f"{iri} {DG['heldIn']} {COUNTRY[country]}"
    yield from (f"{iri} {DG['area']} {AREA[area]}" for area in meeting.areas)
    yield from _choice_lines(minter, meeting)
    yield from _participation_lines(meeting)
    for partnership, partner in meeting.partnerships:
        part, other = str(partnership.iri), str(partner)
        yield f"{part} {DG['inMeeting']} {iri}"
        yield f"{part} {DG['partner']} {other}"
        present = partnership.status == "present"
        yield f"{iri} {DG['presentPartner' if present else 'discussedPartner']} {other}"
    yield from (f"{outcome.iri} {DG['inMeeting']} {iri}" for outcome in meeting.outcomes)


_ABOUT = {
    "type": DG["meetingType"],
    "country": DG["heldIn"],
    "rank": DG["rankAsWritten"],
    "post": DG["position"],
}
"""The properties whose readings are not called as the property is."""


def _choice_lines(minter: Minter, meeting: CanonicalMeeting) -> Iterator[str]:
    """Yield what articles disagree about: which reading counts, why, and what each of them has."""
    for dissent in meeting.disagreements:
        choice = minter.choice(meeting.iri, dissent.name, dissent.official)
        yield f"{choice} {_A} {DG['Choice']}"
        yield f"{choice} {DG['choiceOf']} {meeting.iri}"
        yield f"{choice} {DG['choiceAbout']} {_ABOUT.get(dissent.name, DG[dissent.name])}"
        yield f"{choice} {DG['chosenBecause']} {written(dissent.rule)}"
        if dissent.official is not None:
            yield f"{choice} {DG['choiceOfOfficial']} {dissent.official}"
        if dissent.value is not None:
            yield f"{choice} {DG['chosenValue']} {written(dissent.value)}"
        for told in dissent.readings:
            yield from _reading_lines(minter, choice, told)


def _reading_lines(minter: Minter, choice: NamedNode, told: Told) -> Iterator[str]:
    value = told.value
    iri = minter.reading(choice, told.report.path, told.number)
    yield f"{iri} {_A} {DG['Reading']}"
    yield f"{iri} {DG['readingFor']} {choice}"
    yield f"{iri} {DG['readingCounts']} {written_boolean(value=told.counts)}"
    yield f"{iri} {PROV['wasDerivedFrom']} {told.report.article}"
    if isinstance(value, str):
        yield f"{iri} {DG['readingValue']} {written(value)}"
    else:
        yield f"{iri} {DG['position']} {value}"


def _participation_lines(meeting: CanonicalMeeting) -> Iterator[str]:
    iri = str(meeting.iri)
    for seen, official, position, organisation in meeting.participations:
        part = str(seen.iri)
        yield f"{part} {DG['inMeeting']} {iri}"
        if organisation is not None:
            yield f"{part} {DG['organisation']} {organisation}"
            yield f"{iri} {DG['organisationInvolved']} {organisation}"
        if position is not None:
            yield f"{part} {DG['position']} {position}"
            yield f"{iri} {DG['positionInvolved']} {position}"
        if official is not None:
            who = str(official)
            yield f"{part} {DG['participant']} {who}"
            if seen.role != "spokesperson":
                yield f"{iri} {DG['attendee']} {who}"


@lru_cache(maxsize=10_000)
def _class_and_names(kind: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    return str(meeting_class(kind)), tuple(
        (language, meeting_label(kind, language)) for language in _LANGUAGES
    )


def _kind_and_label(iri: str, kind: str, city: str | None, day: str | None) -> Iterator[str]:
    its_class, names = _class_and_names(kind)
    yield f"{iri} {_A} {its_class}"
    for language, name in names:
        label = ", ".join(part for part in (name, city, day) if part)
        yield f"{iri} {RDFS['label']} {written(label)}@{language}"


def tenure_lines(minter: Minter, span: Span) -> Iterator[str]:
    """Yield that an official was seen in a position, from when to when, by which articles."""
    official, position = minter.iri(span.official), minter.iri(span.post)
    iri = str(minter.tenure(official, position))
    yield f"{iri} {_A} {DG['Tenure']}"
    yield f"{iri} {DG['holder']} {official}"
    yield f"{iri} {DG['position']} {position}"
    yield f"{iri} {DG['postHeld']} {position}"
    days = {
        "firstSeen": span.first,
        "lastSeen": span.last,
        "heldFrom": span.bounded_from,
        "heldUntil": span.bounded_to,
    }
    yield from (f"{iri} {DG[name]} {written_date(day)}" for name, day in days.items() if day is not None)
    if span.source is not None:
        yield f"{iri} {DCTERMS['source']} {written(span.source)}"
    for article in span.articles:
        yield f"{iri} {PROV['wasDerivedFrom']} {minter.iri(article)}"


def inference_lines(
    meeting: NamedNode, seen: ObservedParticipation, holder: NamedNode, tenure: NamedNode, reason: str
) -> Iterator[str]:
    """Yield who probably took part for a post that the article names alone, and what that rests on."""
    yield f"{seen.iri} {DG['inferredParticipant']} {holder}"
    yield f"{seen.iri} {DG['inferredFrom']} {tenure}"
    yield f"{seen.iri} {DG['inferredBecause']} {written(reason)}"
    if seen.role != "spokesperson":
        yield f"{meeting} {DG['inferredAttendee']} {holder}"
