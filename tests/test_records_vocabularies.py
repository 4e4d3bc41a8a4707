from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

import pytest

from defgraph.records import vocabularies
from defgraph.resources import ontology_dir

if TYPE_CHECKING:
    from pathlib import Path


def test_the_country_codes_are_those_of_the_ontology() -> None:
    turtle = (ontology_dir() / "vocabularies" / "countries.ttl").read_text(encoding="utf-8")
    assert tuple(sorted(re.findall(r'dg:alpha2 "(\w\w)"', turtle))) == vocabularies.COUNTRY_CODES
    assert len(vocabularies.COUNTRY_CODES) == 249


@pytest.mark.parametrize(
    ("literal", "heading"),
    [
        (vocabularies.MeetingType, "| `meetings[].type` |"),
        (vocabularies.Role, "| `role` |"),
        (vocabularies.OutcomeType, "| `outcomes[].type` |"),
        (vocabularies.Mode, "| `mode` |"),
        (vocabularies.Area, "Areas of cooperation:"),
    ],
)
def test_each_vocabulary_is_that_of_the_record_format(literal: object, heading: str, shared: Path) -> None:
    lines = (shared / "design" / "record-format.md").read_text(encoding="utf-8")
    listed = lines.partition(heading)[2].partition(r"|" if heading[0] == "|" else "\n\n")[0]
    ids = [re.match(r"[a-z-]+", part.strip()) for part in listed.replace("\n", " ").split("·")]
    assert tuple(match[0] for match in ids if match) == get_args(literal)
