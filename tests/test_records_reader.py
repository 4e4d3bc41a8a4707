from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from defgraph import records
from defgraph.errors import InputError, RecordsError
from defgraph.records import Loaded, Problem, Record, iter_records, read_records
from records_strategies import as_csv, as_yaml


def record(identifier: str, **changes: Any) -> dict[str, Any]:
    return {"id": identifier, "meetings": [{"type": "courtesy-call"}], **changes}


@pytest.fixture
def folder_of_each_format(tmp_path: Path) -> Path:
    """A folder with a good record in each format."""
    (tmp_path / "a.json").write_text(json.dumps(record("a")))
    (tmp_path / "b.jsonl").write_text(json.dumps(record("b")) + "\n" + json.dumps(record("c")))
    (tmp_path / "d.yaml").write_text(as_yaml(record("d")))
    (tmp_path / "e.csv").write_bytes(as_csv(record("e")))
    return tmp_path


def read(*paths: Path) -> tuple[list[Loaded], list[str]]:
    problems: list[Problem] = []
    return list(iter_records(paths, problems)), [str(problem) for problem in problems]


def test_every_format_is_read(folder_of_each_format: Path) -> None:
    loaded, problems = read(folder_of_each_format)
    assert problems == []
    assert [(item.record.id, Path(item.source).name, item.line, item.text) for item in loaded] == [
        ("a", "a.json", None, None),
        ("b", "b.jsonl", 1, None),
        ("c", "b.jsonl", 2, None),
        ("d", "d.yaml", 2, None),
        ("e", "e.csv", 2, None),
    ]
    assert loaded[0].source == str(folder_of_each_format / "a.json")
    assert read_records(folder_of_each_format) == [item.record for item in loaded]


def test_bad_records_are_all_listed_and_the_good_ones_read(folder_of_each_format: Path) -> None:
    (folder_of_each_format / "a.json").write_text(json.dumps(record("a", status="final")))
    (folder_of_each_format / "d.yaml").write_text("id: [")
    loaded, problems = read(folder_of_each_format)
    assert [item.record.id for item in loaded] == ["b", "c", "e"]
    assert problems[0] == (
        f'{folder_of_each_format}/a.json: /status: found "final", expected one of draft, reviewed'
    )
    assert len(problems) == 2
    with pytest.raises(RecordsError) as caught:
        read_records(folder_of_each_format)
    assert str(caught.value) == "\n".join(problems)
    assert [problem.pointer for problem in caught.value.problems] == ["/status", None]  # type: ignore[attr-defined]


def test_an_id_that_comes_again_is_refused_with_both_places(folder_of_each_format: Path) -> None:
    (folder_of_each_format / "f.json").write_text(json.dumps(record("c")))
    (folder_of_each_format / "g.yaml").write_text("\n" + as_yaml(record("a")))
    loaded, problems = read(folder_of_each_format)
    assert [item.record.id for item in loaded] == ["a", "b", "c", "d", "e"]
    assert problems == [
        (
            f'{folder_of_each_format}/f.json: /id: found "c", expected an id of its own: '
            f"{folder_of_each_format}/b.jsonl:2 has it already"
        ),
        (
            f'{folder_of_each_format}/g.yaml:3: /id: found "a", expected an id of its own: '
            f"{folder_of_each_format}/a.json has it already"
        ),
    ]


def test_the_text_of_the_article_comes_along(folder_of_each_format: Path) -> None:
    (folder_of_each_format / "texts").mkdir()
    (folder_of_each_format / "texts" / "a.txt").write_text("Teks.")
    data = record("a", article={"text": "texts/a.txt"})
    (folder_of_each_format / "a.json").write_text(json.dumps(data))
    assert read(folder_of_each_format)[0][0].text == "Teks."
    data["evidence"] = [{"for": "/id", "start": 0, "end": 6}]
    (folder_of_each_format / "a.json").write_text(json.dumps(data))
    loaded, problems = read(folder_of_each_format)
    assert len(loaded) == 4
    assert problems == [
        (
            f"{folder_of_each_format}/a.json: /evidence/0: found end 6, expected at most 5, the "
            "length of the article's "
            "text"
        )
    ]


def test_a_path_that_leads_nowhere_is_an_error_before_anything_is_read(folder_of_each_format: Path) -> None:
    problems: list[Problem] = []
    with pytest.raises(InputError, match="nowhere: no such file or folder"):
        iter_records([folder_of_each_format, folder_of_each_format / "nowhere"], problems)
    assert problems == []


def test_a_file_that_goes_away_meanwhile_is_a_problem(folder_of_each_format: Path) -> None:
    problems: list[Problem] = []
    loaded = iter_records(folder_of_each_format, problems)
    (folder_of_each_format / "b.jsonl").unlink()
    assert [item.record.id for item in loaded] == ["a", "d", "e"]
    assert [str(problem) for problem in problems] == [
        (
            f"{folder_of_each_format}/b.jsonl: found a file that cannot be read (No such file or "
            "directory), expected a "
            "record file"
        )
    ]


READ_STDIN = """
from defgraph.records import iter_records
problems = []
for loaded in iter_records("-", problems):
    print(loaded.record.id, loaded.source, loaded.line)
for problem in problems:
    print(problem)
"""


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        (json.dumps(record("a"), indent=2), ["a standard input None"]),
        (
            json.dumps(record("a")) + "\n{}\n" + json.dumps(record("b")),
            [
                "a standard input 1",
                "b standard input 3",
                (
                    "standard input:2: /id: found nothing, expected the record's own name: the "
                    "date of the main meeting "
                    "and a short slug"
                ),
                "standard input:2: /meetings: found nothing, expected the meetings it reports, or an empty list",
            ],
        ),
    ],
)
def test_a_dash_reads_standard_input(given: str, printed: list[str]) -> None:
    command = [sys.executable, "-c", READ_STDIN]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == printed


def test_the_names_of_the_package_are_there() -> None:
    assert all(hasattr(records, name) for name in records.__all__)
    assert records.__all__ == sorted(records.__all__)
    assert Record in vars(records).values()
