"""Pages: placing the nodes of a view, writing it, and how long a browser takes until it stands still."""

from __future__ import annotations

import shutil
import statistics
import time
from typing import TYPE_CHECKING, Any

from corpora import Corpus
from measuring import Row
from playwright.sync_api import sync_playwright

import defgraph
from defgraph.network import FULL, network
from defgraph.ontology import drawing_rules
from defgraph.views.data import page_data
from defgraph.views.placing import place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

ALLOWED = ((280, 1.0, 2.0), (2_500, 5.0, 7.0))
"""Articles that give about 1,000 and 5,000 nodes; the seconds that placing them and opening the page may take."""
AT_REST = """() => new Promise(resolve => {
  let last = "";
  const look = () => {
    const now = JSON.stringify(defgraph.network.getPositions());
    if (now === last) resolve();
    else { last = now; requestAnimationFrame(() => requestAnimationFrame(look)); }
  };
  look();
})"""
"""Ends when no node has moved from one drawing of the page to the next."""


def measure(corpora: Sequence[Corpus], repeat: int) -> Iterator[Row]:
    """Yield the seconds of placing, of writing and of opening pages of two sizes against what is allowed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for articles, for_layout, for_opening in ALLOWED:
            corpus = Corpus(corpora[0].folder.parent, articles)
            with defgraph.open_store(corpus.store, read_only=True) as store:
                data = page_data(store, network(store), drawing_rules(), FULL, "en")
                file = corpus.scratch("view.html")
                file.write_text(defgraph.view(store), encoding="utf-8")
                size = f"{len(data['nodes']):,} nodes"
                layout = _median(lambda data=data: place(data), repeat)
                yield Row("CPU of placing nodes", size, layout, "allowed", for_layout, 1.0)
                whole = _median(lambda store=store: defgraph.view(store), repeat)
                yield Row("CPU of a whole view", size, whole, "placing its nodes", layout)
            opened = [_opening(browser, file) for _ in range(repeat)]
            at_rest, all_shown = map(statistics.median, zip(*opened, strict=True))
            yield Row("page at rest", size, at_rest, "allowed", for_opening, 1.0)
            yield Row("page at rest, everything shown", size, all_shown, "allowed", for_opening, 1.0)
        browser.close()


def _median(action: Callable[[], Any], repeat: int) -> float:
    times = []
    for _ in range(repeat):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return statistics.median(times)


def _opening(browser: Browser, file: Path) -> tuple[float, float]:
    """Return the seconds from the navigation until the page is at rest, first as it opens, then with all nodes."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    start = time.perf_counter()
    page.goto(file.as_uri())
    page.wait_for_function("window.defgraph !== undefined")
    page.evaluate(AT_REST)
    opened = time.perf_counter() - start
    _show_all(page)
    page.evaluate(AT_REST)
    shown = time.perf_counter() - start
    page.close()
    return opened, shown


def _show_all(page: Page) -> None:
    if page.is_visible("#show-all"):
        page.click("#show-all")
