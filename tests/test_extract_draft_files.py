"""What drafts are called, and what is written of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph import Record, read_records
from defgraph.extract.draft_files import DraftFolder, record_id, text_path
from defgraph.extract.run import Draft
from defgraph.extract.sources import Item, Source
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
        folder = DraftFolder(tmp_path / "drafts")
        for stem in ("a b", "a-b", "a_b"):
            assert folder.add(draft(stem)) is None
        ids = {each.id for each in read_records(tmp_path / "drafts")}
        assert ids == {"2025-03-04-a-b", "2025-03-04-a-b-2", "2025-03-04-a-b-3"}

    def test_keeps_a_text_that_no_file_has(self, tmp_path: Path) -> None:
        DraftFolder(tmp_path).add(draft(text="\ufeffSatu.\r\n"))
        assert (tmp_path / "a.extracted.txt").read_bytes() == "\ufeffSatu.\r\n".encode()
        assert json.loads((tmp_path / "a.json").read_text())["article"]["text"] == "a.extracted.txt"
        assert read_records(tmp_path)

    def test_keeps_a_text_whose_path_a_record_may_not_name(self, tmp_path: Path) -> None:
        file = tmp_path / "a:b.txt"
        file.write_text("Teks.")
        folder = DraftFolder(tmp_path / "drafts")
        assert folder.add(draft(file=file)) is None
        article = json.loads((tmp_path / "drafts" / "a.json").read_text())["article"]
        assert article["text"] == "a.extracted.txt"

    def test_may_be_reached_by_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "far" / "away").mkdir(parents=True)
        (tmp_path / "near").symlink_to(tmp_path / "far" / "away")
        file = tmp_path / "a.txt"
        file.write_text("Teks.")
        DraftFolder(tmp_path / "near").add(draft(file=file))
        article = json.loads((tmp_path / "near" / "a.json").read_text())["article"]
        assert article["text"] == "../../a.txt"
        assert read_records(tmp_path / "near")


def test_a_text_without_a_file_has_no_path(tmp_path: Path) -> None:
    assert text_path(draft(), tmp_path) is None
