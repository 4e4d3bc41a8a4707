"""The project's own server, for tests: in a thread of this process, or as the command that users start."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx

from defgraph.serve import Limits, Place, Settings
from defgraph.serve.run import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
"""A query that no store of more than a few statements ever answers."""


@contextmanager
def served(where: object, **told: Any) -> Iterator[httpx.Client]:
    """Serve a store on a free port of loopback, and yield a client of it.

    Args:
        where: a folder or an address.
        told: fields of :class:`Settings`; ``limits`` as a mapping of those that differ.
    """
    limits = Limits(**{"workers": 2, **told.pop("limits", {})})
    ready = threading.Event()
    settings = Settings(place=Place(str(where)), limits=limits, **told)
    server = Server(settings, "127.0.0.1", 0, lambda _address: ready.set())
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        if not ready.wait(30):
            raise RuntimeError("the server did not start")
        with httpx.Client(base_url=server.address, timeout=60, trust_env=False) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join(30)


class Process:
    """The command ``defgraph serve``, running; what it writes to standard error is kept.

    Args:
        process: with standard error as a pipe of text.

    Raises:
        RuntimeError: it ended before it answered.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: list[str] = []
        line = process.stderr.readline()
        if " at http://" not in line:
            raise RuntimeError(f"the server did not start: {line}{process.stderr.read()}")
        self.address = line.rpartition(" at ")[2].strip()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        with contextlib.suppress(ValueError):  # closed while it is read
            self._lines.extend(self.process.stderr)

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.address, timeout=60, trust_env=False)

    def log_after(self) -> list[dict[str, Any]]:
        """Wait for the end, and return the log."""
        self.process.wait(timeout=30)
        self._reading.join(30)
        return [json.loads(line) for line in self._lines if line.startswith("{")]


@contextmanager
def started(where: Path | str, *options: str) -> Iterator[Process]:
    """Start the command on a free port, and yield it once it answers; it is killed in the end."""
    command = [sys.executable, "-m", "defgraph", "serve", "--store", str(where), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        yield Process(process)
    finally:
        process.kill()
        process.wait(timeout=30)
        process.stderr.close()
