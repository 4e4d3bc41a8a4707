"""From an article record to statements.

The shape follows the ontology: a report of a meeting, the participations, partnerships and outcomes that
hang on it, and the officials, organisations and positions these point to as the article has them. Which
reports tell of one meeting, and which names mean one official, is no article's to say: that is derived.
Every IRI comes from the :class:`~defgraph.ids.Minter`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from defgraph.build.evidence import add_evidence
from defgraph.build.observed import (
    ObservedOutcome,
    ObservedParticipation,
    ObservedPartnership,
    ObservedReport,
)
from defgraph.build.statements import ArticleStatements, Collector
from defgraph.build.things import Things
from defgraph.namespaces import (
    AREA,
    COUNTRY,
    DCTERMS,
    DG,
    MODE,
    OUTCOME,
    PARTNER_STATUS,
    PROV,
    RDF,
    REVIEW_STATUS,
    ROLE,
    SCHEMA,
)
from defgraph.ontology import meeting_class, rank_concept
from defgraph.records import edtf
from defgraph.terms import uri_literal, written_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeVar

    from defgraph.ids import Minter
    from defgraph.records import Article, Loaded, Meeting, Outcome, Participant, Partner

    _Part = TypeVar("_Part", ObservedOutcome, ObservedParticipation, ObservedPartnership)

_A = RDF["type"]
_ROLE_UNSAID = "attendee"
"""Whoever is listed as a participant took part, also where the record says no role."""


@lru_cache(maxsize=10_000)
def _rank(written_as: str) -> str | None:
    concept = rank_concept(written_as)
    return None if concept is None else str(concept)


@cache
def _meeting_class(kind: str) -> str:
    return str(meeting_class(kind))


def _country(code: str | None) -> str | None:
    return COUNTRY[code] if code else None


class ArticleMapper:
    """Maps records to statements.

    Args:
        minter: makes the IRIs.
    """

    def __init__(self, minter: Minter) -> None:
        self._minter = minter
        self._things = Things(minter)

    def map(self, loaded: Loaded) -> ArticleStatements:
        """Return the statements of one record."""
        return _OneArticle(self._minter, self._things, loaded).map()


class _OneArticle:
    """The mapping of one record, while it goes on."""

    def __init__(self, minter: Minter, things: Things, loaded: Loaded) -> None:
        self._minter = minter
        self._things = things
        self._loaded = loaded
        self._record = loaded.record
        self._article = minter.article(self._record.id)
        self._graph = minter.article_graph(self._record.id)
        self._out = Collector(self._graph)

    def map(self) -> ArticleStatements:
        """Return the statements of the record."""
        add, record = self._out.add, self._record
        graph = str(self._graph)
        add(graph, _A, DG["ArticleGraph"])
        add(graph, PROV["wasDerivedFrom"], str(self._article), "")
        add(graph, DG["reviewStatus"], REVIEW_STATUS[record.status], "/status")
        if self._loaded.extractor is not None:
            extractor = self._out.name(
                self._things.extractor(self._loaded.extractor), self._loaded.extractor.name
            )
            add(graph, PROV["wasAttributedTo"], extractor)
        self._map_article(record.article)
        for number, meeting in enumerate(record.meetings):
            self._map_meeting(number, meeting)
        add_evidence(self._out, self._minter, self._loaded)
        return self._out.finish()

    def _map_article(self, article: Article) -> None:
        out, iri = self._out, str(self._article)
        out.add(iri, _A, DG["Article"])
        out.text(iri, DCTERMS["identifier"], self._record.id, "/id")
        if article.title is not None:
            title = str(Literal(article.title, language=article.language))
            out.add(iri, DCTERMS["title"], title, "/article/title")
        if article.publisher is not None:
            publisher = out.name(self._things.publisher(article.publisher), article.publisher)
            out.add(iri, DCTERMS["publisher"], publisher, "/article/publisher")
        if article.published is not None:
            out.add(iri, DCTERMS["issued"], written_date(article.published), "/article/published")
        if article.retrieved is not None:
            out.add(iri, DG["retrieved"], written_date(article.retrieved), "/article/retrieved")
        if article.url is not None:
            out.add(iri, SCHEMA["url"], str(uri_literal(article.url)), "/article/url")
        out.text(iri, DCTERMS["language"], article.language, "/article/language")
        out.text(iri, DG["textSha256"], article.text_sha256, "/article/text_sha256")

    def _map_meeting(self, number: int, meeting: Meeting) -> None:
        out, at = self._out, f"/meetings/{number}"
        report, path = self._part("report", number), f"{self._record.id}/{number + 1}"
        iri = str(report)
        out.add(iri, DG["statedIn"], str(self._article), at)
        out.add(iri, _A, DG["Report"])
        out.add(iri, DG["meetingType"], _meeting_class(meeting.type), f"{at}/type")
        first, last = self._map_time_and_place(iri, meeting, at)
        participations = [
            self._map_participant(iri, participant, (number, index))
            for index, participant in enumerate(meeting.participants)
        ]
        partnerships = [
            self._map_partner(iri, partner, (number, index)) for index, partner in enumerate(meeting.partners)
        ]
        for index, area in enumerate(meeting.areas):
            out.add(iri, DG["areaAsTold"], AREA[area], f"{at}/areas/{index}")
        outcomes = [
            self._map_outcome(iri, outcome, (number, index)) for index, outcome in enumerate(meeting.outcomes)
        ]
        place = meeting.place
        out.observed.reports.append(
            ObservedReport(
                iri=report,
                article=self._article,
                path=path,
                reviewed=self._record.status == "reviewed",
                type=meeting.type,
                mode=meeting.mode,
                published=self._record.article.published,
                date=meeting.date,
                first=first,
                last=last,
                venue=place.venue if place else None,
                city=place.city if place else None,
                country=place.country if place else None,
                areas=tuple(sorted(set(meeting.areas))),
                participations=_by_iri(participations),
                partnerships=_by_iri(partnerships),
                outcomes=_by_iri(outcomes),
            )
        )

    def _map_outcome(self, report: str, outcome: Outcome, place: tuple[int, int]) -> ObservedOutcome:
        out, at = self._out, "/meetings/{}/outcomes/{}".format(*place)
        part = self._part("outcome", *place)
        iri = str(part)
        out.add(iri, DG["inReport"], report, at)
        out.add(iri, _A, DG["Outcome"])
        out.add(iri, DG["outcomeType"], OUTCOME[outcome.type], f"{at}/type")
        out.text(iri, DCTERMS["title"], outcome.title, f"{at}/title")
        return ObservedOutcome(part, outcome.type)

    def _map_time_and_place(self, iri: str, meeting: Meeting, at: str) -> tuple[str, str] | tuple[None, None]:
        """Add when and where; return the first and the last day."""
        out = self._out
        first, last = _days(meeting)
        if first is not None and last is not None:
            out.add(iri, DG["startAsTold"], written_date(first))
            out.add(iri, DG["endAsTold"], written_date(last))
        out.text(iri, DG["dateAsTold"], meeting.date, f"{at}/date")
        out.add(iri, DG["modeAsTold"], MODE[meeting.mode], f"{at}/mode")
        if meeting.place is not None:
            out.text(iri, DG["venueAsTold"], meeting.place.venue, f"{at}/place/venue")
            out.text(iri, DG["cityAsTold"], meeting.place.city, f"{at}/place/city")
            out.add(iri, DG["heldInAsTold"], _country(meeting.place.country), f"{at}/place/country")
        return (first, last) if first is not None and last is not None else (None, None)

    def _map_participant(
        self, report: str, participant: Participant, place: tuple[int, int]
    ) -> ObservedParticipation:
        out, at = self._out, "/meetings/{}/participants/{}".format(*place)
        part, role = self._part("participation", *place), participant.role or _ROLE_UNSAID
        iri = str(part)
        out.add(iri, DG["inReport"], report, at)
        out.add(iri, _A, DG["Participation"])
        out.add(iri, DG["role"], ROLE[role], f"{at}/role")
        out.add(iri, DG["actsFor"], _country(participant.country), f"{at}/country")
        if participant.rank is not None:
            out.text(iri, DG["rankAsWritten"], participant.rank, f"{at}/rank")
            out.add(iri, DG["rank"], _rank(participant.rank))
        organisation, position = self._map_post(iri, participant, at)
        official = None
        if participant.name is not None:
            official = self._things.official(participant.name, participant.country)
            called = out.name(official, participant.name)
            out.add(iri, DG["participantAsTold"], called, f"{at}/name")
        return ObservedParticipation(
            part, role, participant.country, participant.rank, official, position, organisation
        )

    def _map_post(
        self, participation: str, participant: Participant, at: str
    ) -> tuple[NamedNode | None, NamedNode | None]:
        """Add the organisation and the position, and return them."""
        out, organisation = self._out, None
        if participant.organisation is not None:
            organisation = self._things.organisation(participant.organisation, participant.country)
            called = out.name(organisation, participant.organisation)
            out.add(participation, DG["organisationAsTold"], called, f"{at}/organisation")
        if participant.position is None:
            return organisation, None
        position = self._things.position(participant.position, organisation, participant.country)
        called = out.name(position, participant.position)
        out.add(participation, DG["positionAsTold"], called, f"{at}/position")
        return organisation, position

    def _map_partner(self, report: str, partner: Partner, place: tuple[int, int]) -> ObservedPartnership:
        out, at = self._out, "/meetings/{}/partners/{}".format(*place)
        part = self._part("partnership", *place)
        iri = str(part)
        out.add(iri, DG["inReport"], report, at)
        out.add(iri, _A, DG["Partnership"])
        out.add(iri, DG["partnerStatus"], PARTNER_STATUS[partner.status], f"{at}/status")
        if partner.organisation is not None:
            other = self._things.organisation(partner.organisation, partner.country)
            out.name(other, partner.organisation)
            out.abbreviation(other, partner.abbreviation, f"{at}/abbreviation")
        else:
            other = COUNTRY(str(partner.country))  # a record's partner has the one or the other
        out.add(iri, DG["partnerAsTold"], str(other), at)
        return ObservedPartnership(part, other, partner.status)

    def _part(self, kind: str, *indexes: int) -> NamedNode:
        """Return the IRI of a part of this record; people count from 1."""
        return self._minter.iri("/".join((kind, self._record.id, *(str(i + 1) for i in indexes))))


def _days(meeting: Meeting) -> tuple[str, str] | tuple[None, None]:
    if meeting.date is None:
        return None, None
    span = edtf.parse(meeting.date)
    return span.first.isoformat(), span.last.isoformat()


def _by_iri(parts: Iterable[_Part]) -> tuple[_Part, ...]:
    return tuple(sorted(parts, key=lambda part: part.iri.value))
