"""Pages that answer what readers ask, over HTTP and in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from defgraph import build, open_store
from pages_browser import PHONE, WIDTH, reading
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
    assert client.get("suggest?lang=fr").json() == []


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
    field.focus()
    page.keyboard.type("kusuma rin")
    page.wait_for_selector("[role=option]:visible")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = page.locator(f"id={field.get_attribute('aria-activedescendant')}")
    assert active.inner_text().startswith("Rina Kusuma")
    assert active.inner_text().endswith("Malaysia")
    page.keyboard.press("ArrowUp")
    assert page.locator("[aria-selected=true]").inner_text().endswith("Indonesia")
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "kusuma rin"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("[role=option]:visible")
    page.keyboard.press("ArrowDown")
    assert page.locator("[aria-selected=true]").inner_text().endswith("Indonesia")


def test_search_needs_no_script(visit: Callable[..., Page]) -> None:
    page = visit("search.id.html", java_script_enabled=False)
    page.fill("#q", "ashford")
    page.keyboard.press("Enter")
    assert (
        page.get_by_role("link", name="Jane Ashford").get_attribute("href")
        == "official/au/jane-ashford.id.html"
    )
    page.get_by_role("link", name="English").click()
    assert page.input_value("#q") == "ashford"
    assert page.get_by_role("heading", name="Officials").is_visible()


def test_search_fits_a_phone(visit: Callable[..., Page]) -> None:
    page = visit("search.en.html?q=pertahanan", viewport=PHONE)
    wide, narrow = page.evaluate(WIDTH)
    assert wide == narrow


def test_a_form_is_filled_in_and_answered(visit: Callable[..., Page]) -> None:
    page = visit("queries.en.html")
    page.get_by_role("link", name="Every meeting of an official").click()
    page.get_by_role("combobox", name="official").focus()
    page.keyboard.type("kusuma")
    page.wait_for_selector("[role=option]:visible")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#f-official") == "Rina Kusuma (ID)"
    page.get_by_role("button", name="Ask").click()
    assert page.locator("table.rows tbody tr").count() == 5
    page.get_by_role("link", name="Indonesia", exact=True).first.click()
    assert page.get_by_role("heading", name="Baris").is_visible()
    assert page.locator("table.rows tbody tr").count() == 5
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
