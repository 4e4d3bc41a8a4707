"""A bounded load on a server of loopback: so many requests, from so many connections, each kept open."""

from __future__ import annotations

import multiprocessing
import socket
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.queues import Queue

PIECE = 1 << 20


def seconds_of(port: int, targets: Sequence[str], connections: int, accept: str = "*/*") -> float:
    """Return the seconds until every target was answered with 200.

    Args:
        port: of a server at 127.0.0.1.
        targets: paths with their queries, spread over the connections.
        connections: each of a process of its own, so that the load is not what is measured.
        accept: what the client accepts.

    Raises:
        RuntimeError: an answer was another.
    """
    told: Queue[str] = multiprocessing.Queue()
    ready = multiprocessing.Barrier(connections + 1)
    shares = [targets[number::connections] for number in range(connections)]
    clients = [
        multiprocessing.Process(target=_ask, args=(port, share, accept, ready, told)) for share in shares
    ]
    for client in clients:
        client.start()
    ready.wait(60)
    start = time.perf_counter()
    failures = [failure for _ in clients if (failure := told.get(timeout=600))]
    taken = time.perf_counter() - start
    for client in clients:
        client.join()
    if failures:
        raise RuntimeError(f"127.0.0.1:{port}: {failures[0]}")
    return taken


def _ask(port: int, targets: Sequence[str], accept: str, ready: object, told: Queue[str]) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ready.wait(60)
        for target in targets:
            head = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: {accept}\r\n\r\n"
            connection.sendall(head.encode())
            if not (status := _answer(connection)).startswith(b"HTTP/1.1 200"):
                told.put(f"{target}: {status!r}")
                return
    told.put("")


def _answer(connection: socket.socket) -> bytes:
    """Read one answer to its end, and return its first line."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _piece(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    _, announced, length = head.lower().partition(b"content-length:")
    if announced:
        left = int(length.split(b"\r\n")[0]) - len(body)
        while left > 0:
            left -= len(_piece(connection))
    else:
        while not body.endswith(b"0\r\n\r\n"):
            body = body[-8:] + _piece(connection)
    return head.split(b"\r\n")[0]


def _piece(connection: socket.socket) -> bytes:
    piece = connection.recv(PIECE)
    if not piece:
        raise RuntimeError("the server closed the connection")
    return piece
