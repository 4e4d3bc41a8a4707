"""The commands extract, mentions and evaluate: what they print, write and end with."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT
from defgraph import __version__, open_store, read_records, run_query
from defgraph.cli import main
from defgraph.records.extractors import EXTRACTORS_FILE

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = ROOT / "tests" / "articles"
MEETINGS = ARTICLES / "meetings"
CALL = "id-01-dubes-norwegia"
NO_MEETING = "Hujan turun di Bogor pada Senin sore, dan jalan kembali kering menjelang malam.\n"


def run(*arguments: object, **options: Any) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, [str(each) for each in arguments], **options)


def written(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def visible(folder: Path) -> list[str]:
    return [name for name in written(folder) if not name.startswith(".")]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def articles(work: Path) -> Path:
    """A folder with a text that tells of a meeting and one that does not."""
    folder = work / "articles"
    folder.mkdir()
    (folder / "kunjungan.txt").write_bytes((MEETINGS / f"{CALL}.txt").read_bytes())
    (folder / "hujan.txt").write_text(NO_MEETING, encoding="utf-8")
    return folder


class TestExtract:
    def test_writes_a_draft_for_every_article_and_says_so(self, articles: Path) -> None:
        done = run("extract", "articles", "-o", "drafts")
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout == "2 drafts in drafts: 1 meeting, none in 1 article\n"
        records = {record.id: record for record in read_records("drafts")}
        assert sorted(records) == ["2025-03-04-kunjungan", "hujan"]
        assert {record.status for record in records.values()} == {"draft"}
        assert records["hujan"].meetings == ()

    def test_names_the_text_and_its_digest(self, articles: Path) -> None:
        run("extract", "articles", "-o", "some/drafts")
        article = json.loads((articles.parent / "some/drafts/kunjungan.json").read_text())["article"]
        assert article["text"] == "../../articles/kunjungan.txt"
        assert article["text_sha256"] == hashlib.sha256((articles / "kunjungan.txt").read_bytes()).hexdigest()

    def test_gives_evidence_that_a_query_shows_with_its_quotes(self, articles: Path) -> None:
        run("extract", "articles", "-o", "drafts")
        assert run("build", "drafts").exit_code == 0
        with open_store("defgraph.store", read_only=True) as store:
            meeting = run_query(store, "meetings").rows[0][2].value
            result = run_query(store, "evidence", {"meeting": meeting})
        quote = result.columns.index("quote")
        quotes = {row[quote].value for row in result.rows}
        text = (articles / "kunjungan.txt").read_text(encoding="utf-8")
        assert any("Ingrid Solbakken" in each for each in quotes)
        assert all(each and each in text for each in quotes)

    @pytest.mark.parametrize("jobs", [2, 3])
    def test_writes_the_same_whatever_the_number_of_processes(self, work: Path, jobs: int) -> None:
        assert run("extract", MEETINGS, "-o", "one").exit_code == 0
        assert run("extract", MEETINGS, "-o", "many", "--jobs", jobs).exit_code == 0
        assert written(work / "one") == written(work / "many")

    def test_writes_the_same_every_time(self, articles: Path) -> None:
        run("extract", "articles", "-o", "drafts")
        first = written(articles.parent / "drafts")
        run("extract", "articles", "-o", "drafts")
        assert written(articles.parent / "drafts") == first

    def test_takes_from_options_what_the_text_does_not_say(self, work: Path) -> None:
        (work / "a.txt").write_text(NO_MEETING)
        options = ["--publisher", "Kabar Contoh", "--url", "https://contoh.example/1"]
        assert run("extract", "a.txt", "-o", "d", *options, "--published", "2025-03-05").exit_code == 0
        article = json.loads((work / "d/a.json").read_text())["article"]
        assert article["publisher"] == "Kabar Contoh"
        assert article["url"] == "https://contoh.example/1"
        assert article["published"] == "2025-03-05"

    def test_resolves_dates_against_the_day_of_publication(self, work: Path) -> None:
        text = (
            (MEETINGS / f"{CALL}.txt").read_text(encoding="utf-8").replace("Selasa (4/3/2025)", "Rabu (4/3)")
        )
        (work / "a.txt").write_text(text, encoding="utf-8")
        run("extract", "a.txt", "-o", "d", "--published", "2026-03-05")
        (record,) = read_records("d")
        assert record.meetings[0].date == "2026-03-04"

    def test_keeps_the_text_where_no_file_has_it(self, work: Path) -> None:
        paragraphs = (MEETINGS / f"{CALL}.txt").read_text(encoding="utf-8").split("\n\n")
        body = "".join(f"<p>{each}</p>" for each in paragraphs)
        (work / "a.html").write_text(f"<html><body><article>{body}</article></body></html>", encoding="utf-8")
        assert run("extract", "a.html", "-o", "d").exit_code == 0
        article = json.loads((work / "d/a.json").read_text())["article"]
        assert article["text"] == "a.extracted.txt"
        assert run("build", "d").exit_code == 0

    def test_says_with_what_it_was_made(self, articles: Path) -> None:
        run("extract", "articles", "-o", "drafts")
        run("extract", articles / "hujan.txt", "-o", "drafts")  # the other draft keeps its entry
        data = json.loads((articles.parent / "drafts" / EXTRACTORS_FILE).read_text())["drafts"]
        assert {name: entry["version"] for name, entry in data.items()} == {
            "hujan.json": __version__,
            "kunjungan.json": __version__,
        }
        run("build", "drafts")
        with open_store("defgraph.store", read_only=True) as store:
            result = run_query(store, "sources", {"review": "draft"})
        extractor = result.columns.index("extractor")
        assert {row[extractor].value for row in result.rows} == {f"defgraph {__version__}"}

    def test_reads_json_lines(self, work: Path) -> None:
        lines = [{"text": NO_MEETING, "id": "satu"}, {"text": NO_MEETING}]
        (work / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
        assert run("extract", "a.jsonl", "-o", "d").exit_code == 0
        names = ["a-2.extracted.txt", "a-2.json", "satu.extracted.txt", "satu.json"]
        assert visible(work / "d") == names

    @pytest.mark.parametrize(
        ("given", "stems"),
        [
            (NO_MEETING, ["stdin"]),
            ('{"text": "Satu."}\n\n{"text": "Dua."}\n', ["stdin-1", "stdin-3"]),
            (
                f"<!DOCTYPE html><html><body><article><p>{NO_MEETING * 3}</p></article></body></html>",
                ["stdin"],
            ),
        ],
    )
    def test_reads_standard_input(self, work: Path, given: str, stems: list[str]) -> None:
        assert run("extract", "-", "-o", "d", input=given).exit_code == 0
        assert sorted(file.stem for file in (work / "d").glob("*.json")) == stems

    def test_writes_lines_to_standard_output(self, articles: Path) -> None:
        done = run("extract", "articles", "-o", "-")
        assert done.stderr == "2 drafts: 1 meeting, none in 1 article\n"
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        assert [line["article"]["text"] for line in lines] == ["articles/hujan.txt", "articles/kunjungan.txt"]
        assert run("build", "-", input=done.stdout).stdout.startswith("2 articles (2 new")

    def test_shows_its_progress_on_a_terminal(self, articles: Path) -> None:
        command = [sys.executable, "-m", "defgraph", "extract", "articles", "-o", "drafts"]
        controller, terminal = pty.openpty()
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=terminal, check=True)
        os.close(terminal)
        assert b"2 drafts" in done.stdout
        assert b"articles" in os.read(controller, 100_000)
        os.close(controller)


class TestWhatGoesWrong:
    def test_is_listed_and_the_rest_is_written(self, articles: Path) -> None:
        (articles / "rusak.txt").write_bytes(b"\xff\xfe\0")
        (articles / "kosong.txt").write_bytes(b"")
        for jobs in (1, 2):
            done = run("extract", "articles", "-o", "drafts", "--jobs", jobs)
            assert done.exit_code == 1
            assert [line.partition(":")[0] for line in done.stderr.splitlines()] == [
                "articles/kosong.txt",
                "articles/rusak.txt",
            ]
            assert done.stdout == "2 drafts in drafts: 1 meeting, none in 1 article; 2 problems\n"
            assert visible(articles.parent / "drafts") == ["hujan.json", "kunjungan.json"]

    def test_never_replaces_a_reviewed_record(self, articles: Path) -> None:
        run("extract", "articles", "-o", "drafts")
        file = articles.parent / "drafts" / "hujan.json"
        file.write_text('{"id": "hujan", "status": "reviewed", "meetings": []}')
        before = file.read_bytes()
        done = run("extract", "articles", "-o", "drafts")
        assert done.exit_code == 1
        assert "a reviewed record" in done.stderr
        assert file.read_bytes() == before

    @pytest.mark.parametrize("content", ['{"id": "hujan", "meetings": []}', "no JSON", "[1]"])
    def test_never_replaces_what_may_not_be_a_draft(self, articles: Path, content: str) -> None:
        (articles / "hujan.json").write_text(content)
        assert run("extract", articles / "hujan.txt", "-o", articles).exit_code == 1
        assert (articles / "hujan.json").read_text() == content

    def test_never_lets_one_article_replace_another(self, articles: Path) -> None:
        (articles / "sub").mkdir()
        (articles / "sub" / "hujan.txt").write_text(NO_MEETING)
        done = run("extract", "articles", "-o", "drafts")
        assert done.exit_code == 1
        assert "articles/sub/hujan.txt: found a second article for drafts/hujan.json" in done.stderr

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["nowhere.txt", "-o", "d"], "nowhere.txt: no such file or folder"),
            (["articles/hujan.txt", "-o", "articles/hujan.txt"], "no folder can be made there"),
            (["articles"], "--output"),
            (["articles", "-o", "d", "--url", "https://contoh.example"], "several articles"),
            (["articles/hujan.txt", "-o", "d", "--url", "contoh.example"], "begins with http"),
            (["articles/hujan.txt", "-o", "d", "--published", "5 Maret"], "--published"),
            (["articles", "-o", "d", "--jobs", "0"], "--jobs"),
        ],
    )
    def test_in_what_was_asked_for_ends_with_2(self, articles: Path, arguments: list[str], says: str) -> None:
        done = run("extract", *arguments)
        assert done.exit_code == 2
        assert says in " ".join(done.stderr.split())
        assert not (articles.parent / "d").exists()

    def test_leaves_nothing_half_written(self, articles: Path) -> None:
        (articles.parent / "drafts").mkdir()
        (articles.parent / "drafts" / "kunjungan.json").mkdir()
        done = run("extract", "articles", "-o", "drafts")
        assert done.exit_code != 0
        assert "kunjungan.json" in done.stderr
        assert [file.name for file in (articles.parent / "drafts").glob(".*")] == [EXTRACTORS_FILE]


class TestMentions:
    def test_are_lines_that_point_into_the_text(self) -> None:
        file = MEETINGS / f"{CALL}.txt"
        done = run("mentions", file)
        text = file.read_text(encoding="utf-8")
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert {"person", "position", "country", "date", "area", "place"} <= {each["kind"] for each in found}
        for each in found:
            assert list(each) == ["kind", "start", "end", "text", "normal"]
            assert text[each["start"] : each["end"]] == each["text"]

    def test_resolve_dates_against_the_day_of_publication(self, work: Path) -> None:
        (work / "a.txt").write_text("Menteri Pertahanan Bagas Wiranegara tiba di Oslo, Rabu (8/10).\n")
        done = run("mentions", "a.txt", "--published", "2025-10-09")
        assert '"normal": "2025-10-08"' in done.stdout

    def test_go_to_a_file(self, work: Path) -> None:
        assert run("mentions", MEETINGS / f"{CALL}.txt", "-o", "m.jsonl").output == ""
        assert (work / "m.jsonl").read_bytes() == run("mentions", MEETINGS / f"{CALL}.txt").stdout_bytes

    @pytest.mark.parametrize(("raw", "code"), [(b"", 1), (b"\0", 1)])
    def test_of_what_cannot_be_read_are_none(self, work: Path, raw: bytes, code: int) -> None:
        (work / "a.txt").write_bytes(raw)
        done = run("mentions", "a.txt")
        assert (done.exit_code, done.stdout) == (code, "")
        assert "a.txt" in done.stderr

    def test_of_several_articles_are_not_mixed(self, articles: Path) -> None:
        done = run("mentions", "articles")
        assert done.exit_code == 2
        assert "found 2 articles" in done.stderr


class TestEvaluate:
    def test_prints_figures_as_json_where_no_terminal_is(self) -> None:
        figures = json.loads(run("evaluate", MEETINGS, MEETINGS).stdout)
        assert next(iter(figures)) == "date"
        assert set(figures["person"]) == {"gold", "predicted", "precision", "recall", "f1"}

    def test_agrees_with_the_referee(self, shared: Path, work: Path) -> None:
        assert run("extract", MEETINGS, "-o", "d", "-j", "2").exit_code == 0
        referee = [sys.executable, shared / "tools" / "score.py", MEETINGS, "d"]
        theirs = subprocess.run([*referee, "--json"], capture_output=True, text=True, check=True)
        assert json.loads(run("evaluate", MEETINGS, MEETINGS).stdout) == json.loads(theirs.stdout)
        table = subprocess.run(referee, capture_output=True, text=True, check=True)
        assert run("evaluate", MEETINGS, MEETINGS, "-f", "table").stdout == table.stdout

    def test_lists_errors_with_their_sentences(self, work: Path) -> None:
        gold = json.loads((MEETINGS / f"{CALL}.json").read_text(encoding="utf-8"))
        gold["meetings"][0]["participants"][1]["name"] = "Ingeborg Holm"
        gold["meetings"][0]["areas"] = ["space"]
        (work / "gold").mkdir()
        (work / "gold" / f"{CALL}.json").write_text(json.dumps(gold), encoding="utf-8")
        done = run("evaluate", "gold", MEETINGS, "--errors", "-f", "table")
        assert f"{CALL}: person wrong: Ingrid Solbakken\n    JAKARTA – Menteri Pertahanan RI" in done.stdout
        assert f"{CALL}: area missed: space\n    " in done.stdout
        listed = json.loads(run("evaluate", "gold", MEETINGS, "--errors", "-f", "json").stdout)["errors"]
        assert {"article", "measure", "kind", "fact", "sentence"} == set(listed[0])

    def test_counts_an_article_that_is_not_there_as_missed(self, work: Path) -> None:
        (work / "texts").mkdir()
        (work / "texts" / f"{CALL}.txt").write_bytes((MEETINGS / f"{CALL}.txt").read_bytes())
        done = run("evaluate", MEETINGS, "texts", "--errors")
        assert "all missed, for want of a readable article: en-01" in done.stderr
        everything = json.loads(run("evaluate", MEETINGS, MEETINGS).stdout)
        assert json.loads(done.stdout)["person"]["gold"] == everything["person"]["gold"]

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["nowhere", MEETINGS], "nowhere: no such folder"),
            ([MEETINGS, "nowhere"], "nowhere: no such folder"),
            (["empty", MEETINGS], "found no gold record"),
            ([MEETINGS, "empty"], "found no article"),
        ],
    )
    def test_says_what_is_not_there(self, work: Path, arguments: list[object], says: str) -> None:
        (work / "empty").mkdir()
        done = run("evaluate", *arguments)
        assert done.exit_code == 2
        assert says in done.stderr
