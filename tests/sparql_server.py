"""A real SPARQL 1.1 server, for tests and measures."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Self


class Server:
    """An Oxigraph server in a process of its own, on a free port; leaving its context stops it.

    Args:
        folder: where its store is, or is made.
        how: the command of ``oxigraph`` that serves it.
    """

    def __init__(self, folder: Path, how: str = "serve") -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._folder, self._how = folder, how
        self.start()

    def __enter__(self) -> Self:
        try:
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        program = Path(sys.executable).with_name("oxigraph")
        command = [program, self._how, "--location", self._folder, "--bind", f"127.0.0.1:{self.port}"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(timeout=10)

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.address}/", timeout=1):
                    return
            except (urllib.error.URLError, OSError):
                if self._process.poll() is not None:
                    break
        raise RuntimeError("the SPARQL server did not start")

    def clear(self) -> None:
        request = urllib.request.Request(
            f"{self.address}/update", data=b"DROP ALL", headers={"Content-Type": "application/sparql-update"}
        )
        with urllib.request.urlopen(request, timeout=10):
            pass

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=60)
