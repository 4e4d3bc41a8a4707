"""The command line: what each command prints, writes and ends with."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner, Result

from defgraph import __version__, open_store
from defgraph.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from sparql_server import Server

COMMANDS = main.list_commands(click.Context(main))
DEFGRAPH = [sys.executable, "-m", "defgraph"]


def run(*arguments: str, **options: object) -> Result:
    return CliRunner(catch_exceptions=False).invoke(main, [str(a) for a in arguments], **options)


HEAVY = {
    *("SPARQLWrapper", "babel", "jinja2", "networkx", "numpy", "owlrl", "pydantic", "pyshacl", "pyvis"),
    *("rapidfuzz", "rdflib", "rustworkx"),
}
"""Libraries that take long to load."""


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a process of its own has loaded when it has done a command."""
    script = """import sys
from defgraph.cli import main
try:
    main()
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""
    command = [sys.executable, "-c", script, *arguments]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stderr.split())


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace, with nothing built yet, as the working directory."""
    for name in [name for name in os.environ if name.startswith("DEFGRAPH_")]:
        monkeypatch.delenv(name)
    assert run("init", tmp_path / "work").exit_code == 0
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture
def built(workspace: Path) -> Path:
    """A workspace whose sample records have been built."""
    assert run("build").exit_code == 0
    return workspace


class TestHelp:
    @pytest.mark.parametrize("command", COMMANDS)
    @pytest.mark.parametrize("flag", ["-h", "--help"])
    def test_is_there_for_every_command(self, command: str, flag: str) -> None:
        done = run(command, flag)
        assert done.exit_code == 0
        assert done.output.startswith(f"Usage: main {command}")

    def test_lists_every_command(self) -> None:
        output = run("-h").output
        assert all(f"  {command} " in output for command in COMMANDS)
        assert "  defgraph build records        records become a graph\n" in output

    @pytest.mark.parametrize("command", COMMANDS)
    def test_lists_each_command_with_the_words_its_own_help_begins_with(self, command: str) -> None:
        own = main.get_command(click.Context(main), command)
        assert own is not None
        listed = run("-h", terminal_width=200, max_content_width=200).output
        assert f"  {command:8}  {own.get_short_help_str(200)}\n" in listed

    def test_of_the_whole_loads_click_and_no_command(self) -> None:
        assert (
            loaded_by("--help") & {*HEAVY, "pyoxigraph", "pydantic", "yaml", "defgraph.cli.writing"} == set()
        )
        assert "click" in loaded_by("--help")

    def test_of_a_command_loads_no_library_but_click(self) -> None:
        loaded = loaded_by("view", "--help")
        assert "defgraph.cli.writing" in loaded
        assert {*HEAVY, "pyoxigraph", "yaml"} & loaded == set()

    def test_version(self) -> None:
        assert run("--version").output == f"defgraph, version {__version__}\n"


class TestBuild:
    def test_says_what_it_did(self, workspace: Path) -> None:
        assert (
            run("build", "records").output == "4 articles (4 new, 0 changed, 0 unchanged) in defgraph.store\n"
        )
        assert run("build").output == "4 articles (0 new, 0 changed, 4 unchanged) in defgraph.store\n"

    def test_reads_standard_input(self, workspace: Path) -> None:
        line = json.dumps(json.loads((workspace / "records" / "2025-10-21-kemhan-unops.json").read_text()))
        assert run("build", "-", input=line).output.startswith("1 article (1 new")

    def test_of_bad_records_changes_nothing_and_ends_with_1(self, built: Path) -> None:
        (built / "records" / "a.json").write_text('{"id": "a", "meetings": [{"type": "courtesy-cal"}]}')
        (built / "records" / "b.json").write_text('{"id": "b", "meeting": []}')
        (built / "records" / "c.json").write_text('{"id": "c", "meetings": []}')
        done = run("build")
        assert done.exit_code == 1
        assert 'did you mean "courtesy-call"?' in done.stderr
        assert 'did you mean "meetings"?' in done.stderr
        assert "so nothing was loaded" in done.stderr
        with open_store(read_only=True) as store:
            assert len(store.graphs()) == 7
        skipped = run("build", "--skip-invalid")
        assert skipped.exit_code == 1
        assert 'did you mean "courtesy-call"?' in skipped.stderr
        assert skipped.stdout.startswith(
            "5 articles (1 new, 0 changed, 4 unchanged) in defgraph.store; left out"
        )

    def test_without_records_says_what_to_name(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        done = run("build")
        assert done.exit_code == 2
        assert "name the records" in done.stderr

    def test_counts_on_a_terminal(self, workspace: Path) -> None:
        controller, terminal = pty.openpty()
        done = subprocess.run([*DEFGRAPH, "build"], stdout=subprocess.PIPE, stderr=terminal, check=True)
        os.close(terminal)
        assert b"4 articles" in done.stdout
        assert b"articles read" in os.read(controller, 100_000)
        os.close(controller)

    def test_at_an_endpoint_gives_the_same_dump(self, built: Path, empty_server: Server) -> None:
        assert run("build", "records", "--store", empty_server.address).exit_code == 0
        here, there = run("dump"), run("dump", "--store", empty_server.address)
        assert here.stdout_bytes == there.stdout_bytes


class TestRetract:
    def test_takes_a_record_out(self, built: Path) -> None:
        assert run("retract", "2025-10-21-kemhan-unops").output == "retracted 2025-10-21-kemhan-unops\n"
        done = run("retract", "2025-10-21-kemhan-unops")
        assert done.exit_code == 2
        assert "defgraph query sources" in done.stderr


class TestInit:
    def test_leaves_what_is_there_alone(self, workspace: Path) -> None:
        done = run("init", ".")
        assert done.exit_code == 2
        assert "there already" in done.stderr


class TestQuery:
    def test_loads_no_heavy_library(self, built: Path) -> None:
        loaded = loaded_by("query", "meetings", "-f", "json")
        assert "defgraph.queries.run" in loaded
        assert {*HEAVY, "rich", "concurrent.futures"} & loaded == set()

    def test_prints_json_where_no_terminal_is(self, built: Path) -> None:
        answer = json.loads(run("query", "partner-countries").stdout)
        assert answer["head"]["vars"][:2] == ["country", "name"]
        assert answer["results"]["bindings"][0]["name"]["value"] == "Australia"

    def test_prints_a_table_on_a_terminal(self, built: Path) -> None:
        controller, terminal = pty.openpty()
        subprocess.run([*DEFGRAPH, "query", "partner-countries"], stdout=terminal, check=True)
        os.close(terminal)
        assert os.read(controller, 100_000).decode().split()[:2] == ["country", "name"]
        os.close(controller)

    @pytest.mark.parametrize("format", ["table", "csv", "tsv", "json", "markdown"])
    def test_writes_every_format_to_a_file(self, built: Path, format: str) -> None:
        assert run("query", "partner-countries", "-f", format, "-o", "answer").output == ""
        assert "Belarus" in (built / "answer").read_text()

    def test_takes_parameters(self, built: Path) -> None:
        done = run("query", "meetings", "-p", "country=Yordania", "-p", "from=2025", "-f", "csv")
        assert [line.partition(",")[0] for line in done.stdout.splitlines()] == ["date", "2025-10-08"]

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["meeting"], "did you mean meetings"),
            (["meetings", "-p", "country=Belrus"], "did you mean Belarus"),
            (["meetings", "-p", "contry=BY"], "did you mean country"),
            (["meetings", "-p", "country"], "expected key=value"),
            (["meetings", "-p", "country=BY", "-p", "country=JO"], "given twice"),
            (["official-timeline"], "official"),
            (["official-timeline", "-p", "official=Tri Budi Utami"], "Tri Budi Utomo"),
            (["meetings", "-p", "from=yesterday"], "yesterday"),
            (["meetings", "--queries", "nowhere"], "nowhere"),
        ],
    )
    def test_says_what_is_wrong_and_ends_with_2(self, built: Path, arguments: list[str], says: str) -> None:
        done = run("query", *arguments)
        assert done.exit_code == 2
        assert says in done.stderr
        assert done.stdout == ""

    def test_finds_queries_of_ones_own(self, built: Path) -> None:
        assert "meetings-by-city" in run("queries", "--queries", "queries").output
        assert run("query", "meetings-by-city", "--queries", "queries").exit_code == 0

    def test_lists_what_can_be_asked(self, workspace: Path) -> None:
        output = run("queries").output
        assert "official-timeline" in output
        assert "official=OFFICIAL" in output
        assert "[status=present|discussed]" in output
        described = {each["name"]: each for each in json.loads(run("queries", "-f", "json").output)}
        assert described["dormant-partners"]["parameters"][0]["default"] == "12"
        assert "Negara" in run("queries", "-l", "id").output
        assert "SELECT" in run("queries", "meetings").output


class TestSparql:
    COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?m a <https://w3id.org/defgraph/ontology#Meeting> }"

    @pytest.mark.parametrize("way", ["text", "file", "stdin"])
    def test_takes_text_a_file_or_standard_input(self, built: Path, way: str) -> None:
        (built / "count.rq").write_text(self.COUNT)
        given, stdin = {"text": (self.COUNT, None), "file": ("count.rq", None), "stdin": ("-", self.COUNT)}[
            way
        ]
        assert run("sparql", given, "-f", "csv", input=stdin).stdout.splitlines() == ["n", "4"]

    def test_sees_the_graphs_that_it_names(self, built: Path) -> None:
        none = self.COUNT.replace(" WHERE", " FROM <http://x/none> WHERE")
        assert run("sparql", none, "-f", "csv").stdout.splitlines() == ["n", "0"]

    def test_changes_nothing_unless_told_to(self, built: Path) -> None:
        update = "INSERT DATA { GRAPH <http://x/g> { <http://x/a> <http://x/b> 1 } }"
        refused = run("sparql", update)
        assert refused.exit_code == 2
        assert "--update" in refused.stderr or "update" in refused.stderr
        assert run("sparql", "--update", update).exit_code == 0
        assert run("sparql", "ASK { <http://x/a> ?p ?o }", "-f", "csv").stdout.strip() == "true"

    @pytest.mark.parametrize(
        "text",
        [
            "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SELECT * WHERE { FILTER EXISTS { { SELECT * { SERVICE SILENT ?x { ?s ?p ?o } } } } }",
        ],
    )
    def test_fetches_nothing(self, built: Path, text: str) -> None:
        done = run("sparql", text)
        assert done.exit_code == 2
        assert "SERVICE" in done.stderr
        assert run("sparql", "--update", "LOAD <http://127.0.0.1:9/x>").exit_code == 2


class TestWriting:
    def test_dumps_by_the_ending_of_the_file(self, built: Path) -> None:
        assert run("dump", "-o", "a.nq").exit_code == 0
        assert run("dump", "-f", "nquads").stdout_bytes == (built / "a.nq").read_bytes()
        assert run("dump", "--article", "nothing").exit_code == 2

    def test_leaves_the_old_file_where_it_fails(self, built: Path) -> None:
        (built / "a.ttl").write_text("old")
        assert run("dump", "--graph", "http://x/nothing", "-o", "a.ttl").exit_code == 2
        assert (built / "a.ttl").read_text() == "old"
        assert [path.name for path in built.glob(".*")] == []

    @pytest.mark.parametrize("place", ["nowhere/a.ttl", "records"])
    def test_says_where_nothing_can_be_written(self, built: Path, place: str) -> None:
        done = run("dump", "-o", place)
        assert done.exit_code == 2
        assert "cannot be written" in done.stderr

    @pytest.mark.parametrize("format", ["graphml", "gexf", "json"])
    def test_writes_networks(self, built: Path, format: str) -> None:
        assert run("network", "co-attendance", "-o", f"a.{format}").exit_code == 0
        assert (
            run("network", "co-attendance", "-f", format).stdout_bytes == (built / f"a.{format}").read_bytes()
        )
        assert run("network", "co-attendence").exit_code == 2

    def test_bounds_what_is_near(self, built: Path) -> None:
        assert run(
            "network", "--around", "tri budi utomo", "--most", "2", "-o", "few.json"
        ).stderr.startswith("2 nodes")
        done = run("view", "co-attendance", "--around", "tri budi utomo", "--most", "2")
        assert (done.exit_code, "give around, too" in done.stderr) == (2, True)

    def test_writes_a_page(self, built: Path) -> None:
        done = run("view", "--around", "tri budi utomo", "--depth", "2", "-l", "id", "--title", "A <b> title")
        assert done.stderr == "view.html: open it in a browser\n"
        page = (built / "view.html").read_text(encoding="utf-8")
        assert "A &lt;b&gt; title" in page
        assert "<b> title" not in page

    def test_leaves_a_page_in_place_when_asked_to(self, built: Path) -> None:
        assert run("view").exit_code == 0
        page = (built / "view.html").read_bytes()
        assert run("retract", "2025-10-21-kemhan-unops").exit_code == 0
        assert run("view", "-o", "fewer.html").exit_code == 0
        assert run("build").exit_code == 0
        assert run("view", "--keep-places", "fewer.html").exit_code == 0
        assert (built / "view.html").read_bytes() != page
        assert run("view", "--keep-places", "nothing.html").exit_code == 2

    def test_prints_the_schema(self, workspace: Path) -> None:
        assert json.loads(run("schema").output)["title"]


class TestChecking:
    def test_good_records_conform(self, built: Path) -> None:
        done = run("validate")
        assert (done.exit_code, done.stdout) == (0, "")

    def test_a_bad_statement_is_found(self, built: Path) -> None:
        meeting = "<http://x/m> a <https://w3id.org/defgraph/ontology#Meeting>"
        run("sparql", "--update", f"INSERT DATA {{ GRAPH <http://x/g> {{ {meeting} }} }}")
        done = run("validate")
        assert done.exit_code == 1
        assert "http://x/m" in done.stdout

    def test_what_follows_is_written(self, built: Path) -> None:
        done = run("reason")
        assert done.exit_code == 0
        assert "<http://www.w3.org/ns/org#Organization>" in done.stdout


class TestStores:
    @pytest.mark.parametrize("command", [["query", "meetings"], ["dump"], ["view"], ["sparql", "ASK {}"]])
    def test_a_missing_one_ends_with_3(self, workspace: Path, command: list[str]) -> None:
        done = run(*command)
        assert done.exit_code == 3
        assert "defgraph build" in done.stderr
        assert not (workspace / "view.html").exists()

    def test_a_locked_one_ends_with_3(self, built: Path) -> None:
        with open_store("defgraph.store"):
            command = [*DEFGRAPH, "build"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 3
        assert "another process" in done.stderr

    def test_an_unreachable_one_ends_with_3(self, workspace: Path) -> None:
        assert run("query", "meetings", "--store", "http://127.0.0.1:9/").exit_code == 3

    def test_the_environment_names_one(self, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (built / "defgraph.store").rename(built / "other")
        monkeypatch.setenv("DEFGRAPH_STORE", "other")
        assert run("query", "meetings").exit_code == 0


def test_a_pipe_that_closes_early_ends_quietly(built: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m defgraph dump -f nquads 2>&1 | head -1"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stdout + done.stderr
