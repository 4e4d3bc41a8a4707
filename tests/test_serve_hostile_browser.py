"""Pages whose data means harm, in a real browser: it is shown as text, and nothing of it runs."""

from __future__ import annotations

import http.server
import re
import threading
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from hostile_desk import ADDRESS, IMAGE, LABELS, SCRIPT, TOKEN, hostile_server
from pages_browser import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx
    from playwright.sync_api import Browser, Page

MEETING = "meeting/2025-03-04-hostile-0/1"
LINK = re.compile(r'href="([^"#?:]+)\.en\.html"')


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with hostile_server(tmp_path_factory.mktemp("hostile")) as served:
        yield served


def unharmed(page: Page) -> None:
    """Check that no script of the data has run, and that no link or picture of it is there to be followed."""
    assert page.evaluate("typeof top.harmed") == "undefined"
    for attribute in ("href", "src", "action", "formaction"):
        values = page.eval_on_selector_all(
            f"[{attribute}]", f"all => all.map(each => each.{attribute}?.baseVal ?? each.{attribute})"
        )
        assert not [value for value in values if str(value).lower().startswith(("javascript:", "data:text"))]
    expect(page.locator("img[src=x]")).to_have_count(0)
    expect(page.locator("[onerror]")).to_have_count(0)


def documents(client: httpx.Client) -> list[str]:
    """A page of each kind: all that a hostile meeting leads to, and pages about nothing of the data."""
    from posixpath import join, normpath

    linked = {
        normpath(join(MEETING, "..", found)) for found in LINK.findall(client.get(f"{MEETING}.en.html").text)
    }
    return sorted({MEETING, "index", "queries", *linked})


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_kind_of_page(chromium: Browser, client: httpx.Client, language: str) -> None:
    locals_ = documents(client)
    assert {local.partition("/")[0] for local in locals_} >= {"official", "organisation", "position", "article", "country", "area", "meeting"}  # fmt: skip
    with reading(chromium, str(client.base_url)) as visit:
        page = visit(f"index.{language}.html")
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for local in locals_:
            page.goto(f"{client.base_url}{quote(local)}.{language}.html")
            unharmed(page)
        assert dialogs == []


def test_labels_are_shown_as_text(chromium: Browser, client: httpx.Client) -> None:
    with reading(chromium, str(client.base_url)) as visit:
        page = visit(f"{MEETING}.en.html")
        assert SCRIPT in page.inner_text("body")
        for path in (f"search.en.html?q={quote(label[:200])}" for label in LABELS):
            page.goto(f"{client.base_url}{path}")
            unharmed(page)
        page.goto(f"{client.base_url}search.en.html?q={quote(SCRIPT)}")
        assert SCRIPT in page.eval_on_selector_all("input[name=q]", "all => all.map(each => each.value)")


def test_what_is_typed_is_suggested_and_asked_without_harm(chromium: Browser, client: httpx.Client) -> None:
    with reading(chromium, str(client.base_url)) as visit:
        page = visit("index.en.html")
        page.locator("input[name=q]").first.press_sequentially("script")
        page.wait_for_selector("[role=option]")
        unharmed(page)
        page.goto(
            f"{client.base_url}sparql.en.html?query={quote('SELECT ?name { ?thing <http://www.w3.org/2000/01/rdf-schema#label> ?name } # ' + SCRIPT)}"
        )
        unharmed(page)
        page.goto(f"{client.base_url}queries/officials-by-meetings.en.html")
        assert SCRIPT in page.inner_text("body")
        unharmed(page)


def test_the_drawing(chromium: Browser, client: httpx.Client) -> None:
    with reading(chromium, str(client.base_url)) as visit:
        page = visit(f"view/{MEETING}.en.html")
        page.wait_for_selector("canvas")
        unharmed(page)


def test_the_desk_of_drafts(chromium: Browser, client: httpx.Client) -> None:
    with reading(chromium, str(client.base_url)) as visit:
        page = visit("review/")
        for number in range(len(LABELS)):
            page.goto(f"{client.base_url}review/draft/hostile-{number}.json")
            assert SCRIPT in page.inner_text("body")
            unharmed(page)


def test_what_is_wrong_is_said_without_harm(chromium: Browser, client: httpx.Client) -> None:
    page = chromium.new_context().new_page()
    for text in (SCRIPT, IMAGE, ADDRESS):
        for path in (
            quote(text, safe=""),
            f"queries/{quote(text, safe='')}.en.html",
            f"queries/meetings.en.html?country={quote(text)}",
        ):
            assert page.goto(f"{client.base_url}{path}").status in {404, 422}
            unharmed(page)
    page.context.close()


FORGED = """<!doctype html><title>elsewhere</title>
<form id="update" method="post" action="{base}sparql"><input name="update" value="{update}"></form>
<form id="review" method="post" action="{base}review/draft/hostile-0.json"><input name="action" value="reject"></form>
<iframe src="{base}index.en.html"></iframe>"""
UPDATE = "INSERT DATA {{ GRAPH <https://example.org/{0}> {{ <https://example.org/a> <https://example.org/b> 1 }} }}"
ASKED = "ASK {{ GRAPH <https://example.org/{0}> {{ ?s ?p ?o }} }}"


@pytest.fixture(scope="module")
def elsewhere(client: httpx.Client) -> Iterator[str]:
    """The address of a page of another origin, which sends forms to the server and frames it."""
    page = FORGED.format(base=client.base_url, update=UPDATE.format("form").replace('"', "&quot;")).encode()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()
        thread.join()


class TestFromAnotherOrigin:
    def asked(self, client: httpx.Client, name: str) -> bool:
        return client.get("sparql", params={"query": ASKED.format(name)}).json()["boolean"]

    @pytest.mark.parametrize("form", ["update", "review"])
    def test_a_form_changes_nothing(
        self, chromium: Browser, client: httpx.Client, elsewhere: str, form: str
    ) -> None:
        page = chromium.new_context().new_page()
        page.goto(elsewhere)
        with page.expect_navigation() as navigation:
            page.evaluate(f"document.getElementById('{form}').submit()")
        assert navigation.value.status in {401, 403}
        assert not self.asked(client, "form")
        assert client.get("review/draft/hostile-0.json").status_code == 200
        page.context.close()

    def test_a_script_cannot_send_a_token(
        self, chromium: Browser, client: httpx.Client, elsewhere: str
    ) -> None:
        page = chromium.new_context().new_page()
        page.goto(elsewhere)
        sent = """async ([address, update, token]) => { try { await fetch(address, {method: "POST", body: update, headers:
            {"Content-Type": "application/sparql-update", "Authorization": "Bearer " + token}}); return "sent" }
            catch (error) { return "refused" } }"""
        assert page.evaluate(sent, [f"{client.base_url}sparql", UPDATE.format("script"), TOKEN]) == "refused"
        assert not self.asked(client, "script")
        page.context.close()

    def test_no_page_can_be_framed(self, chromium: Browser, elsewhere: str) -> None:
        page = chromium.new_context().new_page()
        page.goto(elsewhere)
        frame = page.frames[1]
        assert frame.locator("main").count() == 0
        page.context.close()
