"""Hypothesis strategies for article records, and the same record written in each format."""

from __future__ import annotations

import csv
import io
import json
import string
from typing import Any, get_args

from hypothesis import strategies as st

from defgraph.records import vocabularies
from defgraph.records.csv_draft import COLUMNS

JSON = dict[str, Any]


texts = (
    st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
names = st.builds("{}{}{}".format, texts, st.sampled_from("aŽ習ж"), texts).map(str.strip)
days = st.dates().map(str)
countries = st.sampled_from(vocabularies.COUNTRY_CODES)
offsets = st.integers(0, 2**53 - 2)


def one_of(literal: Any) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(literal))


def some(minimum: int = 0, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[JSON]:
    """Objects with some of ``fields``, at least ``minimum``."""
    return st.fixed_dictionaries({}, optional=fields).filter(lambda value: len(value) >= minimum)


def _sorted(value: JSON) -> str:
    return json.dumps(value, sort_keys=True)


def several(values: st.SearchStrategy[Any], **options: Any) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, min_size=1, max_size=3, **options)


participants = some(
    name=names,
    rank=texts,
    position=texts,
    organisation=texts,
    country=countries,
    role=one_of(vocabularies.Role),
).filter(lambda value: "name" in value or "position" in value)
partners = st.fixed_dictionaries(
    {"status": one_of(vocabularies.PartnerStatus)},
    optional={"country": countries, "organisation": texts, "abbreviation": texts},
).filter(lambda value: "country" in value or "organisation" in value)
outcomes = st.fixed_dictionaries({"type": one_of(vocabularies.OutcomeType)}, optional={"title": texts})
meeting_dates = st.one_of(
    days,
    days.map(lambda day: day[:7]),
    st.lists(days, min_size=2, max_size=2).map(sorted).map("/".join),
)
meetings = st.fixed_dictionaries(
    {"type": one_of(vocabularies.MeetingType)},
    optional={
        "date": meeting_dates,
        "mode": one_of(vocabularies.Mode),
        "place": some(1, venue=texts, city=texts, country=countries),
        "participants": several(participants),
        "partners": several(partners, unique_by=_sorted),
        "areas": several(one_of(vocabularies.Area)),
        "outcomes": several(outcomes, unique_by=_sorted),
    },
)
articles = some(
    1,
    url=st.text(string.ascii_letters + "/?&=%é", min_size=1).map("https://x".__add__),
    title=texts,
    publisher=texts,
    published=days,
    retrieved=days,
    language=st.sampled_from(["id", "en", "en-GB", "zh-Hant-TW"]),
    text_sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
)


@st.composite
def records(draw: st.DrawFn) -> JSON:
    """Good records as JSON data."""
    record: JSON = draw(
        st.fixed_dictionaries(
            {
                "id": st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=20),
                "meetings": several(meetings),
            },
            optional={"format": st.just(1), "status": one_of(vocabularies.ReviewStatus), "article": articles},
        )
    )
    spans = st.builds(
        lambda pointer, start, length: {"for": pointer, "start": start, "end": start + length},
        st.sampled_from(pointers(record)[1:]),  # no table can point at the whole record
        st.integers(0, 10_000),
        st.integers(1, 500),
    )
    if evidence := draw(st.lists(spans, max_size=3, unique_by=_sorted)):
        record["evidence"] = evidence
    return record


def pointers(value: object, way: str = "") -> list[str]:
    """The JSON Pointer of every value within ``value``; its keys need no escapes."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(pointer for key, part in inner for pointer in pointers(part, f"{way}/{key}"))]


def as_json(record: JSON) -> bytes:
    return json.dumps(record, ensure_ascii=False, indent=2).encode()


def as_yaml(value: object, indent: str = "") -> str:
    """Block YAML with every text in double quotes."""
    if isinstance(value, dict):
        return "".join(f"\n{indent}{key}: {as_yaml(part, indent + '  ')}" for key, part in value.items())
    if isinstance(value, list):
        return "".join(f"\n{indent}- {as_yaml(part, indent + '  ')}" for part in value)
    written = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in written)


def as_csv(record: JSON, delimiter: str = ",") -> bytes:
    """The rows of one record, with a byte order mark as spreadsheets write it."""
    rows = [
        row for number, meeting in enumerate(record["meetings"], 1) for row in _meeting_rows(meeting, number)
    ]
    for place, span in enumerate(record.get("evidence", [])):
        if place >= len(rows):
            rows.append({})
        rows[place].update({f"evidence.{key}": cell for key, cell in span.items()})
    for key, value in record.items():
        if key == "article":
            rows[0].update({f"article.{inner}": cell for inner, cell in value.items()})
        elif key not in ("meetings", "evidence"):
            rows[0][key] = value
    target = io.StringIO()
    writer = csv.DictWriter(target, list(COLUMNS), delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows({**row, "id": record["id"]} for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _meeting_rows(meeting: JSON, number: int) -> list[JSON]:
    lists = {key: meeting.get(key, []) for key in ("participants", "partners", "outcomes")}
    rows: list[JSON] = [{"meeting": number} for _ in range(max(1, *map(len, lists.values())))]
    for name, entries in lists.items():
        for row, entry in zip(rows, entries, strict=False):
            row.update({f"meetings.{name}.{key}": cell for key, cell in entry.items()})
    rows[0].update({f"meetings.{key}": cell for key, cell in meeting.items() if isinstance(cell, str)})
    rows[0].update({f"meetings.place.{key}": cell for key, cell in meeting.get("place", {}).items()})
    rows[0]["meetings.areas"] = ";".join(meeting.get("areas", []))
    return rows
