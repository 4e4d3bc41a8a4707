"""A store as a folder of files: every link leads somewhere, the same bytes every time, and it is written whole."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from defgraph import build, open_store
from defgraph.cli import main
from defgraph.errors import InputError, StoreError
from defgraph.ids import slug
from defgraph.namespaces import DEFAULT_BASE, DG
from defgraph.pages import page_path, render
from defgraph.pages.addresses import shortened
from defgraph.pages.search import stamp_of
from defgraph.pages.site import write_site
from defgraph.pages.site_parts import MARK, Options, begin
from pages_browser import PHONE, WIDTH, wait_until_there
from queries_fixture import RECORDS
from record_factory import meeting, person, record

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

HOSTILE = '"><img src=x onerror=alert(1)></script>\u202eevil'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "of pages"
    with open_store("memory") as store:
        build([RECORDS], store)
        write_site(store, folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class References(HTMLParser):
    """What a page refers to: by links, and by files it is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        if data.startswith('{"nodes":'):  # a drawing, whose nodes lead to pages
            self.found += [("a", node["p"]) for node in json.loads(data)["nodes"] if "p" in node]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, value or "") for name, value in attrs if name in {"href", "src", "action"}]


def broken(folder: Path) -> list[str]:
    """What leads to no file; and what leads to another host without being an article's address."""
    there = set(files(folder))
    wrong = []
    for page in sorted(there):
        if not page.endswith(".html"):
            continue
        for tag, address in References((folder / page).read_text(encoding="utf-8")).found:
            parts = urlsplit(address)
            if parts.scheme in {"http", "https"} and tag == "a":
                continue
            target = unquote(urljoin("/" + page, parts.path)).removeprefix("/") if parts.path else page
            if address != "data:," and (parts.scheme or parts.netloc or target not in there):
                wrong.append(f"{page}: {address}")
    return wrong


def test_every_link_leads_to_a_file_and_nothing_to_another_host(site: Path) -> None:
    assert broken(site) == []
    assert len([name for name in files(site) if name.endswith(".en.html")]) > 100


def test_a_broken_link_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="b.html">b</a><script src="https://x.example/x.js"></script>'
        '<script type="application/json">{"nodes":[{"p":"c.html"},{}]}</script>'
    )
    assert broken(tmp_path) == ["a.html: b.html", "a.html: https://x.example/x.js", "a.html: c.html"]


def test_each_page_is_there_in_both_languages_with_its_data(site: Path) -> None:
    there = set(files(site))
    for name in (
        "official/au/jane-ashford",
        "country/AU",
        "meeting/2024-01-10-malaysia/1",
        "index",
        "search",
    ):
        assert {f"{name}.en.html", f"{name}.id.html"} <= there
    assert {"official/au/jane-ashford.ttl", "dump.ttl", "dump.nq", "queries/meetings.csv"} <= there
    assert {"view/index.en.html", "view/co-attendance.id.html", "static/view/vis-network.js"} <= there
    assert {"view/official/au/jane-ashford.en.html", "view/country/AU.id.html"} <= there
    assert not [name for name in there if "/ace/" in name]
    assert "country/DE.en.html" not in there


def test_no_page_shows_what_python_calls_things(site: Path) -> None:
    for name, text in files(site).items():
        if name.endswith(".html"):
            assert not re.search(rb"&lt;[\w ]+ (object )?at 0x|built-in method|Undefined", text), name


def test_the_same_store_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "a.store") as store:
        build(sorted(RECORDS.glob("[!.]*"))[:3], store)
        build([RECORDS], store)
        write_site(store, tmp_path / "again")
    assert files(tmp_path / "again") == files(site)


def test_several_processes_write_the_same_bytes(site: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "a.store") as store:
        build([RECORDS], store)
        counts: list[int] = []
        written = write_site(
            store, tmp_path / "again", progress=lambda _, count: counts.append(count), jobs=2
        )
    assert files(tmp_path / "again") == files(site)
    assert written == counts[-1] == len(files(site))
    assert counts == sorted(counts)


def test_a_store_that_is_built_anew_meanwhile_is_not_mixed_with_the_old(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.store") as store:
        build(sorted(RECORDS.glob("[!.]*"))[:1], store)
        before = stamp_of(store)
        build([RECORDS], store)
        opened = store.opened_again()
        assert opened is not None
        with pytest.raises(StoreError, match="built anew meanwhile; run the command again"):
            begin(opened, before, tmp_path / "site", Options())
    assert not (tmp_path / "site").exists()


def test_parts_can_be_left_out(tmp_path: Path) -> None:
    with open_store("memory") as store:
        build(sorted(RECORDS.glob("[!.]*"))[:2], store)
        write_site(store, tmp_path / "a", Options(data=False, views=False, networks=False, dumps=False))
    assert broken(tmp_path / "a") == []
    assert not [
        name for name in files(tmp_path / "a") if name.startswith(("view/", "dump")) or name.endswith(".ttl")
    ]


def test_a_site_is_replaced_and_nothing_else_is(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "thesis.txt").write_text("mine")
    with open_store("memory") as store:
        build(sorted(RECORDS.glob("[!.]*"))[:1], store)
        with pytest.raises(InputError, match="something else is there already"):
            write_site(store, own)
        place = tmp_path / "site"
        write_site(store, place)
        (place / "left-over.html").write_text("old")
        write_site(store, place)
    assert files(own) == {"thesis.txt": b"mine"}
    assert "left-over.html" not in files(place)
    assert MARK in files(place)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_site_that_fails_leaves_the_old_one(tmp_path: Path, jobs: int) -> None:
    def fail(_what: str, count: int) -> None:
        if count > 20:
            raise KeyboardInterrupt

    with open_store(tmp_path / "a.store") as store:
        build(sorted(RECORDS.glob("[!.]*"))[:1], store)
        write_site(store, tmp_path / "site")
        before = files(tmp_path / "site")
        with pytest.raises(KeyboardInterrupt):
            write_site(store, tmp_path / "site", progress=fail, jobs=jobs)
    assert files(tmp_path / "site") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.store", "site"]


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.store") as store:
        build(sorted(RECORDS.glob("[!.]*"))[:1], store)
    told = ["site", "--store", str(tmp_path / "a.store"), "-o", str(tmp_path / "out")]
    done = CliRunner().invoke(main, told)
    assert done.exit_code == 0, done.output
    assert "index.en.html in a browser" in done.stderr
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x").write_text("x")
    assert CliRunner().invoke(main, [*told[:-1], str(tmp_path / "other")]).exit_code == 2


def test_a_store_of_another_version_is_told(tmp_path: Path) -> None:
    told = [
        "site",
        "--store",
        str(tmp_path / "a.store"),
        "--no-views",
        "--no-networks",
        "-o",
        str(tmp_path / "out"),
    ]
    with open_store(tmp_path / "a.store") as store:
        build(sorted(RECORDS.glob("[!.]*"))[:1], store)
        graph = f"<{DEFAULT_BASE}graph/ontology>"
    assert "another version" not in CliRunner().invoke(main, told).stderr
    with open_store(tmp_path / "a.store") as store:
        digest = f"{graph} {DG['digest']}"
        store.update(
            f"DELETE {{ GRAPH {graph} {{ {digest} ?d }} }} INSERT {{ GRAPH {graph} {{ {digest} 'x' }} }} "
            f"WHERE {{ GRAPH {graph} {{ {digest} ?d }} }}"
        )
    done = CliRunner().invoke(main, told)
    assert done.exit_code == 0, done.output
    assert "a.store: built with another version of the ontology" in done.stderr


def test_it_is_read_from_files_alone(site: Path, chromium: Browser) -> None:
    page = chromium.new_context(offline=True).new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((site / "index.id.html").as_uri())
    page.fill("#find", "kusma rina")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hits a")
    assert page.locator(".hits a").all_inner_texts() == ["Rina Kusuma", "Rina Kusuma"]
    page.get_by_role("link", name="English").click()
    page.wait_for_selector(".hits a")
    assert page.locator(".hits .quiet").all_inner_texts()[1].endswith("Malaysia")
    page.locator(".hits a").first.click()
    expect(page.get_by_role("heading", name="Rina Kusuma")).to_be_visible()
    for name in ("Draw the network around it", "Network"):
        page.get_by_role("link", name=name, exact=True).click()
        page.wait_for_url("**/view/**")
        wait_until_there(page, "defgraph")
        page.go_back()
    assert {urlsplit(address).scheme for address in asked} <= {"file", "data"}
    assert said == []
    page.context.close()


@pytest.mark.parametrize("words", [30, 300])
def test_names_longer_than_file_names_may_be_have_pages(tmp_path: Path, words: int) -> None:
    name = "Rani " + " ".join(f"Kusuma{number}" for number in range(words))
    told = [person(name + end, country="ID", position=f"Menteri {name}{end}") for end in ("", " Satu")]
    with open_store("memory") as store:
        build([record("r", meeting(participants=told))], store)
        count = write_site(store, tmp_path / "site")
        key = slug(name)
        assert render(store, f"official/id/{key}", "en") == render(
            store, shortened(f"official/id/{key}"), "en"
        )
    there = files(tmp_path / "site")
    assert count == len(there)
    assert broken(tmp_path / "site") == []
    for end in ("", "-satu"):
        path = page_path(f"official/id/{key}{end}", "en")
        assert f"{name}{end}".casefold()[:200].encode() in there[path].lower()
        assert f"official/id/{key}{end}>".encode() in there[path.replace(".en.html", ".ttl")]


def test_hostile_names_stay_text(tmp_path: Path, chromium: Browser) -> None:
    with open_store("memory") as store:
        build([record("r", meeting(participants=[person(f"Rani {HOSTILE}", country="ID")]))], store)
        write_site(store, tmp_path / "site")
    assert broken(tmp_path / "site") == []
    page = chromium.new_context(offline=True, viewport=PHONE).new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto((tmp_path / "site" / "search.en.html").as_uri() + "?q=rani")
    page.locator(".hits a").first.click()
    assert "onerror" in page.inner_text("h1")
    wide, narrow = page.evaluate(WIDTH)
    assert wide == narrow
    assert dialogs == []
    page.context.close()
