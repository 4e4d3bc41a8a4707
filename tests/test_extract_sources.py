"""Articles are found and read whatever form they come in, and what cannot be read is named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from defgraph.errors import InputError
from defgraph.extract.sources import Item, Source, find_articles, iter_items, read_item
from defgraph.records import Problem

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!DOCTYPE html><html lang="id"><head><title>Menhan Terima Tamu - Kabar Contoh</title>
<meta property="og:title" content="Menhan Terima Tamu"><meta property="og:site_name" content="Kabar Contoh">
<meta property="article:published_time" content="2025-03-05T08:00:00+07:00">
<link rel="canonical" href="https://contoh.example/berita/1"></head><body><nav>Beranda Olahraga</nav>
<article><h1>Menhan Terima Tamu</h1>
<p>Menteri Pertahanan Bagas Wiranegara menerima Duta Besar Norwegia Ingrid Solbakken di Jakarta, kemarin.</p>
<p>Keduanya berbicara sekitar satu jam mengenai keamanan maritim dan pendidikan perwira kedua negara.</p>
</article><footer>Hak cipta</footer></body></html>"""


def read(path: Path) -> Source | Problem:
    return read_item(next(iter_items([path], [])))


class TestFinding:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        for name in ["b.txt", "a.MD", "sub/c.html", "sub/d.jsonl"]:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("x")
        return tmp_path

    def test_searches_folders_in_the_order_of_names(self, folder: Path) -> None:
        found = [file.relative_to(folder).as_posix() for file in find_articles([folder])]
        assert found == ["a.MD", "b.txt", "sub/c.html", "sub/d.jsonl"]

    def test_passes_over_what_is_no_article(self, folder: Path) -> None:
        for name in [".hidden.txt", "README.md", "e.extracted.txt", "f.json", "g.pdf"]:
            (folder / name).write_text("x")
        assert len(find_articles([folder])) == 4

    def test_takes_each_file_once(self, folder: Path) -> None:
        assert len(find_articles([folder, folder / "b.txt", folder / "sub" / ".." / "b.txt"])) == 4

    def test_takes_a_file_that_is_named_though_a_folder_would_not_give_it(self, folder: Path) -> None:
        (folder / "README.md").write_text("x")
        assert find_articles([folder / "README.md"]) == [folder / "README.md"]

    def test_knows_standard_input(self) -> None:
        assert find_articles(["-", "-"]) == [None]

    @pytest.mark.parametrize(
        ("name", "says"),
        [("nowhere.txt", "no such file"), ("a.pdf", 'the ending ".pdf"'), ("empty", "found no article")],
    )
    def test_says_what_leads_nowhere(self, tmp_path: Path, name: str, says: str) -> None:
        (tmp_path / "a.pdf").write_bytes(b"%PDF")
        (tmp_path / "empty").mkdir()
        with pytest.raises(InputError, match=says) as caught:
            find_articles([tmp_path / name])
        assert name in str(caught.value)


class TestPlainText:
    @pytest.mark.parametrize("text", ["Satu.\r\nDua.\r\n", "\ufeffSatu.", "Élysée 🎉 日本"])
    def test_is_exactly_what_the_file_holds(self, tmp_path: Path, text: str) -> None:
        file = tmp_path / "a.txt"
        file.write_bytes(text.encode())
        assert read(file) == Source(text, "a", file)

    @pytest.mark.parametrize(
        ("raw", "says"),
        [
            (b"", "an empty text"),
            (b"\xef\xbb\xbf \n\t", "an empty text"),
            (b" " * 1_000_000, "an empty text"),
            (
                "Jumat \u2013 naskah".encode("cp1252"),
                "the byte 0x96, expected UTF-8 text; save the file as UTF-8",
            ),
            ("teks".encode("utf-16"), "UTF-16 text"),
            (b"\x89PNG\0\1\2", "binary data"),
        ],
    )
    def test_that_cannot_be_read_is_a_problem_that_names_the_file(
        self, tmp_path: Path, raw: bytes, says: str
    ) -> None:
        file = tmp_path / "a.txt"
        file.write_bytes(raw)
        problem = read(file)
        assert isinstance(problem, Problem)
        assert str(problem).startswith(str(file))
        assert says in str(problem)

    def test_that_is_gone_meanwhile_is_a_problem(self, tmp_path: Path) -> None:
        assert "No such file" in str(read(tmp_path / "a.txt"))


class TestWebPage:
    def test_gives_its_article_and_what_it_says_of_itself(self, tmp_path: Path) -> None:
        file = tmp_path / "a.html"
        file.write_text(PAGE, encoding="utf-8")
        source = read(file)
        assert isinstance(source, Source)
        assert source.file is None
        assert "Ingrid Solbakken" in source.text
        assert "Olahraga" not in source.text
        assert source.article.title == "Menhan Terima Tamu"
        assert source.article.publisher == "Kabar Contoh"
        assert source.article.url == "https://contoh.example/berita/1"
        assert source.article.published == "2025-03-05"
        assert source.article.language == "id"

    def test_may_be_in_the_encoding_it_declares(self, tmp_path: Path) -> None:
        page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').replace("Solbakken", "Sølbakken")
        (tmp_path / "a.htm").write_bytes(page.encode("cp1252"))
        source = read(tmp_path / "a.htm")
        assert isinstance(source, Source)
        assert "Sølbakken" in source.text

    @pytest.mark.parametrize(
        ("raw", "says"),
        [
            (b"", "an empty file"),
            (b"<html><body></body></html>", "a page without an article"),
            (b"<html>\xff", "the byte 0xFF"),
            (b'<html><meta charset="utf-8">\xff', 'not the declared "utf-8"'),
            (b'<html><meta charset="no-such">\xff', 'not the declared "no-such"'),
            (b'<html><meta charset="hex">\xff', 'not the declared "hex"'),
        ],
    )
    def test_without_an_article_is_a_problem(self, tmp_path: Path, raw: bytes, says: str) -> None:
        (tmp_path / "a.html").write_bytes(raw)
        problem = read(tmp_path / "a.html")
        assert isinstance(problem, Problem)
        assert says in str(problem)

    def test_of_metadata_leaves_out_what_a_record_may_not_hold(self, tmp_path: Path) -> None:
        page = PAGE.replace('lang="id"', 'lang="i"').replace("Kabar Contoh", "&#10;")
        (tmp_path / "a.html").write_text(page, encoding="utf-8")
        source = read(tmp_path / "a.html")
        assert isinstance(source, Source)
        assert source.article.language is None


class TestLines:
    def test_are_articles_with_metadata(self, tmp_path: Path) -> None:
        file = tmp_path / "a.jsonl"
        lines = [
            {"text": "Satu.", "id": "berita/satu 1", "title": "T", "published": "2025-03-05", "tags": ["x"]},
            {"text": "Dua.", "url": "https://contoh.example/2", "publisher": " Kabar\nContoh "},
        ]
        file.write_text("\n\n".join(map(json.dumps, lines)) + "\n")
        first, second = map(read_item, iter_items([file], []))
        assert isinstance(first, Source)
        assert isinstance(second, Source)
        assert (first.text, first.stem, first.article.published) == ("Satu.", "berita-satu-1", "2025-03-05")
        assert (second.stem, second.article.publisher) == ("a-3", "Kabar Contoh")

    @pytest.mark.parametrize(
        ("line", "says"),
        [
            (b"[1]", "found a list, expected an article as a JSON object"),
            (b"{", "broken JSON"),
            (b'{"title": "x"}', 'no "text"'),
            (b'{"text": 5}', "found 5"),
            (b'{"text": " "}', "an empty text"),
            (b'{"text": "x\\ud800"}', "half of a surrogate pair"),
            (b'{"text": "x", "id": [1]}', "/id"),
            (b'{"text": "x", "published": "5 Maret"}', "/published"),
            (b'{"text": "x", "url": "contoh.example"}', "/url"),
            (b'{"text": "\xff"}', "the byte 0xFF"),
        ],
    )
    def test_that_are_wrong_are_named_by_their_number(self, tmp_path: Path, line: bytes, says: str) -> None:
        file = tmp_path / "a.jsonl"
        file.write_bytes(b'{"text": "Satu."}\n' + line)
        good, bad = map(read_item, iter_items([file], []))
        assert isinstance(good, Source)
        assert isinstance(bad, Problem)
        assert str(bad).startswith(f"{file}:2: ")
        assert says in str(bad)

    def test_of_an_empty_file_are_a_problem(self, tmp_path: Path) -> None:
        file = tmp_path / "a.jsonl"
        file.write_text("\n\n")
        problems: list[Problem] = []
        assert list(iter_items([file], problems)) == []
        assert "an empty file" in str(problems[0])

    def test_of_a_file_that_is_gone_are_a_problem(self, tmp_path: Path) -> None:
        problems: list[Problem] = []
        assert list(iter_items([tmp_path / "a.jsonl"], problems)) == []
        assert "No such file" in str(problems[0])


def test_an_item_needs_no_file() -> None:
    assert read_item(Item("x", "x", ".txt", raw=b"Teks.")) == Source("Teks.", "x")
