"""The records in data/records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from defgraph.records import read_records
from defgraph.resources import sample_records_dir

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(sample_records_dir().glob("*.json"))


def test_every_record_is_good_and_has_an_id_of_its_own() -> None:
    assert len(read_records(sample_records_dir())) == len(FILES) == 48


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_record_lies_under_its_id_evenly_written_and_without_its_text(file: Path) -> None:
    written = file.read_bytes().decode("utf-8")
    data = json.loads(written)
    assert file.stem == data["id"]
    assert written == json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    assert not {"text", "text_sha256"} & data["article"].keys()


def test_the_records_are_the_judged_ones(shared: Path) -> None:
    gold = [*shared.glob("dev/gold/*.json"), *shared.glob("seeds/gold/*.json")]
    judged = [json.loads(file.read_text(encoding="utf-8")) for file in gold]
    ours = [json.loads(file.read_text(encoding="utf-8")) for file in FILES]
    assert sorted(ours, key=lambda record: record["id"]) == sorted(judged, key=lambda record: record["id"])
