"""A build into an endpoint that is broken off anywhere, and run again, ends where one that was not does."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import urllib.request
from itertools import count
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode

from defgraph import build, dump, open_store, retract
from defgraph.backup import back_up
from defgraph.build import upload
from defgraph.build.decide import decide
from defgraph.build.run import decide_again
from defgraph.build.target import digests
from defgraph.build.upload import is_unfinished
from defgraph.cli import main
from defgraph.errors import InputError, RecordsError, StoreUnfinishedError, StoreUnreachableError
from defgraph.identity.judgements import Judgement, Judgements
from defgraph.namespaces import DG
from defgraph.queries import run_sparql
from defgraph.store import transport
from http_servers import Proxy, Refusal, running
from record_factory import meeting, person, record
from sparql_server import Server

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from defgraph import Record
    from defgraph.store import Store
    from http_servers import Seen

IDS = [f"2025-03-{day:02}-pertemuan" for day in range(1, 13)]
BROKEN_OFF = Refusal(500)
SMALL = 20_000
UNFINISHED = DG("unfinished")
PAIR = ("official/fr/dewa-mahendra-01", "official/fr/dewa-mahendra-02")
JUDGED_ONE = Judgement("same", *PAIR, "2025-11-03", "rina", "")


@pytest.fixture(autouse=True)
def _small_requests_without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "_BYTES", SMALL)
    monkeypatch.setattr(transport, "_FIRST_PAUSE", 0.001)


def made(record_id: str, **keys: object) -> Record:
    host = person("Rani Kusuma", position="Sekretaris Jenderal", organisation="Kementerian Pertahanan")
    guest = person(f"Dewa Mahendra {record_id[8:10]}", country="FR", role="guest")
    day = meeting(
        date=record_id[:10], participants=[host, guest], partners=[{"country": "FR", "status": "present"}]
    )
    return record(record_id, day, **keys)


RECORDS = [made(each) for each in IDS]


@pytest.fixture(scope="module")
def whole() -> bytes:
    """What one build that nothing broke off comes to."""
    return built_at_once(RECORDS)


def built_at_once(records: list[Record], **known: object) -> bytes:
    with open_store("memory") as store:
        build(records, store, **known)
        return dumped(store)


def built(address: str, records: list[Record] = RECORDS, **known: object) -> bytes:
    with open_store(address) as store:
        build(records, store, **known)
        return dumped(store)


def dumped(store: Store) -> bytes:
    output = io.BytesIO()
    dump(store, output, "nquads")
    return output.getvalue()


def writes(seen: Seen) -> bool:
    return seen.method == "POST" and not seen.path.startswith("/query")


def breaking_off_after(number: int) -> Callable[[Seen], Refusal | None]:
    """Refuse whatever is written after so many requests that write."""
    counted = count()
    return lambda seen: BROKEN_OFF if writes(seen) and next(counted) >= number else None


def break_off(server: Server, number: int) -> None:
    """Leave a build that was broken off after so many requests that write."""
    refuse = breaking_off_after(number)
    with running(Proxy(server.address, refuse=refuse)) as proxy, pytest.raises(StoreUnreachableError):
        built(proxy.address)


def articles_in(seen: list[Seen]) -> set[str]:
    sent = b"".join(each.body for each in seen if writes(each))
    return {each for each in IDS if f"graph/article/{each}> {DG('digest')}".encode() in sent}


def test_one_that_nothing_breaks_off_is_as_in_memory_in_requests_of_bounded_size(
    empty_server: Server, whole: bytes
) -> None:
    with running(Proxy(empty_server.address)) as proxy:
        assert built(proxy.address) == whole
    sent = [seen for seen in proxy.seen if writes(seen)]
    large = [seen for seen in sent if len(seen.body) > SMALL]
    assert all(b"graph/ontology" in seen.body for seen in large)
    assert len(large) == 1
    assert len(sent) > 10
    assert {seen.path for seen in sent if str(DG("digest")).encode() in seen.body} == {"/store"}


@pytest.mark.parametrize("number", [1, 2, 4, 8])
def test_broken_off_after_any_request_it_ends_the_same(
    empty_server: Server, whole: bytes, number: int
) -> None:
    with running(Proxy(empty_server.address, refuse=breaking_off_after(number))) as proxy:
        with pytest.raises(StoreUnreachableError):
            built(proxy.address)
        with pytest.raises(StoreUnfinishedError, match="run it again"):
            open_store(proxy.address, read_only=True)
        with open_store(empty_server.address) as store:
            held = {graph.value.rpartition("/")[2] for graph in digests(store)}
        proxy.refuse = lambda _: None
        proxy.seen.clear()
        assert built(proxy.address) == whole
    assert articles_in(proxy.seen) == set(IDS) - held
    assert not open_store(proxy.upstream, read_only=True).is_empty()


def test_broken_off_again_and_again_it_ends_the_same(empty_server: Server, whole: bytes) -> None:
    for number in (3, 4, 5):
        break_off(empty_server, number)
    assert built(empty_server.address) == whole


def test_a_server_that_is_killed_and_comes_back_meanwhile_goes_unnoticed(
    tmp_path: Path, whole: bytes
) -> None:
    server = Server(tmp_path)
    server.wait_until_ready()
    counted = count()

    def kill(seen: Seen) -> Refusal | None:
        if writes(seen) and next(counted) in (2, 5, 9):
            server.kill()
            server.start()
            server.wait_until_ready()
            return Refusal(502)
        return None

    try:
        with running(Proxy(server.address, refuse=kill)) as proxy:
            assert built(proxy.address) == whole
        assert next(counted) > 10
    finally:
        server.stop()


@pytest.mark.parametrize("number", [4, 9])
def test_a_killed_build_leaves_each_article_wholly_in_or_out(
    empty_server: Server, whole: bytes, number: int, tmp_path: Path
) -> None:
    lines = (each.model_dump_json(exclude_none=True, by_alias=True) for each in RECORDS)
    (tmp_path / "r.jsonl").write_text("\n".join(lines))
    script = (
        "import sys; from defgraph import build, open_store; from defgraph.build import upload\n"
        "upload._BYTES = 20_000\n"
        "sys.stdin.read()\n"
        "build(sys.argv[2], open_store(sys.argv[1]))\n"
    )
    counted = count()
    with running(Proxy(empty_server.address)) as proxy:
        building = subprocess.Popen(
            [sys.executable, "-c", script, proxy.address, tmp_path / "r.jsonl"], stdin=subprocess.PIPE
        )

        def kill(seen: Seen) -> None:
            if writes(seen) and next(counted) == number:
                os.kill(building.pid, signal.SIGKILL)

        proxy.refuse = kill
        building.communicate()
        assert building.returncode == -signal.SIGKILL
    with open_store(empty_server.address) as store:
        assert is_unfinished(store)
        of_whole = set(whole.splitlines())
        for graph in digests(store):
            own = f" {graph} .".encode()
            held = {str(quad).encode() + b" ." for quad in store.quads(graph)}
            assert held == {line for line in of_whole if line.endswith(own)}
    assert built(empty_server.address) == whole


def test_what_has_changed_or_gone_meanwhile_is_as_in_a_build_of_today(empty_server: Server) -> None:
    today = [made(IDS[0], status="draft"), *RECORDS[2:5]]
    break_off(empty_server, 8)
    assert built(empty_server.address, today) == built_at_once(today)


def test_judgements_of_a_build_that_was_broken_off_do_not_linger(empty_server: Server, whole: bytes) -> None:
    judged = Judgements([JUDGED_ONE])
    told: list[Seen] = []

    def break_off_after_them(seen: Seen) -> Refusal | None:
        if writes(seen) and (told or b"graph/judgements" in seen.body):
            told.append(seen)
        return BROKEN_OFF if len(told) > 1 else None

    with (
        running(Proxy(empty_server.address, refuse=break_off_after_them)) as proxy,
        pytest.raises(StoreUnreachableError),
    ):
        built(proxy.address, judgements=judged)
    with open_store(empty_server.address) as store:
        assert is_unfinished(store)
    assert built(empty_server.address) == whole
    assert built_at_once(RECORDS, judgements=judged) != whole


class TestUnfinished:
    @pytest.fixture
    def address(self, empty_server: Server) -> str:
        break_off(empty_server, 5)
        return empty_server.address

    def test_is_not_changed_but_by_a_build(self, address: str, tmp_path: Path) -> None:
        with open_store(address) as store:
            before = dumped(store)
            assert store.ask(f"ASK {{ GRAPH ?derived {{ ?derived {UNFINISHED} true }} }}")
            with pytest.raises(StoreUnfinishedError):
                retract(IDS[0], store)
            with pytest.raises(StoreUnfinishedError):
                decide_again(store)
            with pytest.raises(StoreUnfinishedError, match=address):
                decide(store, JUDGED_ONE, tmp_path / "j")
            with pytest.raises(StoreUnfinishedError, match=address):
                run_sparql(store, "DROP ALL", update=True)
            assert dumped(store) == before
        with pytest.raises(StoreUnfinishedError, match=address):
            back_up(address, tmp_path / "copy.nq")
        assert not any(tmp_path.iterdir())

    @pytest.mark.parametrize(
        "command",
        [
            "query sources",
            "dump",
            "network -o -",
            "view",
            "sparql ASK{}",
            "check",
            "validate",
            "reason",
            "identity candidates",
            "identity explain a b",
        ],
    )
    def test_is_told_to_whoever_asks(self, address: str, command: str) -> None:
        done = CliRunner().invoke(main, [*command.split(), "--store", address])
        assert (done.exit_code, "has begun and not ended" in done.stderr) == (8, True)

    @pytest.mark.parametrize(
        "command",
        [
            f"retract {IDS[0]}",
            "sparql --update DROP_ALL",
            "identity decide nobody none same --judgements {folder}/j",
            "backup -o {folder}/copy.nq",
        ],
    )
    def test_is_told_to_whoever_would_change_or_copy_it(
        self, address: str, command: str, tmp_path: Path
    ) -> None:
        words = [word.replace("_", " ").format(folder=tmp_path) for word in command.split()]
        done = CliRunner().invoke(main, [*words, "--store", address])
        assert (done.exit_code, "to finish it: defgraph build RECORDS" in done.stderr) == (8, True)
        assert not any(tmp_path.iterdir())
        with open_store(address) as store:
            assert is_unfinished(store)

    def test_stays_so_where_records_have_problems(self, address: str, tmp_path: Path) -> None:
        bad = tmp_path / "bad.json"
        bad.write_text(json.dumps({"id": "a"}))
        with open_store(address) as store:
            held = set(digests(store))
            with pytest.raises(RecordsError):
                build([*RECORDS, bad], store)
            assert is_unfinished(store)
            assert held <= set(digests(store))


@pytest.mark.parametrize("problem", [RecordsError, InputError])
def test_records_with_problems_leave_nothing_behind(
    empty_server: Server, tmp_path: Path, problem: type[Exception]
) -> None:
    bad = tmp_path / "bad.json"
    if problem is RecordsError:
        bad.write_text(json.dumps({"id": "a"}))
    with open_store(empty_server.address) as store:
        store.update("INSERT DATA { GRAPH <http://x/g> { <http://x/s> <http://x/p> 1 } }")
        with pytest.raises(problem):
            build([*RECORDS, bad], store)
        assert store.graphs() == [NamedNode("http://x/g")]


def test_other_graphs_of_the_store_are_left_alone(empty_server: Server, whole: bytes) -> None:
    fact = "INSERT DATA { GRAPH <http://x/g> { <http://x/s> <http://x/p> 1 } }"
    with open_store(empty_server.address) as store:
        store.update(fact)
    both = built(empty_server.address).splitlines()
    assert [line for line in both if b"<http://x/g>" not in line] == whole.splitlines()
    assert len(both) == len(whole.splitlines()) + 1


@pytest.mark.parametrize("status", [400, 405])
def test_a_server_that_takes_no_data_sets_gets_updates(
    empty_server: Server, whole: bytes, status: int
) -> None:
    with running(Proxy(empty_server.address)) as proxy:
        proxy.refuse = lambda seen: (
            Refusal(status) if seen.method == "POST" and seen.path == "/store" else None
        )
        assert built(proxy.address) == whole
    assert sum(seen.path == "/store" and writes(seen) for seen in proxy.seen) == 1


def test_a_server_that_forgets_the_graphs_of_a_data_set_gets_updates(
    empty_server: Server, whole: bytes
) -> None:
    def forget(seen: Seen) -> Refusal | None:
        if not (seen.method == "POST" and seen.path == "/store"):
            return None
        triples = ox.serialize(
            (q.triple for q in ox.parse(seen.body, ox.RdfFormat.N_QUADS)), format=ox.RdfFormat.N_TRIPLES
        )
        request = urllib.request.Request(
            f"{empty_server.address}/store?default", triples, {"Content-Type": "application/n-triples"}
        )
        with urllib.request.urlopen(request):
            return Refusal(204)

    with running(Proxy(empty_server.address, refuse=forget)) as proxy:
        assert built(proxy.address) == whole
    assert sum(seen.path == "/store" and writes(seen) for seen in proxy.seen) == 1
