"""The page in a real browser: headless Chromium, offline."""

from __future__ import annotations

import copy
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from defgraph import open_store
from defgraph.errors import NotFoundError, ParameterError
from defgraph.network import projections
from defgraph.views import view
from network_fixture import RECORDS, A, iri, store_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, ViewportSize

    from defgraph.store import Store
    from views_browser import Opened

PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with store_of(*RECORDS) as filled:
        yield filled


@pytest.fixture
def full(store: Store, opened: Callable[..., Opened]) -> Opened:
    return opened(view(store))


def test_every_view_opens_and_says_how_much_it_shows(store: Store, opened: Callable[..., Opened]) -> None:
    for name in projections():
        page = opened(view(store, name))
        assert page.counts().startswith(f"Showing {len(page.places())} of {len(page.places())} nodes")


def test_the_page_stands_still_at_once(full: Opened) -> None:
    before = full.places()
    full.page.wait_for_timeout(700)
    assert len(before) > 20
    assert full.places() == before


def test_a_click_on_a_node_tells_facts_connections_and_sources(full: Opened) -> None:
    full.click_node("Sari Wijaya")
    text = full.panel()
    assert text.splitlines()[0] == "Official"
    assert "Courtesy call, Jakarta, 2025-03-10" in text
    assert "Letjen TNI" in text
    assert "Sekretaris Jenderal" in text
    assert "SOURCE ARTICLES (2)" in text
    link = full.page.locator("#panel a", has_text="Sari receives Kenta")
    assert link.get_attribute("href") == "https://example.org/a"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert "2025-03-10-a" in text


def test_a_click_on_an_edge_tells_role_rank_position_meeting_date_and_source(full: Opened) -> None:
    full.click_edge("Sari Wijaya", "Courtesy call, Jakarta, 2025-03-10")
    text = full.panel()
    assert "Participation: Host" in text
    for told in (
        "10 Mar 2025",
        "Letjen TNI",
        "Sekretaris Jenderal",
        "Kementerian Pertahanan",
        "Sari receives Kenta",
    ):
        assert told in text
    full.page.click("#panel .ends button >> nth=1")
    assert "Balai Contoh" in full.panel()
    full.page.keyboard.press("Escape")
    assert full.page.is_hidden("#panel")


def test_an_edge_of_a_projection_tells_its_meetings(store: Store, opened: Callable[..., Opened]) -> None:
    page = opened(view(store, "official-country"))
    page.click_edge("Sari Wijaya", "Japan")
    text = page.panel()
    assert "2 meetings" in text
    assert "June 2025 · Cyber security" in text
    assert "Sari calls Kenta" in text


def test_the_legend_takes_classes_and_connections_away(full: Opened) -> None:
    assert "Bima Santoso" in full.shown()
    full.page.click("#kinds label:has-text('Official')")
    assert not {"Bima Santoso", "Sari Wijaya"} & full.shown()
    full.page.click("#reset")
    assert "Bima Santoso" in full.shown()
    edges = "defgraph.network.body.data.edges.length"
    before = full.page.evaluate(edges)
    full.page.click("#edge-kinds label:has-text('Participation')")
    assert full.page.evaluate(edges) == before - 11


def test_filters_that_leave_nothing_say_so_and_can_be_undone(full: Opened) -> None:
    for box in full.page.locator("#kinds input").all():
        box.uncheck()
    assert full.page.inner_text("#message p") == "Nothing matches these filters."
    full.page.click("#message button")
    assert "Sari Wijaya" in full.shown()


def test_search_is_used_by_keyboard_and_brings_the_node_to_the_middle(full: Opened) -> None:
    full.page.keyboard.press("/")
    full.page.keyboard.type("kenta")
    assert full.page.inner_text("#results li >> nth=0").split("\n")[0] == "Kenta Mori"
    full.page.keyboard.press("ArrowDown")
    full.page.keyboard.press("ArrowUp")
    full.page.keyboard.press("Enter")
    assert "Kenta Mori" in full.panel()
    assert full.page.evaluate("defgraph.network.getSelectedNodes()") == [full.node("Kenta Mori")]
    full.page.wait_for_timeout(500)
    middle = full.page.evaluate(
        "id => defgraph.network.canvasToDOM(defgraph.network.getPosition(id))", full.node("Kenta Mori")
    )
    free = full.page.evaluate(
        "document.getElementById('panel').offsetLeft - document.getElementById('side').offsetWidth"
    )
    assert middle["x"] == pytest.approx(free / 2, abs=4)


def test_search_finds_facts_too(full: Opened) -> None:
    full.page.fill("#search", "balai contoh")
    assert full.page.locator("#results li[role=option]").count() == 1
    full.page.fill("#search", "xyzzy")
    assert full.page.inner_text("#results") == "Nothing found"


def test_connections_lead_from_node_to_node(full: Opened) -> None:
    full.click_node("Ana Silva")
    full.panel()
    full.page.click("#panel .connections button.link >> nth=0")
    assert "Bilateral meeting, 2025-03-12" in full.panel()


def many_meetings() -> list[dict[str, Any]]:
    def record(day: int) -> dict[str, Any]:
        people = [
            {"name": f"Tamu {chr(65 + day)}{chr(65 + n)}", "country": "JP", "role": "guest"}
            for n in range(17)
        ]
        meeting = {"type": "courtesy-call", "date": f"2025-01-{day + 1:02}", "participants": people}
        return {
            "id": f"2025-01-{day + 1:02}-x",
            "article": {"title": f"Day {day + 1}"},
            "meetings": [meeting],
        }

    return [record(day) for day in range(20)]


@pytest.fixture(scope="module")
def large() -> Iterator[str]:
    with store_of(*many_meetings()) as filled:
        yield view(filled)


def test_a_large_network_begins_with_a_selection_and_grows(large: str, opened: Callable[..., Opened]) -> None:
    page = opened(large)
    assert page.counts().startswith("Showing 90 of 361 nodes")
    assert "Tamu TA" in page.shown()
    assert not {"Tamu AA", "Japan"} & page.shown()
    before = page.places()
    page.click_node("Tamu TA", double=True)
    assert "Japan" in page.shown()
    assert page.counts().startswith("Showing 91 of 361 nodes")
    page.page.fill("#search", "japan")
    page.page.keyboard.press("Enter")
    page.page.click("#neighbours")
    assert page.counts().startswith("Showing 346 of 361 nodes")
    assert before.items() <= page.places().items()
    page.page.click("#show-all")
    assert page.counts().startswith("Showing 361 of 361 nodes")
    page.page.click("#show-start")
    assert page.places() == before


def test_a_node_that_is_not_shown_is_found_and_grown_from(large: str, opened: Callable[..., Opened]) -> None:
    page = opened(large)
    page.page.fill("#search", "tamu ab")
    page.page.keyboard.press("Enter")
    assert "Tamu AB" in page.shown()
    page.page.click("#neighbours")
    assert "Courtesy call, 2025-01-01" in page.shown()


HOSTILE = [
    '</script><script>document.title = "hacked"</script>',
    "<img src=x onerror=\"document.title='hacked'\">",
    "\"'`{{ 7 * 7 }}&amp;<b>",
    "<!--<script>x",
]


@pytest.fixture(scope="module")
def hostile() -> Iterator[Store]:
    record = copy.deepcopy(RECORDS[0])
    people = record["meetings"][0]["participants"]
    people[0] |= {"rank": HOSTILE[1], "position": HOSTILE[1]}
    for person, name in zip(people, HOSTILE, strict=True):
        person["name"] = name
    record["article"] |= {"title": HOSTILE[0], "publisher": HOSTILE[1]}
    record["meetings"][0] |= {"place": {"venue": HOSTILE[1], "city": HOSTILE[0]}}
    with store_of(record) as filled:
        turned = "\\u202Egnp.exe\\u0000\\u001B\\nnext"
        filled.update(f"""PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
          PREFIX dg: <https://w3id.org/defgraph/ontology#>
          INSERT DATA {{ GRAPH <{iri("graph/x")}> {{
            <{iri("official/zz/x")}> a dg:Official ; rdfs:label "{turned}" .
            <{A}> dg:venue "{turned}" .
            <{iri("article/2025-03-10-a")}> <https://schema.org/url> "javascript:alert(1)"
          }} }}""")
        yield filled


def test_hostile_text_is_shown_as_text_and_does_nothing(
    hostile: Store, opened: Callable[..., Opened]
) -> None:
    page = opened(view(hostile, title=HOSTILE[0]))
    assert page.page.inner_text("h1") == HOSTILE[0]
    assert page.page.title() == HOSTILE[0]
    ids = page.page.evaluate("defgraph.nodes.map(node => node.id)")
    edges = page.page.evaluate("defgraph.edges.map(edge => edge.id)")
    told = ""
    for kind, numbers in (("nodes", ids), ("edges", edges)):
        for number in numbers:
            chosen = {"nodes": [], "edges": []} | {kind: [number]}
            page.page.evaluate("chosen => defgraph.network.body.emitter.emit('click', chosen)", chosen)
            told += page.panel()
    assert all(text in told for text in HOSTILE)
    assert "gnp.exe next" in told
    assert page.page.locator("#panel img, #panel script, #results img").count() == 0
    assert page.page.locator("a[href^=javascript]").count() == 0
    assert page.page.title() == HOSTILE[0]


def test_the_policy_stops_what_would_run_or_load(store: Store, chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "tampered.html"
    evil = '<script>window.hacked = 1</script><img src="https://example.org/x.png"></body>'
    file.write_text(view(store).replace("</body>", evil), encoding="utf-8")
    page = chromium.new_context(offline=True).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    assert page.evaluate("window.hacked") is None
    assert len([text for text in complaints if "Content Security Policy" in text]) == 2
    page.context.close()


def test_an_ego_view_is_about_one_node(store: Store, opened: Callable[..., Opened]) -> None:
    page = opened(view(store, "co-attendance", around="ana silva"))
    assert page.page.inner_text("h1") == "Ana Silva – Officials who met"
    assert page.shown() == {"Ana Silva", "Sari Wijaya"}


def test_an_indonesian_page(store: Store, opened: Callable[..., Opened]) -> None:
    page = opened(view(store, language="id"))
    assert page.page.get_attribute("html", "lang") == "id"
    assert page.counts().startswith("Menampilkan")
    assert "Pejabat" in page.page.inner_text("#kinds")
    page.click_edge("Sari Wijaya", "Kunjungan kehormatan, Jakarta, 2025-03-10")
    text = page.panel()
    assert "Keikutsertaan: Tuan rumah" in text
    assert "10 Mar 2025" in text
    assert "ARTIKEL SUMBER (1)" in text


def test_an_empty_store_gives_a_page_that_says_so(opened: Callable[..., Opened]) -> None:
    with open_store("memory") as empty:
        page = opened(view(empty))
    assert page.page.inner_text("#message p").startswith("This network is empty")
    assert page.page.is_hidden("#dates")


def test_a_phone_has_filters_and_details_over_the_drawing(
    store: Store, opened: Callable[..., Opened]
) -> None:
    page = opened(view(store), PHONE, color_scheme="dark")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert not page.page.is_visible("#search")
    page.page.click("#open-filters")
    page.page.fill("#search", "kenta")
    page.page.keyboard.press("Enter")
    assert "Kenta Mori" in page.panel()
    box = page.page.locator("#panel").bounding_box()
    assert box is not None
    assert box["width"] == PHONE["width"]


def test_every_control_has_a_name(full: Opened) -> None:
    full.click_node("Sari Wijaya")
    assert (
        full.page.evaluate(
            """[...document.querySelectorAll("button, input")]
          .filter(control => !(control.labels?.length || control.ariaLabel || control.textContent.trim()))
          .length"""
        )
        == 0
    )


SCRIPT = """
import sys
sys.path.insert(0, "tests")
from network_fixture import RECORDS, store_of
from defgraph.views import view
store = store_of(*(RECORDS if sys.argv[1] == "0" else RECORDS[::-1]))
sys.stdout.buffer.write("".join(view(store, name) for name in ("full", "official-country")).encode())
"""


def test_the_same_records_give_the_same_page() -> None:
    pages = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, seed],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            cwd=Path(__file__).parent.parent,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(pages) == 1


def test_a_language_without_a_page_is_refused(store: Store) -> None:
    with pytest.raises(ParameterError, match="'fr', expected one of en, id"):
        view(store, language="fr")


def test_a_name_nothing_goes_by_is_refused(store: Store) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'Sari Wijaya'"):
        view(store, around="Sari Widjaja")
