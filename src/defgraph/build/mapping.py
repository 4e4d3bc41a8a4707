"""From an article record to statements.

The shape follows the ontology: a meeting, the participations, partnerships and outcomes that hang on
it, and the officials, organisations and positions these point to. Every IRI comes from the
:class:`~defgraph.ids.Minter`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from defgraph.build.evidence import add_evidence
from defgraph.build.statements import ArticleStatements, Collector, SeenInPosition
from defgraph.build.things import Things, country_term
from defgraph.namespaces import (
    AREA,
    DCTERMS,
    DG,
    MODE,
    OUTCOME,
    PARTNER_STATUS,
    PROV,
    RDF,
    RDFS,
    REVIEW_STATUS,
    ROLE,
    SCHEMA,
)
from defgraph.ontology import meeting_class, meeting_label, rank_concept
from defgraph.records import edtf
from defgraph.terms import date_literal, uri_literal

if TYPE_CHECKING:
    from defgraph.ids import Minter
    from defgraph.records import Article, Loaded, Meeting, Participant, Partner

_A = RDF("type")
_LANGUAGES = ("en", "id")
_ROLE_UNSAID = "attendee"
"""Whoever is listed as a participant took part, also where the record says no role."""

_rank_concept = lru_cache(maxsize=10_000)(rank_concept)


class ArticleMapper:
    """Maps records to statements.

    Args:
        minter: makes the IRIs, and says which thing a name means.
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
        add(self._graph, _A, DG("ArticleGraph"))
        add(self._graph, PROV("wasDerivedFrom"), self._article, "")
        add(self._graph, DG("reviewStatus"), REVIEW_STATUS(record.status), "/status")
        if self._loaded.extractor is not None:
            extractor = self._out.name(self._things.extractor(self._loaded.extractor))
            add(self._graph, PROV("wasAttributedTo"), extractor)
        self._map_article(record.article)
        for number, meeting in enumerate(record.meetings):
            self._map_meeting(number, meeting)
        add_evidence(self._out, self._minter, self._loaded)
        return self._out.finish()

    def _map_article(self, article: Article) -> None:
        out, iri = self._out, self._article
        out.add(iri, _A, DG("Article"))
        out.text(iri, DCTERMS("identifier"), self._record.id, "/id")
        if article.title is not None:
            title = Literal(article.title, language=article.language)
            out.add(iri, DCTERMS("title"), title, "/article/title")
        if article.publisher is not None:
            publisher = out.name(self._things.publisher(article.publisher))
            out.add(iri, DCTERMS("publisher"), publisher, "/article/publisher")
        if article.published is not None:
            out.add(iri, DCTERMS("issued"), date_literal(article.published), "/article/published")
        if article.retrieved is not None:
            out.add(iri, DG("retrieved"), date_literal(article.retrieved), "/article/retrieved")
        if article.url is not None:
            out.add(iri, SCHEMA("url"), uri_literal(article.url), "/article/url")
        out.text(iri, DCTERMS("language"), article.language, "/article/language")
        out.text(iri, DG("textSha256"), article.text_sha256, "/article/text_sha256")

    def _map_meeting(self, number: int, meeting: Meeting) -> None:
        out, at = self._out, f"/meetings/{number}"
        iri = self._part("meeting", number)
        out.add(iri, DG("reportedIn"), self._article, at)
        out.add(iri, _A, meeting_class(meeting.type), f"{at}/type")
        out.observed.shortcuts.add(Triple(iri, _A, DG("Meeting")))
        for language in _LANGUAGES:
            out.add(iri, RDFS("label"), Literal(_label(meeting, language), language=language))
        self._map_time_and_place(iri, meeting, at)
        for index, participant in enumerate(meeting.participants):
            self._map_participant(iri, meeting, participant, (number, index))
        for index, partner in enumerate(meeting.partners):
            self._map_partner(iri, partner, (number, index))
        for index, area in enumerate(meeting.areas):
            out.add(iri, DG("area"), AREA(area), f"{at}/areas/{index}")
        for index, outcome in enumerate(meeting.outcomes):
            path = f"{at}/outcomes/{index}"
            result = self._part("outcome", number, index)
            out.add(result, DG("inMeeting"), iri, path)
            out.add(result, _A, DG("Outcome"))
            out.add(result, DG("outcomeType"), OUTCOME(outcome.type), f"{path}/type")
            out.text(result, DCTERMS("title"), outcome.title, f"{path}/title")

    def _map_time_and_place(self, iri: NamedNode, meeting: Meeting, at: str) -> None:
        out = self._out
        first, last = _days(meeting)
        if first is not None and last is not None:
            out.add(iri, SCHEMA("startDate"), date_literal(first))
            out.add(iri, SCHEMA("endDate"), date_literal(last))
        out.text(iri, DG("date"), meeting.date, f"{at}/date")
        out.add(iri, DG("mode"), MODE(meeting.mode), f"{at}/mode")
        if meeting.place is not None:
            out.text(iri, DG("venue"), meeting.place.venue, f"{at}/place/venue")
            out.text(iri, DG("city"), meeting.place.city, f"{at}/place/city")
            out.add(iri, DG("heldIn"), country_term(meeting.place.country), f"{at}/place/country")

    def _map_participant(
        self, meeting: NamedNode, told: Meeting, participant: Participant, place: tuple[int, int]
    ) -> None:
        out, at = self._out, "/meetings/{}/participants/{}".format(*place)
        iri = self._part("participation", *place)
        out.add(iri, DG("inMeeting"), meeting, at)
        out.add(iri, _A, DG("Participation"))
        out.add(iri, DG("role"), ROLE(participant.role or _ROLE_UNSAID), f"{at}/role")
        out.add(iri, DG("actsFor"), country_term(participant.country), f"{at}/country")
        if participant.rank is not None:
            out.text(iri, DG("rankAsWritten"), participant.rank, f"{at}/rank")
            out.add(iri, DG("rank"), _rank_concept(participant.rank))
        position = self._map_post(iri, participant, at)
        if participant.name is None:
            return
        official = out.name(self._things.official(participant.name, participant.country))
        out.add(iri, DG("participant"), official, f"{at}/name")
        if participant.role != "spokesperson":
            out.observed.shortcuts.add(Triple(meeting, DG("attendee"), official))
        if position is not None:
            first, last = _days(told)
            out.observed.tenures.add(SeenInPosition(official, position, first, last, self._article))

    def _map_post(self, participation: NamedNode, participant: Participant, at: str) -> NamedNode | None:
        """Add the position and the organisation; return the position."""
        out, organisation = self._out, None
        if participant.organisation is not None:
            organisation = self._things.organisation(participant.organisation, participant.country)
            out.add(participation, DG("organisation"), out.name(organisation), f"{at}/organisation")
        if participant.position is None:
            return None
        position = out.name(self._things.position(participant.position, organisation, participant.country))
        out.add(participation, DG("position"), position, f"{at}/position")
        return position

    def _map_partner(self, meeting: NamedNode, partner: Partner, place: tuple[int, int]) -> None:
        out, at = self._out, "/meetings/{}/partners/{}".format(*place)
        iri = self._part("partnership", *place)
        out.add(iri, DG("inMeeting"), meeting, at)
        out.add(iri, _A, DG("Partnership"))
        out.add(iri, DG("partnerStatus"), PARTNER_STATUS(partner.status), f"{at}/status")
        other = country_term(partner.country)
        if partner.organisation is not None:
            other = out.name(self._things.organisation(partner.organisation, partner.country))
            out.text(other, DG("abbreviation"), partner.abbreviation, f"{at}/abbreviation")
        if other is None:
            return
        out.add(iri, DG("partner"), other, at)
        out.observed.partners.add(other)
        shortcut = DG("presentPartner" if partner.status == "present" else "discussedPartner")
        out.observed.shortcuts.add(Triple(meeting, shortcut, other))

    def _part(self, kind: str, *indexes: int) -> NamedNode:
        """Return the IRI of a part of this record; people count from 1."""
        return self._minter.iri("/".join((kind, self._record.id, *(str(i + 1) for i in indexes))))


def _days(meeting: Meeting) -> tuple[str, str] | tuple[None, None]:
    if meeting.date is None:
        return None, None
    span = edtf.parse(meeting.date)
    return span.first.isoformat(), span.last.isoformat()


def _label(meeting: Meeting, language: str) -> str:
    city = meeting.place.city if meeting.place else None
    return ", ".join(part for part in (meeting_label(meeting.type, language), city, meeting.date) if part)
