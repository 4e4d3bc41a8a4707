"""Dumps: the same bytes every time, nothing lost, and fit for other tools."""

from __future__ import annotations

import io
import subprocess
import warnings
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, require_tool
from defgraph import build, dump, open_store, retract, sorting
from defgraph.dump import FORMATS, format_for, rdf
from defgraph.errors import InputError, NotFoundError, StoreError
from defgraph.namespaces import RDF
from defgraph.store.local import MemoryStore
from record_factory import meeting, person, record, records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from defgraph import Record
    from defgraph.store import Store

HOSTILE = 'Rani "R\\u0041ni" \\ Kusuma <script>alert(1)</script> \u202e日本 É́'
RECORDS = [
    record("r1", meeting(participants=[person(HOSTILE, country="ID")], areas=["logistics"])),
    record("r2", meeting(participants=[person("Dewa Mahendra", country="MY", role="host")])),
    record("r3", meeting(date="2024-02", partners=[{"country": "FR", "status": "discussed"}])),
]


def dumped(store: Store, format: str = "turtle", **narrowed: object) -> bytes:
    output = io.BytesIO()
    dump(store, output, format, **narrowed)
    return output.getvalue()


@pytest.fixture(scope="module")
def built() -> Store:
    store = open_store("memory")
    build(RECORDS, store)
    return store


@pytest.mark.parametrize("format", FORMATS)
class TestEveryFormat:
    def test_is_the_same_bytes_from_every_store_and_in_any_order(
        self, built: Store, empty_store: Store, format: str
    ) -> None:
        for one in reversed(RECORDS):
            build([one], empty_store)
        build([record("gone", meeting(areas=["space"]))], empty_store)
        retract("gone", empty_store)
        assert dumped(empty_store, format) == dumped(built, format)

    def test_loses_nothing_on_the_way_back_in(self, built: Store, format: str) -> None:
        chosen = FORMATS[format]
        read = set(ox.parse(dumped(built, format), chosen.syntax))
        if chosen.datasets:
            assert read == set(built.quads())
        else:
            assert {quad.triple for quad in read} == {quad.triple for quad in built.quads()}

    def test_is_the_same_bytes_when_it_does_not_fit_in_memory(
        self, built: Store, format: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        expected = dumped(built, format)
        monkeypatch.setattr(rdf, "_AT_ONCE", 100)
        monkeypatch.setattr(sorting, "RUN", 10_000)
        dump(built, tmp_path / "a", format)
        assert (tmp_path / "a").read_bytes() == expected
        assert [path.name for path in tmp_path.iterdir()] == ["a"]

    def test_says_how_much_it_wrote(self, built: Store, format: str) -> None:
        output = io.BytesIO()
        count = dump(built, output, format)
        assert count == len(set(ox.parse(output.getvalue(), FORMATS[format].syntax)))


@pytest.mark.parametrize("format", ["nquads", "ntriples"])
def test_lines_are_in_the_order_of_their_bytes(built: Store, format: str) -> None:
    lines = dumped(built, format).splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert all(line.endswith(b" .\n") for line in lines)


@pytest.mark.parametrize("format", ["trig", "jsonld", "turtle"])
def test_the_others_are_in_the_order_of_graphs_and_subjects_with_types_first(
    built: Store, format: str
) -> None:
    quads = list(ox.parse(dumped(built, format), FORMATS[format].syntax))
    keys = [(str(q.graph_name), str(q.subject), q.predicate != RDF("type"), str(q.triple)) for q in quads]
    assert keys == sorted(keys)


def test_progress_tells_what_is_read_and_then_written(built: Store) -> None:
    told: list[tuple[str, int]] = []
    count = dump(built, io.BytesIO(), "nquads", progress=lambda *what: told.append(what))
    assert told == [("read", count), ("written", count)]


def test_a_dump_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    class Broken(MemoryStore):
        def quads(self, graph: object = None) -> Iterator[ox.Quad]:
            yield from ox.parse("<http://x/s> <http://x/p> <http://x/o> <http://x/g> .", ox.RdfFormat.N_QUADS)
            raise StoreError("gone")

    for name in ("a.ttl", "a.nq", "a.parquet"):
        with pytest.raises(StoreError, match="gone"):
            dump(Broken(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=25, deadline=None)
@given(st.lists(records(["a", "b", "c"]), max_size=3, unique_by=lambda r: r.id), st.randoms())
def test_the_order_of_records_does_not_show(given: list[Record], shuffle: object) -> None:
    store, other = open_store("memory"), open_store("memory")
    build(given, store)
    shuffle.shuffle(given)
    build(given, other)
    assert dumped(store, "trig") == dumped(other, "trig")


class TestNarrowing:
    def test_to_one_article(self, built: Store) -> None:
        text = dumped(built, "nquads", article="r2").decode()
        assert "Dewa Mahendra" in text
        assert {line.rsplit(" ", 2)[1] for line in text.splitlines()} == {
            "<https://w3id.org/defgraph/data/graph/article/r2>"
        }

    def test_to_one_graph(self, built: Store) -> None:
        graph = "https://w3id.org/defgraph/data/graph/derived"
        assert b"PartnerCountry" in dumped(built, graph=graph)

    def test_to_the_ontology(self, built: Store) -> None:
        text = dumped(built, ontology=True)
        assert b"owl:Ontology" in text
        assert b"Dewa Mahendra" not in text

    def test_to_what_is_not_there_is_refused(self, built: Store) -> None:
        with pytest.raises(NotFoundError, match="no article 'r9'"):
            dumped(built, article="r9")
        with pytest.raises(NotFoundError, match="no graph"):
            dumped(built, graph="https://x.example/")

    def test_to_two_things_at_once_is_refused(self, built: Store) -> None:
        with pytest.raises(InputError, match="one of"):
            dumped(built, article="r1", ontology=True)


def test_an_unknown_format_is_refused(built: Store) -> None:
    with pytest.raises(InputError, match="expected one of turtle"):
        dumped(built, "rdfxml")


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.ttl", "turtle"),
        ("a.trig", "trig"),
        ("a.nq", "nquads"),
        ("a.nt", "ntriples"),
        ("a.jsonld", "jsonld"),
        ("a.parquet", "parquet"),
    ],
)
def test_the_ending_chooses_the_format(name: str, format: str) -> None:
    assert format_for(name) == format
    assert format_for("-") == format_for("a") == "turtle"


def test_an_ending_that_no_format_goes_by_is_refused() -> None:
    with pytest.raises(InputError, match=r"no format goes by \.foo"):
        format_for("a.foo")


def test_a_path_is_written_whole(built: Store, tmp_path: Path) -> None:
    assert dump(built, tmp_path / "a.nq") == dump(built, str(tmp_path / "b.nq"))
    assert (tmp_path / "a.nq").read_bytes() == dumped(built, "nquads")


@pytest.fixture(scope="module")
def real_store() -> Store:
    """The records that come with the project."""
    store = open_store("memory")
    build(ROOT / "data" / "records", store)
    return store


@pytest.mark.parametrize("given", ["built", "real_store"])
class TestIndependentReaders:
    def test_rapper_reads_turtle_without_a_warning(
        self, given: str, request: pytest.FixtureRequest, tmp_path: Path
    ) -> None:
        store = request.getfixturevalue(given)
        (tmp_path / "a.ttl").write_bytes(dumped(store))
        run = subprocess.run(
            [require_tool("rapper"), "-i", "turtle", "-o", "ntriples", tmp_path / "a.ttl"],
            capture_output=True,
            check=True,
        )
        assert b"rror" not in run.stderr
        assert b"arning" not in run.stderr
        assert set(ox.parse(run.stdout, ox.RdfFormat.N_TRIPLES)) == set(
            ox.parse(dumped(store), ox.RdfFormat.TURTLE)
        )

    @pytest.mark.parametrize("format", ["turtle", "trig", "nquads", "ntriples"])
    def test_serdi_reads_every_syntax_it_knows(
        self, given: str, format: str, request: pytest.FixtureRequest, tmp_path: Path
    ) -> None:
        store = request.getfixturevalue(given)
        (tmp_path / "a").write_bytes(dumped(store, format))
        command = [require_tool("serdi"), "-i", format, "-o", "nquads", tmp_path / "a"]
        run = subprocess.run(command, capture_output=True, check=True)
        assert run.stderr == b""
        assert len(run.stdout.splitlines()) == len(
            dumped(store, "nquads" if FORMATS[format].datasets else "ntriples").splitlines()
        )

    def test_rdflib_reads_jsonld(self, given: str, request: pytest.FixtureRequest) -> None:
        import rdflib

        store = request.getfixturevalue(given)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            dataset = rdflib.Dataset()
            dataset.parse(
                data=dumped(store, "jsonld", article="r1") if given == "built" else dumped(store, "jsonld"),
                format="json-ld",
            )
        assert len(list(dataset.quads())) > 0


def test_a_broken_dump_is_noticed_by_the_readers(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<http://x/a> <http://x/b> .")
    assert subprocess.run(
        [require_tool("rapper"), "-q", "-i", "turtle", tmp_path / "a.ttl"], capture_output=True, check=False
    ).returncode
    assert subprocess.run(
        [require_tool("serdi"), "-q", tmp_path / "a.ttl"], capture_output=True, check=False
    ).returncode
