"""One behavioural suite over every kind of store, and what each kind has of its own."""

from __future__ import annotations

import http.server
import io
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from defgraph import open_store
from defgraph.errors import (
    QueryError,
    StoreError,
    StoreLockedError,
    StoreMissingError,
    StoreReadOnlyError,
    StoreUnreachableError,
)
from defgraph.store.remembering import RememberingStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from defgraph.store import Store
    from sparql_server import Server

G1, G2, P = NamedNode("http://x/g1"), NamedNode("http://x/g2"), NamedNode("http://x/p")
A, B = NamedNode("http://x/a"), NamedNode("http://x/b")
HOSTILE = Literal('a "quoted" } line\nand \\ another\t’ é 日本')
STATEMENT = f"{A} {P} {B} {G1} .\n"
TWO_GRAPHS = f"""INSERT DATA {{
  GRAPH {G1} {{ {A} {P} 1 , {HOSTILE} }}
  GRAPH {G2} {{ {B} {P} 2 . {A} {P} 1 }}
}}"""


@pytest.fixture
def store(empty_store: Store) -> Store:
    """A store of each kind in turn, with statements in two graphs."""
    empty_store.update(TWO_GRAPHS)
    return empty_store


class TestEveryStore:
    def test_that_remembers_answers_the_same_until_something_is_written(self, store: Store) -> None:
        count, ask = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {G2} {{ ?s {P} ?o }} }}", f"ASK {{ {B} {P} 2 }}"
        remembering = RememberingStore(store)
        assert (remembering.select(count), remembering.ask(ask)) == (store.select(count), True)
        store.update(f"DELETE DATA {{ GRAPH {G2} {{ {B} {P} 2 }} }}")
        assert remembering.ask(ask)
        assert remembering.select(count).rows[0][0] == Literal(2)
        remembering.update(f"DELETE DATA {{ GRAPH {G2} {{ {A} {P} 1 }} }}")
        assert not remembering.ask(ask)
        assert remembering.select(count).rows[0][0] == Literal(0)
        assert remembering.graphs() == store.graphs() == [G1]
        assert set(remembering.quads()) == set(store.quads())

    def test_is_empty_until_something_is_written(self, empty_store: Store) -> None:
        assert empty_store.is_empty()
        empty_store.update(TWO_GRAPHS)
        assert not empty_store.is_empty()

    def test_answers_over_the_union_of_its_graphs(self, store: Store) -> None:
        query = f"SELECT DISTINCT ?s ?o WHERE {{ ?s {P} ?o FILTER(isNumeric(?o)) }} ORDER BY ?o"
        answer = store.select(query)
        assert answer.variables == ("s", "o")
        assert [(s, o.value) for s, o in answer.rows] == [(A, "1"), (B, "2")]

    def test_keeps_the_graphs_apart(self, store: Store) -> None:
        rows = store.select(f"SELECT ?g WHERE {{ GRAPH ?g {{ {A} {P} 1 }} }} ORDER BY ?g").rows
        assert rows == [(G1,), (G2,)]
        assert store.graphs() == [G1, G2]

    def test_has_none_where_a_variable_is_unbound(self, store: Store) -> None:
        assert store.select("SELECT ?a ?b WHERE { BIND(1 AS ?a) }").rows[0][1] is None

    def test_gives_literals_back_as_they_went_in(self, store: Store) -> None:
        rows = store.select(f"SELECT ?o WHERE {{ ?s {P} ?o FILTER(isLiteral(?o) && !isNumeric(?o)) }}").rows
        assert rows == [(HOSTILE,)]
        assert HOSTILE in {quad.object for quad in store.quads(G1)}

    def test_asks_and_constructs(self, store: Store) -> None:
        assert store.ask(f"ASK {{ {B} {P} 2 }}")
        assert not store.ask(f"ASK {{ {B} {P} 3 }}")
        triples = list(
            store.construct(f"CONSTRUCT {{ ?o {P} ?s }} WHERE {{ ?s {P} ?o FILTER(isIRI(?s) && false) }}")
        )
        assert triples == []
        described = store.construct(f"CONSTRUCT {{ ?s {P} {B} }} WHERE {{ ?s {P} 2 }}")
        assert [(t.subject, t.object) for t in described] == [(B, B)]

    def test_yields_all_quads_or_those_of_one_graph(self, store: Store) -> None:
        assert len(list(store.quads())) == 4
        assert {quad.subject for quad in store.quads(G2)} == {A, B}
        assert {quad.graph_name for quad in store.quads(G2)} == {G2}
        assert list(store.quads(NamedNode("http://x/none"))) == []

    def test_an_update_happens_whole_or_not_at_all(self, store: Store) -> None:
        before = set(store.quads())
        with pytest.raises(QueryError):
            store.update(f"DROP GRAPH {G1} ; INSERT DATA {{ GRAPH {G1} {{ {A} {P} }} }}")
        assert set(store.quads()) == before

    def test_takes_statements_in_lines_whole_or_not_at_all(self, store: Store) -> None:
        before = set(store.quads())
        quads = [Quad(B, P, HOSTILE, G1), Quad(B, P, Literal("x", language="id"), G2)]
        lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS).decode()
        for _ in range(2):
            store.insert(lines)
            assert set(store.quads()) == before | set(quads)
        more = ox.serialize([Quad(A, P, Literal("more"), G1)], format=ox.RdfFormat.N_QUADS).decode()
        with pytest.raises((StoreError, QueryError, SyntaxError)):
            store.insert(more + "<http://x/a> <http://x/p> broken .\n")
        assert set(store.quads()) == before | set(quads)

    def test_says_where_a_query_is_wrong_and_what_could_stand_there(self, store: Store) -> None:
        for text, place in (
            ("SELECT * {\n ?a a ", "line 2, column 7"),
            ("ASK { ?s nope:x ?o }", "line 1, column 16"),
        ):
            for ask in (
                store.select,
                store.ask,
                lambda query: list(store.construct(query)),
                lambda query: store.answer(query, io.BytesIO(), "application/json"),
            ):
                with pytest.raises(QueryError) as local:
                    open_store("memory").select(text)
                with pytest.raises(QueryError, match=rf"^SPARQL: {place}: ") as raised:
                    ask(text)
                assert str(raised.value) == str(local.value)
        with pytest.raises(QueryError, match=r"^SPARQL: line 1, column 16: "):
            store.update("INSERT DATA { ?")

    @pytest.mark.parametrize("query", ["SELECT ?s WHERE {", "SELECT ?s ?s2 WHERE { ?s <p q> ?o }", ""])
    def test_refuses_what_does_not_parse(self, store: Store, query: str) -> None:
        with pytest.raises(QueryError):
            store.select(query)

    def test_refuses_the_other_forms_of_query(self, store: Store) -> None:
        with pytest.raises(QueryError):
            store.select("ASK { ?s ?p ?o }")
        with pytest.raises(QueryError):
            store.ask("SELECT * WHERE { ?s ?p ?o }")

    def test_loads_all_or_nothing_where_it_can_load(self, empty_store: Store) -> None:
        if not empty_store.can_load:
            with pytest.raises(StoreError, match="updates"):
                empty_store.load([])
            return

        def breaks_off() -> Iterator[str]:
            yield STATEMENT
            raise ValueError("broken off")

        with pytest.raises(ValueError, match="broken off"):
            empty_store.load(breaks_off())
        assert empty_store.is_empty()
        empty_store.load([STATEMENT])
        assert list(empty_store.quads()) == [Quad(A, P, B, G1)]

    def test_loads_more_than_one_chunk(self, empty_store: Store) -> None:
        if empty_store.can_load:
            many = (f"{A} {P} {Literal(str(number))} {G1} .\n" for number in range(250_001))
            empty_store.load(many)
            assert sum(1 for _ in empty_store.quads()) == 250_001


class TestFolder:
    def test_appears_with_the_first_thing_written_and_stays(self, tmp_path: Path) -> None:
        place = tmp_path / "deep" / "a.store"
        with open_store(place) as store:
            assert not place.exists()
            store.load([STATEMENT])
        with open_store(place, read_only=True) as again:
            assert again.ask(f"ASK {{ {A} {P} {B} }}")
        assert [path.name for path in place.parent.iterdir()] == ["a.store"]

    def test_an_update_makes_it_too(self, tmp_path: Path) -> None:
        with open_store(tmp_path / "deep" / "a.store") as store:
            store.update(TWO_GRAPHS)
            assert store.graphs() == [G1, G2]

    def test_that_is_missing_cannot_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(StoreMissingError, match="defgraph build"):
            open_store(tmp_path / "none", read_only=True)

    def test_that_holds_something_else_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("mine")
        with pytest.raises(StoreError, match="not empty"):
            open_store(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
        with pytest.raises(StoreError):
            open_store(tmp_path / "letter.txt")

    def test_opened_read_only_takes_no_writing(self, tmp_path: Path) -> None:
        with open_store(tmp_path / "a.store") as store:
            store.update(TWO_GRAPHS)
        with open_store(tmp_path / "a.store", read_only=True) as store:
            with pytest.raises(StoreReadOnlyError):
                store.update("DROP ALL")
            with pytest.raises(StoreReadOnlyError):
                store.load([])
            assert not store.is_empty()

    def test_takes_one_writer_and_many_readers(self, tmp_path: Path) -> None:
        place = tmp_path / "a.store"
        with open_store(place) as store:
            store.update(TWO_GRAPHS)
            script = (
                "import sys, defgraph\n"
                "from defgraph.errors import StoreLockedError\n"
                "print(defgraph.open_store(sys.argv[1], read_only=True).is_empty())\n"
                "try:\n    defgraph.open_store(sys.argv[1])\n"
                "except StoreLockedError as error:\n    print('locked')\n"
            )
            run = subprocess.run(
                [sys.executable, "-c", script, place], capture_output=True, text=True, check=True
            )
        assert run.stdout.split() == ["False", "locked"]

    def test_a_second_build_of_a_new_store_is_told_of_the_first(self, tmp_path: Path) -> None:
        place = tmp_path / "a.store"
        first, second = open_store(place), open_store(place)

        def meets_another() -> Iterator[str]:
            yield STATEMENT
            with pytest.raises(StoreLockedError):
                second.load([])

        first.load(meets_another())
        assert not first.is_empty()

    def test_a_store_that_another_has_made_meanwhile_is_left_alone(self, tmp_path: Path) -> None:
        first, second = open_store(tmp_path / "a.store"), open_store(tmp_path / "a.store")
        first.load([STATEMENT])
        first.close()
        with pytest.raises(StoreLockedError, match="run the command again"):
            second.load([])
        with open_store(tmp_path / "a.store") as store:
            assert list(store.quads()) == [Quad(A, P, B, G1)]

    def test_nobody_opens_an_empty_store_that_is_being_filled(self, tmp_path: Path) -> None:
        place = tmp_path / "a.store"
        with open_store(place) as store:
            store.load([])

            def meets_another() -> Iterator[str]:
                yield STATEMENT
                with pytest.raises(StoreLockedError):
                    open_store(place)

            store.load(meets_another())
            assert list(store.quads()) == [Quad(A, P, B, G1)]

    @pytest.mark.parametrize("leftover", ["half/CURRENT", "claim", "new/000001.sst"])
    def test_what_an_interrupted_build_left_is_cleared_away_by_the_next_writer(
        self, tmp_path: Path, leftover: str
    ) -> None:
        file = tmp_path / ".a.store.building" / leftover
        file.parent.mkdir(parents=True)
        file.write_bytes(b"half")
        with open_store(tmp_path / "a.store") as store:
            assert [path.name for path in tmp_path.iterdir()] == []
            store.load([STATEMENT])
            assert len(list(store.quads())) == 1

    @pytest.mark.parametrize("read_only", [True, False])
    def test_that_was_to_be_replaced_when_the_process_died_is_found(
        self, tmp_path: Path, *, read_only: bool
    ) -> None:
        place = tmp_path / "a.store"
        with open_store(place) as store:
            store.load([STATEMENT])
        (tmp_path / ".a.store.building").mkdir()
        place.rename(tmp_path / ".a.store.building" / "old")
        with open_store(place, read_only=read_only) as store:
            assert list(store.quads()) == [Quad(A, P, B, G1)]
        assert [path.name for path in tmp_path.iterdir()] == ["a.store"]

    def test_when_closed_has_everything_in_its_tables(self, tmp_path: Path) -> None:
        with open_store(tmp_path / "a.store") as store:
            store.update(TWO_GRAPHS)
        # a copy that Oxigraph makes beside writers has what is in tables, and nothing of its log
        ox.Store.read_only(str(tmp_path / "a.store")).backup(str(tmp_path / "copy"))
        assert len(ox.Store.read_only(str(tmp_path / "copy"))) == 4

    def test_is_found_by_the_environment_and_by_default(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("DEFGRAPH_STORE", raising=False)
        assert open_store().location == "defgraph.store"
        monkeypatch.setenv("DEFGRAPH_STORE", "memory")
        assert open_store().location == "memory"


class _Forwarder(http.server.BaseHTTPRequestHandler):
    """Passes requests on to a real server, without the parameter that only Oxigraph knows."""

    upstream = ""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if "urlencoded" in self.headers["Content-Type"]:
            fields = [(k, v) for k, v in urllib.parse.parse_qsl(body.decode()) if k != "union-default-graph"]
            body = urllib.parse.urlencode(fields).encode()
        passed = {name: self.headers[name] for name in ("Content-Type", "Accept")}
        request = urllib.request.Request(
            self.upstream + self.path.partition("?")[0], data=body, headers=passed
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            answer = response.read()
            self.send_response(response.status)
            self.send_header("Content-Type", response.headers.get("Content-Type", "text/plain"))
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


class TestRemote:
    @pytest.mark.parametrize("path", ["", "/", "/query"])
    def test_is_found_by_the_server_or_its_query_address(self, empty_server: Server, path: str) -> None:
        with open_store(empty_server.address + path) as store:
            store.update(TWO_GRAPHS)
            assert len(list(store.quads(G1))) == 2

    def test_other_layouts_name_their_operations(self, empty_server: Server) -> None:
        address = empty_server.address
        with open_store(f"{address}/query?x=1", update_url=f"{address}/update") as store:
            store.update(TWO_GRAPHS)
            assert len(list(store.quads(G1))) == 2

    def test_a_password_in_the_address_is_not_shown(self, empty_server: Server) -> None:
        with open_store(empty_server.address.replace("//", "//me:secret@")) as store:
            store.update(TWO_GRAPHS)
            assert len(list(store.quads(G1))) == 2
            assert "secret" not in store.location

    def test_opened_read_only_takes_no_writing(self, empty_server: Server) -> None:
        with open_store(empty_server.address, read_only=True) as store, pytest.raises(StoreReadOnlyError):
            store.update(TWO_GRAPHS)

    def test_that_takes_no_updates_says_so(self, empty_server: Server) -> None:
        with (
            open_store(f"{empty_server.address}/query", update_url=f"{empty_server.address}/") as store,
            pytest.raises(StoreError),
        ):
            store.update(TWO_GRAPHS)

    def test_that_does_not_answer_is_unreachable(self) -> None:
        with pytest.raises(StoreUnreachableError, match="is it running"):
            open_store("http://127.0.0.1:9/query")

    def test_that_is_no_endpoint_is_unreachable(self, empty_server: Server) -> None:
        with pytest.raises(StoreUnreachableError):
            open_store(f"{empty_server.address}/nothing/here/query")

    def test_that_hides_its_named_graphs_is_refused(self, empty_server: Server) -> None:
        class ToThisServer(_Forwarder):
            upstream = empty_server.address

        with open_store(empty_server.address) as store:
            store.update(TWO_GRAPHS)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), ToThisServer) as forwarder:
            threading.Thread(target=forwarder.serve_forever, daemon=True).start()
            with pytest.raises(StoreError, match="union"):
                open_store(f"http://127.0.0.1:{forwarder.server_port}/query")
            forwarder.shutdown()
