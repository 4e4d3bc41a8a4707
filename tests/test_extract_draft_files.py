"""What drafts are called, and what is written of them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from defgraph import Record, __version__, read_records
from defgraph.cli import main
from defgraph.errors import InputError
from defgraph.extract.draft_files import DraftFolder, record_id, text_path
from defgraph.extract.run import Draft
from defgraph.extract.sources import Item, Source
from defgraph.records import Problem, iter_records
from defgraph.records.extractors import EXTRACTORS_FILE, Extractor, read_extractors
from record_factory import meeting, record

if TYPE_CHECKING:
    from pathlib import Path


def draft(
    stem: str = "a", *, text: str = "Teks.", file: Path | None = None, of: Record | None = None
) -> Draft:
    return Draft(Item(f"{stem}.txt", stem, ".txt", file), Source(text, stem, file), of or record())


class TestId:
    @pytest.mark.parametrize(
        ("stem", "date", "id"),
        [
            ("Kunjungan Dubes", "2025-03-04", "2025-03-04-kunjungan-dubes"),
            ("2025-03-04-kunjungan", "2025-03-04", "2025-03-04-kunjungan"),
            ("kunjungan", "2025-03-04/2025-03-06", "2025-03-04-kunjungan"),
            ("kunjungan", "2025-03", "2025-03-kunjungan"),
            ("Élysée_1", None, "elysee-1"),
        ],
    )
    def test_has_the_day_and_the_name(self, stem: str, date: str | None, id: str) -> None:
        assert (
            record_id(stem, record("x", meeting() | {"date": date} if date else {"type": "courtesy-call"}))
            == id
        )

    @given(st.text(min_size=1))
    def test_is_always_one(self, stem: str) -> None:
        Record.model_validate({"id": record_id(stem, record()), "meetings": []})


class TestFolder:
    def test_numbers_ids_that_are_taken(self, tmp_path: Path) -> None:
        folder = DraftFolder(tmp_path / "drafts", "9")
        for stem in ("a b", "a-b", "a_b"):
            assert folder.add(draft(stem)) is None
        ids = {each.id for each in read_records(tmp_path / "drafts")}
        assert ids == {"2025-03-04-a-b", "2025-03-04-a-b-2", "2025-03-04-a-b-3"}

    def test_keeps_a_text_that_no_file_has(self, tmp_path: Path) -> None:
        DraftFolder(tmp_path, "9").add(draft(text="\ufeffSatu.\r\n"))
        assert (tmp_path / "a.extracted.txt").read_bytes() == "\ufeffSatu.\r\n".encode()
        assert json.loads((tmp_path / "a.json").read_text())["article"]["text"] == "a.extracted.txt"
        assert read_records(tmp_path)

    def test_keeps_a_text_whose_path_a_record_may_not_name(self, tmp_path: Path) -> None:
        file = tmp_path / "a:b.txt"
        file.write_text("Teks.")
        folder = DraftFolder(tmp_path / "drafts", "9")
        assert folder.add(draft(file=file)) is None
        article = json.loads((tmp_path / "drafts" / "a.json").read_text())["article"]
        assert article["text"] == "a.extracted.txt"

    def test_may_be_reached_by_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "far" / "away").mkdir(parents=True)
        (tmp_path / "near").symlink_to(tmp_path / "far" / "away")
        file = tmp_path / "a.txt"
        file.write_text("Teks.")
        DraftFolder(tmp_path / "near", "9").add(draft(file=file))
        article = json.loads((tmp_path / "near" / "a.json").read_text())["article"]
        assert article["text"] == "../../a.txt"
        assert read_records(tmp_path / "near")


class TestWhatWroteThem:
    def known(self, folder: Path) -> dict[str, str]:
        found = read_extractors(folder)
        assert not isinstance(found, Problem)
        return {name: entry.version for name, entry in found.items()}

    def test_is_kept_for_drafts_of_earlier_runs_that_are_still_there(self, tmp_path: Path) -> None:
        with DraftFolder(tmp_path, "1") as folder:
            for stem in "abc":
                folder.add(draft(stem, of=record(status="draft")))
        (tmp_path / "c.json").unlink()
        with DraftFolder(tmp_path, "2") as folder:
            assert folder.add(draft("b", of=record(status="draft"))) is None
        assert self.known(tmp_path) == {"a.json": "1", "b.json": "2"}

    def test_is_said_of_a_run_that_was_broken_off(self, tmp_path: Path) -> None:
        def broken_off() -> None:
            with DraftFolder(tmp_path, "1") as folder:
                folder.add(draft())
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            broken_off()
        assert self.known(tmp_path) == {"a.json": "1"}

    def test_is_said_of_a_run_that_was_killed(self, tmp_path: Path) -> None:
        articles, drafts = tmp_path / "articles", tmp_path / "drafts"
        articles.mkdir()
        for stem in "abcd":
            (articles / f"{stem}.txt").write_text(f"Kunjungan {stem} pada 8 Oktober 2025.")
        script = (
            "import os, pathlib, signal\n"
            "from defgraph.cli import main\n"
            "from defgraph.extract import draft_files\n"
            "opened = draft_files.open_output\n"
            "def killing(path):\n"
            "    if pathlib.Path(path).name == 'c.json':\n"
            "        os.kill(os.getpid(), signal.SIGKILL)\n"
            "    return opened(path)\n"
            "draft_files.open_output = killing\n"
            "main()\n"
        )
        command = [sys.executable, "-c", script, "extract", articles, "-o", drafts]
        assert subprocess.run(command).returncode == -signal.SIGKILL
        loaded = list(iter_records(drafts, []))
        assert [(each.record.id[-1], each.extractor) for each in loaded] == [
            (stem, Extractor("defgraph", __version__)) for stem in "ab"
        ]
        assert CliRunner().invoke(main, ["extract", str(articles), "-o", str(drafts)]).exit_code == 0
        assert CliRunner().invoke(main, ["extract", str(articles), "-o", f"{drafts}-2"]).exit_code == 0
        again, fresh = ((folder / EXTRACTORS_FILE).read_bytes() for folder in (drafts, tmp_path / "drafts-2"))
        assert again == fresh

    def test_is_not_said_where_there_are_none(self, tmp_path: Path) -> None:
        with DraftFolder(tmp_path / "drafts", "1"):
            pass
        assert list((tmp_path / "drafts").iterdir()) == []

    def test_cannot_be_added_to_what_is_no_such_file(self, tmp_path: Path) -> None:
        (tmp_path / EXTRACTORS_FILE).write_text("[]")
        with pytest.raises(InputError, match="expected which program wrote which draft; delete it"):
            DraftFolder(tmp_path, "1")


def test_a_text_without_a_file_has_no_path(tmp_path: Path) -> None:
    assert text_path(draft(), tmp_path) is None
