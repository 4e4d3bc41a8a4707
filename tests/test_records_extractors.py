"""What the file beside drafts says of the program that wrote them, and when it counts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from defgraph.records import Problem, iter_records
from defgraph.records.extractors import (
    EXTRACTORS_FILE,
    Extracted,
    Extractor,
    announce_extractor,
    read_extractors,
    write_extractors,
)

if TYPE_CHECKING:
    from pathlib import Path

DIGEST = "0a" * 32
ENTRY = {"extractor": "defgraph", "version": "0.1.0", "text_sha256": DIGEST}


def put(folder: Path, name: str = "a.json", **keys: Any) -> None:
    data = {"id": "a", "status": "draft", "article": {"text_sha256": DIGEST}, "meetings": []} | keys
    (folder / name).write_text(json.dumps(data))


def say(folder: Path, **entry: Any) -> None:
    (folder / EXTRACTORS_FILE).write_text(json.dumps({"drafts": {"a.json": ENTRY | entry}}))


def extractors(folder: Path) -> list[Extractor | None]:
    problems: list[Problem] = []
    found = [loaded.extractor for loaded in iter_records(folder, problems)]
    assert problems == []
    return found


def test_a_draft_comes_with_the_program_that_wrote_it(tmp_path: Path) -> None:
    put(tmp_path)
    assert extractors(tmp_path) == [None]
    say(tmp_path)
    assert extractors(tmp_path) == [Extractor("defgraph", "0.1.0")]
    assert extractors(tmp_path / "a.json") == [Extractor("defgraph", "0.1.0")]


def test_a_draft_that_was_edited_was_still_begun_by_the_program(tmp_path: Path) -> None:
    put(tmp_path, id="b", meetings=[{"type": "courtesy-call"}])
    say(tmp_path)
    assert extractors(tmp_path) == [Extractor("defgraph", "0.1.0")]


@pytest.mark.parametrize(
    "keys",
    [
        {"status": "reviewed"},
        {"article": {"text_sha256": "0b" * 32}},
        {"article": {}},
        {"name": "b.json"},
    ],
)
def test_nothing_is_said_of_another_record(tmp_path: Path, keys: dict[str, Any]) -> None:
    put(tmp_path, **keys)
    say(tmp_path)
    assert extractors(tmp_path) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"drafts": 1}',
        json.dumps({"drafts": {"a.json": ENTRY | {"more": "1"}}}),
        json.dumps({"drafts": {"a.json": ENTRY | {"version": "1> <x:y"}}}),
        json.dumps({"drafts": {"a.json": ENTRY | {"extractor": "../b"}}}),
        json.dumps({"drafts": {"a.json": ENTRY | {"extractor": 1}}}),
        json.dumps({"drafts": {"a.json": ENTRY | {"text_sha256": "0"}}}),
        "[" * 100_000,
    ],
)
def test_a_file_that_says_something_else_is_a_problem_told_once(tmp_path: Path, text: str) -> None:
    put(tmp_path)
    put(tmp_path, "b.json", id="b")
    (tmp_path / EXTRACTORS_FILE).write_text(text)
    problems: list[Problem] = []
    assert [loaded.extractor for loaded in iter_records(tmp_path, problems)] == [None, None]
    (problem,) = map(str, problems)
    assert problem.startswith(f"{tmp_path / EXTRACTORS_FILE}: found something else, expected which program")


def test_one_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / EXTRACTORS_FILE).mkdir()
    assert "cannot be read" in str(read_extractors(tmp_path))


def test_what_is_written_is_read_again_and_always_the_same(tmp_path: Path) -> None:
    put(tmp_path)
    put(tmp_path, "b.json")
    entries = {"b.json": Extracted("defgraph", "2", DIGEST), "a.json": Extracted("other", "1", DIGEST)}
    write_extractors(tmp_path, entries)
    before = (tmp_path / EXTRACTORS_FILE).read_bytes()
    assert read_extractors(tmp_path) == entries
    write_extractors(tmp_path, dict(reversed(entries.items())))
    assert (tmp_path / EXTRACTORS_FILE).read_bytes() == before


def test_lines_that_a_killed_program_left_count_but_for_a_broken_one(tmp_path: Path) -> None:
    older, newer = Extracted("defgraph", "1", DIGEST), Extracted("defgraph", "2", DIGEST)
    announce_extractor(tmp_path, "a.json", older)
    announce_extractor(tmp_path, "b.json", older)
    announce_extractor(tmp_path, "a.json", newer)
    whole = (tmp_path / EXTRACTORS_FILE).read_bytes()
    assert read_extractors(tmp_path) == {"a.json": newer, "b.json": older}
    (tmp_path / EXTRACTORS_FILE).write_bytes(whole[:-9])
    assert read_extractors(tmp_path) == {"a.json": older, "b.json": older}
    announce_extractor(tmp_path, "a.json", newer)  # what comes on a broken line is lost, and no more
    announce_extractor(tmp_path, "c.json", newer)
    assert read_extractors(tmp_path) == {"a.json": older, "b.json": older, "c.json": newer}
