"""Any text gives a draft: nothing crashes, nothing hangs, and every offset points into the text."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from defgraph import Record
from defgraph.extract.mention import KINDS
from defgraph.extract.pipeline import extract, mentions

if TYPE_CHECKING:
    from pathlib import Path

MEETINGS = ROOT / "tests" / "articles" / "meetings"
SIZE = 200_000


@functools.cache
def pieces() -> tuple[str, ...]:
    """Words, lines and halves of words of real-looking articles, and what breaks parsers."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(MEETINGS.glob("*.txt"))]
    words = sorted({word for text in texts for word in text.split()})
    lines = sorted({line for text in texts for line in text.splitlines() if line})
    odd = ["(", ")", "[", '"', "“", "\n", "\r\n", " ", "\u00a0", "\ufeff", "\u200b", "\0", "|", "31/02/2025",
           "29 Februari 2023", "(99/99)", "0/0/0", "s.d.", "–", "1", "TNI", "Dr.", "H.E.", "bin", "al-", "é", "İ",
           "ß", "ﬁ", "日本", "🎉", "\U0010ffff", "Senin (", "-", "2+2", "Rp12", "1 s.d. 3 Juli"]  # fmt: skip
    return tuple(words + lines + odd)


articles = st.lists(st.one_of(st.integers(0, 10_000), st.text(max_size=8)), max_size=60).map(
    lambda chosen: "".join(
        each if isinstance(each, str) else f"{pieces()[each % len(pieces())]} " for each in chosen
    )
)


def check(text: str) -> None:
    """Check what holds of every draft and every mention, whatever the text."""
    record = extract(text)
    assert record.status == "draft"
    assert Record.model_validate(json.loads(json.dumps(record.to_dict()))) == record
    assert all(0 <= span.start < span.end <= len(text) for span in record.evidence)
    ends = dict.fromkeys(KINDS, 0)
    for mention in sorted(mentions(text)):
        assert mention.text == text[mention.start : mention.end]
        assert mention.start >= ends[mention.kind], mention
        ends[mention.kind] = mention.end


@given(articles)
@settings(max_examples=150, deadline=None)
def test_anything_that_looks_like_an_article(text: str) -> None:
    check(text)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text(text: str) -> None:
    check(text)


@given(st.sampled_from(sorted(MEETINGS.glob("*.txt"))), st.integers(0, 1900), st.integers(0, 1900))
@settings(deadline=None)
def test_any_part_of_an_article(file: Path, start: int, end: int) -> None:
    check(file.read_text(encoding="utf-8")[min(start, end) : max(start, end)])


@given(articles)
@settings(max_examples=30, deadline=None)
def test_the_same_text_gives_the_same_draft(text: str) -> None:
    assert extract(text) == extract(text)


LARGE = {
    "spaces": " " * 1_000_000,
    "new lines": "\n" * SIZE,
    "open brackets": "(" * SIZE,
    "nested brackets": "(" * (SIZE // 2) + ")" * (SIZE // 2),
    "square brackets": "[" * SIZE + "]" * SIZE,
    "quotation marks": '"' * SIZE,
    "one word": "a" * SIZE,
    "one word in capitals": "A" * SIZE,
    "capitals": "Budi " * (SIZE // 5),
    "initials": "A. " * (SIZE // 3),
    "full stops": "." * SIZE,
    "commas": "Budi, " * (SIZE // 6),
    "digits": "1" * SIZE,
    "slashes": "1/" * (SIZE // 2),
    "dates": "Selasa (4/3/2025), " * (SIZE // 19),
    "dashes": "–-" * (SIZE // 2),
    "pipes": "| a " * (SIZE // 4),
    "hyphens": "a-" * (SIZE // 2),
    "apostrophes": "a'" * (SIZE // 2),
    "spaces between words": f"Menhan{' ' * SIZE}Bagas",
    "combining marks": "e" + "\u0301" * SIZE,
    "bin": "bin " * (SIZE // 4),
    "dan": "Menteri Pertahanan dan " * (SIZE // 23),
    "titles": "Dr. Ir. H. " * (SIZE // 11),
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE.keys())
def test_large_and_odd(text: str) -> None:
    check(text)


@pytest.mark.parametrize("join", ["\n\n", " "])
def test_an_article_of_200_kilobytes(join: str) -> None:
    texts = [file.read_text(encoding="utf-8") for file in sorted(MEETINGS.glob("*.txt"))]
    check(join.join(texts * 10)[:SIZE])
