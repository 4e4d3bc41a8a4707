"""What the server makes of requests and of data that are meant to do harm: real requests, byte by byte."""

from __future__ import annotations

import csv
import io
import re
import socket
import sys
import time
from typing import TYPE_CHECKING

import httpx
import pytest
import yaml

from defgraph.resources import package_file
from defgraph.serve import protocol
from defgraph.serve.problems import KINDS, Kind
from hostile_desk import CELL, IMAGE, LABELS, SCRIPT, TOKEN, URL, hostile_server

if TYPE_CHECKING:
    from collections.abc import Iterator

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
TITLES = "SELECT ?title { ?article a <https://w3id.org/defgraph/ontology#Article> ; <http://purl.org/dc/terms/title> ?title }"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    limits = {"workers": 1, "cached_bytes": 3_000_000}
    with hostile_server(tmp_path_factory.mktemp("hostile"), limits=limits) as client:
        yield client


def sent(client: httpx.Client, data: bytes) -> bytes:
    """Send bytes, and return what comes until the server closes the connection."""
    got = b""
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=20) as connection:
        connection.sendall(data)
        while piece := connection.recv(65536):
            got += piece
    return got


def asked(client: httpx.Client, target: str, *headers: str, method: str = "GET", host: str = "x") -> bytes:
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", "Connection: close", *headers, "", ""]
    return sent(client, "\r\n".join(lines).encode("latin-1"))


def status(answer: bytes) -> int:
    return int(answer[9:12])


def header(answer: bytes, name: str) -> str:
    found = re.search(
        rb"(?i)\r\n" + name.encode() + rb": ([^\r]*)", answer.partition(b"\r\n\r\n")[0] + b"\r\n"
    )
    return found[1].decode("latin-1") if found else ""


WAYS = ("..%2f..%2f", "../../", "%2e%2e/", "..%5c..%5c", "%252e%252e%252f", "/", "//", "%00", "%ff", "%ef%bc%8e%ef%bc%8e/", "%c0%ae%c0%ae/", "x" * 5000 + "/")  # fmt: skip


@pytest.mark.parametrize("below", ["static", "queries", "view", "review/draft", "review/static", "official/id", "graph-store"])  # fmt: skip
def test_no_path_leads_out(client: httpx.Client, below: str) -> None:
    for way in WAYS:
        for file in ("etc/passwd", "texts.yaml", "a.store/CURRENT", "a.en.html", "site.css%00.svg"):
            assert status(asked(client, f"/{below}/{way}{file}", host="localhost")) in (400, 404), way


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "///evil.example/", "/%2f%2fevil.example", "/\\evil.example", "/%5cevil.example",
     "/defgraph/data//evil.example", "/defgraph/data/https:%2f%2fevil.example", "/https://evil.example",
     "/review//evil.example", "/defgraph/data/%0d%0aLocation:%20https:%2f%2fevil.example"],
)  # fmt: skip
def test_no_address_leads_elsewhere(client: httpx.Client, target: str) -> None:
    for accept in ("*/*", BROWSER, "text/turtle"):
        answer = asked(client, target, f"Accept: {accept}", host="localhost")
        assert status(answer) == 404
        assert not header(answer, "location")


def test_nothing_that_is_sent_becomes_a_header(client: httpx.Client) -> None:
    for target in (
        "/review?x=%0d%0aHarm:1", "/queries/meetings?country=JP&page=1&x=%0d%0aHarm:1",
        "/queries/partner-countries?per_page=1&%0d%0aHarm:1=1", "/country/JP%0d%0aHarm:1.ttl", "/sparql?query=%0d%0aHarm:1",
        "/sparql.csv%0d%0aHarm:1?query=ASK{}", "/graph-store?graph=%0d%0aHarm:1", "/?%0d%0aHarm:1",
    ):  # fmt: skip
        head = asked(client, target, "Origin: x", host="localhost").partition(b"\r\n\r\n")[0]
        assert b"\r\nharm" not in head.lower(), target
        assert status(head) < 500


@pytest.mark.parametrize(
    "host",
    [
        "[",
        "a@b",
        "evil/path",
        "evil/dump.nq?",
        "a b",
        "<x>",
        "x\\y",
        "x#y",
        "\xe9",
        "",
        "a:b",
        "a" * 300,
        "[::1",
    ],
)
def test_what_names_no_host_is_refused(client: httpx.Client, host: str) -> None:
    for target in ("/", "/dump.ttl", "/sparql", "/review/", "/nothing"):
        assert status(asked(client, target, host=host)) == 400


def test_one_host_is_named(client: httpx.Client) -> None:
    line = b"GET /static/site.css HTTP/1.%d\r\n%sConnection: close\r\n\r\n"
    assert status(sent(client, line % (1, b""))) == 400
    assert status(sent(client, line % (1, b"Host: a\r\nHost: b\r\n"))) == 400
    assert status(sent(client, line % (1, b"Host: [::1]:80\r\n"))) == 200
    assert status(sent(client, line % (0, b""))) == 200


@pytest.mark.parametrize(
    "sent_header",
    ["Accept: text/html;q=abc", "Accept: a/b;q=nan", "Accept: ;;,,", "Accept: \xff", "Accept-Language: ;q=;", "Accept-Language: id;q=nan",
     "If-None-Match: \xff", "Cookie: \xff=\x01", "Cookie: defgraph_reviewer=%ff%00<script>", "Range: bytes=-,0-,9-1",
     "Authorization: Bearer \xff", "Content-Type: \xff", "Expect: x", "Upgrade: websocket"],
)  # fmt: skip
def test_odd_headers_fail_nothing(client: httpx.Client, sent_header: str) -> None:
    for target in (
        "/",
        "/country/JP",
        "/sparql",
        "/queries/partner-countries",
        "/review/",
        "/review/static/review.js",
    ):
        assert status(asked(client, target, sent_header, host="localhost")) < 500, target


def test_requests_cannot_be_told_apart_in_two_ways(client: httpx.Client) -> None:
    post = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    hidden = b"0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    for lines in (
        b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n",
        b"Transfer-Encoding: xchunked\r\n\r\n",
        b"Transfer-Encoding: chunked, identity\r\n\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"Content-Length : 5\r\n\r\n",
        b"Content-Length: +5\r\n\r\n",
        b"Content-Length: 5\rX: y\r\n\r\n",
        b" folded: 1\r\n\r\n",
    ):
        answer = sent(client, post + lines + hidden)
        assert status(answer) == 400, lines
        assert answer.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize("target", ["/", "/country/JP.ttl", "/sparql", "/queries", "/queries/partner-countries", "/search.en.html",
    "/suggest", "/static/site.css", "/openapi.json", "/graph-store?default", "/healthz", "/review/", "/review/name",
    "/review/draft/hostile-0.json", "/nothing", "/favicon.ico"])  # fmt: skip
def test_every_method_has_an_answer(client: httpx.Client, target: str) -> None:
    for method in ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
        answer = asked(client, target, method=method, host="localhost")
        assert status(answer) < 500
        assert header(answer, "x-content-type-options") == "nosniff"
        assert status(answer) != 405 or header(answer, "allow")
        assert method != "HEAD" or answer.endswith(b"\r\n\r\n")
    lengths = {header(asked(client, target, method=method), "content-length") for method in ("GET", "HEAD")}
    assert len(lengths) == 1


def test_many_parameters_that_a_query_does_not_have(client: httpx.Client) -> None:
    query = "&".join(f"{number:x}=1" for number in range(7_000))
    assert client.get(f"queries/meetings.en.html?{query}").status_code == 422


def test_parameters_are_given_once(client: httpx.Client) -> None:
    for target in ("queries/meetings?country=JP&country=MY", "queries/meetings.en.html?country=JP&country=MY", "sparql?query=ASK{}&query=ASK{}"):  # fmt: skip
        assert client.get(target).status_code in (400, 422)


def test_what_is_no_text_is_refused_or_replaced(client: httpx.Client) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for text in ("%ff", "%ED%A0%80", "%00", "%uD800"):
        assert client.get(f"sparql?query={text}").status_code == 400
        assert client.post("sparql", content=f"query={text}", headers=form).status_code == 400
        for target in ("search.en.html?q=", "suggest?q=", "sparql.en.html?example=", "queries/meetings.id.html?country="):  # fmt: skip
            assert client.get(target + text).status_code in (200, 404, 422)


def test_distinct_questions_fill_only_the_room_there_is(client: httpx.Client) -> None:
    for number in range(60):
        query = f"ASK {{}} #{number}{'x' * 100_000}"
        assert client.post("sparql", data={"query": query}).status_code == 200
    kept = re.search(r"^defgraph_answers_kept_bytes ([0-9.e+]+)$", client.get("metrics").text, re.MULTILINE)
    assert kept is not None
    assert 1_000_000 < float(kept[1]) <= 3_000_000


def test_paths_and_methods_make_no_new_measures(client: httpx.Client) -> None:
    def names() -> set[str]:
        return {line.rpartition(" ")[0] for line in client.get("metrics").text.splitlines()}

    client.get("nothing-0")
    asked(client, "/nothing-0", method="PROPFIND")
    before = names()
    for number in range(1, 20):
        client.get(f"nothing-{number}")
        asked(client, f"/nothing-{number}", method=("LOCK", "MKCOL", "PURGE")[number % 3])
    assert names() == before


def test_who_takes_nothing_is_left(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "TAKING_SECONDS", 0.2)
    many = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 200000"
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.settimeout(30)
        slow.connect((client.base_url.host, client.base_url.port))
        slow.sendall(
            f"GET /sparql?query={many.replace(' ', '+').replace('?', '%3F')} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        )
        assert slow.recv(1) == b"H"
        deadline = time.monotonic() + 30
        while client.get("static/icon.svg") and time.monotonic() < deadline:
            try:
                slow.send(b" ")  # refused once the server has left
            except ConnectionError:
                break
        else:
            raise AssertionError("the server still waits")
    assert len(client.post("sparql", data={"query": many}).content) > 10_000_000  # who takes it, gets it


class TestProblems:
    def test_a_browser_gets_a_page(self, client: httpx.Client) -> None:
        for target, code in (
            ("nothing", 404), ("official/id/nobody.id.html", 404), ("queries/meetings?country=Wakanda", 422),
            ("sparql?query=SELECT", 400), ("static/x", 404), ("graph-store?graph=http://x/", 404),
        ):  # fmt: skip
            found = client.get(target, headers={"Accept": BROWSER, "Accept-Language": "id-ID,en;q=0.5"})
            assert (found.status_code, found.headers["content-type"]) == (code, "text/html; charset=utf-8")
            assert '<html lang="id">' in found.text
            assert {"Accept", "Accept-Language"} <= set(found.headers["vary"].split(", "))
            other = client.get(target)
            assert (other.status_code, other.headers["content-type"]) == (code, "application/problem+json")
            assert "Accept" in other.headers["vary"]

    def test_it_is_told_in_the_readers_language_but_for_what_libraries_say(
        self, client: httpx.Client
    ) -> None:
        for header, language, title, hint in (
            ("id-ID,en;q=0.5", "id", "Kueri ini tidak dapat dijalankan", "lihat SPARQL 1.1 Query Language"),
            ("en", "en", "The query cannot be run", "see SPARQL 1.1 Query Language"),
            ("fr", "en", "The query cannot be run", "see SPARQL 1.1 Query Language"),
        ):
            asked = {"Accept-Language": header}
            found = client.get("sparql?query=SELECT", headers=asked)
            assert (found.json()["title"], found.headers["content-language"]) == (title, language)
            assert found.json()["hint"].startswith(hint)
            assert found.json()["detail"].startswith("SPARQL: line 1, column 7: expected")
            assert "Accept-Language" in found.headers["vary"]
            page = client.get("sparql?query=SELECT", headers={**asked, "Accept": BROWSER})
            assert page.headers["content-language"] == language
            assert f'<html lang="{language}">' in page.text
            assert f"<p><bdi>{title}</bdi></p>" in page.text
            assert f"<p><bdi>{hint}" in page.text
            assert ('<p lang="en"><bdi>SPARQL: line 1' in page.text) == (language == "id")

    def test_a_page_that_is_not_there_is_told_of_in_its_own_language(self, client: httpx.Client) -> None:
        for language, title in (
            ("id", "Tidak ada hal seperti itu di sini"),
            ("en", "There is no such thing here"),
        ):
            other = {"id": "en", "en": "id"}[language]
            found = client.get(f"official/id/nobody.{language}.html", headers={"Accept-Language": other})
            assert (found.json()["title"], found.headers["content-language"]) == (title, language)

    def test_every_kind_has_texts_in_both_languages(self) -> None:
        kinds = {
            one
            for module in list(sys.modules.values())
            if getattr(module, "__name__", "").startswith("defgraph.serve")
            for value in vars(module).values()
            for one in (value.values() if value is KINDS else [value])
            if isinstance(one, Kind)
        }
        texts = yaml.safe_load(package_file("serve/problems.yaml").read_text(encoding="utf-8"))
        assert {kind.name for kind in kinds} | {"method-not-allowed"} == set(texts)
        for told in texts.values():
            assert "title" in told
            assert all(set(each) == {"en", "id"} and all(each.values()) for each in told.values())

    def test_its_links_hold_at_any_depth(self, client: httpx.Client) -> None:
        accept = {"Accept": BROWSER, "Accept-Language": "en"}
        for target in ("a", "a/b", "a/b/c", "queries/..%2fx", "country/XX.id.html"):
            found = client.get(target, headers=accept)
            assert found.status_code == 404
            for address in re.findall(r'(?:href|src|action)="([^"#]*)"', found.text):
                link = found.url.join(address)
                assert client.get(link, headers=accept).status_code == (404 if "XX." in address else 200), (
                    link
                )

    def test_a_page_about_nothing_repeats_words_as_words(self, client: httpx.Client) -> None:
        found = client.get('a/"><script>harm()</script>\u202e', headers={"Accept": BROWSER})
        assert "<script>harm" not in found.text
        assert "\u202e" not in found.text
        assert "&lt;script&gt;harm" in found.text

    def test_who_sends_it_is_asked_for_as_little_as_a_page_of_elsewhere(self, client: httpx.Client) -> None:
        for accept in (
            "application/json, text/html;q=0.1",
            "*/*",
            "text/*;q=0.1",
            "application/problem+json",
        ):
            found = client.get("nothing", headers={"Accept": accept})
            assert found.headers["content-type"] == "application/problem+json"


class TestForms:
    FORM = "Content-Type: application/x-www-form-urlencoded"

    @pytest.mark.parametrize(
        "origin", ["http://[", "null", "http://evil.example", "http://localhost@evil.example", ""]
    )
    def test_of_other_sites_count_for_nothing(self, client: httpx.Client, origin: str) -> None:
        for target in ("/review/name", "/review/sign-in", "/review/draft/hostile-0.json"):
            answer = asked(client, target, self.FORM, f"Origin: {origin}", "Cookie: defgraph_form=a", "Content-Length: 0",
                           method="POST", host="localhost")  # fmt: skip
            assert status(answer) == 403

    def test_changing_the_store_takes_a_header_that_no_form_sends(self, client: httpx.Client) -> None:
        update = {"update": "CLEAR ALL"}
        for cookies in ({}, {"defgraph_token": TOKEN}):
            sending = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
            assert client.post("sparql", data=update, headers=sending).status_code == 401
            assert client.put("graph-store?default", content="", headers=sending | {"Content-Type": "text/turtle"}).status_code == 401  # fmt: skip
        asking = {"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT",
                  "Access-Control-Request-Headers": "authorization"}  # fmt: skip
        for target in ("sparql", "graph-store"):
            answer = client.options(target, headers=asking)
            assert "authorization" not in answer.headers.get("access-control-allow-headers", "").casefold()


class TestData:
    def test_rows_for_spreadsheets_are_exact(self, client: httpx.Client) -> None:
        answer = client.get("sparql.csv", params={"query": TITLES})
        titles = {row[0] for row in csv.reader(io.StringIO(answer.text, newline=""))}
        assert {CELL, SCRIPT, IMAGE} <= titles
        assert answer.headers["content-disposition"].startswith("attachment")

    def test_what_is_no_page_is_never_taken_for_one(self, client: httpx.Client) -> None:
        for target in ("article/2025-03-04-hostile-0.ttl", "article/2025-03-04-hostile-0.nt", "queries.json", "suggest?q=script",
                       "dump.nt", "queries/meetings?format=csv", "queries/meetings?format=markdown"):  # fmt: skip
            answer = client.get(target, headers={"Accept": BROWSER})
            assert answer.status_code == 200, target
            assert "html" not in answer.headers["content-type"]
            assert answer.headers["x-content-type-options"] == "nosniff"

    def test_what_depends_on_who_asks_says_so(self, client: httpx.Client) -> None:
        for target in ("", "country/JP", "defgraph/vocabulary/country/JP", "sparql", "queries/partner-countries", "queries", "graph-store?default"):  # fmt: skip
            assert "Accept" in client.get(target).headers["vary"], target
        assert "private" in client.get("review/").headers["cache-control"]

    def test_an_article_links_only_to_the_web(self, client: httpx.Client) -> None:
        rows = client.get(
            "sparql", params={"query": "SELECT ?s { ?s a <https://w3id.org/defgraph/ontology#Article> }"}
        )
        assert len(rows.json()["results"]["bindings"]) == len(LABELS)
        for number in range(len(LABELS)):
            page = client.get(f"article/2025-03-04-hostile-{number}.en.html").text
            assert not re.search(r'(?:href|src)="\s*(?:javascript|data|vbscript):', page, re.IGNORECASE)
            assert "<script>top" not in page
            assert httpx.URL(URL).host in page
