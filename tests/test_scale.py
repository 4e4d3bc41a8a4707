"""Spark builds what one machine builds: the same bytes, the same complaints, whatever falls over meanwhile."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT
from defgraph.cli import main
from defgraph.identity.judgements import Judgement, append
from defgraph.namespaces import DEFAULT_BASE, DG
from defgraph.tables import COLUMNS, folder_name, rows_of_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark.sql import SparkSession

SETTINGS = {
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.files.maxPartitionBytes": "6000",  # so that several tasks read a part of one file each
    "spark.sql.files.openCostInBytes": "0",
    "spark.sql.adaptive.enabled": "false",
}


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """A session of two cores that tries what fails again, as a cluster does."""
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("there is no Java, which Spark runs on")
    from defgraph.scale.session import spark_session

    with spark_session("local[2,4]", SETTINGS) as session:
        yield session


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    for name in [name for name in os.environ if name.startswith("DEFGRAPH_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, [str(a) for a in arguments])


def by_spark(*arguments: object, to: str = "out") -> Result:
    return run("build", *arguments, "--engine", "spark", "-o", to)


def dumped(*arguments: object) -> tuple[Result, list[bytes]]:
    """Build on one machine; return what that said, and the lines of the dump."""
    built = run("build", *arguments, "--store", "one.store")
    written = run("dump", "--store", "one.store", "-f", "nquads", "-o", "one.nq")
    assert written.exit_code == 0, built.stderr
    return built, Path("one.nq").read_bytes().splitlines(keepends=True)


def parts(folder: str = "out") -> list[list[bytes]]:
    return [
        gzip.decompress(file.read_bytes()).splitlines(keepends=True)
        for file in sorted(Path(folder, "quads").iterdir())
    ]


def statements(folder: str = "out") -> list[bytes]:
    return [line for part in parts(folder) for line in part]


def names(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def complaints(done: Result) -> list[str]:
    return [line for line in done.stderr.splitlines() if not line.startswith(("Spark: ", "Note: "))]


def told(id: str, day: str, name: str, **keys: Any) -> dict[str, Any]:
    """A record of a visit to the secretary general, who may be called by the post alone."""
    post = {"position": "Sekretaris Jenderal", "organisation": "Kementerian Pertahanan", "country": "ID"}
    host = {"role": "host", **({"name": name} if name else {}), **post}
    guest = {"role": "guest", "name": "Amir Hamzah", "rank": "Admiral", "country": "MY"}
    partners = [{"country": "MY", "status": "present"}]
    meeting = {"type": "courtesy-call", "date": day, "participants": [host, guest], "partners": partners}
    return {"id": id, "article": {"title": f"Berita {id}"}, "meetings": [meeting]} | keys


def jsonl(path: str, records: Iterable[dict[str, Any]]) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))


def many(count: int) -> list[dict[str, Any]]:
    """Two articles a day, the second with the name written shorter or left out."""
    called = ("Rani Dyah Kusumaningtyas", "Rani D. Kusumaningtyas", "", 'Dewa Nguyễn \u2028"Mahendra"')
    return [told(f"r{n}", f"2025-{n // 40 + 1:02}-{n // 2 % 20 + 1:02}", called[n % 4]) for n in range(count)]


DECIDED = Judgement(
    "different",
    "official/id/rani-dyah-kusumaningtyas",
    "official/id/rani-d-kusumaningtyas",
    "2026-01-02",
    "dewi",
)


@pytest.fixture
def records(work: Path) -> Path:
    """Records in files of every kind, judgements and tenures, in the working directory."""
    jsonl("records/a b/visits.jsonl", many(120))
    samples = sorted((ROOT / "data" / "records").glob("*.json"))[:4]
    for file in samples:
        shutil.copy(file, work / "records")
    Path("records/y.yaml").write_text(
        "".join(
            f"---\nid: y{n}\narticle: {{}}\nmeetings: [{{type: official-visit, date: 2025-01-0{n}}}]\n"
            for n in (1, 2)
        )
    )
    Path("tenures.yaml").write_text(
        "tenures:\n- official: Rani Dyah Kusumaningtyas\n  post: Sekretaris Jenderal\n"
        "  organisation: Kementerian Pertahanan\n  country: ID\n  from: 2025-01-01\n  to: 2025-01-31\n  source: SK 1\n"
    )
    append(Path("judgements.tsv"), DECIDED)
    return work


def check_tables() -> None:
    """Check that the tables hold the statements of the parts, sorted."""
    import pyarrow.parquet as pq

    expected = sorted(rows_of_lines(statements()), key=lambda row: (row.predicate, row.sort_key))
    found = []
    for folder in {folder_name(row.predicate) for row in expected}:
        files = sorted(Path("out/tables", folder).iterdir())
        assert [file.name for file in files] == [f"part-{n:05}.parquet" for n in range(len(files))]
        tables = [pq.read_table(file, partitioning=None) for file in files]
        assert all(table.column_names == list(COLUMNS) for table in tables)
        found.append((folder, [tuple(row.values()) for table in tables for row in table.to_pylist()]))
    grouped = {
        folder: [tuple(r[1:]) for r in expected if folder_name(r.predicate) == folder] for folder, _ in found
    }
    assert dict(found) == grouped
    assert names("out/tables") == sorted(grouped)


def check_decided() -> None:
    """Check that the two who were judged different are two; they would have merged by themselves."""
    told = [line.decode() for line in statements()]
    own = f"<{DEFAULT_BASE}{DECIDED.b}>"
    judged = [line.split(" ")[2:4] for line in told if f"> {DG('judged')} <" in line]
    assert judged == [[f"<{DEFAULT_BASE}{key}>", f"<{DEFAULT_BASE}graph/judgements>"] for key in DECIDED.pair]
    assert any(line.startswith(f"<{DEFAULT_BASE}meeting/r0/1> {DG('attendee')} {own} ") for line in told)
    assert not any(line.startswith(f"{own} {DG('joinedBecause')} ") for line in told)


def test_parts_and_tables_are_the_dump_of_one_machine(spark: SparkSession, records: Path) -> None:
    one, expected = dumped("records")
    done = by_spark("records", "--partitions", "2")
    assert done.exit_code == one.exit_code == 0, done.stderr
    assert statements() == expected
    check_decided()
    assert names("out/quads") == [f"part-0000{n}.nq.gz" for n in range(2)]
    assert names("out") == ["_SUCCESS", "quads", "tables"]
    notes = [
        [line for line in built.stderr.splitlines() if line.startswith("Note: ")] for built in (one, done)
    ]
    assert notes[0] == notes[1]
    assert done.stdout.splitlines()[0].startswith("126 articles in out")
    assert done.stdout.splitlines()[1] == one.stdout.splitlines()[1].partition(";")[0]


def test_a_task_that_is_killed_changes_nothing(
    spark: SparkSession, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from defgraph.scale.mapping import RecordTask

    killed = str(records / "killed")

    class Killed(RecordTask):
        """Kills its own process after the first rows of the first attempt at each of two partitions."""

        def __call__(self, given: Any) -> Any:
            import signal

            from pyspark import TaskContext

            context = TaskContext.get()
            for number, batch in enumerate(RecordTask.__call__(self, given)):
                yield batch
                if number == 0 and context.partitionId() < 2 and context.attemptNumber() == 0:
                    Path(f"{killed}-{context.partitionId()}").touch()
                    os.kill(os.getpid(), signal.SIGKILL)

    _, expected = dumped("records")
    monkeypatch.setattr("defgraph.scale.inputs.RecordTask", Killed)
    assert by_spark("records", "--no-tables").exit_code == 0
    assert names("out") == ["_SUCCESS", "quads"]
    assert Path(f"{killed}-0").exists()
    assert Path(f"{killed}-1").exists()
    assert statements() == expected


ARTICLE = """Menteri Pertahanan RI Rani Kusuma menerima kunjungan kehormatan Duta Besar Jepang untuk Indonesia
Amir Tanaka di Kantor Kementerian Pertahanan, Jakarta, Rabu (8/10/2025). Pertemuan ke-{} membahas pelatihan bersama.
"""


def test_articles_become_what_extracting_and_building_make_of_them(spark: SparkSession, work: Path) -> None:
    Path("articles/lines").mkdir(parents=True)
    Path("articles/one.txt").write_text(ARTICLE.format(1))
    Path("articles/lines/some.jsonl").write_text(
        "\n".join(json.dumps({"text": ARTICLE.format(n), "publisher": "Kabar"}) for n in range(30)) + "\n\n"
    )
    assert run("extract", "articles", "-o", "drafts").exit_code == 0
    one, expected = dumped("drafts")
    done = by_spark("articles", "--extract", "--no-tables")
    assert done.exit_code == one.exit_code == 0, done.stderr
    assert statements() == expected
    assert sum(b"#wasAttributedTo> " in line and b"/graph/article/" in line for line in expected) == 31


def test_articles_that_cannot_be_read_are_told(spark: SparkSession, work: Path) -> None:
    named = [{"text": ARTICLE.format(1), "id": "a"}, {"text": ARTICLE.format(2), "id": "A"}, {"title": "b"}]
    jsonl("some.jsonl", named)
    Path("none.jsonl").touch()
    done = by_spark("some.jsonl", "none.jsonl", "--extract")
    assert done.exit_code == 1
    assert complaints(done)[:3] == [
        'some.jsonl:2: found "a", expected an id of its own: some.jsonl:1 has it already',
        'some.jsonl:3: found no "text", expected an article as a JSON object with its "text"',
        "none.jsonl: found an empty file, expected a text a line, as a JSON object",
    ]


@pytest.fixture
def flawed(work: Path) -> Path:
    """Records with every kind of flaw, the same ids in several files among them."""
    good = many(60)
    lines = [json.dumps(record).encode() + b"\n" for record in good]
    lines[20] = b"\n"
    lines[33] = lines[33][:100] + b"\n"
    lines[41] = lines[40]  # the id of the line before
    (work / "records").mkdir()
    Path("records/a.jsonl").write_bytes(b"\xef\xbb\xbf" + b"".join(lines) + lines[5][:200])
    jsonl(
        "records/b.jsonl", [good[59], told("b1", "2025-13-01", "Rani Kusuma"), told("b2", "2025-03-01", "")]
    )
    cut = [json.dumps(told(f"c{n}", "2025-04-01", "Rani Kusuma")).encode() + b"\n" for n in range(40)]
    cut[25] = b'{"id": "\xff"}\n'
    cut[30] = lines[3]
    Path("records/c.jsonl").write_bytes(b"".join(cut))
    Path("records/d.jsonl").write_bytes(b"\n \n")
    Path("records/e.jsonl").write_bytes(b"")
    Path("records/f.yaml").write_text(
        "article: {}\nid: r7\nmeetings: [{type: official-visit, date: 2025-01-02}]\n"
    )
    Path("records/g.json").write_text('{"id": "g", "id": "h", "article": {}}')
    Path("records/.defgraph-extractor").write_text("no JSON")
    Path("records/h.json").write_text(json.dumps(told("h", "2025-02-02", "Rani Kusuma", status="draft")))
    return work


def test_flaws_are_told_as_one_machine_tells_them(spark: SparkSession, flawed: Path) -> None:
    one, spark_ = run("build", "records", "--store", "one.store"), by_spark("records")
    assert one.exit_code == spark_.exit_code == 1
    assert len(complaints(one)) > 10
    assert complaints(spark_) == complaints(one)
    assert names(".") == ["records"]


def test_the_good_records_of_flawed_files_count(spark: SparkSession, flawed: Path) -> None:
    one, expected = dumped("records", "--skip-invalid")
    done = by_spark("records", "--skip-invalid", "--no-tables")
    assert one.exit_code == done.exit_code == 1
    assert complaints(done) == complaints(one)
    assert statements() == expected


class TestFolder:
    def test_is_never_written_over(self, spark: SparkSession, work: Path) -> None:
        jsonl("a.jsonl", many(1))
        Path("out").mkdir()
        done = by_spark("a.jsonl")
        assert done.exit_code == 2
        assert "out: there is something already" in done.stderr

    def test_is_not_there_when_spark_fails(
        self, spark: SparkSession, work: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(_: Any) -> Any:
            raise ValueError("no luck")

        jsonl("a.jsonl", many(1))
        monkeypatch.setattr("defgraph.scale.inputs.RecordTask", lambda *_: broken)
        done = by_spark("a.jsonl")
        assert done.exit_code == 3
        assert "Error: Spark failed: ValueError: no luck" in done.stderr
        assert names(".") == ["a.jsonl"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["nowhere.jsonl"], "nowhere.jsonl: no such file or folder"),
        (["-"], "Spark reads no standard input"),
        (["notes.txt"], 'notes.txt: found the ending ".txt", expected one of'),
        (["empty"], "empty: found no record file, expected some that end in"),
        (["_a.jsonl"], "no file whose name begins with an underscore"),
        (["nofs://x/a.jsonl"], "nofs://x/a.jsonl: org.apache.hadoop.fs.UnsupportedFileSystemException"),
    ],
)
def test_paths_that_lead_nowhere_are_named(
    spark: SparkSession, work: Path, given: list[str], message: str
) -> None:
    Path("notes.txt").touch()
    Path("_a.jsonl").touch()
    Path("empty").mkdir()
    done = by_spark(*given)
    assert done.exit_code == 2
    assert message in done.stderr


def test_patterns_and_addresses_lead_to_files_each_once(spark: SparkSession, work: Path) -> None:
    from defgraph.records.files import RECORD_FILES
    from defgraph.scale.hadoop import Hadoop

    for name in ("2025-01/b.jsonl", "2025-01/.hidden/c.jsonl", "2025-02/a [1].json", "2026-01/d.yaml"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()
    found = Hadoop(spark).find(["2025-*/*.json*", work.as_uri(), "2026-01"], RECORD_FILES)
    expected = [f"{work}/2025-01/b.jsonl", f"{work}/2025-02/a [1].json", f"{work.as_uri()}/2026-01/d.yaml"]
    assert [file.name for file in found] == expected


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--engine", "spark"], "say where with -o FOLDER"),
        (
            ["--engine", "spark", "-o", "out", "--store", "s"],
            "fills no store; say -o FOLDER instead of --store",
        ),
        (["--engine", "spark", "-o", "out", "--spark-conf", "a"], "found 'a', expected NAME=VALUE"),
        (["-o", "out"], "go with Spark"),
    ],
)
def test_options_that_do_not_fit_are_refused(work: Path, arguments: list[str], message: str) -> None:
    jsonl("a.jsonl", many(1))
    done = run("build", "a.jsonl", *arguments)
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.split())


def test_a_missing_java_is_named_with_the_next_step(work: Path) -> None:
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    jsonl("a.jsonl", many(1))
    command = [sys.executable, "-m", "defgraph", "build", "a.jsonl", "--engine", "spark", "-o", "out"]
    done = subprocess.run(command, env=os.environ | {"JAVA_HOME": str(work)}, capture_output=True, text=True)
    assert done.returncode == 2
    assert "Spark needs Java 17 or later" in done.stderr
    assert "or set JAVA_HOME" in done.stderr


def test_a_missing_extra_is_named(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jsonl("a.jsonl", many(1))
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    done = by_spark("a.jsonl")
    assert done.exit_code == 2
    assert "defgraph[spark]" in done.stderr


def test_the_package_is_imported_without_spark() -> None:
    code = "import sys, defgraph.scale; sys.exit('pyspark' in sys.modules or 'pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
