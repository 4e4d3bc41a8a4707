"""Batches of names, and drawings, that are meant to do harm; and connections that say nothing."""

from __future__ import annotations

import json
import re
import socket
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from defgraph.serve import run
from defgraph.serve.protocol import BoundedProtocol
from hostile_desk import LABELS, SCRIPT, TURNED, hostile_server
from test_serve_hostile import WAYS, asked, header, status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = ["\x00", "\ud800", "\uffff", "a\u202eb", SCRIPT, TURNED, "{{7*7}}", "%s%n", "١٢", "../../etc/passwd", "x" * 100_000, "a " * 50_000]  # fmt: skip
NUMBERS = ["0", "-1", "1e400", "1e300", "1.5", "1e-5", "true", "null", '"5"', "9" * 4_000, "9" * 5_000, "NaN", "Infinity", "-0", "1e2"]  # fmt: skip
SHAPES = ["[]", "null", "1", '"x"', "", "{", '{"q": []}', '{"q": {"query": null}}', '{"q": {"query": "a", "type": [1]}}',
    '{"q": {"query": "a", "properties": {}}}', '{"q": {"query": "a", "__proto__": {}}}', '{"ids": "x", "properties": []}']  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with hostile_server(tmp_path_factory.mktemp("hostile"), limits={"workers": 1}) as client:
        yield client


def sent(client: httpx.Client, **form: str) -> httpx.Response:
    """Post a form, and see that a refusal is one in words."""
    found = client.post("reconcile", data=form)
    assert found.status_code in (200, 400, 413, 422), found.text[:1000]
    assert found.status_code == 200 or found.headers["content-type"] == "application/problem+json"
    assert len(found.content) < 100_000 or found.status_code == 200
    return found


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text[:12]))
def test_any_text_is_a_name_a_key_a_value_a_property_a_type_or_an_identifier(
    client: httpx.Client, text: str
) -> None:
    named = sent(client, queries=json.dumps({"q": {"query": text}}))
    assert (named.status_code, set(named.json())) == (200, {"q"})
    keyed = sent(client, queries=json.dumps({text: {"query": "nobody"}}))
    assert keyed.json() == {text: {"result": []}}
    values = [
        {"pid": "country", "v": text},
        {"pid": "organisation", "v": {"id": text}},
        {"pid": text, "v": [text]},
    ]
    query: dict[str, Any] = {"query": "Panjang", "properties": values}
    assert sent(client, queries=json.dumps({"q": query})).status_code == 200
    assert (
        sent(client, queries=json.dumps({"q": {"query": "Panjang", "type": text}})).json()["q"]["result"]
        == []
    )
    ids = [text, f"data/{text}", f"vocabulary/country/{text}"]
    extended = sent(client, extend=json.dumps({"ids": ids, "properties": [{"id": "country"}]}))
    assert (extended.status_code, len(extended.json()["rows"])) == (200, 3)
    assert sent(client, extend=json.dumps({"ids": ids, "properties": [{"id": text}]})).status_code == 422


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:8])
def test_numbers_are_whole_and_of_a_size(client: httpx.Client, number: str) -> None:
    found = sent(client, queries=f'{{"q": {{"query": "Panjang", "limit": {number}}}}}')
    assert (found.status_code == 200) == (number in {"1e300", "1e2", "9" * 4_000})
    settings = f'{{"limit": {number}}}'
    extension = f'{{"ids": ["x"], "properties": [{{"id": "country", "settings": {settings}}}]}}'
    assert (sent(client, extend=extension).status_code == 200) == (
        number in {"0", "-0", "1e300", "1e2", '"5"', "9" * 4_000}
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_other_shapes_are_refused(client: httpx.Client, shape: str) -> None:
    assert sent(client, queries=shape).status_code in (400, 422)
    assert sent(client, extend=shape).status_code in (400, 422)


def test_nesting_ends(client: httpx.Client) -> None:
    for depth in (100, 950, 990, 1_000, 5_000, 100_000):
        deep = "[" * depth + "]" * depth
        assert sent(client, queries=f'{{"q": {{"query": {deep}}}}}').status_code in (400, 422)
        wanted = f'{{"q": {{"query": "a", "properties": [{{"pid": "country", "v": {deep}}}]}}}}'
        assert sent(client, queries=wanted).status_code in (400, 422)


def test_there_is_a_most_of_everything(client: httpx.Client) -> None:
    many = {str(number): {"query": "x"} for number in range(10_000)}
    assert sent(client, queries=json.dumps(many)).status_code == 413
    assert sent(client, queries="x" * 1_100_000).status_code == 413
    ids = [f"data/{number}" for number in range(501)]
    assert sent(client, extend=json.dumps({"ids": ids, "properties": []})).status_code == 413
    values = [f"Kementerian {number}" for number in range(400)]
    query = {"query": "Panjang", "properties": [{"pid": "organisation", "v": values}]}
    assert sent(client, queries=json.dumps(dict.fromkeys("abcdefghij", query))).status_code == 200
    long = {str(number): {"query": f"nama {number} " * 1_500} for number in range(50)}
    assert sent(client, queries=json.dumps(long)).status_code == 200


@pytest.mark.parametrize("what", ["view?id=", "preview?id=", "suggest/entity?prefix=", "properties?type=", "suggest/entity?cursor="])  # fmt: skip
def test_nothing_that_is_asked_leads_elsewhere(client: httpx.Client, what: str) -> None:
    for text in (*WAYS, "%00", "%ED%A0%80", "https:%2f%2fevil.example", "%2f%2fevil.example", "javascript:1", "data/..",
                 "%0d%0aHarm:1", "%E2%80%AE", "x" * 50_000, "9" * 30):  # fmt: skip
        answer = asked(client, f"/reconcile/{what}{text}", host="localhost")
        assert status(answer) in (200, 400, 404, 422), text
        assert not header(answer, "location")
        assert b"\r\nHarm" not in answer.partition(b"\r\n\r\n")[0]


def test_drawings_are_of_what_there_is(client: httpx.Client) -> None:
    for way in (
        *WAYS,
        "%E2%80%AE",
        "%3Cscript%3E",
        "a/" * 2_000,
        "~" + "0" * 32,
        "official/id/a~" + "0" * 32,
    ):
        for file in ("official/id/x", "country/JP%0d%0a", "."):
            for language in ("en", "%00"):
                answer = asked(client, f"/view/{way}{file}.{language}.html", host="localhost")
                assert status(answer) in (400, 404), (way, file)


def test_names_in_drawings_and_candidates_are_text(client: httpx.Client) -> None:
    for local in ("index", "co-attendance", "country/JP"):
        html = client.get(f"view/{local}.en.html").raise_for_status().text
        for label in (*LABELS[:2], LABELS[3]):
            assert label not in html
        assert "\u202e" not in html
        assert "\u2066" not in html
    found = sent(
        client, queries=json.dumps({"q": {"query": LABELS[1], "limit": 100}, "r": {"query": TURNED}})
    )
    assert found.headers["content-type"] == "application/json"
    assert found.headers["x-content-type-options"] == "nosniff"
    ids = [each["id"] for result in found.json().values() for each in result["result"]]
    assert ids
    for identifier in ids[:10]:
        preview = client.get("reconcile/preview", params={"id": identifier})
        assert preview.status_code == 200
        assert not re.search("<(script|img)", preview.text)
        assert "\u202e" not in preview.text
        view = client.get("reconcile/view", params={"id": identifier})
        assert client.get(view.url.join(view.headers["location"])).status_code == 200


def test_who_says_nothing_keeps_nobody_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MOST_OPEN", 20)
    monkeypatch.setattr(run, "MOST_CONNECTIONS", 60)
    with ExitStack() as stack, hostile_server(tmp_path, limits={"workers": 1}) as client:
        client.get("healthz")
        here = (client.base_url.host, client.base_url.port)
        opened = []
        for number in range(200):
            opened.append(stack.enter_context(socket.create_connection(here, timeout=20)))
            if number % 3 == 0:
                opened[-1].sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
            elif number % 3 == 1:
                opened[-1].sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n")
            if number % 10 == 0:
                with httpx.Client(base_url=client.base_url, trust_env=False) as other:
                    assert other.get("country/JP.ttl").status_code == 200
        left = 0
        for connection in opened:
            connection.setblocking(False)
            try:
                left += connection.recv(1) == b""
            except BlockingIOError:
                continue
            except ConnectionError:
                left += 1
        assert 100 <= left < 200


def test_the_connections_of_two_servers_are_two_matters() -> None:
    one, other = BoundedProtocol.of_a_server(1), BoundedProtocol.of_a_server(2)
    assert one._waiting is not other._waiting
