"""Servers for tests of what goes over HTTP: a proxy with a lock before a real one, and ones that misbehave."""

from __future__ import annotations

import http.client
import http.server
import socket
import ssl
import subprocess
import threading
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

METHODS = (b"GET ", b"POST ")
PASSED_ON = ("Content-Type", "Accept")


class Seen(NamedTuple):
    """A request that came to a proxy."""

    method: str
    path: str
    authorization: str | None
    body: bytes


class Refusal(NamedTuple):
    """What a proxy answers in place of the server behind it."""

    status: int
    headers: Mapping[str, str] = MappingProxyType({})
    body: bytes = b""


class Proxy(http.server.ThreadingHTTPServer):
    """Passes requests on to a real server.

    Args:
        upstream: the address of that server.
        wanted: the Authorization header to demand.
        refuse: told each request as it comes, it may say how to refuse it.
    """

    daemon_threads = True

    def __init__(
        self,
        upstream: str,
        wanted: str | None = None,
        refuse: Callable[[Seen], Refusal | None] = lambda _: None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.upstream, self.wanted, self.refuse = upstream, wanted, refuse
        self.seen: list[Seen] = []
        self.address = f"{'https' if tls else 'http'}://127.0.0.1:{self.server_port}"
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)

    def handle_error(self, *_: object) -> None:
        """A client that hangs up, or does not trust the certificate, is part of some tests."""


class _Passing(http.server.BaseHTTPRequestHandler):
    server: Proxy

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        seen = Seen(self.command, self.path, self.headers["Authorization"], body)
        self.server.seen.append(seen)
        refusal = self.server.refuse(seen)
        if self.server.wanted not in (None, seen.authorization):
            refusal = Refusal(401, {"WWW-Authenticate": "Basic"}, f"not with {seen.authorization}".encode())
        if refusal:
            return self._answer(*refusal)
        upstream = http.client.HTTPConnection(urlsplit(self.server.upstream).netloc, timeout=20)
        passed = {name: self.headers[name] for name in PASSED_ON if name in self.headers}
        upstream.request(self.command, self.path, body, passed)
        answer = upstream.getresponse()
        body = answer.read()
        upstream.close()
        return self._answer(answer.status, {"Content-Type": answer.headers.get_content_type()}, body)

    def _answer(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = _pass  # noqa: N815 - as the library calls them

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


@contextmanager
def running(server: Proxy) -> Iterator[Proxy]:
    """Serve until the block ends."""
    with server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


@contextmanager
def saying(*answers: bytes, then_silent: bool = False) -> Iterator[str]:
    """Yield the address of a server that says these bytes, one a connection, and hangs up (or goes silent)."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for answer in answers:
                connection, _ = listening.accept()
                with connection, connection.makefile("rb") as sent:
                    headers = http.client.parse_headers(sent) if sent.readline().startswith(METHODS) else {}
                    sent.read(
                        int(headers.get("Content-Length", 0))
                    )  # what is left unread resets the connection
                    connection.sendall(answer)
                    if then_silent:
                        done.wait(20)

        serving = threading.Thread(target=serve, daemon=True)
        serving.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/query"
        finally:
            done.set()
            serving.join(20)


def own_certificate(openssl: str, folder: Path) -> Path:
    """Make a certificate for 127.0.0.1 that nobody vouches for; return the file of it and its key."""
    both = folder / "both.pem"
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    key = folder / "key.pem"
    subprocess.run([*command, "-keyout", key, "-out", both], check=True, capture_output=True)
    both.write_text(both.read_text() + key.read_text())
    return both


def tls_of(both: Path) -> ssl.SSLContext:
    """Return the server's side of TLS with a certificate and its key."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context
