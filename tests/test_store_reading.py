"""All statements of an endpoint, as they come over the network: the same by every way, and never a part of them."""

from __future__ import annotations

import io
import tracemalloc
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad

from defgraph import dump, open_store
from defgraph.errors import StoreAnswerError
from http_servers import Proxy, Refusal, running, saying

if TYPE_CHECKING:
    from defgraph.store import Store
    from http_servers import Seen
    from sparql_server import Server

G1, G2, EMPTY = (NamedNode(f"http://x/{name}") for name in ("g1", "g2", "empty"))
HELD = {
    Quad(NamedNode("http://x/s"), NamedNode("http://x/p"), value, graph)
    for graph in (G1, G2)
    for value in (NamedNode("http://x/o"), ox.Literal('a "b"\n\u2028', language="id"), ox.Literal(1))
}
ELSEWHERE = Quad(NamedNode("http://x/s"), NamedNode("http://x/p"), ox.Literal(2), DefaultGraph())
LINE = b"<http://x/s> <http://x/p> <http://x/o> <http://x/g1> .\n"
NO = b'HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{"head":{},"boolean":false}'
LINES = b"HTTP/1.1 200 OK\r\nContent-Type: application/n-quads\r\n"


@pytest.fixture
def server(empty_server: Server) -> Server:
    """A server that holds two graphs, and a statement outside of them."""
    with open_store(empty_server.address) as store:
        store.update(f"INSERT DATA {{ {ELSEWHERE.triple} }}")
        store.insert("".join(f"{quad} .\n" for quad in HELD))
    return empty_server


def dumped(store: Store) -> bytes:
    output = io.BytesIO()
    dump(store, output, "nquads")
    return output.getvalue()


WHOLE = b"".join(sorted(f"{quad} .\n".encode() for quad in HELD))


def test_are_read_by_the_graph_store_protocol_where_there_is_one(server: Server) -> None:
    with running(Proxy(server.address)) as proxy, open_store(proxy.address) as store:
        proxy.seen.clear()
        assert dumped(store) == WHOLE
        assert [(seen.method, seen.path) for seen in proxy.seen] == [("GET", "/store")]


def test_are_asked_for_where_there_is_none(server: Server) -> None:
    with open_store(f"{server.address}/query?x=1") as store:
        assert dumped(store) == WHOLE
        assert set(store.quads(G2)) == {quad for quad in HELD if quad.graph_name == G2}
        assert list(store.quads(EMPTY)) == []


@pytest.mark.parametrize(
    "instead",
    [
        Refusal(400),
        Refusal(403),
        Refusal(404),
        Refusal(406),
        Refusal(302, {"Location": "http://elsewhere.example/"}),
        Refusal(200, {"Content-Type": "text/html"}, b"<html></html>"),
        Refusal(200, {"Content-Type": "application/n-triples"}, f"{ELSEWHERE.triple} .\n".encode()),
        Refusal(200, {"Content-Type": "application/n-quads"}, f"{ELSEWHERE.triple} .\n".encode()),
        Refusal(204),
    ],
    ids=lambda each: f"{each.status} {each.headers.get('Content-Type', '')}",
)
def test_are_asked_for_where_the_graph_store_gives_something_else(server: Server, instead: Refusal) -> None:
    def refuse(seen: Seen) -> Refusal | None:
        return instead if seen.path.startswith("/store") else None

    with running(Proxy(server.address, refuse=refuse)) as proxy, open_store(proxy.address) as store:
        assert dumped(store) == WHOLE
        if instead.headers.get("Content-Type") != "application/n-triples":  # which one graph would be in
            assert set(store.quads(G1)) == {quad for quad in HELD if quad.graph_name == G1}


@pytest.mark.parametrize(
    "half",
    [
        LINES + b"Content-Length: %d\r\n\r\n" % (2 * len(LINE)) + LINE,
        LINES + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(LINE) + LINE + b"\r\n",
        LINES + b"Content-Length: %d\r\n\r\n" % (len(LINE) - 9) + LINE[:-9],
    ],
    ids=["short", "no last chunk", "half a line"],
)
def test_that_break_off_are_an_error(half: bytes) -> None:
    with (
        saying(NO, half) as address,
        open_store(address, timeout=20) as store,
        pytest.raises(StoreAnswerError, match="breaks off"),
    ):
        dumped(store)


def test_of_an_answer_that_does_not_tell_its_end_are_asked_for_again() -> None:
    rest = b'{"head":{"vars":["g","s","p","o"]},"results":{"bindings":['
    with (
        saying(NO, LINES + b"\r\n" + LINE, b"HTTP/1.1 200 OK\r\n\r\n" + rest) as address,
        open_store(address, timeout=20) as store,
        pytest.raises(StoreAnswerError, match="breaks off"),
    ):
        dumped(store)


@pytest.mark.parametrize("path", ["", "/query?x=1"], ids=["graph store", "query"])
def test_are_never_in_memory_together(empty_server: Server, path: str) -> None:
    subjects = "".join(
        f"<http://x/{'long/' * 20}{n}> <http://x/p> <http://x/o> {G1} .\n" for n in range(20_000)
    )
    with open_store(empty_server.address) as store:
        store.insert(subjects)
    with open_store(empty_server.address + path) as store:
        tracemalloc.start()
        try:
            count = sum(1 for _ in store.quads())
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert count == 20_000
    assert peak < len(subjects) / 5
