"""Backups are whole and checked, and what they bring back is the same, byte for byte."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from defgraph import build, open_store
from defgraph.cli import main
from defgraph.identity.judgements import Judgement, Judgements
from survive import article, nquads

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from sparql_server import Server

DG = "https://w3id.org/defgraph/ontology#"
BASE = "https://w3id.org/defgraph/data/"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def held(place: Path) -> bytes:
    with open_store(place, read_only=True) as store:
        return nquads(store)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A store with articles, some of which came later, and so are in Oxigraph's log."""
    with open_store(tmp_path / "a.store") as store:
        judged = Judgement("different", "official/id/a", "official/id/b", "2026-01-02", "dewi", "")
        build([article(number, 0) for number in range(4)], store, judgements=Judgements([judged]))
        store.update("INSERT DATA { GRAPH <https://example.org/mine> { <x:a> <x:b> 'c' } }")
        build([article(number, 1) for number in range(2, 6)], store)
    return tmp_path / "a.store"


@pytest.mark.parametrize("kind", ["copy", "copy.nq"])
class TestABackup:
    def test_brings_back_what_was_there(self, place: Path, tmp_path: Path, kind: str) -> None:
        before, backup = held(place), tmp_path / kind
        count = len(before.splitlines())
        done = run("backup", "--store", place, "-o", backup)
        assert (done.exit_code, done.stdout) == (0, f"{backup}: {count} statements\n")
        with open_store(place) as store:
            build([article(0, 1)], store)
        assert held(place) != before
        done = run("restore", backup, "--store", place)
        assert done.exit_code == 3
        assert "there is a store here already; name another folder, or say --replace" in done.stderr
        done = run("restore", backup, "--store", place, "--replace")
        assert (done.exit_code, done.stdout) == (0, f"{count} statements in {place}\n")
        assert held(place) == before
        assert run("restore", backup, "--store", tmp_path / "new" / "b.store").exit_code == 0
        assert held(tmp_path / "new" / "b.store") == before
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted(("a.store", kind, "new"))

    def test_is_replaced_only_when_that_is_said(self, place: Path, tmp_path: Path, kind: str) -> None:
        command = ("backup", "--store", place, "-o", tmp_path / kind)
        assert run(*command).exit_code == 0
        with open_store(place) as store:
            build([article(0, 1)], store)
        done = run(*command)
        assert done.exit_code in (2, 3)
        assert "--replace" in done.stderr
        assert run(*command, "--replace").exit_code == 0
        assert run("restore", tmp_path / kind, "--store", tmp_path / "b.store").exit_code == 0
        assert held(tmp_path / "b.store") == held(place)

    def test_is_made_beside_readers_but_not_beside_a_writer(
        self, place: Path, tmp_path: Path, kind: str
    ) -> None:
        with open_store(place, read_only=True) as reader:
            assert run("backup", "--store", place, "-o", tmp_path / kind).exit_code == 0
            assert nquads(reader) == held(place)
        with open_store(place):
            done = run("backup", "--store", place, "-o", tmp_path / kind, "--replace")
            assert done.exit_code == 3
            assert "another process is writing to this store; try again later" in done.stderr
            done = run("restore", tmp_path / kind, "--store", place, "--replace")
            assert done.exit_code == 3

    def test_of_a_damaged_store_is_refused(self, place: Path, tmp_path: Path, kind: str) -> None:
        with open_store(place) as store:
            store.update(f"DROP GRAPH <{BASE}graph/article/r00001>")
        done = run("backup", "--store", place, "-o", tmp_path / kind)
        assert done.exit_code == 1
        assert "so nothing was kept; see them all with: defgraph check" in done.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["a.store"]

    def test_of_a_store_that_an_older_version_built_is_made(
        self, place: Path, tmp_path: Path, kind: str
    ) -> None:
        digest = f"GRAPH ?g {{ ?s <{DG}registerDigest>"
        with open_store(place) as store:
            store.update(
                f"DELETE {{ {digest} ?o }} }} INSERT {{ {digest} 'x' }} }} WHERE {{ {digest} ?o }} }}"
            )
        assert run("check", "--store", place).exit_code == 1
        assert run("backup", "--store", place, "-o", tmp_path / kind).exit_code == 0
        assert run("restore", tmp_path / kind, "--store", tmp_path / "b.store").exit_code == 0
        assert held(tmp_path / "b.store") == held(place)

    def test_of_nothing_is_refused(self, tmp_path: Path, kind: str) -> None:
        done = run("backup", "--store", tmp_path / "none", "-o", tmp_path / kind)
        assert done.exit_code in (2, 3)
        assert list(tmp_path.iterdir()) == []


class TestRestoring:
    def test_takes_the_place_of_a_store_that_cannot_be_opened(self, place: Path, tmp_path: Path) -> None:
        before = held(place)
        run("backup", "--store", place, "-o", tmp_path / "copy")
        for table in place.glob("*.sst"):
            table.unlink()
        assert run("check", "--store", place).exit_code == 3
        assert run("restore", tmp_path / "copy", "--store", place, "--replace").exit_code == 0
        assert held(place) == before

    @pytest.mark.parametrize("ending", ["nq", "trig", "jsonld"])
    def test_takes_dumps_that_keep_the_graphs(self, place: Path, tmp_path: Path, ending: str) -> None:
        run("dump", "--store", place, "-o", tmp_path / f"a.{ending}")
        assert run("restore", tmp_path / f"a.{ending}", "--store", tmp_path / "b.store").exit_code == 0
        assert held(tmp_path / "b.store") == held(place)

    def test_refuses_dumps_that_do_not(self, place: Path, tmp_path: Path) -> None:
        run("dump", "--store", place, "-o", tmp_path / "a.ttl")
        done = run("restore", tmp_path / "a.ttl", "--store", tmp_path / "b.store")
        assert done.exit_code == 2
        assert "do not tell which article a statement is from" in done.stderr

    @pytest.mark.parametrize("damage", ["cut in a line", "cut in an article", "empty"])
    def test_refuses_half_a_file(self, place: Path, tmp_path: Path, damage: str) -> None:
        whole = held(place)
        middle = whole.index(b"\n", whole.index(b"graph/article/r00003> .")) + 1
        cut = {"cut in a line": whole[: middle + 9], "cut in an article": whole[:middle], "empty": b""}
        (tmp_path / "a.nq").write_bytes(cut[damage])
        done = run("restore", tmp_path / "a.nq", "--store", tmp_path / "b.store")
        assert done.exit_code in (1, 2, 3)
        assert not (tmp_path / "b.store").exists()

    def test_refuses_what_is_no_backup_and_leaves_what_is_no_store(self, place: Path, tmp_path: Path) -> None:
        (tmp_path / "letters").mkdir()
        (tmp_path / "letters" / "a.txt").write_text("mine")
        assert run("restore", tmp_path / "letters", "--store", tmp_path / "b.store").exit_code == 3
        assert run("restore", tmp_path / "none.nq", "--store", tmp_path / "b.store").exit_code == 2
        assert run("restore", tmp_path / "none", "--store", tmp_path / "b.store").exit_code == 2
        assert run("restore", place, "--store", tmp_path / "letters", "--replace").exit_code == 3
        assert run("backup", "--store", place, "-o", tmp_path / "letters", "--replace").exit_code == 3
        assert (tmp_path / "letters" / "a.txt").read_text() == "mine"
        for command in (("backup", "-o", place, "--store", place), ("restore", place, "--store", place)):
            done = run(*command, "--replace")
            assert done.exit_code == 2
            assert "the store itself" in done.stderr


def test_a_store_at_an_endpoint_is_backed_up_to_a_file(
    place: Path, tmp_path: Path, empty_server: Server
) -> None:
    with open_store(empty_server.address) as store:
        build([article(number, 0) for number in range(3)], store)
    done = run("backup", "--store", empty_server.address, "-o", tmp_path / "copy")
    assert done.exit_code == 2
    assert f"name a file: {tmp_path}/copy.nq" in done.stderr
    assert run("backup", "--store", empty_server.address, "-o", tmp_path / "copy.nq").exit_code == 0
    assert run("restore", tmp_path / "copy.nq", "--store", empty_server.address).exit_code == 2
    assert run("restore", tmp_path / "copy.nq", "--store", tmp_path / "b.store").exit_code == 0
    with open_store(empty_server.address) as store:
        assert nquads(store) == held(tmp_path / "b.store")


def test_a_backup_does_not_change_with_the_store_it_was_made_of(place: Path, tmp_path: Path) -> None:
    before = held(place)
    assert run("backup", "--store", place, "-o", tmp_path / "copy").exit_code == 0
    with open_store(place) as store:
        store.update("DROP ALL")
        store.update("INSERT DATA { GRAPH <x:g> { <x:a> <x:b> <x:c> } }")
    assert held(tmp_path / "copy") == before
    shutil.rmtree(place)
    assert held(tmp_path / "copy") == before
