from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from defgraph.records import record_schema
from defgraph.resources import sample_records_dir
from records_strategies import records
from test_records_models import EXAMPLE, minimal, with_article, with_participant

VALIDATOR = Draft202012Validator(record_schema())


def test_it_is_a_schema_of_draft_2020_12() -> None:
    Draft202012Validator.check_schema(record_schema())
    assert record_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert record_schema()["$id"] == "https://w3id.org/defgraph/schema/record-1.json"


def test_the_published_schema_is_the_generated_one() -> None:
    published = Path(__file__).parent.parent / "docs" / "record.schema.json"
    generated = json.dumps(record_schema(), ensure_ascii=False, indent=2) + "\n"
    assert published.read_text(encoding="utf-8") == generated, (
        "run: defgraph schema -o docs/record.schema.json"
    )


def test_every_key_is_described_and_none_may_be_null() -> None:
    schema = record_schema()
    objects = [schema, *(part for part in schema["$defs"].values() if part["type"] == "object")]
    assert len(objects) == 8
    for part in objects:
        assert part["additionalProperties"] is False
        assert all(key["description"] for key in part["properties"].values())
    assert "null" not in json.dumps(schema)


def test_the_good_records_validate() -> None:
    VALIDATOR.validate(EXAMPLE)
    files = sorted(sample_records_dir().glob("*.json"))
    assert len(files) == 48
    for file in files:
        VALIDATOR.validate(json.loads(file.read_text(encoding="utf-8")))


@given(records())
def test_what_the_models_accept_the_schema_accepts(data: dict[str, Any]) -> None:
    VALIDATOR.validate(data)


@pytest.mark.parametrize(
    "data",
    [
        [],
        {},
        minimal(id="A"),
        minimal(format=2),
        minimal(status="final"),
        minimal(extra=1),
        minimal(article=None),
        minimal(meetings=[{"type": "courtesy-cal"}]),
        minimal(meetings=[{"type": "courtesy-call", "date": "2025"}]),
        minimal(meetings=[{"type": "courtesy-call", "place": None}]),
        minimal(meetings=[{"type": "courtesy-call", "areas": ["logistic"]}]),
        minimal(meetings=[{"type": "courtesy-call", "partners": [{"status": "present"}]}]),
        minimal(meetings=[{"type": "courtesy-call", "partners": [{"country": "BY"}]}]),
        minimal(meetings=[{"type": "courtesy-call", "outcomes": [{"title": "A"}]}]),
        with_participant(rank="Mayjen"),
        with_participant(name="123"),
        with_participant(name="A", country="id"),
        with_article(url="ftp://example.org"),
        with_article(title=" "),
        with_article(title="a\x00b"),
        with_article(published="21-10-2025"),
        with_article(language="id_ID"),
        with_article(text="/etc/hosts"),
        with_article(text_sha256="abc"),
        minimal(evidence=[{"for": "id", "start": 0, "end": 1}]),
        minimal(evidence=[{"for": "/id", "start": -1, "end": 1}]),
        minimal(evidence=[{"for": "/id", "start": "0", "end": 1}]),
    ],
)
def test_bad_records_do_not_validate(data: Any) -> None:
    assert not VALIDATOR.is_valid(data)
