"""What holds of every request: limits that bite, processes that are really stopped, logs, measures, a graceful end."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx
import psutil
import pytest

from conftest import ROOT
from defgraph import build, open_store
from defgraph.errors import InputError
from defgraph.serve import bodies, protocol
from defgraph.serve.tokens import Tokens, bearer
from served import ENDLESS, served, started

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = ROOT / "tests" / "competency" / "records"
ONE = "SELECT ?type { ?meeting a ?type } LIMIT 1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("served") / "a.store"
    with open_store(place) as store:
        build([RECORDS], store)
    return place


def at_work(process: psutil.Process) -> list[psutil.Process]:
    """The processes below one that have used the processor for a while since they were started."""
    found = []
    for child in process.children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if child.cpu_times().user > 0.3:
                found.append(child)
    return found


def wait_for_work(process: psutil.Process) -> list[psutil.Process]:
    """Wait until a query burns; the forkserver, which imports everything once, does not count."""
    before = {child.pid for child in at_work(process)}
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if busy := [child for child in at_work(process) if child.pid not in before]:
            return busy
    raise AssertionError("no process is at work")


def is_alive(process: psutil.Process) -> bool:
    """Whether a process runs; one that has ended may wait for somebody to take note of it."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def is_busy(client) -> bool:
    return "defgraph_workers_busy 1.0" in client.get("metrics").text


def ask(client, query=ONE):
    return client.get("sparql", params={"query": query})


class TestLimits:
    def test_a_query_that_takes_too_long_is_stopped_with_its_process(self, folder):
        with served(folder, limits={"seconds": 0.5, "workers": 1}) as client:
            found = ask(client, ENDLESS)
            assert found.status_code == 504
            assert found.headers["content-type"] == "application/problem+json"
            assert found.json()["type"].endswith("/took-too-long")
            assert ask(client).status_code == 200
            assert not is_busy(client)
            deadline = time.monotonic() + 10  # what has just answered may not sleep yet
            while any(p.status() == psutil.STATUS_RUNNING for p in psutil.Process().children(recursive=True)):
                assert time.monotonic() < deadline
            assert 'defgraph_jobs_stopped_total{reason="time"} 1.0' in client.get("metrics").text

    def test_more_queries_than_there_is_room_for_are_sent_away(self, folder):
        limits = {"seconds": 3, "workers": 1, "waiting": 1, "waiting_seconds": 0.2}
        with served(folder, limits=limits) as client, ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _: ask(client, ENDLESS), range(4)))
            away = [found for found in answers if found.status_code == 503]
            assert len(away) == 3
            assert {found.json()["type"].rpartition("/")[2] for found in away} == {"busy"}
            assert all(int(found.headers["retry-after"]) > 0 for found in away)
            assert ask(client).status_code == 200

    def test_who_waits_gets_the_next_process(self, folder):
        with served(folder, limits={"workers": 1}) as client, ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda _: ask(client), range(64)))
            assert {found.status_code for found in answers} == {200}

    def test_a_process_that_dies_is_replaced(self, folder):
        with served(folder, limits={"workers": 1}) as client, ThreadPoolExecutor(1) as pool:
            assert ask(client).status_code == 200
            dying = pool.submit(ask, client, ENDLESS)
            wait_for_work(psutil.Process())[0].kill()
            found = dying.result(30)
            assert found.status_code == 503
            assert found.json()["type"].endswith("/took-too-much")
            assert ask(client).status_code == 200

    def test_a_process_that_died_idle_costs_nobody_an_answer(self, folder):
        with served(folder, limits={"workers": 1}) as client:
            assert ask(client).status_code == 200
            (worker,) = [
                process
                for forkserver in psutil.Process().children()
                for process in forkserver.children()
                if is_alive(process)
            ]
            worker.kill()
            worker.wait(30)
            assert ask(client, f"{ONE} # another").status_code == 200
            assert "defgraph_jobs_stopped_total{" not in client.get("metrics").text

    def test_who_waits_and_leaves_leaves_the_processes_alone(self, folder):
        with served(folder, limits={"workers": 1, "seconds": 3}) as client, ThreadPoolExecutor(1) as pool:
            working = pool.submit(ask, client, ENDLESS)
            while not is_busy(client):
                pass
            with pytest.raises(httpx.ReadTimeout):
                client.get("sparql", params={"query": ONE}, timeout=1)
            assert working.result(30).status_code == 504
            assert ask(client).status_code == 200
            stopped = [line for line in client.get("metrics").text.splitlines() if "_stopped_total{" in line]
            assert stopped == ['defgraph_jobs_stopped_total{reason="time"} 1.0']

    def test_a_query_whose_client_leaves_is_stopped(self, folder):
        log = io.StringIO()
        with served(folder, limits={"workers": 1}, access_log=log) as client:
            with pytest.raises(httpx.ReadTimeout):
                client.get("sparql", params={"query": ENDLESS}, timeout=0.5)
            assert ask(client).status_code == 200
        assert '"status": 499' in log.getvalue()

    def test_memory_is_bounded(self, folder):
        limits = {"seconds": 60, "workers": 1, "memory_bytes": 700 * 1024 * 1024}
        hungry = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c"
        with served(folder, limits=limits) as client:
            assert ask(client, hungry).status_code in {500, 503}
            assert ask(client).status_code == 200


class TestSlowAndLong:
    """Clients that send without end, or hardly anything."""

    def connected(self, client):
        connection = socket.create_connection((client.base_url.host, client.base_url.port))
        connection.settimeout(20)
        return connection

    @pytest.mark.parametrize("begin", [b"GET /healthz HTTP/1.1\r\n", b"GET /healthz?", b""])
    def test_headers_without_end(self, folder, begin):
        with served(folder) as client, self.connected(client) as connection:
            connection.sendall(begin)
            sent = 0
            with contextlib.suppress(ConnectionError):
                while sent < 64 * 1024 * 1024:
                    sent += connection.send(
                        b"X-A: " + b"a" * 10_000 + b"\r\n" if b"\r\n" in begin else b"a" * 10_000
                    )
            assert sent < 16 * 1024 * 1024  # what buffers of the system hold, and a little
            assert client.get("healthz").status_code == 200

    @pytest.mark.parametrize(
        "sent", [b"", b"GET /healthz HTTP/1.1\r\nHost: a\r\n", b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET"]
    )
    def test_headers_that_do_not_come(self, folder, monkeypatch, sent):
        monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.2)
        with served(folder) as client, self.connected(client) as connection:
            connection.sendall(sent)
            while connection.recv(10_000):
                pass

    def test_a_body_that_does_not_come(self, folder, monkeypatch):
        monkeypatch.setattr(bodies, "BODY_SECONDS", 0.2)
        with served(folder) as client, self.connected(client) as connection:
            connection.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 9\r\n\r\nASK"
            )
            assert connection.recv(10_000).startswith(b"HTTP/1.1 408")

    def test_a_body_that_is_too_long(self, folder):
        with served(folder, limits={"query_bytes": 100}) as client:
            long = {
                "content": b"ASK {}" + b" " * 100,
                "headers": {"Content-Type": "application/sparql-query"},
            }
            found = client.post("sparql", **long)
            assert (found.status_code, found.json()["type"].rpartition("/")[2]) == (413, "too-large")
            assert client.post("sparql", **{**long, "content": iter([long["content"]])}).status_code == 413


class TestEditions:
    def test_what_another_process_builds_is_seen(self, tmp_path):
        place = tmp_path / "b.store"
        records = sorted(RECORDS.glob("[!.]*"))
        with open_store(place) as store:
            build(records[:1], store)
        count = "SELECT (COUNT(*) AS ?n) { ?article a <https://w3id.org/defgraph/ontology#Article> }"

        def counted(client):
            return int(ask(client, count).json()["results"]["bindings"][0]["n"]["value"])

        with served(place) as client:
            before = counted(client)
            with open_store(place) as store:
                build(records, store)
                wanted = int(store.select(count).rows[0][0].value)
            assert wanted > before
            seen = before
            while seen == before:  # it looks twice a second
                seen = counted(client)
            assert seen == wanted


class TestAnswers:
    def test_an_error_in_a_query_says_where(self, folder):
        with served(folder) as client:
            problem = ask(client, "SELECT * {\n ?s ?p").json()
        assert (problem["status"], problem["line"]) == (400, 2)
        assert problem["column"] > 0
        assert problem["hint"]

    def test_an_error_in_a_query_is_told_alike_whichever_store_is_served(self, folder, empty_server):
        texts = ("SELECT * {\n ?s ?p", "SELECT", "ASK { ?s nope:x ?o }", "SELECT * { ?a a ")
        with (
            served(folder) as client,
            served(empty_server.address) as other,
            served(f"{client.base_url}sparql") as third,
        ):
            for text in texts:
                told = ask(client, text).json()
                assert told["line"]
                assert ask(other, text).json() == told
                assert ask(third, text).json() == told

    def test_unknown_paths_and_methods(self, folder):
        with served(folder) as client:
            for found in (client.get("no/such"), client.get("..%2f..%2fetc%2fpasswd"), client.get("%00")):
                assert found.status_code == 404
                assert found.headers["content-type"] == "application/problem+json"
            assert client.post("healthz").status_code == 405

    def test_every_answer_has_what_keeps_browsers_safe(self, folder):
        with served(folder) as client:
            for found in (ask(client), ask(client, "no"), client.get("nix"), client.get("metrics")):
                assert "default-src 'none'" in found.headers["content-security-policy"]
                assert "unsafe" not in found.headers["content-security-policy"]
                assert found.headers["x-content-type-options"] == "nosniff"

    def test_a_store_that_is_gone_is_a_problem_not_a_traceback(self, tmp_path):
        place = tmp_path / "c.store"
        with open_store(place) as store:
            build([RECORDS], store)
        with served(place, limits={"workers": 1}) as client:
            place.rename(tmp_path / "elsewhere")
            found = client.get("healthz")
            assert found.status_code == 503
            assert "Traceback" not in found.text
            (tmp_path / "elsewhere").rename(place)
            while found.status_code != 200:
                found = client.get("healthz")


class TestCommand:
    def test_it_logs_json_and_ends_when_told(self, folder):
        with started(folder) as server:
            with server.client() as client:
                assert client.get("healthz").json() == {"status": "ok"}
                client.get("a%0Ab", headers={"User-Agent": 'x" \t}'})
            server.process.send_signal(signal.SIGTERM)
            log = server.log_after()
            assert server.process.returncode == 0
        assert sorted((line["path"], line["status"]) for line in log) == [("/a\nb", 404), ("/healthz", 200)]
        assert all(len(line["id"]) == 16 and line["milliseconds"] >= 0 for line in log)
        assert len({line["id"] for line in log}) == len(log)

    def test_a_request_that_has_begun_is_answered_before_the_end(self, folder):
        with (
            started(folder, "--time-limit", "2") as server,
            server.client() as client,
            server.client() as other,
        ):
            found = []
            asking = threading.Thread(target=lambda: found.append(ask(client, ENDLESS)))
            asking.start()
            while not is_busy(other):
                pass
            server.process.send_signal(signal.SIGTERM)
            asking.join(30)
            assert found[0].status_code == 504

    def test_killed_it_leaves_nobody_working_and_the_store_whole(self, folder):
        with started(folder, "--time-limit", "20") as server:
            with server.client() as client, ThreadPoolExecutor(1) as pool:
                lost = pool.submit(ask, client, ENDLESS)
                own = psutil.Process(server.process.pid)
                busy = wait_for_work(own)
                os.kill(server.process.pid, signal.SIGKILL)
                assert lost.exception(30) is not None
            deadline = time.monotonic() + 10  # well before the time limit
            while any(is_alive(process) for process in busy):
                assert time.monotonic() < deadline
        with open_store(folder) as store:
            assert not store.is_empty()

    def test_without_a_store_it_says_so(self, tmp_path):
        with pytest.raises(RuntimeError, match="there is no store here"), started(tmp_path / "none"):
            pass

    def test_a_port_that_is_taken(self, folder):
        with started(folder) as server:
            port = server.address.rstrip("/").rpartition(":")[2]
            with pytest.raises(RuntimeError, match="choose another --port"), started(folder, "--port", port):
                pass


class TestTokens:
    def write(self, tmp_path, text, mode=0o600):
        file = tmp_path / "tokens"
        file.write_text(text)
        file.chmod(mode)
        return file

    def test_read_from_a_file(self, tmp_path):
        tokens = Tokens.read(
            self.write(tmp_path, "# who writes\n\nabcdefghijklmnopq\n  second-token-of-many \n")
        )
        assert "abcdefghijklmnopq" in tokens
        assert "second-token-of-many" in tokens
        assert "abcdefghijklmnop" not in tokens
        assert None not in tokens

    @pytest.mark.parametrize(
        ("text", "mode", "said"),
        [
            ("", 0o600, "no token"),
            ("short", 0o600, "guessed"),
            ("abcdefghijklmnopq", 0o644, "others can read"),
        ],
    )
    def test_what_is_refused(self, tmp_path, text, mode, said):
        with pytest.raises(InputError, match=said):
            Tokens.read(self.write(tmp_path, text, mode))

    def test_a_missing_file(self, tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            Tokens.read(tmp_path / "none")

    def test_the_header(self):
        assert bearer("Bearer abc") == "abc"
        assert bearer("bearer  abc ") == "abc"
        assert bearer("Basic abc") is None
        assert bearer("Bearer ") is None
        assert bearer(None) is None


def test_metrics_count_by_route_not_by_path(folder):
    with served(folder) as client:
        for name in ("x", "y"):
            client.get(name)
        text = client.get("metrics").text
    assert 'defgraph_http_requests_total{method="GET",route="resource",status="404"} 2.0' in text


def test_the_log_line_is_one_line_of_json(folder):
    log = io.StringIO()
    with served(folder, access_log=log) as client:
        client.get("healthz", params={"a": "\n{}"})
    (line,) = log.getvalue().splitlines()
    assert json.loads(line)["query"] == "a=%0A%7B%7D"
