"""Parquet tables: every statement, in the layout that is promised, and read by engines that are not ours."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import duckdb
import polars
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest

from conftest import ROOT
from defgraph import build, dump, open_store, run_query, sorting
from defgraph.dump import tables
from defgraph.errors import DataError, InputError, MissingExtraError
from defgraph.tables import COLUMNS, FILE, Row, folder_name, predicate_of, rows
from network_fixture import RECORDS, store_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from defgraph.store import Store

ODD = (
    "",
    " ",
    "a\nb\tc\0d\1e\2f\x0ag\x0bh",
    "\0",
    "\1",
    "\1\0",
    "\x0b",
    "\U0001f600",
    "\uffee",
    "é'\"\\",
    "<http://x/o>",
)
PLAIN = "http://x.example/plain?é"
LONG = "http://x.example/" + "a" * 300


def texts(quads: Iterable[ox.Quad]) -> Iterator[str]:
    return (f"{quad} .\n" for quad in quads)


@pytest.fixture(scope="module")
def built() -> Iterator[Store]:
    with store_of(*RECORDS) as store:
        yield store


@pytest.fixture(scope="module")
def odd() -> Store:
    """Statements of every kind, with all that is hard to sort and to keep apart."""
    s, g = ox.NamedNode("http://x/s"), ox.NamedNode("http://x/g")
    quads = [
        ox.Quad(s, ox.NamedNode(predicate), value, graph)
        for predicate in (PLAIN, "http://www.w3.org/2000/01/rdf-schema#label")
        for graph in (g, ox.NamedNode("http://x/g2"))
        for text in ODD
        for value in (
            ox.Literal(text),
            ox.Literal(text, language="en"),
            ox.Literal(text, language="en-gb"),
            ox.Literal(text, datatype=ox.NamedNode("http://x/dt")),
        )
    ]
    quads += [ox.Quad(s, ox.NamedNode(PLAIN), s, g), ox.Quad(s, ox.NamedNode(PLAIN), ox.Literal(s.value), g)]
    store = open_store("memory")
    store.load(texts(reversed(quads)))
    return store


def read(folder: Path) -> list[Row]:
    """All rows in the order of folders and files, read by pyarrow."""
    found = []
    for place in sorted(folder.iterdir()):
        columns = pq.ParquetFile(place / FILE).read().to_pylist()
        found += [Row(predicate_of(place.name), **row) for row in columns]
    return found


@pytest.mark.parametrize("given", ["built", "odd"])
class TestTables:
    def test_have_a_row_a_statement_in_order(
        self, given: str, request: pytest.FixtureRequest, tmp_path: Path
    ) -> None:
        store = request.getfixturevalue(given)
        count = dump(store, tmp_path / "t", "parquet")
        expected = sorted(rows(store.quads()), key=lambda row: (folder_name(row.predicate), row.sort_key))
        assert read(tmp_path / "t") == expected
        assert count == len(expected)

    def test_are_the_same_bytes_in_any_order_and_however_little_memory_there_is(
        self, given: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = request.getfixturevalue(given)
        dump(store, tmp_path / "a", "parquet")
        other = open_store("memory")
        other.load(texts(reversed(list(store.quads()))))
        monkeypatch.setattr(tables, "_AT_ONCE", 50)
        monkeypatch.setattr(sorting, "RUN", 2_000)
        dump(other, tmp_path / "b", "parquet")
        assert contents(tmp_path / "a") == contents(tmp_path / "b")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_file_is_as_promised(odd: Store, tmp_path: Path) -> None:
    dump(odd, tmp_path / "t", "parquet")
    assert {path.name for path in (tmp_path / "t").iterdir()} == {
        "predicate=rdfs_label",
        "predicate=http%3A%2F%2Fx.example%2Fplain%3F%C3%A9",
    }
    file = pq.ParquetFile(tmp_path / "t" / "predicate=rdfs_label" / FILE)
    assert {field.name: field.nullable for field in file.schema_arrow} == dict(COLUMNS)
    assert {str(field.type) for field in file.schema_arrow} == {"string"}
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_many_rows_are_several_groups(built: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dump(built, tmp_path / "a", "parquet")
    monkeypatch.setattr(tables, "_ROW_GROUP", 7)
    dump(built, tmp_path / "b", "parquet")
    assert read(tmp_path / "b") == read(tmp_path / "a")


class TestFolder:
    def test_of_an_earlier_dump_is_replaced(self, built: Store, odd: Store, tmp_path: Path) -> None:
        dump(built, tmp_path / "t.parquet")
        dump(odd, tmp_path / "t.parquet")
        assert len(list((tmp_path / "t.parquet").iterdir())) == 2
        assert [path.name for path in tmp_path.iterdir()] == ["t.parquet"]

    def test_of_anything_else_is_left_alone(self, odd: Store, tmp_path: Path) -> None:
        (tmp_path / "precious").write_text("mine")
        with pytest.raises(InputError, match="something else is there"):
            dump(odd, tmp_path, "parquet")
        with pytest.raises(InputError, match="something else is there"):
            dump(odd, tmp_path / "precious", "parquet")
        assert (tmp_path / "precious").read_text() == "mine"

    @pytest.mark.parametrize("output", ["-", io.BytesIO()])
    def test_is_needed(self, odd: Store, output: str | io.BytesIO) -> None:
        with pytest.raises(InputError, match="folder of files, which no stream can hold"):
            dump(odd, output, "parquet")

    def test_does_not_appear_when_a_predicate_is_too_long_for_it(self, tmp_path: Path) -> None:
        store = open_store("memory")
        store.update(f"INSERT DATA {{ GRAPH <http://x/g> {{ <http://x/s> <{LONG}> 1 }} }}")
        with pytest.raises(DataError, match="255"):
            dump(store, tmp_path / "t", "parquet")
        assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_is_named(odd: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'defgraph\[parquet\]'"):
        dump(odd, tmp_path / "t", "parquet")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Path]:
    """The records that come with the project, as a store and as tables."""
    store = open_store("memory")
    build(ROOT / "data" / "records", store)
    folder = tmp_path_factory.mktemp("tables") / "graph"
    dump(store, folder, "parquet")
    return store, folder


def answered(store: Store) -> list[tuple[str, ...]]:
    result = run_query(store, "partner-countries")
    return [tuple(cell.value for cell in row) for row in result.rows]


def documented(language: str) -> str:
    """The one example in this language of docs/tables.md."""
    text = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    _, example = text.split(f"```{language}\n")
    return example.partition("```")[0]


def as_text(table: list[tuple[Any, ...]]) -> list[tuple[str, ...]]:
    return [tuple(map(str, row)) for row in table]


def test_duckdb_answers_as_the_store_does(real: tuple[Store, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    store, folder = real
    monkeypatch.chdir(folder.parent)
    assert as_text(duckdb.sql(documented("sql")).fetchall()) == answered(store)


def test_polars_answers_as_the_store_does(real: tuple[Store, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    store, folder = real
    monkeypatch.chdir(folder.parent)
    found: dict[str, Any] = {}
    exec(documented("python"), found)
    assert as_text(found["answer"].rows()) == answered(store)


def test_duckdb_and_polars_read_odd_names_and_texts(odd: Store, tmp_path: Path) -> None:
    dump(odd, tmp_path / "t", "parquet")
    files = f"{tmp_path}/t/**/*.parquet"
    columns = ["predicate", *COLUMNS]
    expected = {(PLAIN if row.predicate == PLAIN else "rdfs_label", *row[1:]) for row in rows(odd.quads())}
    from_duckdb = duckdb.sql(f"SELECT {', '.join(columns)} FROM read_parquet('{files}')").fetchall()
    assert set(from_duckdb) == expected
    from_polars = polars.scan_parquet(tmp_path / "t", hive_partitioning=True).select(columns).collect().rows()
    assert set(from_polars) == expected


def test_the_command_writes_a_folder_and_nothing_else(built: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "a.store") as store:
        store.load(texts(built.quads()))
    command = [sys.executable, "-m", "defgraph", "dump", "--store", tmp_path / "a.store", "-f", "parquet"]
    done = subprocess.run([*command, "-o", tmp_path / "t"], capture_output=True, text=True, check=True)
    assert done.stderr == f"{len(list(built.quads()))} statements\n"
    refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "name a folder" in refused.stderr
