"""A view that is open in a real browser, used as a reader would use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


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
