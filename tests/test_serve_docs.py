"""What docs/serve.md shows is what the server answers."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, require_tool
from defgraph import build, open_store
from defgraph.workspace import init_workspace
from served import served

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "docs" / "serve.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"
BLOCKS = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that the page tells how to make."""
    folder = tmp_path_factory.mktemp("work")
    init_workspace(folder)
    with open_store(folder / "defgraph.store") as store:
        build([folder / "records"], store)
    return folder / "defgraph.store"


def test_every_command_prints_what_the_page_shows(samples: Path) -> None:
    require_tool("curl")
    assert BLOCKS
    with served(samples) as client:
        here = str(client.base_url).rstrip("/")
        for block in BLOCKS:
            printed = ""
            for command in (line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")):
                typed = command.replace(ADDRESS, here)
                done = subprocess.run(["bash", "-c", typed], capture_output=True, text=True, check=True)
                printed += f"$ {command}\n{done.stdout.replace(here, ADDRESS)}".replace("\r\n", "\n")
                printed += "" if printed.endswith("\n") else "\n"
            assert printed == block
