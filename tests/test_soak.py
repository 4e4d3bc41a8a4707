"""Readers beside a writer get no wrong answer. ``make soak`` looks for half an hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soak import growth, soak

if TYPE_CHECKING:
    from pathlib import Path


def test_readers_beside_a_writer_get_no_wrong_answer(tmp_path: Path) -> None:
    assert soak(tmp_path, minutes=0, count=20) == []


def test_growth_of_memory_and_of_open_files_is_told() -> None:
    still, grown = [(100.0, 10)] * 6, [(100.0, 10)] * 4 + [(175.0, 19)] * 2
    assert list(growth("a", still)) == []
    assert list(growth("a", grown)) == [
        "a: memory grew from 100 to 175 MB",
        "a: open files grew from 10 to 19",
    ]
