from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from defgraph.records import Record
from defgraph.records.text import article_text

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Menteri Marés\r\nbertemu 🇮🇩.\n"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.fixture
def folder_with_text(tmp_path: Path) -> Path:
    """A folder for records, beside one that holds an article's text."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "articles" / "latin.txt").write_bytes("Marés".encode("latin-1"))
    (tmp_path / "records").mkdir()
    return tmp_path / "records"


def record(end: int = 5, **article: str) -> Record:
    return Record.model_validate(
        {
            "id": "a",
            "article": article,
            "meetings": [{"type": "courtesy-call"}],
            "evidence": [{"for": "/id", "start": 0, "end": end}],
        }
    )


def test_the_text_comes_as_it_lies_there(folder_with_text: Path) -> None:
    path = "../articles/a.txt"
    assert article_text(record(text=path), folder_with_text) == (TEXT, [])
    assert article_text(record(text=path, text_sha256=DIGEST.upper()), folder_with_text) == (TEXT, [])


def test_a_text_that_is_not_there_is_no_problem(folder_with_text: Path) -> None:
    for path in ["../articles/b.txt", "../articles", "../articles/a.txt/x", "x" * 5000]:
        assert article_text(record(text=path, text_sha256=DIGEST), folder_with_text)[0] is None
    assert article_text(record(text="../articles/b.txt"), folder_with_text) == (None, [])
    assert article_text(record(text_sha256=DIGEST, end=10**9), folder_with_text) == (None, [])


def test_another_text_than_the_recorded_one_is_a_problem(folder_with_text: Path) -> None:
    text, findings = article_text(record(text="../articles/a.txt", text_sha256="0" * 64), folder_with_text)
    assert text is None
    assert findings == [
        (
            ("article", "text_sha256"),
            "000000000000…",
            f"{DIGEST[:12]}…, the SHA-256 of the text",
            "the text has changed, or is another one; the evidence offsets need a look",
            None,
        )
    ]


def test_evidence_ends_within_the_text_in_code_points(folder_with_text: Path) -> None:
    assert len(TEXT) == 27
    assert article_text(record(27, text="../articles/a.txt"), folder_with_text)[1] == []
    assert article_text(record(28, text="../articles/a.txt"), folder_with_text)[1] == [
        (("evidence", 0), "end 28", "at most 27, the length of the article's text", None, None)
    ]


def test_a_text_in_another_encoding_is_a_problem(folder_with_text: Path) -> None:
    assert article_text(record(text="../articles/latin.txt"), folder_with_text) == (
        None,
        [(("article", "text"), "the byte 0xE9", "UTF-8 text", "save the file as UTF-8", None)],
    )
