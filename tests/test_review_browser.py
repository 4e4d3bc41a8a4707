"""The review in a real browser: values picked in the text, keys through the queue, two people at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from review_desk import Desk, desk
from review_folder import NAME, TEXT, on_disk, span, write_draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

SELECT = """quote => {
  const walk = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walk.nextNode()) if (walk.currentNode.data.trim()) nodes.push(walk.currentNode);
  const whole = nodes.map(node => node.data).join("");
  let from = whole.indexOf(quote), to = from + quote.length;
  const range = document.createRange();
  for (const node of nodes) {
    if (from >= 0 && from < node.length) { range.setStart(node, from); from = -1; }
    if (to > 0 && to <= node.length) range.setEnd(node, to);
    if (from >= 0) from -= node.length;
    to -= node.length;
  }
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""
GUEST = "/meetings/0/participants/1"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("desk")) as opened:
        yield opened


@pytest.fixture
def at(running: Desk) -> Desk:
    running.clear()
    write_draft(running.folder)
    return running


@pytest.fixture
def sit(at: Desk, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Lets a person sit down at a page, each in a browser of their own; nobody may fetch from elsewhere."""
    pages: list[Page] = []
    complaints: list[str] = []
    asked: set[str] = set()
    base = str(at.client.base_url)

    def open_page(who: str | None = None, name: str = NAME, **options: Any) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        page = context.new_page()
        pages.append(page)
        page.on("request", lambda request: asked.add(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        if who is not None:
            page.goto(f"{base}review/")
            page.fill("[name=who]", who)
            page.click(".name button")
        page.goto(f"{base}review/draft/{name}")
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert all(address.startswith(base) for address in asked)
    refused = "Failed to load resource: the server responded with a status of 4"
    assert [told for told in complaints if not told.startswith(refused)] == []


def lit(page: Page) -> str:
    found: str = page.evaluate(
        "[...document.querySelectorAll('#text .on')].map(on => on.textContent).join('')"
    )
    return found


def field(pointer: str) -> str:
    return f'[name="{pointer}"]'


def test_a_span_picked_in_the_text_sets_a_value_and_its_evidence(at: Desk, sit: Callable[..., Page]) -> None:
    """The emoji before it is two units in the browser, and each end of a line two signs in the file."""
    page = sit("Ani")
    page.focus(field(f"{GUEST}/organisation"))
    page.evaluate(SELECT, "Duta Besar Ove")
    expect(page.locator("#picked")).to_have_text("Duta Besar Ove")
    assert page.inner_text("#pick-for").endswith("Ove Lunde · Organisation")
    page.click("#pick-set")
    expect(page.locator(field(f"{GUEST}/organisation"))).to_have_value("Duta Besar Ove")
    assert lit(page) == "Duta Besar Ove"
    page.click("#save")
    page.wait_for_url("**done=corrected**")
    found = on_disk(at.folder)
    assert found["meetings"][0]["participants"][1]["organisation"] == "Duta Besar Ove"
    quote = span("Duta Besar Ove")
    assert TEXT[quote["start"] : quote["end"]] == "Duta Besar Ove"
    assert {"for": f"{GUEST}/organisation", **quote} in found["evidence"]
    assert found["status"] == "reviewed"


def test_a_span_across_evidence_and_lines_is_counted_right(at: Desk, sit: Callable[..., Page]) -> None:
    page = sit("Ani")
    page.focus(field("/meetings/0/areas/0"))
    page.evaluate(SELECT, "Selasa (4/3/2025).Mereka membahas logistik")
    assert page.is_disabled("#pick-set")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.focus(field("/meetings/0/date"))
    assert lit(page) == "Selasa (4/3/2025)"
    page.evaluate(SELECT, "Selasa (4/3/2025)")
    page.click("#pick-set")
    expect(page.locator(field("/meetings/0/date"))).to_have_value("2025-03-04")
    page.click("#save")
    page.wait_for_url("**done=corrected**")
    start, end = TEXT.index("Selasa"), TEXT.index("logistik") + len("logistik")
    assert {"for": "/meetings/0/areas/0", "start": start, "end": end} in on_disk(at.folder)["evidence"]


def test_focusing_a_field_shows_its_evidence_or_that_of_what_it_is_part_of(
    at: Desk, sit: Callable[..., Page]
) -> None:
    write_draft(
        at.folder, text=TEXT + "Baris lagi.\r\n" * 80 + "Diakhiri salat. Selesai pukul 10.", evidence=[]
    )
    data = on_disk(at.folder)
    end = len(TEXT + "Baris lagi.\r\n" * 80)
    data["evidence"] = [
        {"for": "/meetings/0/participants/0", **span("Menteri Rani Kusuma")},
        {"for": "/meetings/0/type", "start": end, "end": end + 15},
    ]
    write_draft(at.folder, text=TEXT + "Baris lagi.\r\n" * 80 + "Diakhiri salat. Selesai pukul 10.", **data)
    page = sit()
    page.focus(field("/meetings/0/participants/0/country"))
    assert lit(page) == "Menteri Rani Kusuma"
    page.focus(field("/meetings/0/type"))
    assert lit(page) == "Diakhiri salat."
    box, frame = page.locator("#text .on").bounding_box(), page.locator("#text").bounding_box()
    assert box is not None
    assert frame is not None
    assert frame["y"] <= box["y"] <= frame["y"] + frame["height"]
    page.click("#text mark >> nth=0")
    assert page.evaluate("document.activeElement.name") == "/meetings/0/participants/0/name"


def test_keys_lead_through_the_queue(at: Desk, sit: Callable[..., Page]) -> None:
    for name in ("a.json", "z.json"):
        write_draft(at.folder, name, id=name[0])
    page = sit("Ani")
    page.keyboard.press("j")
    page.wait_for_url("**/z.json**")
    page.keyboard.press("k")
    page.wait_for_url("**/kunjungan.json**")
    page.fill(field("/meetings/0/participants/0/name"), "")
    page.type(field("/meetings/0/participants/0/name"), "jakarsa?")
    expect(page.locator(field("/meetings/0/participants/0/name"))).to_have_value("jakarsa?")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.keyboard.press("r")
    page.keyboard.press("Escape")
    assert not page.is_visible("#keys")
    page.keyboard.press("s")
    page.wait_for_url("**/kunjungan.json**done=corrected**")
    assert on_disk(at.folder)["meetings"][0]["participants"][0]["name"] == "jakarsa?"
    page.goto(page.url.replace("kunjungan.json", "a.json"))
    page.keyboard.press("a")
    page.wait_for_url("**/z.json**done=accepted**")
    page.keyboard.press("r")
    page.wait_for_url("**done=rejected**")
    assert {path.name for path in at.folder.glob("*.json*")} == {"a.json", NAME, "z.json.rejected"}
    expect(page.locator("main")).to_contain_text("No draft is left")


def test_two_people_at_once_choose_between_both_sides(at: Desk, sit: Callable[..., Page]) -> None:
    ani, budi = sit("Ani"), sit("Budi")
    for page, day, rank in ((budi, "2025-03-05", ""), (ani, "2025-03-06", "H.E.")):
        page.fill(field("/meetings/0/date"), day)
        page.fill(field(f"{GUEST}/rank"), rank)
        page.click("#save")
        page.wait_for_load_state()
    expect(ani.locator("main")).to_contain_text("Budi saved it")
    assert ani.inner_text(".dispute legend") == "Meeting 1 · Date"
    ani.click("text=Put both together")
    assert ani.is_visible(".dispute")  # the browser asks for a choice first
    ani.check("[value=mine]")
    ani.click("text=Put both together")
    ani.wait_for_selector("#save")
    assert on_disk(at.folder)["meetings"][0]["date"] == "2025-03-05"
    ani.click("#save")
    ani.wait_for_url("**done=corrected**")
    meeting = on_disk(at.folder)["meetings"][0]
    assert (meeting["date"], meeting["participants"][1]["rank"]) == ("2025-03-06", "H.E.")


def test_a_new_entry_is_at_hand_and_evidence_needs_something_to_show(
    at: Desk, sit: Callable[..., Page]
) -> None:
    page = sit("Ani")
    page.click("text=+ Add a participant")
    page.wait_for_selector(f"{field('/meetings/0/participants/2/name')}:focus")
    page.evaluate(SELECT, "Mereka")
    assert page.is_disabled("#pick-show")
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    expect(page.locator(field("/meetings/0/participants/2/name"))).to_have_value("Mereka")
    page.click("#accept")
    page.wait_for_url("**done=corrected**")
    assert {"for": "/meetings/0/participants/2/name", **span("Mereka")} in on_disk(at.folder)["evidence"]


def test_everything_but_picking_works_without_scripts(at: Desk, sit: Callable[..., Page]) -> None:
    page = sit("Ani", java_script_enabled=False)
    page.click("text=+ Add an outcome")
    page.select_option(field("/meetings/0/outcomes/0/type"), "mou-signed")
    page.fill(field("/meetings/0/date"), "2025-03-05")
    page.uncheck('input[value^="/meetings/0/participants/0 "]')
    page.click(".jump")
    assert "#span" in page.url
    page.click("#accept")
    page.wait_for_url("**done=corrected**")
    found = on_disk(at.folder)
    assert (found["status"], found["meetings"][0]["date"]) == ("reviewed", "2025-03-05")
    assert found["meetings"][0]["outcomes"] == [{"type": "mou-signed"}]
    assert [one["for"] for one in found["evidence"]] == ["/meetings/0/date"]


def test_hostile_text_is_text_and_can_be_picked(at: Desk, sit: Callable[..., Page]) -> None:
    hostile = (
        "</script><script>alert(1)</script><img src=x onerror=alert(2)> javascript:alert(3) & \u202eyas\u202c"
    )
    write_draft(at.folder, text=f"{hostile}\r\n{TEXT}")
    page = sit("Ani")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())  # type: ignore[func-returns-value]
    assert page.inner_text("#text p >> nth=0") == hostile.replace("\u202e", "\ufffd").replace(
        "\u202c", "\ufffd"
    )
    expect(page.locator("#text img, #text script")).to_have_count(0)
    page.focus(field("/meetings/0/place/venue"))
    page.evaluate(SELECT, "<img src=x onerror=alert(2)>")
    page.click("#pick-set")
    page.focus(field("/meetings/0/place/city"))
    page.evaluate(SELECT, "\ufffdyas\ufffd")
    page.click("#pick-set")
    page.click("#save")
    page.wait_for_url("**done=corrected**")
    place = on_disk(at.folder)["meetings"][0]["place"]
    assert place == {"venue": "<img src=x onerror=alert(2)>", "city": "yas"}
    start = hostile.index("\u202eyas")
    assert {"for": "/meetings/0/place/city", "start": start, "end": start + 5} in on_disk(at.folder)[
        "evidence"
    ]
    expect(page.locator(".called img")).to_have_count(0)
    assert dialogs == []


def test_a_page_from_elsewhere_cannot_decide(at: Desk, sit: Callable[..., Page]) -> None:
    """A form on another site, as localhost is to 127.0.0.1, sent by the browser of somebody who reviews."""
    page = sit("Ani")
    target = page.url
    page.goto("about:blank")
    page.set_content(f'<form method="post" action="{target}"><input name="do" value="reject"></form>')
    with page.expect_response(target) as answered:
        page.evaluate("document.forms[0].submit()")
    assert answered.value.status == 403
    assert (at.folder / NAME).exists()


def test_what_is_not_saved_is_not_left_without_a_question(at: Desk, sit: Callable[..., Page]) -> None:
    write_draft(at.folder, "z.json", id="z")
    page = sit("Ani")
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.fill(field("/meetings/0/date"), "2025-03-05")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.wait_for_load_state()
    assert asked == ["beforeunload"]
    expect(page.locator(field("/meetings/0/date"))).to_have_value("2025-03-05")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["review/?state=all", f"review/draft/{NAME}"])
def test_pages_fit_their_width(at: Desk, sit: Callable[..., Page], width: int, path: str) -> None:
    page = sit(viewport={"width": width, "height": 740})
    page.goto(f"{at.client.base_url}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    unnamed = page.evaluate(
        """[...document.querySelectorAll("input:not([type=hidden]), select, button")]
          .filter(one => !(one.labels?.length || one.textContent.trim() || one.ariaLabel)).map(one => one.outerHTML)"""
    )
    assert unnamed == []
