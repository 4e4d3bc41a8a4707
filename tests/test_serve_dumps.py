"""Dumps over HTTP: the bytes of the command, streamed, bounded, and seen to break off where they do."""

from __future__ import annotations

import io
import socket

import httpx
import psutil
import pytest

from defgraph import build, open_store
from defgraph.dump import dump
from defgraph.serve.handlers.dumps import FORMS
from queries_fixture import RECORDS
from served import served, started

MANY = 100_000
"""Statements of a store whose dump does not fit into the buffers between a server and its client."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("served") / "a.store"
    with open_store(place) as store:
        build([RECORDS], store)
    return place


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    place = tmp_path_factory.mktemp("served") / "b.store"
    line = '<urn:x:{0}> <urn:p> "{0} ' + "x" * 200 + '" <urn:g> .\n'
    with open_store(place) as store:
        store.load(["".join(map(line.format, range(MANY)))])
    return place


def bytes_of(place, form: str) -> bytes:
    output = io.BytesIO()
    with open_store(place, read_only=True) as store:
        dump(store, output, form)
    return output.getvalue()


def children(own: psutil.Process) -> set[int]:
    return {process.pid for process in own.children(recursive=True)}


def stalled(client: httpx.Client, path: str) -> socket.socket:
    """Ask for a dump, and read no more of it than its first bytes."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect((client.base_url.host, client.base_url.port))
    connection.settimeout(60)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert connection.recv(15) == b"HTTP/1.1 200 OK"
    return connection


@pytest.mark.parametrize("ending", FORMS)
def test_a_dump_is_the_bytes_of_the_command(folder, ending):
    with served(folder) as client:
        found = client.get(f"dump.{ending}")
        assert found.content == bytes_of(folder, FORMS[ending].name)
        assert found.headers["content-type"].split(";")[0] == FORMS[ending].media_type
        assert found.headers["content-disposition"] == f'attachment; filename="defgraph.{ending}"'
        head = client.head(f"dump.{ending}")
        assert (head.status_code, head.content) == (200, b"")


def test_a_long_one_is_streamed_and_the_server_stays_small(large):
    wanted = len(bytes_of(large, "nquads"))
    assert wanted > 20_000_000
    with started(large, "--workers", "1") as server, server.client() as client:
        own = psutil.Process(server.process.pid)
        client.get("healthz")
        before, most, read = own.memory_info().rss, 0, 0
        with client.stream("GET", "dump.nq") as found:
            assert found.headers["transfer-encoding"] == "chunked"
            for piece in found.iter_raw():
                read += len(piece)
                most = max(most, own.memory_info().rss)
        assert read == wanted
        assert most - before < 10_000_000


def test_there_are_so_many_at_once_and_no_more(large):
    with served(large, limits={"dumps": 1}) as client:
        held = stalled(client, "/dump.nq")
        found = client.get("dump.ttl")
        assert found.status_code == 503
        assert int(found.headers["retry-after"]) > 0
        assert client.get("healthz").status_code == 200
        held.close()
        while found.status_code == 503:
            found = client.get("dump.nt")
        assert found.status_code == 200


def test_a_client_that_leaves_ends_it(large):
    with served(large) as client:
        client.get("healthz")
        before = children(psutil.Process())
        held = stalled(client, "/dump.nq")
        assert len(children(psutil.Process()) - before) == 1
        held.close()
        while children(psutil.Process()) - before:
            pass


def test_one_that_takes_too_long_is_broken_off_and_the_client_sees_it(large):
    with served(large, limits={"dump_seconds": 0.5}) as client:
        client.get("healthz")
        before = children(psutil.Process())
        held = stalled(client, "/dump.nq")
        while children(psutil.Process()) - before:
            pass
        received = b""
        while piece := held.recv(1 << 20):
            received += piece
        held.close()
        assert not received.endswith(b"0\r\n\r\n")
        with pytest.raises(httpx.RemoteProtocolError), client.stream("GET", "dump.trig") as found:
            found.read()


def test_one_whose_process_dies_is_seen_to_be_broken_off(large):
    with served(large) as client:
        client.get("healthz")
        before = children(psutil.Process())
        with client.stream("GET", "dump.nq") as found:
            for pid in children(psutil.Process()) - before:
                psutil.Process(pid).kill()
            with pytest.raises(httpx.RemoteProtocolError):
                found.read()
        assert client.get("healthz").status_code == 200


def test_a_store_that_is_gone_is_a_problem(folder, tmp_path):
    place = tmp_path / "c.store"
    with open_store(place) as store:
        build([RECORDS], store)
    with served(place) as client:
        place.rename(tmp_path / "elsewhere")
        found = client.get("dump.nq")
        assert found.status_code == 503
        assert found.headers["content-type"] == "application/problem+json"
