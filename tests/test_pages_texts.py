"""The words of the pages: complete in both languages, all used, numbers and days as they are written there."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from conftest import ROOT
from defgraph.pages import LANGUAGES
from defgraph.pages.wording import Wording

PACKAGE = ROOT / "src" / "defgraph" / "pages"
TEXTS = yaml.safe_load((PACKAGE / "texts.yaml").read_text(encoding="utf-8"))


def gaps(node: Any, path: str = "") -> list[str]:
    """Return where a text is missing in a language, or has other places to fill in than in the others."""
    if not isinstance(node, dict):
        return [path]
    if set(node) & set(LANGUAGES):
        filled = [sorted(re.findall(r"\{\w*\}", str(node.get(language, "?{gap}")))) for language in LANGUAGES]
        return [] if set(node) == set(LANGUAGES) and filled[0] == filled[1] and all(node.values()) else [path]
    return [gap for key, below in node.items() for gap in gaps(below, f"{path}/{key}")]


def test_every_text_is_there_in_every_language() -> None:
    assert gaps(TEXTS) == []


def test_a_gap_is_noticed() -> None:
    assert gaps({"a": {"en": "x"}, "b": {"en": "{n}", "id": "x"}, "c": {"d": {"en": "", "id": "x"}}}) == [
        "/a",
        "/b",
        "/c/d",
    ]


def test_every_text_is_used() -> None:
    files = [*PACKAGE.glob("*.py"), *PACKAGE.glob("templates/*.html")]
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)
    for key in set(TEXTS) - {f"called_{language}" for language in LANGUAGES}:
        assert re.search(rf"words(\.{key}\b|\[\"{key}\"\])", code), key


@pytest.mark.parametrize(
    ("text", "en", "id"),
    [
        ("2025-10-08", "8 October 2025", "8 Oktober 2025"),
        ("2025-10", "October 2025", "Oktober 2025"),
        ("2025", "2025", "2025"),
        ("2024-07-01/2024-07-03", "1–3 July 2024", "1–3 Juli 2024"),
        ("2024-07-01/2024-08-03", "1 July – 3 August 2024", "1 Juli – 3 Agustus 2024"),
        ("2024-12-31/2025-01-02", "31 December 2024 – 2 January 2025", "31 Desember 2024 – 2 Januari 2025"),
        ("2024-07/2024-08", "July–August 2024", "Juli–Agustus 2024"),
        ("2024-07/2024-08-02", "July 2024 – 2 August 2024", "Juli 2024 – 2 Agustus 2024"),
        ("sometime", "sometime", "sometime"),
    ],
)
def test_days_are_written_as_people_write_them(text: str, en: str, id: str) -> None:
    assert (Wording("en").date(text), Wording("id").date(text)) == (en, id)


def test_numbers_have_their_thousands_apart() -> None:
    assert Wording("en").counted("meeting", 1234) == "1,234 meetings"
    assert Wording("id").counted("meeting", 1234) == "1.234 pertemuan"
    assert Wording("en").counted("meeting", 1) == "1 meeting"
