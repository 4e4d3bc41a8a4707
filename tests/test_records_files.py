from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from defgraph.errors import InputError
from defgraph.records.files import find_files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder_of_many(tmp_path: Path) -> Path:
    """A folder with record files in two levels, hidden ones and others."""
    for name in [
        "b.json",
        "a.jsonl",
        "c.txt",
        ".d.json",
        "sub/e.YAML",
        "sub/f.yml",
        "sub/g.ndjson",
        "sub/.git/h.json",
        "z.csv",
        "x.json/i.json",
    ]:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("")
    return tmp_path


def test_a_folder_gives_its_record_files_in_order(folder_of_many: Path) -> None:
    found = [str(file.relative_to(folder_of_many)) for file in find_files([folder_of_many]) if file]
    assert found == ["a.jsonl", "b.json", "sub/e.YAML", "sub/f.yml", "sub/g.ndjson", "x.json/i.json", "z.csv"]


def test_files_count_once_and_keep_the_order_they_are_named_in(folder_of_many: Path) -> None:
    z = folder_of_many / "z.csv"
    found = find_files([str(z), "-", folder_of_many, folder_of_many / "sub" / ".." / "b.json", "-"])
    assert found[:2] == [z, None]
    assert len(found) == 8


def test_one_path_need_not_stand_in_a_list(folder_of_many: Path) -> None:
    assert find_files(str(folder_of_many)) == find_files([folder_of_many])


def test_a_link_to_a_file_counts_as_the_file(folder_of_many: Path) -> None:
    (folder_of_many / "link.json").symlink_to(folder_of_many / "b.json")
    assert len(find_files(folder_of_many)) == 7


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere", "{}: no such file or folder"),
        (
            "c.txt",
            (
                '{}: found the ending ".txt", expected one of .json, .jsonl, .ndjson, .yaml, '
                '.yml, .csv; "-" reads JSON '
                "from standard input"
            ),
        ),
        (
            "sub/.git/empty",
            "{}: found no record file, expected some that end in .json, .jsonl, .ndjson, .yaml, .yml, .csv",
        ),
    ],
)
def test_a_path_that_leads_to_no_record_is_named(folder_of_many: Path, name: str, message: str) -> None:
    (folder_of_many / "sub" / ".git" / "empty").mkdir()
    with pytest.raises(InputError) as caught:
        find_files([folder_of_many, folder_of_many / name])
    assert str(caught.value) == message.format(folder_of_many / name)
