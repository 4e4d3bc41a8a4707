"""What goes wrong between a store and its endpoint, each with a real server that does it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode

from conftest import require_tool
from defgraph import open_store
from defgraph.cli import main
from defgraph.errors import (
    QueryError,
    StoreAnswerError,
    StoreError,
    StoreReadOnlyError,
    StoreTimeoutError,
    StoreUnreachableError,
    StoreUntrustedError,
)
from defgraph.store import transport
from defgraph.store.transport import backing_off
from http_servers import Proxy, Refusal, own_certificate, running, saying, tls_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from http_servers import Seen
    from sparql_server import Server

EMPTY = b'{"head":{},"boolean":false}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
NO = HEAD + b"Content-Length: %d\r\n\r\n" % len(EMPTY) + EMPTY
G = NamedNode("http://x/g")
FACT = f"INSERT DATA {{ GRAPH {G} {{ <http://x/s> <http://x/p> 1 }} }}"
AT_ONCE = {"Retry-After": "0"}


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "_FIRST_PAUSE", 0.001)


def failing(times: int, status: int, path: str = "/") -> Callable[[Seen], Refusal | None]:
    """Refuse the first requests that come to a path."""
    left = iter(range(times))
    return lambda seen: (
        Refusal(status, AT_ONCE) if seen.path.startswith(path) and next(left, None) is not None else None
    )


class TestAnswers:
    def test_that_do_not_come_end_in_time(self) -> None:
        with saying(b"", then_silent=True) as address, pytest.raises(StoreTimeoutError, match="--timeout"):
            open_store(address, timeout=0.05)

    def test_that_stop_midway_end_in_time(self) -> None:
        slow = HEAD + b"Content-Length: 400\r\n\r\n" + b'{"head":'
        with saying(slow, then_silent=True) as address, pytest.raises(StoreTimeoutError):
            open_store(address, timeout=0.05)

    @pytest.mark.parametrize(
        "broken",
        [
            HEAD + b"Content-Length: 400\r\n\r\n" + EMPTY,
            HEAD + b"Transfer-Encoding: chunked\r\n\r\n1b\r\n" + EMPTY,
            HEAD + b"Content-Length: 9\r\n\r\n" + EMPTY[:9],
            HEAD + b"Content-Length: 13\r\n\r\n<html></html>",
            HEAD + b"\r\n",
            b"220 mail.example ESMTP\r\n",
        ],
        ids=["short", "no last chunk", "half", "a page", "nothing", "no HTTP"],
    )
    def test_that_break_off_or_make_no_sense_are_an_error(self, broken: bytes) -> None:
        with saying(broken) as address, pytest.raises(StoreAnswerError):
            open_store(address)

    def test_of_a_graph_that_break_off_between_two_lines_are_noticed(self) -> None:
        line = b"<http://x/s> <http://x/p> <http://x/o> .\n"
        half = b"HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\n"
        half += b"Content-Length: %d\r\n\r\n" % (2 * len(line)) + line
        with (
            saying(NO, half) as address,
            open_store(address) as store,
            pytest.raises(StoreAnswerError, match="breaks off"),
        ):
            list(store.quads(G))

    def test_that_refuse_the_writing_say_so(self, empty_server: Server) -> None:
        with (
            running(Proxy(empty_server.address, refuse=failing(9, 405, "/update"))) as proxy,
            open_store(proxy.address) as store,
            pytest.raises(StoreReadOnlyError),
        ):
            store.update(FACT)


class TestTrying:
    @pytest.mark.parametrize("status", [429, 502, 503, 504])
    def test_goes_on_where_the_endpoint_is_busy(self, empty_server: Server, status: int) -> None:
        with running(Proxy(empty_server.address, refuse=failing(3, status))) as proxy:
            with open_store(proxy.address) as store:
                assert store.is_empty()
            assert len(proxy.seen) == 3 + 2

    @pytest.mark.parametrize("status", [400, 404, 413, 500])
    def test_does_not_repeat_what_is_wrong(self, empty_server: Server, status: int) -> None:
        with running(Proxy(empty_server.address, refuse=failing(9, status))) as proxy:
            with pytest.raises((StoreUnreachableError, QueryError)):
                open_store(proxy.address)
            assert len(proxy.seen) == 1

    def test_ends(self, empty_server: Server) -> None:
        with running(Proxy(empty_server.address, refuse=failing(99, 503))) as proxy:
            with pytest.raises(StoreUnreachableError, match="503"):
                open_store(proxy.address)
            assert len(proxy.seen) == 5

    def test_goes_on_after_a_connection_that_broke(self) -> None:
        with saying(b"", b"", NO, NO) as address, open_store(address) as store:
            assert store.ask("ASK {}") is False

    def test_does_not_repeat_an_update_that_may_have_been_done(self, empty_server: Server) -> None:
        for status, repeatable, sent in ((504, False, 1), (504, True, 3), (503, False, 3)):
            refuse = failing(2, status, "/update")
            with (
                running(Proxy(empty_server.address, refuse=refuse)) as proxy,
                open_store(proxy.address) as store,
            ):
                try:
                    store.update(FACT, repeatable=repeatable)
                except StoreUnreachableError:
                    assert sent == 1
            assert sum(seen.path.startswith("/update") for seen in proxy.seen) == sent

    def test_waits_as_long_as_it_is_told_but_not_for_ever(self, empty_server: Server) -> None:
        tomorrow = format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)
        for told in ("86400", tomorrow):
            refuse = Refusal(503, {"Retry-After": told})
            with running(Proxy(empty_server.address, refuse=lambda _, r=refuse: r)) as proxy:
                with pytest.raises(StoreUnreachableError, match="503"):
                    open_store(proxy.address)
                assert len(proxy.seen) == 1

    def test_takes_a_time_of_the_past_or_nonsense_for_now(self, empty_server: Server) -> None:
        for told in ("Sun, 06 Nov 1994 08:49:37 GMT", "soon"):
            first = count()
            refuse = Refusal(503, {"Retry-After": told})
            with running(
                Proxy(empty_server.address, refuse=lambda _, r=refuse, n=first: None if next(n) else r)
            ) as proxy:
                open_store(proxy.address)

    def test_backs_off_further_each_time_and_at_random(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(transport, "_FIRST_PAUSE", 0.5)
        pauses = [list(backing_off(9, random.Random(seed))) for seed in range(200)]
        assert {len(each) for each in pauses} == {8}
        longest = [max(each[place] for each in pauses) for place in range(8)]
        for found, most in zip(longest, (0.5, 1, 2, 4, 8, 16, 30, 30), strict=True):
            assert 0.9 * most < found <= most
        assert min(each[7] for each in pauses) < 3


class TestTls:
    @pytest.fixture
    def certificate(self, tmp_path: Path) -> Path:
        return own_certificate(require_tool("openssl"), tmp_path)

    def test_is_spoken_with_whom_the_authority_vouches_for(
        self, empty_server: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with running(Proxy(empty_server.address, tls=tls_of(certificate))) as proxy:
            with pytest.raises(StoreUntrustedError, match="SSL_CERT_FILE"):
                open_store(proxy.address)
            assert proxy.seen == []
            monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
            with open_store(proxy.address) as store:
                assert store.is_empty()

    def test_that_is_not_spoken_is_told(self) -> None:
        with (
            saying(b"HTTP/1.1 400 Bad Request\r\n\r\n") as address,
            pytest.raises(StoreUnreachableError, match="no TLS"),
        ):
            open_store(address.replace("http", "https"))


class TestProxyOfTheEnvironment:
    def test_is_used(self, empty_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        with running(Proxy(empty_server.address)) as proxy:
            monkeypatch.setenv("http_proxy", proxy.address)
            monkeypatch.delenv("no_proxy", raising=False)
            with open_store("http://graph.example") as store:
                assert store.is_empty()
            assert {seen.path for seen in proxy.seen} == {"http://graph.example/query"}

    def test_that_is_not_there_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        monkeypatch.delenv("no_proxy", raising=False)
        with pytest.raises(StoreUnreachableError, match="cannot be reached"):
            open_store("http://graph.example")


def test_each_kind_of_failure_has_its_own_exit_code(empty_server: Server) -> None:
    def code(address: str) -> int:
        return CliRunner().invoke(main, ["query", "sources", "-s", address, "--timeout", "0.05"]).exit_code

    with saying(b"", then_silent=True) as silent, saying(b"220 mail") as mail:
        assert (code("http://127.0.0.1:9/"), code(silent), code(mail)) == (3, 4, 7)
    kinds = [StoreError, *StoreError.__subclasses__(), *StoreUnreachableError.__subclasses__()]
    own = [kind for kind in kinds if "exit_code" in vars(kind)]
    assert len({kind.exit_code for kind in own}) == len(own)
