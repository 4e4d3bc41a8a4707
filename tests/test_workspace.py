from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from defgraph.errors import InputError
from defgraph.records import read_records
from defgraph.workspace import init_workspace

if TYPE_CHECKING:
    from pathlib import Path

FILES = [
    "README.md",
    "articles/README.md",
    "queries/meetings-by-city.rq",
    "records/2024-08-29-dca-australia.json",
    "records/2025-06-26-hms-richmond-loi.json",
    "records/2025-10-08-kemenko-polkam-kemhan.json",
    "records/2025-10-21-kemhan-unops.json",
]


@pytest.mark.parametrize("name", ["new", "a/b/new", "."])
def test_a_workspace_has_all_that_it_takes_to_begin(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    assert init_workspace(folder) == [folder / file for file in FILES]
    assert sorted(path for path in folder.rglob("*") if path.is_file()) == [folder / file for file in FILES]
    assert len(read_records(folder / "records")) == 4


def test_its_readme_says_what_to_type_in_both_languages(tmp_path: Path) -> None:
    init_workspace(tmp_path)
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    commands = """
defgraph build records
defgraph query partner-countries
defgraph view -o view.html
defgraph dump -o graph.ttl
"""
    assert readme.count(commands) == 2
    assert "# A defgraph workspace" in readme
    assert "# Ruang kerja defgraph" in readme


def test_what_is_there_already_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "2025-10-21-kemhan-unops.json").write_text("mine")
    (tmp_path / "README.md").write_text("mine")
    with pytest.raises(InputError) as caught:
        init_workspace(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}/README.md, {tmp_path}/records/2025-10-21-kemhan-unops.json: there already; name another "
        "folder, or move them away first"
    )
    assert sorted(path.name for path in tmp_path.rglob("*")) == [
        "2025-10-21-kemhan-unops.json",
        "README.md",
        "records",
    ]
    assert (tmp_path / "README.md").read_text() == "mine"


def test_other_files_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "mine.json").write_text("mine")
    assert len(init_workspace(tmp_path)) == len(FILES)
    assert (tmp_path / "records" / "mine.json").read_text() == "mine"


def test_nothing_is_left_of_a_workspace_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "records").write_text("a file where a folder should be")
    with pytest.raises(InputError) as caught:
        init_workspace(tmp_path)
    assert str(caught.value) == f"{tmp_path}: no workspace can be made there (Not a directory)"
    assert [path.name for path in tmp_path.iterdir()] == ["records"]
    with pytest.raises(InputError, match="no workspace can be made there"):
        init_workspace(tmp_path / "records" / "x")
