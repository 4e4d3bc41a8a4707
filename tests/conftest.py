"""Fixtures named for the state they give."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from defgraph import open_store
from sparql_server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from defgraph.store import Store
    from views_browser import Opened

ROOT = Path(__file__).parent.parent

# The suite judges a change, so the same code always meets the same examples; `--hypothesis-profile=searching` and
# `make fuzz` look for new ones. A busy machine is no failure.
settings.register_profile(
    "defgraph", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("searching", settings.get_profile("defgraph"), derandomize=False)
settings.load_profile("defgraph")


def require_tool(name: str) -> str:
    """Return where a program is; skip without it, or fail where every tool has to be there."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("DEFGRAPH_REQUIRE_TOOLS"):
            pytest.fail(f"{name} is not installed, and DEFGRAPH_REQUIRE_TOOLS is set")
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development material beside the checkout."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the development material is not beside the checkout")
    return folder


@pytest.fixture(scope="session")
def running_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def empty_server(running_server: Server) -> Server:
    """A real SPARQL 1.1 server with nothing in it."""
    running_server.clear()
    return running_server


@pytest.fixture(params=["memory", "folder", "remote"])
def empty_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind in turn."""
    if request.param == "memory":
        store = open_store("memory")
    elif request.param == "folder":
        store = open_store(tmp_path / "a.store")
    else:
        store = open_store(request.getfixturevalue("empty_server").address)
    with store:
        yield store


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser, offline."""
    from views_browser import launched

    with launched() as browser:
        yield browser


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Opens the HTML of a page in the browser."""
    from views_browser import opening

    with opening(chromium, tmp_path) as open_html:
        yield open_html
