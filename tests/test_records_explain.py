"""Every way a record can break the format, with the words a person reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.records.explain import check
from defgraph.records.json_reader import read_json_lines
from records_strategies import JSON, records
from test_records_models import minimal, with_article, with_participant

if TYPE_CHECKING:
    from defgraph.records import Problem

TYPES = (
    "one of courtesy-call, bilateral-meeting, multilateral-meeting, interagency-meeting, official-visit, "
    "strategic-dialogue, signing-ceremony"
)
TEXT = "text that is not empty and holds no control characters"
COUNTRY = 'an ISO 3166-1 alpha-2 country code, such as "ID" for Indonesia'
OFFSET = "a whole number from 0 on"
OUT = "leave the key out when it has no value"


def with_meeting(**meeting: Any) -> JSON:
    return minimal(meetings=[{"type": "courtesy-call", **meeting}])


def with_evidence(**span: Any) -> JSON:
    return minimal(evidence=[{"for": "/id", "start": 0, "end": 1, **span}])


MESSAGES = [
    ([], "found an empty list, expected one record as an object; several go one a line into a .jsonl file"),
    (
        minimal(id="A b"),
        (
            '/id: found "A b", expected lower-case letters, digits and hyphens, such as '
            '"2025-10-21-kemhan-unops"'
        ),
    ),
    (minimal(format=2), "/format: found 2, expected 1, the only format there is"),
    (minimal(format="1"), '/format: found "1", expected 1, the only format there is'),
    (minimal(status="final"), '/status: found "final", expected one of draft, reviewed'),
    (minimal(article=[]), "/article: found an empty list, expected an object"),
    (minimal(article=None), f"/article: found null, expected an object; {OUT}"),
    (minimal(meetings={"type": "courtesy-call"}), "/meetings: found an object, expected a list"),
    (
        minimal(meeting=[]),
        (
            "/meeting: found an unknown key, expected one of article, evidence, format, id, "
            "meetings, status; "
            'did you mean "meetings"?'
        ),
    ),
    (
        minimal(zzz=None),
        "/zzz: found an unknown key, expected one of article, evidence, format, id, meetings, status",
    ),
    (
        {"meetings": [{"type": "courtesy-call"}]},
        "/id: found nothing, expected the record's own name: the date of the main meeting and a short slug",
    ),
    ({"id": "a"}, "/meetings: found nothing, expected the meetings it reports, or an empty list"),
    (minimal(meetings=[{}]), f"/meetings/0/type: found nothing, expected {TYPES}"),
    (
        with_meeting(type="courtesy-cal"),
        f'/meetings/0/type: found "courtesy-cal", expected {TYPES}; did you mean "courtesy-call"?',
    ),
    (
        with_meeting(mode=None),
        f"/meetings/0/mode: found null, expected one of in-person, virtual, telephone; {OUT}",
    ),
    (with_meeting(areas="logistics"), '/meetings/0/areas: found "logistics", expected a list'),
    (
        with_meeting(areas=["logistics", "cyber"]),
        (
            '/meetings/0/areas/1: found "cyber", expected one of defence-cooperation, military-cooperation, '
            "policy-dialogue, joint-exercise, education-training, personnel-exchange, defence-industry, "
            "arms-procurement, technology-transfer, research-development, logistics, infrastructure, "
            "capacity-building, peacekeeping, maritime-security, border-security, "
            "counter-terrorism, cyber-security, "
            "intelligence-sharing, humanitarian-assistance, military-medicine, space, "
            "climate-sustainability, cbrn, "
            "search-and-rescue, regional-security"
        ),
    ),
    (
        with_meeting(areas=["logistic"]),
        '/meetings/0/areas/0: found "logistic", expected one of 26 values; did you mean "logistics"?',
    ),
    (
        with_meeting(date="21/10/2025"),
        (
            '/meetings/0/date: found "21/10/2025", expected a day ("2025-10-21"), a month '
            '("2025-10") or an interval of '
            'them ("2025-10-20/2025-10-22")'
        ),
    ),
    (
        with_meeting(date="2025-02-30"),
        '/meetings/0/date: found "2025-02-30", expected a day of the calendar (2025-02 has 28 days)',
    ),
    (with_meeting(date=2025), "/meetings/0/date: found 2025, expected text; put it in quotes"),
    (
        with_meeting(place={"country": "Indonesia"}),
        f'/meetings/0/place/country: found "Indonesia", expected {COUNTRY}',
    ),
    (
        with_meeting(partners=[{"country": "uk", "status": "present"}]),
        f'/meetings/0/partners/0/country: found "uk", expected {COUNTRY}; did you mean "GB"?',
    ),
    (
        with_meeting(partners=[{"country": "id ", "status": "present"}]),
        f'/meetings/0/partners/0/country: found "id ", expected {COUNTRY}; did you mean "ID"?',
    ),
    (
        with_meeting(partners=[{"abbreviation": "BC", "status": "present"}]),
        '/meetings/0/partners/0: found neither, expected "country" or "organisation"',
    ),
    (
        with_meeting(partners=[{"country": "BY"}]),
        "/meetings/0/partners/0/status: found nothing, expected one of present, discussed",
    ),
    (
        with_participant(rank="Mayjen"),
        '/meetings/0/participants/0: found neither, expected "name" or "position"',
    ),
    (
        with_participant(name="A", rol="host"),
        (
            "/meetings/0/participants/0/rol: found an unknown key, expected one of country, "
            "name, organisation, "
            'position, rank, role; did you mean "role"?'
        ),
    ),
    (
        with_participant(name="17"),
        (
            '/meetings/0/participants/0/name: found "17", expected a name with at least one '
            "letter and no control "
            "characters"
        ),
    ),
    (
        with_participant(name="A", position=""),
        f'/meetings/0/participants/0/position: found "", expected {TEXT}',
    ),
    (
        with_participant(name="A", rank=None),
        f"/meetings/0/participants/0/rank: found null, expected text; {OUT}",
    ),
    (with_article(title="a\x07b"), rf'/article/title: found "a\x07b", expected {TEXT}'),
    (
        with_article(url="www.example.org"),
        '/article/url: found "www.example.org", expected a web address that begins with http:// or https://',
    ),
    (
        with_article(published="2025-10"),
        '/article/published: found "2025-10", expected a day such as "2025-10-21"',
    ),
    (
        with_article(language="Indonesian"),
        '/article/language: found "Indonesian", expected a BCP 47 language tag, such as "id" or "en-GB"',
    ),
    (
        with_article(text="/etc/hosts"),
        (
            '/article/text: found "/etc/hosts", expected a path relative to the record\'s file, with "/" '
            "between its parts"
        ),
    ),
    (
        with_article(text_sha256="abc"),
        '/article/text_sha256: found "abc", expected the 64 hexadecimal digits of a SHA-256',
    ),
    (with_evidence(start=-1), f"/evidence/0/start: found -1, expected {OFFSET}"),
    (with_evidence(start="1"), f'/evidence/0/start: found "1", expected {OFFSET}'),
    (with_evidence(start=0.0), f"/evidence/0/start: found 0.0, expected {OFFSET}"),
    (with_evidence(start=float("nan")), f"/evidence/0/start: found NaN, expected {OFFSET}"),
    (
        with_evidence(end=10**100),
        f"/evidence/0/end: found a number of more than 60 digits, expected {OFFSET}",
    ),
    (with_evidence(start=3, end=3), "/evidence/0: found start 3, end 3, expected a start before the end"),
    (
        with_evidence(**{"for": "/meetings/1/date"}),
        (
            '/evidence/0/for: found "/meetings/1/date", expected a JSON Pointer to a value of this record; '
            "/meetings has 1 entry, counted from 0"
        ),
    ),
    (
        with_evidence(**{"for": "id"}),
        '/evidence/0/for: found "id", expected a JSON Pointer to a value of this record; it begins with "/"',
    ),
]


def problems_of(raw: bytes) -> list[str]:
    problems: list[Problem] = []
    assert list(read_json_lines([raw], "x.jsonl", problems)) == []
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(("data", "message"), MESSAGES, ids=range(len(MESSAGES)))
def test_each_breach_has_its_message(data: Any, message: str) -> None:
    assert problems_of(json.dumps(data).encode()) == [f"x.jsonl:1: {message}"]


def test_all_problems_of_a_record_are_listed_at_once() -> None:
    data = {
        "id": "A",
        "meetings": [
            {"type": "x", "date": "2025"},
            {"type": "courtesy-call", "participants": [{"rank": "y"}]},
        ],
        "evidence": [{"for": "/meetings/2", "start": 0, "end": 1}, {"for": "/id", "start": 2, "end": 1}],
    }
    assert [line.split(": ")[1] for line in problems_of(json.dumps(data).encode())] == [
        "/id",
        "/meetings/0/type",
        "/meetings/0/date",
        "/meetings/1/participants/0",
        "/evidence/1",
        "/evidence/0/for",
    ]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(values)
def test_arbitrary_data_is_a_record_or_has_findings(data: object) -> None:
    record, findings = check(data)
    assert (record is None) == bool(findings)


@given(records(), st.data())
def test_a_record_with_one_value_exchanged_is_a_record_or_has_findings(
    record: JSON, data: st.DataObject
) -> None:
    holder: Any = record
    while True:
        key = data.draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
        if not isinstance(holder[key], dict | list) or not holder[key] or data.draw(st.booleans()):
            break
        holder = holder[key]
    holder[key] = data.draw(values)
    result, findings = check(record)
    assert (result is None) == bool(findings)
    assert all(str(finding.found).isprintable() for finding in findings)
