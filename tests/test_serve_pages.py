"""Pages that answer what readers ask, over HTTP and in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from defgraph import build, open_store
from pages_browser import PHONE, WIDTH, reading, wait_until_there
from queries_fixture import RECORDS
from served import served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    place = tmp_path_factory.mktemp("served") / "a.store"
    with open_store(place) as store:
        build([RECORDS], store)
    with served(place) as client:
        yield client


@pytest.fixture
def visit(chromium: Browser, client: httpx.Client) -> Iterator[Callable[..., Page]]:
    with reading(chromium, str(client.base_url)) as visit:
        yield visit


def test_suggestions_are_plain_data(client: httpx.Client) -> None:
    answer = client.get("suggest", params={"q": "jane", "lang": "id"})
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == [
        {
            "label": "Jane Ashford",
            "kind": "pejabat",
            "detail": "Secretary of Defence · Australia",
            "path": "official/au/jane-ashford.id.html",
            "value": "Jane Ashford",
        }
    ]
    assert client.get("suggest?q=lestiani&kind=Country").json() == []
    assert client.get("suggest?lang=id").json() == []
    for wrong in ("lang=fr", "lang=id&lang=id", "kind=Country&kind=Planet"):
        assert client.get(f"suggest?{wrong}").status_code == 422


@pytest.mark.parametrize(
    "path",
    ["search.fr.html", "search.en.html/x", "static/", "static/../texts.yaml", "static/%2e%2e/texts.yaml"],
)
def test_there_is_nothing_at_other_addresses(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_any_text_can_be_searched(client: httpx.Client) -> None:
    for text in ["%00", "%ff", "%ED%A0%80", "%22%3E%3Cscript%3E", "a" * 5000]:
        assert client.get(f"search.id.html?q={text}").status_code == 200
        assert client.get(f"suggest?q={text}").status_code == 200


def test_a_thing_is_chosen_by_keyboard(visit: Callable[..., Page], client: httpx.Client) -> None:
    page = visit("search.en.html")
    field = page.get_by_role("combobox", name="Search").first
    field.fill("kusuma rin")
    page.wait_for_selector("[role=option]:visible")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = page.locator(f"id={field.get_attribute('aria-activedescendant')}")
    assert active.inner_text().startswith("Rina Kusuma")
    assert active.inner_text().endswith("Malaysia")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_text(re.compile("Indonesia$"))
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "kusuma rin"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("[role=option]:visible")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_text(re.compile("Indonesia$"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(f"{client.base_url}official/id/rina-kusuma.en.html")
    expect(page.get_by_role("heading", name="Rina Kusuma")).to_be_visible()


def test_search_needs_no_script(visit: Callable[..., Page]) -> None:
    page = visit("search.id.html", java_script_enabled=False)
    page.fill("#q", "ashford")
    page.keyboard.press("Enter")
    assert (
        page.get_by_role("link", name="Jane Ashford").get_attribute("href")
        == "official/au/jane-ashford.id.html"
    )
    page.get_by_role("link", name="English").click()
    expect(page.locator("#q")).to_have_value("ashford")
    expect(page.get_by_role("heading", name="Officials")).to_be_visible()


def test_search_fits_a_phone(visit: Callable[..., Page]) -> None:
    page = visit("search.en.html?q=pertahanan", viewport=PHONE)
    wide, narrow = page.evaluate(WIDTH)
    assert wide == narrow


def test_a_form_is_filled_in_and_answered(visit: Callable[..., Page]) -> None:
    page = visit("queries.en.html")
    page.get_by_role("link", name="Every meeting of an official").click()
    page.get_by_role("combobox", name="official").fill("kusuma")
    page.wait_for_selector("[role=option]:visible")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#f-official")).to_have_value("Rina Kusuma (ID)")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("table.rows tbody tr")).to_have_count(5)
    page.get_by_role("link", name="Indonesia", exact=True).first.click()
    expect(page.get_by_role("heading", name="Baris")).to_be_visible()
    expect(page.locator("table.rows tbody tr")).to_have_count(5)
    page.set_viewport_size(PHONE)
    wide, narrow = page.evaluate(WIDTH)
    assert wide == narrow


def test_what_makes_no_sense_is_refused(client: httpx.Client) -> None:
    assert client.get("queries/meetings.en.html?country=Atlantis").status_code == 422
    assert client.get("queries/meetings.en.html?country=JP&country=AU").status_code == 422
    assert client.get("queries/nothing.en.html").status_code == 404
    assert client.get("queries/meetings.fr.html").status_code == 404
    assert client.get("queries/meetings").headers["content-type"] == "application/sparql-results+json"
    csv = client.get("queries/meetings", params={"country": "JP", "format": "csv"})
    assert csv.text.splitlines()[0].startswith("date,")


def test_a_query_is_written_in_the_editor(visit: Callable[..., Page]) -> None:
    page = visit("sparql.en.html")
    wait_until_there(page, "defgraphEditor")
    page.evaluate("defgraphEditor.setValue('SELECT ?who { ?meeting ', 1)")
    page.evaluate("defgraphEditor.focus()")
    page.keyboard.type("dg:atten")
    page.wait_for_selector(".ace_autocomplete .ace_line")
    assert "hadirin" in page.inner_text(".ace_autocomplete").lower()
    page.keyboard.press("Enter")
    page.keyboard.type(" ?who . ?who a foaf:Person . }")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    text = page.input_value("#query")
    assert "PREFIX dg: <https://w3id.org/defgraph/ontology#>" in text
    assert "PREFIX foaf:" in text
    assert "dg:attendee ?who" in text
    expect(page.get_by_role("heading", name="Answer")).to_be_visible()


def test_a_mistake_is_marked_in_the_editor(client: httpx.Client, chromium: Browser) -> None:
    page = chromium.new_context().new_page()
    page.goto(f"{client.base_url}sparql.id.html?query=SELECT+*%0A%7B+%3Fs+%3Fp")
    wait_until_there(page, "defgraphEditor")
    expect(page.locator(".ace_gutter-cell.ace_error, .ace_gutter-cell .ace_error").first).to_be_attached()
    assert page.evaluate("defgraphEditor.session.getAnnotations()[0].row") == 1
    page.context.close()


def test_a_query_needs_no_script(visit: Callable[..., Page]) -> None:
    page = visit("sparql.en.html", java_script_enabled=False, viewport=PHONE)
    page.fill("#query", "SELECT ?who { ?who a <https://w3id.org/defgraph/ontology#Official> } ORDER BY ?who")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("link", name="Ellen Marsh")).to_be_visible()


@pytest.mark.parametrize(
    ("ending", "begins"), [("csv", "n\r\n1"), ("tsv", "?n\n1"), ("json", '{"head"'), ("xml", "<?xml")]
)
def test_answers_are_downloaded_by_links(client: httpx.Client, ending: str, begins: str) -> None:
    answer = client.get(f"sparql.{ending}", params={"query": "SELECT (1 AS ?n) {}"})
    assert answer.text.startswith(begins)
    assert answer.headers["content-disposition"] == f'attachment; filename="answer.{ending}"'
    assert client.get(f"sparql.{ending}", params={"query": "SELECT"}).status_code == 400
    assert client.get("sparql.exe", params={"query": "ASK {}"}).status_code == 404


def test_the_graph_around_an_official_is_drawn(visit: Callable[..., Page], client: httpx.Client) -> None:
    page = visit("official/au/jane-ashford.en.html")
    page.get_by_role("link", name="Draw the network").click()
    page.wait_for_url("**/view/**")
    wait_until_there(page, "defgraph")
    expect(page).to_have_url(f"{client.base_url}view/official/au/jane-ashford.en.html")
    drawn = page.evaluate("defgraph.nodes.map(node => node.t || node.label)")
    assert "Jane Ashford" in drawn
    assert "Rina Kusuma" not in drawn
    page.fill("#search", "Secretary of Defence")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Its page", exact=True).click()
    expect(page).to_have_url(re.compile(r"/position/au/department-of-defence/secretary-of-defence.en.html$"))


def test_networks_lead_to_each_other_and_fit_a_phone(visit: Callable[..., Page]) -> None:
    page = visit("view/index.id.html", viewport=PHONE)
    wait_until_there(page, "defgraph")
    wide, narrow = page.evaluate(WIDTH)
    assert wide == narrow
    page.locator("nav.ways a").nth(1).click()
    page.wait_for_url("**/view/co-attendance.id.html")
    wait_until_there(page, "defgraph")


def test_a_drawing_is_small_and_of_things_that_are_there(client: httpx.Client) -> None:
    assert len(client.get("view/official/au/jane-ashford.id.html").content) < 60_000
    for path in ("view/official/au/nobody.en.html", "view/x.en.html", "view/index.fr.html", "view/..en.html"):
        assert client.get(path).status_code == 404
