from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from defgraph.records import Article, EvidenceSpan, Meeting, Participant, Record
from records_strategies import as_json, records

EXAMPLE: dict[str, Any] = {
    "format": 1,
    "id": "2025-10-21-contoh",
    "status": "draft",
    "article": {
        "url": "https://example.org/berita/1",
        "title": "Kunjungan Kehormatan",
        "publisher": "Kantor Berita Contoh",
        "published": "2025-10-21",
        "retrieved": "2025-11-01",
        "language": "id",
        "text": "../articles/2025-10-21-contoh.txt",
        "text_sha256": "a" * 64,
    },
    "meetings": [
        {
            "type": "courtesy-call",
            "date": "2025-10-21",
            "mode": "virtual",
            "place": {"venue": "Gedung Contoh", "city": "Jakarta", "country": "ID"},
            "participants": [
                {
                    "name": "Budi Contoh",
                    "rank": "Letjen TNI",
                    "position": "Sekretaris Jenderal",
                    "organisation": "Kementerian Contoh",
                    "country": "ID",
                    "role": "host",
                },
                {"position": "Direktur Contoh"},
            ],
            "partners": [
                {"organisation": "Badan Contoh", "abbreviation": "BC", "status": "present"},
                {"country": "BY", "status": "discussed"},
            ],
            "areas": ["logistics"],
            "outcomes": [{"type": "mou-signed", "title": "Memorandum Contoh"}, {"type": "joint-statement"}],
        }
    ],
    "evidence": [{"for": "/meetings/0/participants/0", "start": 120, "end": 154}],
}


def minimal(**changes: Any) -> dict[str, Any]:
    return {"id": "a", "meetings": [{"type": "courtesy-call"}], **changes}


def with_article(**article: Any) -> dict[str, Any]:
    return minimal(article=article)


def with_participant(**participant: Any) -> dict[str, Any]:
    return minimal(meetings=[{"type": "courtesy-call", "participants": [participant]}])


def test_every_key_of_the_format_becomes_an_attribute() -> None:
    record = Record.model_validate(EXAMPLE)
    assert (record.id, record.status, record.article.language) == ("2025-10-21-contoh", "draft", "id")
    meeting = record.meetings[0]
    assert (meeting.type, meeting.date, meeting.mode) == ("courtesy-call", "2025-10-21", "virtual")
    assert meeting.place is not None
    assert meeting.place.city == "Jakarta"
    assert meeting.participants[0].rank == "Letjen TNI"
    assert meeting.participants[1].name is None
    assert [partner.status for partner in meeting.partners] == ["present", "discussed"]
    assert meeting.areas == ("logistics",)
    assert meeting.outcomes[1].title is None
    assert record.evidence[0].pointer == "/meetings/0/participants/0"
    assert (record.evidence[0].start, record.evidence[0].end) == (120, 154)


def test_what_is_absent_has_its_documented_default() -> None:
    record = Record.model_validate(minimal())
    assert (record.format, record.status, record.evidence) == (1, "reviewed", ())
    assert record.article == Article()
    assert record.meetings[0] == Meeting(type="courtesy-call", mode="in-person")
    assert (record.meetings[0].date, record.meetings[0].place, record.meetings[0].participants) == (
        None,
        None,
        (),
    )


def test_a_record_cannot_be_changed() -> None:
    record = Record.model_validate(minimal())
    with pytest.raises(ValidationError, match="frozen"):
        record.id = "b"


def test_white_space_around_text_is_no_part_of_it() -> None:
    record = Record.model_validate(with_participant(name=" Budi\n", position="\tDirektur "))
    assert record.meetings[0].participants == (Participant(name="Budi", position="Direktur"),)


@given(records())
def test_a_record_comes_back_as_the_keys_that_were_given(data: dict[str, Any]) -> None:
    assert Record.model_validate_json(as_json(data)).to_dict() == data
    assert Record.model_validate(data).to_dict() == data


@pytest.mark.parametrize(
    "data",
    [
        with_article(url="http://example.org"),
        with_article(url="HTTPS://example.org/a?b#é"),
        with_article(language="zh-Hant-TW"),
        with_article(text="texts/a b.txt"),
        with_article(text_sha256="AB" * 32),
        with_participant(name="习"),
        with_participant(name="Ng"),
        minimal(evidence=[{"for": "", "start": 0, "end": 1}]),
        minimal(evidence=[{"for": "/id", "start": 0, "end": 1}] * 2),
        minimal(evidence=[{"for": "/evidence/0/for", "start": 0, "end": 2**53 - 1}]),
    ],
)
def test_unusual_but_good_records_pass(data: dict[str, Any]) -> None:
    Record.model_validate(data)
    Record.model_validate_json(json.dumps(data))


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({}, ("id",)),
        (minimal(id=""), ("id",)),
        (minimal(id="A"), ("id",)),
        (minimal(id="a\n"), ("id",)),
        (minimal(format=2), ("format",)),
        (minimal(format=True), ("format",)),
        (minimal(format=1.0), ("format",)),
        (minimal(status=None), ("status",)),
        (minimal(article=None), ("article",)),
        (minimal(meetings={}), ("meetings",)),
        (minimal(extra=1), ("extra",)),
        (with_article(title=""), ("article", "title")),
        (with_article(title=" \t"), ("article", "title")),
        (with_article(title="a\x00b"), ("article", "title")),
        (with_article(title="a\x85b"), ("article", "title")),
        (with_article(title=5), ("article", "title")),
        (with_article(title=None), ("article", "title")),
        (with_article(url="ftp://example.org"), ("article", "url")),
        (with_article(url="javascript:alert(1)"), ("article", "url")),
        (with_article(url="https://"), ("article", "url")),
        (with_article(url="https://a b"), ("article", "url")),
        (with_article(published="2025-10"), ("article", "published")),
        (with_article(published="2025-02-30"), ("article", "published")),
        (with_article(published="20251021"), ("article", "published")),
        (with_article(language="indonesian"), ("article", "language")),
        (with_article(language="id_ID"), ("article", "language")),
        (with_article(text="/etc/hosts"), ("article", "text")),
        (with_article(text="C:/a.txt"), ("article", "text")),
        (with_article(text="a\\b.txt"), ("article", "text")),
        (with_article(text_sha256="abc"), ("article", "text_sha256")),
        (with_participant(), ("meetings", 0, "participants", 0)),
        (with_participant(rank="Mayjen"), ("meetings", 0, "participants", 0)),
        (with_participant(name="123"), ("meetings", 0, "participants", 0, "name")),
        (with_participant(name="A", country="id"), ("meetings", 0, "participants", 0, "country")),
        (with_participant(name="A", country="XK"), ("meetings", 0, "participants", 0, "country")),
        (with_participant(name="A", country=False), ("meetings", 0, "participants", 0, "country")),
        (with_participant(name="A", role="chair"), ("meetings", 0, "participants", 0, "role")),
        (minimal(evidence=[{"for": "/id", "start": 5, "end": 5}]), ("evidence", 0)),
        (minimal(evidence=[{"for": "/id", "start": -1, "end": 5}]), ("evidence", 0, "start")),
        (minimal(evidence=[{"for": "/id", "start": 1.0, "end": 5}]), ("evidence", 0, "start")),
        (minimal(evidence=[{"for": "/id", "start": "1", "end": 5}]), ("evidence", 0, "start")),
        (minimal(evidence=[{"for": "/id", "start": True, "end": 5}]), ("evidence", 0, "start")),
        (minimal(evidence=[{"for": "/id", "start": 0, "end": 10**30}]), ("evidence", 0, "end")),
        (minimal(evidence=[{"pointer": "/id", "start": 0, "end": 1}]), ("evidence", 0, "for")),
    ],
)
def test_what_breaks_the_format_is_refused_at_its_place(
    data: dict[str, Any], place: tuple[str | int, ...]
) -> None:
    for validate in (Record.model_validate, lambda value: Record.model_validate_json(json.dumps(value))):
        with pytest.raises(ValidationError) as caught:
            validate(data)
        assert place in [error["loc"] for error in caught.value.errors()]


@pytest.mark.parametrize(
    "pointer",
    [
        "/meetings/1",
        "/meetings/0/date",
        "/meetings/0/mode",
        "/meetings/00",
        "/nothing",
        "id",
        "/id/0",
        "/to_dict",
    ],
)
def test_evidence_needs_a_value_that_the_record_holds(pointer: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Record.model_validate(minimal(evidence=[{"for": pointer, "start": 0, "end": 1}]))
    assert [error["type"] for error in caught.value.errors()] == ["dangling_pointer"]


def test_an_evidence_span_is_built_with_the_key_of_the_format() -> None:
    span = EvidenceSpan.model_validate({"for": "/id", "start": 1, "end": 2})
    assert (span.pointer, span.start, span.end) == ("/id", 1, 2)
