"""Who is who on the command line: pairs, decisions, reasons, and what a build says of them."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from defgraph.cli import main

if TYPE_CHECKING:
    from pathlib import Path

LONG, SHORT = "official/id/rani-dyah-kusumaningtyas", "official/id/rani-d-kusumaningtyas"
BASE = "https://w3id.org/defgraph/data/"


def run(*arguments: str, **options: object) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, [str(a) for a in arguments], **options)


def secretary(name: str, id: str, day: str) -> dict[str, Any]:
    post = {"position": "Sekretaris Jenderal", "organisation": "Kementerian Pertahanan", "country": "ID"}
    partners = [{"country": "MY", "status": "present"}]
    people = [{"role": "host", "name": name} | post]
    told = {"type": "courtesy-call", "date": day, "participants": people, "partners": partners}
    return {"id": id, "article": {}, "meetings": [told]}


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two articles that write one name in two ways, built, as the working directory."""
    for name in [name for name in os.environ if name.startswith("DEFGRAPH_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "records").mkdir()
    for made in (
        secretary("Rani Dyah Kusumaningtyas", "r1", "2025-03-04"),
        secretary("Rani D. Kusumaningtyas", "r2", "2025-05-06"),
        secretary("Joko Wibowo", "r3", "2025-07-08"),
    ):
        (tmp_path / "records" / f"{made['id']}.json").write_text(json.dumps(made))
    assert run("build").exit_code == 0
    return tmp_path


def decide(*arguments: str) -> Result:
    return run("identity", "decide", *arguments, "--who", "dewi", "--on", "2026-01-02")


class TestCandidates:
    def test_lists_what_merged_by_itself(self, work: Path) -> None:
        done = run("identity", "candidates", "--status", "merged", "-f", "csv")
        header, row = done.stdout.splitlines()
        assert header == "score,status,a,b,name_a,name_b,reasons,against"
        assert row.split(",")[1:6] == [
            "merged",
            BASE + SHORT,
            BASE + LONG,
            "Rani D. Kusumaningtyas",
            "Rani Dyah Kusumaningtyas",
        ]

    def test_writes_json_where_no_terminal_is(self, work: Path) -> None:
        answer = json.loads(run("identity", "candidates", "--status", "merged").stdout)
        assert answer["results"]["bindings"][0]["a"] == {"type": "uri", "value": BASE + SHORT}

    @pytest.mark.parametrize("kind", ["--officials", "--organisations", "--positions", "--meetings"])
    def test_of_every_kind(self, work: Path, kind: str) -> None:
        done = run("identity", "candidates", kind, "--min", "0.99", "--limit", "3", "-f", "table")
        assert done.stdout.split()[:3] == ["score", "status", "a"]

    def test_limits(self, work: Path) -> None:
        every = ("identity", "candidates", "--min", "0", "-f", "csv", "--status", "merged")
        assert len(run(*every, "--limit", "1").stdout.splitlines()) == 2
        assert len(run(*every, "--min", "0.999").stdout.splitlines()) == 1

    def test_to_a_file(self, work: Path) -> None:
        run("identity", "candidates", "--status", "merged", "-o", "pairs.md")
        assert (work / "pairs.md").read_text().startswith("| score | status |")


class TestDecide:
    def test_splits_what_merged_and_a_build_keeps_it(self, work: Path) -> None:
        done = decide(LONG, f"{BASE}{SHORT}", "different", "--why", "mother and daughter")
        assert done.stdout == (
            f"{SHORT} and {LONG}: judged different by dewi on 2026-01-02: mother and daughter "
            "(judgements.tsv)\nthey are two in defgraph.store\n"
        )
        line = (work / "judgements.tsv").read_text().splitlines()[-1]
        assert line == f"different\t{SHORT}\t{LONG}\t2026-01-02\tdewi\tmother and daughter"
        before = run("dump", "-f", "nquads").stdout
        assert run("build").stdout == "3 articles (0 new, 0 changed, 3 unchanged) in defgraph.store\n"
        assert run("dump", "-f", "nquads").stdout == before

    def test_takes_names_and_the_last_word_counts(self, work: Path) -> None:
        done = decide("Joko Wibowo", "Letjen TNI Rani D. Kusumaningtyas", "same")
        assert done.stdout.endswith("they are one in defgraph.store\n")
        assert decide("Joko Wibowo", SHORT, "unsure").stdout.endswith("they are two in defgraph.store\n")

    def test_of_meetings_by_the_ids_of_records(self, work: Path) -> None:
        assert decide("r1", "r2/1", "same").exit_code == 0
        line = (work / "judgements.tsv").read_text().splitlines()[-1]
        assert line == "same\tmeeting/r1/1\tmeeting/r2/1\t2026-01-02\tdewi"

    def test_by_whoever_is_logged_in_today(self, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LOGNAME", "rina")
        run("identity", "decide", "Joko Wibowo", LONG, "different", "--judgements", "mine.tsv")
        *_, day, who = (work / "mine.tsv").read_text().splitlines()[-1].split("\t")
        assert (len(day), who) == (len("2026-01-02"), "rina")

    def test_a_contradiction_is_refused_with_its_lines(self, work: Path) -> None:
        decide(LONG, SHORT, "same", "--why", "one photo")
        decide(SHORT, "Joko Wibowo", "same")
        text, before = (work / "judgements.tsv").read_text(), run("dump", "-f", "nquads").stdout
        done = decide(LONG, "Joko Wibowo", "different")
        assert done.exit_code == 2
        assert "judged the same by dewi on 2026-01-02: one photo" in done.stderr
        assert (work / "judgements.tsv").read_text() == text
        assert run("dump", "-f", "nquads").stdout == before

    def test_a_new_file_begins_with_what_the_store_was_built_with(self, work: Path) -> None:
        decide("Joko Wibowo", LONG, "different", "--judgements", "one.tsv")
        decide("Joko Wibowo", SHORT, "unsure", "--judgements", "two.tsv")
        lines = [line for line in (work / "two.tsv").read_text().splitlines() if line[0] != "#"]
        assert [line.partition("\t")[0] for line in lines] == ["different", "unsure"]
        done = decide(LONG, SHORT, "same", "--judgements", "three.tsv")
        assert done.exit_code == 0
        done = decide("Joko Wibowo", SHORT, "same", "--judgements", "four.tsv")
        assert (done.exit_code, (work / "four.tsv").exists()) == (2, False)

    @pytest.mark.parametrize(
        ("a", "b", "message"),
        [
            ("Joko Wibowa", LONG, "did you mean Joko Wibowo?"),
            ("Joko Wibowo", "Kementerian Pertahanan", "expected two of one kind"),
            (LONG, "Rani Dyah Kusumaningtyas", "a thing is always itself"),
        ],
    )
    def test_of_no_two_things(self, work: Path, a: str, b: str, message: str) -> None:
        done = decide(a, b, "same")
        assert (done.exit_code, message in done.stderr) == (2, True)
        assert not (work / "judgements.tsv").exists()

    def test_of_a_name_in_two_countries(self, work: Path) -> None:
        other = secretary("Joko Wibowo", "r4", "2025-09-01")
        other["meetings"][0]["participants"][0]["country"] = "MY"
        (work / "records" / "r4.json").write_text(json.dumps(other))
        run("build")
        done = decide("Joko Wibowo", LONG, "same")
        assert (done.exit_code, "2 officials go by 'Joko Wibowo'" in done.stderr) == (2, True)
        assert decide("Joko Wibowo (ID)", LONG, "same").exit_code == 0


class TestExplain:
    def test_what_merged(self, work: Path) -> None:
        lines = run("identity", "explain", LONG, "Rani D. Kusumaningtyas").stdout.splitlines()
        assert lines[:2] == [f"{SHORT}: Rani D. Kusumaningtyas", f"{LONG}: Rani Dyah Kusumaningtyas"]
        assert lines[2].startswith("status: merged, score 0.")
        assert lines[-1].startswith(f"{LONG} is one with {SHORT}: merged by itself at 0.")

    def test_what_was_judged(self, work: Path) -> None:
        decide(LONG, SHORT, "different")
        output = run("identity", "explain", LONG, SHORT).stdout
        assert "status: judged-different" in output
        assert "against: judged different by dewi on 2026-01-02\n" in output
        assert "is one with" not in output

    def test_one_key(self, work: Path) -> None:
        output = run("identity", "explain", LONG, "RANI DYAH KUSUMANINGTYAS").stdout
        assert output.endswith("the key of these names is one\n")


class TestBuild:
    MERGED = "1 official merged by itself; see it with: defgraph identity candidates --status merged\n"

    def test_says_what_merged(self, work: Path) -> None:
        assert run("build").stdout.splitlines(keepends=True)[1:] == [self.MERGED]

    def test_takes_judgements_and_falls_back_on_the_stores(self, work: Path) -> None:
        (work / "mine.tsv").write_text(f"different\t{LONG}\t{SHORT}\t2026-01-02\tdewi\n")
        assert "merged" not in run("build", "--judgements", "mine.tsv").stdout
        assert "merged" not in run("build").stdout
        (work / "judgements.tsv").write_text("")
        assert self.MERGED in run("build").stdout
        done = run("build", "--judgements", "none.tsv")
        assert (done.exit_code, "none.tsv: no such file" in done.stderr) == (2, True)

    def test_takes_tenures_and_tells_contradictions(self, work: Path) -> None:
        entry = {"official": "Joko Wibowo", "post": "Sekretaris Jenderal", "country": "ID"}
        entry |= {"organisation": "Kementerian Pertahanan", "from": "2025-05-01", "source": "Keppres 1"}
        (work / "tenures.yaml").write_text(json.dumps({"tenures": [entry]}))
        done = run("build")
        assert done.exit_code == 0
        assert done.stderr == (
            "Note: Rani D. Kusumaningtyas and Joko Wibowo are both Sekretaris Jenderal "
            "(kementerian pertahanan) on 2025-05-01 to 2025-05-06, by r1, r2, r3\n"
        )
        assert run("build", "--tenures", "none.yaml").exit_code == 2
