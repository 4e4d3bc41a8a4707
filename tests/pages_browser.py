"""Pages in a real browser: whatever they ask another host for, or a policy refuses, is noticed."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from views_browser import DESKTOP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

PHONE = {"width": 360, "height": 740}
WIDTH = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def wait_until_there(page: Page, name: str) -> None:
    """Wait until a page's scripts have made something of this name.

    Playwright's own waiting evaluates text in the page, which a strict policy refuses whenever it has to look twice.
    """
    page.wait_for_load_state("load")
    deadline = time.monotonic() + 30
    while page.evaluate(f"typeof window.{name}") == "undefined":
        assert time.monotonic() < deadline, f"{name} is not there"


@contextmanager
def reading(chromium: Browser, base: str) -> Iterator[Callable[..., Page]]:
    """Open addresses below ``base``; in the end nothing else may have been asked for, or complained about."""
    foreign: list[str] = []
    complaints: list[str] = []
    contexts = []

    def visit(path: str, **context: Any) -> Page:
        contexts.append(chromium.new_context(**{"viewport": DESKTOP, **context}))
        page = contexts[-1].new_page()
        page.on("request", lambda request: request.url.startswith(base) or foreign.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(base + path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not foreign, foreign
    assert not complaints, complaints
