"""A view that is open in a real browser, used as a reader would use it."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


class Opened:
    """A page that is open in the browser, and everything it asked for or complained about."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.goto(file.as_uri())
        page.wait_for_function("window.defgraph !== undefined")

    def node(self, label: str) -> int:
        found: int = self.page.evaluate(
            "label => defgraph.nodes.find(node => (node.t || node.label) === label).id", label
        )
        return found

    def shown(self) -> set[str]:
        return set(
            self.page.evaluate(
                "defgraph.network.body.data.nodes.getIds().map(id => defgraph.nodes[id].label)"
            )
        )

    def labels(self) -> list[str]:
        """Return the full label of each node that is shown, as often as it is, in order."""
        found: list[str] = self.page.evaluate(
            """defgraph.network.body.data.nodes.getIds()
              .map(id => defgraph.nodes[id].t || defgraph.nodes[id].label)"""
        )
        return sorted(found)

    def lines(self) -> list[str]:
        """Return the ends and the kind of each edge that is shown, in order."""
        found: list[str] = self.page.evaluate(
            """(({nodes, edges, page}) => defgraph.network.body.data.edges.getIds().map(id => edges[id])
              .map(edge => [nodes[edge.from].label, page.edgeKinds[edge.k].l, nodes[edge.to].label].join(" | "))
            )(defgraph)"""
        )
        return sorted(found)

    def overlaps(self) -> int:
        """Return how many pairs of nodes, with their labels, cover each other."""
        found: int = self.page.evaluate(
            """(() => {
              const network = defgraph.network;
              const boxes = network.body.data.nodes.getIds().map(id => network.getBoundingBox(id));
              return boxes.flatMap((a, i) => boxes.slice(0, i).filter(b => a.left < b.right - 1
                && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)).length;
            })()"""
        )
        return found

    def sight(self) -> list[float]:
        """Return what the drawing is centred on, and how near it is, but for rounding."""
        x, y, scale = self.page.evaluate(
            "(({x, y}) => [x, y, defgraph.network.getScale()])(defgraph.network.getViewPosition())"
        )
        return [round(x, 6), round(y, 6), round(scale, 6)]

    def set_dates(self, start: str = "", end: str = "") -> None:
        for field, day in (("#from", start), ("#to", end)):
            if day:
                self.page.fill(field, day)
                self.page.dispatch_event(field, "change")

    def tick(self, group: str, label: str) -> None:
        self.page.click(f"#{group} label:has-text('{label}')")

    def places(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate("defgraph.network.getPositions()")
        return found

    def click(self, script: str, argument: object, *, double: bool = False) -> None:
        x, y = self.page.evaluate(
            f"""argument => {{
              const frame = document.querySelector("#network canvas").getBoundingClientRect();
              const place = defgraph.network.canvasToDOM({script});
              return [frame.x + place.x, frame.y + place.y];
            }}""",
            argument,
        )
        (self.page.mouse.dblclick if double else self.page.mouse.click)(x, y)

    def click_node(self, label: str, *, double: bool = False) -> None:
        self.click("defgraph.network.getPosition(argument)", self.node(label), double=double)

    def click_edge(self, source: str, target: str) -> None:
        ends = [self.node(source), self.node(target)]
        middle = """(([a, b]) => ({x: (a.x + b.x) / 2, y: (a.y + b.y) / 2}))(
          argument.map(id => defgraph.network.getPosition(id)))"""
        self.click(middle, ends)

    def panel(self) -> str:
        self.page.wait_for_selector("#panel:not([hidden])")
        return self.page.inner_text("#panel")

    def counts(self) -> str:
        return self.page.inner_text("#counts")


@contextmanager
def launched() -> Iterator[Browser]:
    """Run the browser; skips the test where there is none, unless the tools are required."""
    program = shutil.which("chromium")
    if program is None:
        if os.environ.get("DEFGRAPH_REQUIRE_TOOLS") == "1":
            pytest.fail("chromium is not installed, and DEFGRAPH_REQUIRE_TOOLS is set")
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=[*QUIET, "--disable-sync", "--no-first-run"]
        )
        yield browser
        browser.close()


@contextmanager
def opening(chromium: Browser, folder: Path) -> Iterator[Callable[..., Opened]]:
    """Open HTML offline in the browser; in the end nothing may have been fetched or complained about."""
    pages: list[Opened] = []

    def open_html(html: str, viewport: ViewportSize = DESKTOP, **context: Any) -> Opened:
        file = folder / f"{len(pages)}.html"
        file.write_text(html, encoding="utf-8")
        page = chromium.new_context(viewport=viewport, offline=True, **context).new_page()
        pages.append(Opened(page, file))
        return pages[-1]

    yield open_html
    for page in pages:
        page.page.context.close()
        assert page.requests == [page.page.url]
        assert page.complaints == []
