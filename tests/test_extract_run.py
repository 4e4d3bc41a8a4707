"""Drafts come in the order of their articles, whatever the number of processes."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from defgraph.extract.run import Draft, extract_items
from defgraph.extract.sources import Item
from defgraph.records import Article, Problem

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = [Item(f"{n}", f"{n}", ".txt", raw=b"" if n % 5 == 0 else f"Teks {n}.".encode()) for n in range(150)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_article_gives_a_draft_or_a_problem(jobs: int) -> None:
    results = list(extract_items(iter(ITEMS), jobs=jobs))
    assert [isinstance(each, Problem) for each in results] == [n % 5 == 0 for n in range(150)]
    assert [each.source.text for each in results if isinstance(each, Draft)][:2] == ["Teks 1.", "Teks 2."]


def test_what_is_given_counts_instead_of_the_articles_own() -> None:
    raw = b'{"text": "Teks.", "publisher": "Satu", "title": "Judul", "published": "2025-01-01"}'
    item = Item("a", "a", ".jsonl", line=1, raw=raw)
    (draft,) = extract_items([item], over=Article(publisher="Dua"))
    assert isinstance(draft, Draft)
    article = draft.record.article
    assert (article.publisher, article.title, article.published) == ("Dua", "Judul", "2025-01-01")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_web_pages_without_the_extra_say_what_to_install(tmp_path: Path, jobs: str) -> None:
    (tmp_path / "a.html").write_text("<html><body><p>Teks.</p></body></html>")
    script = (
        "import sys; sys.modules['trafilatura'] = None\n"
        "from defgraph.cli import main\n"
        f"if __name__ == '__main__': main(['extract', 'a.html', '-o', 'd', '--jobs', '{jobs}'])"
    )
    (tmp_path / "run.py").write_text(script)
    done = subprocess.run(
        [sys.executable, "run.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "pip install 'defgraph[html]'" in done.stderr
    assert "Traceback" not in done.stderr
