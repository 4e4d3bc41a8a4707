"""The pages in a real browser: on a phone, by keyboard, under the policy that a server sends with them."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from defgraph.pages import HOME, Settings, page_path
from pages_fixture import SITE_CSS, page, pages_store

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from defgraph.store import Store

_ = pages_store

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
SAMPLE = (
    HOME,
    "meeting/2024-01-10-malaysia/1",
    "meeting/2025-03-04-hostile/1",
    "official/id/rina-kusuma",
    "organisation/id/kementerian-pertahanan",
    "country/MY",
    "area/maritime-security",
    "article/2024-01-10-malaysia",
    "official/my/title-h1-script-alert-1-script",
    "role/host",
)


@pytest.fixture(scope="module")
def site(pages_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of pages, each with the policy in it."""
    folder = tmp_path_factory.mktemp("site")
    for local in SAMPLE:
        for language in ("en", "id"):
            html = page(pages_store, local, language, settings=Settings(interactive=True, views=True)).html
            file = folder / page_path(local, language)
            file.parent.mkdir(parents=True, exist_ok=True)
            policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
            file.write_text(html.replace("<head>", f"<head>{policy}"), encoding="utf-8")
    shutil.copytree(SITE_CSS.parent, folder / "static")
    return folder


@pytest.fixture
def phone(chromium: Browser) -> Page:
    return chromium.new_context(viewport={"width": 360, "height": 740}, offline=True).new_page()


def test_every_page_fits_a_phone_and_keeps_to_the_policy(phone: Page, site: Path) -> None:
    complaints: list[str] = []
    requests: list[str] = []
    phone.on("console", lambda message: complaints.append(message.text))
    phone.on("pageerror", lambda error: complaints.append(str(error)))
    phone.on("dialog", lambda dialog: complaints.append(dialog.message))
    phone.on("request", lambda request: requests.append(request.url))
    for local in SAMPLE:
        for language in ("en", "id"):
            phone.goto((site / page_path(local, language)).as_uri())
            assert phone.evaluate("document.documentElement.scrollWidth") == 360, local
            assert phone.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    assert complaints == []
    assert all(url.startswith((site.as_uri(), "data:")) for url in requests)
    phone.context.close()


def test_a_table_that_is_too_wide_is_noticed(phone: Page, site: Path) -> None:
    phone.goto((site / page_path(HOME, "en")).as_uri())
    phone.evaluate(
        "document.querySelector('main').append(Object.assign(document.createElement('pre'), {textContent: 'x'.repeat(400)}))"
    )
    assert phone.evaluate("document.documentElement.scrollWidth") > 360
    phone.context.close()


def test_the_keyboard_comes_to_the_content_first(phone: Page, site: Path) -> None:
    phone.goto((site / page_path("official/id/rina-kusuma", "en")).as_uri())
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert phone.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    phone.keyboard.press("Enter")
    assert phone.url.endswith("#content")
    phone.context.close()


def test_the_other_language_is_one_click_away(phone: Page, site: Path) -> None:
    phone.goto((site / page_path("country/MY", "en")).as_uri())
    phone.click("nav.languages a[hreflang=id]")
    assert phone.url.endswith("/country/MY.id.html")
    assert phone.evaluate("document.documentElement.lang") == "id"
    phone.context.close()


def test_bars_of_charts_are_drawn_and_lead_to_what_they_stand_for(chromium: Browser, site: Path) -> None:
    desk = chromium.new_context(viewport={"width": 1280, "height": 800}, offline=True).new_page()
    desk.goto((site / page_path("country/MY", "en")).as_uri())
    bar = desk.locator(".chart-rows a .rect").last
    box = bar.bounding_box()
    assert box is not None
    assert box["width"] > 100
    bar.click()
    assert desk.url.endswith("/area/maritime-security.en.html")
    desk.context.close()


def colours() -> list[dict[str, str]]:
    """Return the colours of the style sheets: by day, and by night."""
    both: list[dict[str, str]] = [{}, {}]
    for sheet in (SITE_CSS.with_name("colours.css"), SITE_CSS):
        blocks = re.findall(r":root \{(.*?)\}", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        for found, block in zip(both, blocks, strict=True):
            found.update(re.findall(r"--([\w-]+): (#\w{6});", block))
    day, night = both
    return [day, day | night]


def contrast(a: str, b: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", colours(), ids=["day", "night"])
def test_there_is_enough_contrast(palette: dict[str, str]) -> None:
    for ground in ("paper", "card"):
        for ink in ("ink", "quiet", "accent"):
            assert contrast(palette[ink], palette[ground]) >= 4.5, (ink, ground)
        assert contrast(palette["bar"], palette[ground]) >= 3
    assert contrast(palette["mark-ink"], palette["mark"]) >= 4.5
    assert contrast(palette["tag-ink"], palette["tag"]) >= 4.5
    assert contrast(palette["card"], palette["accent"]) >= 4.5
