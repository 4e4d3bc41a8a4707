"""Graphs over HTTP: read and written whole, by those who may, and never half."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from defgraph import open_store
from defgraph.serve.tokens import Tokens
from defgraph.store.formats import GRAPHS
from served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

    from sparql_server import Server

TOKEN = "a-token-that-nobody-guesses"
WITH_TOKEN = {"Authorization": f"Bearer {TOKEN}"}
GRAPH = "http://example.org/g"
STATEMENT = '<http://example.org/s> <http://example.org/p> "old" .'
NEW = '<http://example.org/s> <http://example.org/p> "new" .'


HELD = f"DROP ALL ; INSERT DATA {{ GRAPH <{GRAPH}> {{ {STATEMENT} }} }}"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("served") / "w.store"
    with open_store(place) as store:
        store.update(HELD)
    return place


@pytest.fixture(scope="module")
def server(place: Path) -> Iterator[httpx.Client]:
    limits = {"upload_bytes": 10_000, "answer_bytes": 5_000}
    with served(place, tokens=Tokens([TOKEN]), limits=limits) as client:
        yield client


@pytest.fixture
def client(server: httpx.Client) -> httpx.Client:
    """A client of a server that holds one graph, and takes changes from those who have its token."""
    assert server.post("sparql", data={"update": HELD}, headers=WITH_TOKEN).status_code == 204
    return server


def send(
    client: httpx.Client,
    method: str = "PUT",
    body: str | bytes = NEW,
    media_type: str = "text/turtle",
    path: str = "graph-store",
    params: dict | None = None,
    headers: dict | None = None,
) -> httpx.Response:
    headers = {**WITH_TOKEN, "Content-Type": media_type, **(headers or {})}
    params = {"graph": GRAPH} if params is None else params
    return client.request(method, path, content=body, params=params, headers=headers)


def read(client: httpx.Client, graph: str = GRAPH, accept: str = "application/n-triples") -> httpx.Response:
    return client.get("graph-store", params={"graph": graph}, headers={"Accept": accept})


def is_problem(found: httpx.Response, status: int, name: str) -> bool:
    assert found.headers["content-type"] == "application/problem+json", found.text
    assert (found.status_code, found.json()["type"].rpartition("/")[2]) == (status, name), found.text
    return True


class TestReading:
    @pytest.mark.parametrize("media_type", GRAPHS)
    def test_in_every_form(self, client: httpx.Client, media_type: str) -> None:
        found = read(client, accept=media_type)
        assert found.headers["content-type"].partition(";")[0] == media_type
        (quad,) = ox.parse(found.content, format=GRAPHS[media_type])
        assert f"{quad.triple} ." == STATEMENT

    def test_in_the_same_order_always(self, client: httpx.Client) -> None:
        lines = [f"<http://e.org/{n}> <http://e.org/p> {n} ." for n in range(30)]
        for order in (lines, lines[::-1]):
            assert send(client, body="\n".join(order)).status_code == 204
            assert read(client).text.splitlines() == sorted(
                str(quad.triple) + " ." for quad in ox.parse("\n".join(lines), format=ox.RdfFormat.TURTLE)
            )

    def test_again_only_where_it_has_changed(self, client: httpx.Client) -> None:
        first = read(client)
        tag = {"If-None-Match": f'"else", W/{first.headers["etag"]}', "Accept": "application/n-triples"}
        again = client.get("graph-store", params={"graph": GRAPH}, headers=tag)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        assert read(client, accept="text/turtle").headers["etag"] != first.headers["etag"]
        send(client)
        assert client.get("graph-store", params={"graph": GRAPH}, headers=tag).status_code == 200

    def test_what_is_not_there(self, client: httpx.Client) -> None:
        assert is_problem(read(client, "http://example.org/none"), 404, "not-found")
        assert is_problem(client.get("graph-store/none"), 404, "not-found")
        assert client.head("graph-store/none").status_code == 404
        assert is_problem(read(client, accept="text/csv"), 406, "not-acceptable")

    def test_the_graph_without_a_name_is_always_there(self, client: httpx.Client) -> None:
        assert client.get("graph-store", params={"default": ""}).status_code == 200

    @pytest.mark.parametrize(
        ("path", "params"),
        [
            ("graph-store", {}),
            ("graph-store", {"graph": "relative"}),
            ("graph-store", {"graph": "http://e.org/> } ; DROP ALL #"}),
            ("graph-store", {"graph": GRAPH, "default": ""}),
            ("graph-store", {"graph": [GRAPH, GRAPH]}),
            ("graph-store", {"default": "yes"}),
            ("graph-store/direct", {"graph": GRAPH}),
        ],
    )
    def test_which_graph_has_to_be_clear(self, client: httpx.Client, path: str, params: dict) -> None:
        assert is_problem(client.get(path, params=params), 400, "bad-request")

    def test_a_graph_too_large(self, client: httpx.Client) -> None:
        long = '<http://example.org/s> <http://example.org/p> "' + "x" * 6_000 + '" .'
        assert send(client, body=long).status_code == 204
        assert is_problem(read(client), 422, "answer-too-large")

    def test_pages_of_other_sites_may(self, client: httpx.Client) -> None:
        found = client.get("graph-store", params={"graph": GRAPH}, headers={"Origin": "https://e.org"})
        assert found.headers["access-control-allow-origin"] == "*"


class TestWriting:
    def test_put_replaces_post_adds_delete_deletes(self, client: httpx.Client) -> None:
        assert send(client, "POST").status_code == 204
        assert read(client).text.splitlines() == [NEW, STATEMENT]
        assert send(client, "PUT").status_code == 204
        assert read(client).text.splitlines() == [NEW]
        assert send(client, "DELETE").status_code == 204
        assert read(client).status_code == 404
        assert is_problem(send(client, "DELETE"), 404, "not-found")

    def test_a_new_graph_is_told(self, client: httpx.Client) -> None:
        other = {"graph": "http://example.org/other"}
        found = send(client, params=other)
        assert (found.status_code, found.headers["location"]) == (201, other["graph"])
        assert send(client, params=other).status_code == 204

    def test_a_graph_named_in_any_script(self, client: httpx.Client) -> None:
        graph = "http://example.org/Jum\u2019at/%20日本"
        found = send(client, params={"graph": graph})
        assert (found.status_code, found.headers["location"]) == (
            201,
            "http://example.org/Jum%E2%80%99at/%20%E6%97%A5%E6%9C%AC",
        )
        assert read(client, graph).text.splitlines() == [NEW]

    def test_posted_to_no_graph_it_gets_an_address_of_its_own(self, client: httpx.Client) -> None:
        places = [send(client, "POST", params={}).headers["location"] for _ in range(2)]
        assert len(set(places)) == 2
        for place in places:
            assert client.get(place).status_code == 200
            assert read(client, place).text.splitlines() == [NEW]

    def test_by_its_own_address(self, client: httpx.Client) -> None:
        assert send(client, path="graph-store/a/b%20c.ttl", body="<> a <#x> .", params={}).status_code == 201
        iri = f"{client.base_url}graph-store/a/b%20c.ttl"
        assert client.get("graph-store/a/b%20c.ttl").status_code == 200
        assert read(client, iri).text.startswith(f"<{iri}> ")
        assert f"<{iri}#x>" in read(client, iri).text

    @pytest.mark.parametrize("media_type", GRAPHS)
    def test_in_every_form(self, client: httpx.Client, media_type: str) -> None:
        body = ox.serialize(ox.parse(NEW, format=ox.RdfFormat.TURTLE), format=GRAPHS[media_type])
        assert send(client, body=body, media_type=f"{media_type}; charset=utf-8").status_code == 204
        assert read(client).text.splitlines() == [NEW]

    @pytest.mark.parametrize(
        "literal",
        [
            '"a \\"quoted\\" word"',
            '"back\\\\slash"',
            '"\\\\u0022 } } ; DROP ALL #"',
            '"line\\nfeed\\rreturn\\ttab"',
            '"\\u202Etxt"@ar',
            "'''</script>'''",
            '"2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date>',
        ],
    )
    def test_text_stays_what_it_is(self, client: httpx.Client, literal: str) -> None:
        body = f"<http://example.org/s> <http://example.org/p> {literal} ."
        assert send(client, body=body).status_code == 204
        (sent,) = ox.parse(body, format=ox.RdfFormat.TURTLE)
        (held,) = ox.parse(read(client).content, format=ox.RdfFormat.N_TRIPLES)
        assert held.object == sent.object

    def test_a_graph_of_nothing_is_no_graph(self, client: httpx.Client) -> None:
        assert send(client, body="").status_code == 204
        assert read(client).status_code == 404


class TestBlankNodes:
    BODY = '[] <http://example.org/p> [ <http://example.org/q> "x" ] .'

    def graph(self, client: httpx.Client) -> rdflib.Graph:
        return rdflib.Graph().parse(data=read(client).content, format="nt")

    def test_put_twice_they_are_as_put_once(self, client: httpx.Client) -> None:
        for _ in range(2):
            send(client, body=self.BODY)
            assert isomorphic(self.graph(client), rdflib.Graph().parse(data=self.BODY, format="turtle"))

    def test_posted_twice_they_are_others(self, client: httpx.Client) -> None:
        send(client, body=self.BODY)
        send(client, "POST", body=self.BODY)
        assert len(self.graph(client)) == 4

    def test_of_two_parts_are_others_whatever_they_are_called(self, client: httpx.Client) -> None:
        parts = [
            ("file", (f"{n}.ttl", f'_:same <http://example.org/p> "{n}" .', "text/turtle")) for n in range(2)
        ]
        found = client.post("graph-store", params={"graph": GRAPH}, files=parts, headers=WITH_TOKEN)
        assert found.status_code == 204
        blank = {term for term in self.graph(client).subjects() if isinstance(term, rdflib.BNode)}
        assert len(blank) == 2


class TestRefusals:
    @pytest.mark.usefixtures("client")
    def test_writing_is_off_unless_there_are_tokens(self, place: Path) -> None:
        with served(place) as client:
            for method in ("PUT", "POST", "DELETE"):
                assert is_problem(send(client, method), 403, "read-only")
            assert read(client).text.splitlines() == [STATEMENT]

    @pytest.mark.parametrize("authorization", ["", "Bearer wrong", f"Basic {TOKEN}"])
    def test_writing_wants_a_right_token(self, client: httpx.Client, authorization: str) -> None:
        for method in ("PUT", "POST", "DELETE"):
            found = send(client, method, headers={"Authorization": authorization})
            assert is_problem(found, 401, "unauthorised")
            assert found.headers["www-authenticate"].startswith("Bearer")
        assert read(client).text.splitlines() == [STATEMENT]

    @pytest.mark.parametrize(
        ("body", "media_type"),
        [
            (f"{NEW}\n<http://example.org/s> <p", "text/turtle"),
            (f"{NEW}\n<relative> <http://example.org/p> 1 .", "application/n-triples"),
        ],
    )
    def test_what_does_not_parse(self, client: httpx.Client, body: str, media_type: str) -> None:
        found = send(client, body=body, media_type=media_type)
        assert is_problem(found, 400, "bad-rdf")
        assert found.json()["line"] == 2
        assert found.json()["column"] >= 1
        assert read(client).text.splitlines() == [STATEMENT]

    @pytest.mark.parametrize(
        ("body", "media_type"),
        [
            (f"<{GRAPH}> {{ {NEW} }}", "application/trig"),
            ('{"@context": "http://example.org/context", "name": "x"}', "application/ld+json"),
            ("<rdf:RDF", "application/rdf+xml"),
            (
                "<http://e.org/s> <http://e.org/p> <<( <http://e.org/s> <http://e.org/p> 1 )>> .",
                "text/turtle",
            ),
            (b'<http://e.org/s> <http://e.org/p> "\xff" .', "text/turtle"),
        ],
    )
    def test_what_is_no_graph_of_rdf_1_1(
        self, client: httpx.Client, body: bytes | str, media_type: str
    ) -> None:
        assert is_problem(send(client, body=body, media_type=media_type), 400, "bad-rdf")
        assert read(client).text.splitlines() == [STATEMENT]

    def test_other_media_types(self, client: httpx.Client) -> None:
        for media_type in ("text/plain", "text/turtle; charset=latin-1", ""):
            found = send(client, media_type=media_type)
            assert is_problem(found, 415, "unsupported-media-type")
        assert "text/turtle" in send(client, media_type="text/csv").json()["taken"]

    def test_parts_that_are_none(self, client: httpx.Client) -> None:
        found = send(client, "POST", body=b"no parts", media_type="multipart/form-data")
        assert is_problem(found, 400, "bad-request")
        found = send(client, "POST", body=b"--x\r\nnone", media_type="multipart/form-data; boundary=y")
        assert found.status_code == 400
        files = {"file": ("a.csv", "a,b", "text/csv")}
        found = client.post("graph-store", params={"graph": GRAPH}, files=files, headers=WITH_TOKEN)
        assert is_problem(found, 415, "unsupported-media-type")
        files = {"file": (None, NEW, "text/turtle")}
        found = client.post("graph-store", params={"graph": GRAPH}, files=files, headers=WITH_TOKEN)
        assert is_problem(found, 415, "unsupported-media-type")

    def test_too_large_an_upload(self, client: httpx.Client) -> None:
        assert is_problem(send(client, body="#" * 10_001), 413, "too-large")

    def test_other_methods(self, client: httpx.Client) -> None:
        found = send(client, "PATCH")
        assert is_problem(found, 405, "method-not-allowed")
        assert "PUT" in found.headers["allow"]
        assert "PUT" in client.options("graph-store/x").headers["allow"]

    def test_while_another_process_writes(self, client: httpx.Client, place: Path) -> None:
        with open_store(place):
            for method in ("PUT", "DELETE"):
                found = send(client, method)
                assert is_problem(found, 503, "store-locked")
                assert int(found.headers["retry-after"]) > 0


class TestConditions:
    """Two who change one graph lose nothing."""

    def test_a_graph_that_has_changed(self, client: httpx.Client) -> None:
        for accept in ("text/turtle", "application/ld+json"):
            tag = {"If-Match": read(client, accept=accept).headers["etag"]}
            body = f'<http://e.org/s> <http://e.org/p> "{accept}" .'
            assert send(client, body=body, headers=tag).status_code == 204
            for method in ("PUT", "POST", "DELETE"):
                assert is_problem(send(client, method, headers=tag), 412, "changed")
            assert read(client).text.splitlines() == [body]

    def test_a_graph_that_is_there_already(self, client: httpx.Client) -> None:
        none = {"If-None-Match": "*"}
        assert is_problem(send(client, headers=none), 412, "changed")
        assert send(client, params={"graph": "http://e.org/new"}, headers=none).status_code == 201

    def test_a_graph_that_is_not_there(self, client: httpx.Client) -> None:
        any_at_all = {"If-Match": "*"}
        assert is_problem(
            send(client, params={"graph": "http://e.org/new"}, headers=any_at_all), 412, "changed"
        )
        assert send(client, headers=any_at_all).status_code == 204


def test_an_endpoint_as_store(empty_server: Server) -> None:
    with served(empty_server.address, tokens=Tokens([TOKEN])) as client:
        assert send(client).status_code == 201
        assert read(client).text.splitlines() == [NEW]
        assert send(client, "POST", body=STATEMENT).status_code == 204
        assert read(client).text.splitlines() == [NEW, STATEMENT]
        assert send(client, params={"default": ""}, body=STATEMENT).status_code == 204
        unnamed = client.get(
            "graph-store", params={"default": ""}, headers={"Accept": "application/n-triples"}
        )
        assert unnamed.text.splitlines() == [STATEMENT]
        assert send(client, "DELETE").status_code == 204
        assert read(client).status_code == 404
