"""docs/records.md is right: its examples are one and the same record, and it knows every key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from defgraph.records import read_records
from defgraph.records.csv_draft import COLUMNS

PAGE = (Path(__file__).parent.parent / "docs" / "records.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^```(json|jsonl|yaml|csv)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


@pytest.fixture
def example_files(tmp_path: Path) -> list[Path]:
    """The examples of the page, each in a file of its format."""
    files = []
    for suffix, example in EXAMPLES.items():
        files.append(tmp_path / f"example.{suffix}")
        files[-1].write_text(example, encoding="utf-8")
    return files


def test_the_examples_of_the_four_formats_are_the_same_record(example_files: list[Path]) -> None:
    assert [file.suffix for file in example_files] == [".json", ".jsonl", ".yaml", ".csv"]
    first, *others = [read_records(file) for file in example_files]
    assert len(first) == 1
    assert others == [first] * 3
    assert {record.to_dict()["id"] for (record,) in others} == {"2025-03-04-kunjungan-contoh"}


def test_every_column_is_in_the_table() -> None:
    table = PAGE.partition("| columns | on a row |")[2].partition("\n\n")[0]
    listed = []
    cells = "".join(row.split("|")[1] for row in table.split("\n")[2:])
    for name in re.findall(r"`([a-z_0-9.]+)`", cells):
        whole = listed[-1].rpartition(".")[0] + name if name.startswith(".") else name
        listed.append(whole)
    assert sorted(listed) == sorted(COLUMNS)


def test_the_problems_shown_are_real(tmp_path: Path, example_files: list[Path]) -> None:
    shown = PAGE.partition("```text\n")[2].partition("```")[0]
    json_file = example_files[0].read_text(encoding="utf-8")
    bad = tmp_path / "bad.json"
    bad.write_text(json_file.replace("courtesy-call", "courtesy-cal"), encoding="utf-8")
    assert _problem(bad) in shown
    bad.write_text(json_file.replace('"role": "guest"', '"rol": "guest"'), encoding="utf-8")
    assert _problem(bad) in shown
    table = example_files[3].read_text(encoding="utf-8")
    bad = tmp_path / "bad.csv"
    bad.write_text(table.replace("contoh,,,,,,,,", "contoh,,,,,,,2025-03-05,"), encoding="utf-8")
    assert _problem(bad) in shown


def _problem(file: Path) -> str:
    with pytest.raises(Exception, match="found") as caught:
        read_records(file)
    return re.sub(r"^.*?: ", "", str(caught.value))
