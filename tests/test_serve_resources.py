"""Every IRI of a store resolves: by negotiation, to documents that say what the store says."""

from __future__ import annotations

import re
import socket
from urllib.parse import quote, urlsplit

import httpx
import pyoxigraph as ox
import pytest
from pyoxigraph import NamedNode, Triple

from defgraph import build, open_store
from defgraph.ids import slug
from defgraph.namespaces import DCTERMS, DEFAULT_BASE, DG, RDF, RDFS, VOCABULARY
from defgraph.pages import page_path
from defgraph.pages.data import SYNTAXES, data_document
from defgraph.queries import thing as things
from defgraph.queries.thing import thing_triples
from queries_fixture import RECORDS
from record_factory import meeting, person, record
from served import served

OFFICIAL = "official/id/bambang-suryono"
OLD, NEW = "official/my/ahmad-zulqarnain", "official/my/ahmad-zulkarnain"
ARTICLE = "article/2024-01-11-malaysia-kedua"
TURTLE = "text/turtle"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("served") / "a.store"
    with open_store(place) as store:
        build([RECORDS], store)
    return place


@pytest.fixture(scope="module")
def client(folder):
    with served(folder) as client:
        yield client


@pytest.fixture(scope="module")
def store(folder):
    with open_store(folder, read_only=True) as store:
        yield store


def thing(client, local, start=DEFAULT_BASE, **headers):
    """Ask for an IRI at its own path."""
    return client.get(quote(urlsplit(start).path + local), headers=headers)


def target(found) -> str:
    """The path that an answer leads to."""
    assert found.status_code == 303
    return httpx.URL(found.url).join(found.headers["location"]).path.removeprefix("/")


def triples(found):
    forms = {"text/turtle": "ttl", "application/ld+json": "jsonld", "application/n-triples": "nt"}
    ending = forms.get(found.headers["content-type"].split(";")[0], "rdf")
    return {quad.triple for quad in ox.parse(found.content, format=SYNTAXES[ending])}


class TestThings:
    @pytest.mark.parametrize(
        ("headers", "document"),
        [
            ({}, ".en.html"),
            ({"Accept": "text/html,*/*;q=0.1", "Accept-Language": "id,en;q=0.5"}, ".id.html"),
            ({"Accept": "text/html", "Accept-Language": "fr"}, ".en.html"),
            ({"Accept": TURTLE}, ".ttl"),
            ({"Accept": "application/ld+json, text/turtle;q=0.9"}, ".jsonld"),
            ({"Accept": "application/n-triples"}, ".nt"),
            ({"Accept": "application/rdf+xml"}, ".rdf"),
        ],
    )
    def test_lead_to_the_document_that_is_liked_best(self, client, headers, document):
        found = thing(client, OFFICIAL, **headers)
        assert target(found) == OFFICIAL + document
        assert found.headers["vary"].startswith("Accept, Accept-Language")
        assert 'rel="describedby"' in found.headers["link"]

    def test_behind_a_prefix_they_lead_there_too(self, client):
        location = thing(client, OFFICIAL, Accept=TURTLE).headers["location"]
        behind = httpx.URL(f"https://example.org/kg/defgraph/data/{OFFICIAL}").join(location)
        assert behind == f"https://example.org/kg/{OFFICIAL}.ttl"

    @pytest.mark.parametrize(
        ("local", "start"),
        [
            ("country/MY", VOCABULARY),
            ("area/maritime-security", VOCABULARY),
            ("country", VOCABULARY),
            ("meeting/2024-01-10-malaysia/1", DEFAULT_BASE),
            ("graph/article/2024-01-10-malaysia", DEFAULT_BASE),
            (ARTICLE, DEFAULT_BASE),
        ],
    )
    def test_of_every_sort(self, client, local, start):
        assert target(thing(client, local, start, Accept=TURTLE)) == f"{local}.ttl"
        assert client.get(quote(f"{local}.ttl")).status_code == 200

    def test_every_one_of_the_data_and_the_vocabularies_resolves(self, client, store):
        rows = store.select("SELECT DISTINCT ?s { ?s ?p ?o } ORDER BY ?s").rows
        ours = [row[0].value for row in rows if row[0].value.startswith((DEFAULT_BASE, VOCABULARY))]
        assert len(ours) > 500
        for place, iri in enumerate(ours):
            found = client.get(quote(urlsplit(iri).path), headers={"Accept": TURTLE})
            assert found.status_code == 303, iri
            if place % 20 == 0:
                led = httpx.URL(found.url).join(found.headers["location"])
                assert client.get(led).headers["content-type"].startswith(TURTLE), iri

    def test_that_another_stands_for_lead_to_the_document_about_it(self, client):
        assert target(thing(client, OLD, Accept=TURTLE)) == f"{NEW}.ttl"
        assert target(client.get(f"{OLD}.id.html")) == f"{NEW}.id.html"
        assert target(client.get(f"{OLD}.nt")) == f"{NEW}.nt"

    def test_that_are_not_there(self, client):
        for path in (
            "defgraph/data/official/id/nobody",
            "official/id/nobody.ttl",
            "official/id/nobody.en.html",
            "defgraph/vocabulary/country/XX",
            "defgraph/data/country/MY",
            f"defgraph/vocabulary/{OFFICIAL}",
            "official/id/nobody",
            OFFICIAL,
            f"{OFFICIAL}.fr.html",
            f"{OFFICIAL}.exe",
        ):
            found = client.get(path)
            assert (found.status_code, found.headers["content-type"]) == (404, "application/problem+json"), (
                path
            )

    def test_the_ontology_is_one_document(self, client):
        for path in ("defgraph/ontology", "defgraph/drawing"):
            found = client.get(path, headers={"Accept": "text/html"})
            document = client.get(httpx.URL(found.url).join(found.headers["location"]))
            assert Triple(
                DG("Meeting"), RDF("type"), NamedNode("http://www.w3.org/2002/07/owl#Class")
            ) in triples(document)


class TestDocuments:
    def test_say_what_is_said_of_the_thing(self, client):
        found = client.get(f"{OFFICIAL}.ttl")
        assert found.headers["content-type"].startswith(TURTLE)
        official = NamedNode(DEFAULT_BASE + OFFICIAL)
        said = triples(found)
        assert Triple(official, RDF("type"), DG("Official")) in said
        assert Triple(official, DCTERMS("source"), NamedNode(DEFAULT_BASE + ARTICLE)) in said
        assert Triple(DG("Official"), RDFS("label"), ox.Literal("Pejabat", language="id")) in said
        pointing = {triple.predicate for triple in said if triple.object == official}
        assert {DG("participant"), DG("holder")} <= pointing
        assert {triple.subject for triple in said if triple.predicate == DG("country")} == {official}

    @pytest.mark.parametrize("local", [OFFICIAL, "country/MY", "meeting/2024-01-10-malaysia/1"])
    def test_are_the_same_in_every_form_and_without_blank_nodes(self, client, local):
        forms = [triples(client.get(f"{local}.{ending}")) for ending in SYNTAXES]
        assert all(form == forms[0] for form in forms)
        terms = {term for triple in forms[0] for term in triple}
        assert not any(isinstance(term, ox.BlankNode) for term in terms)

    def test_of_a_graph_hold_its_statements(self, client, store):
        graph = NamedNode(DEFAULT_BASE + "graph/article/2024-01-10-malaysia")
        said = triples(client.get("graph/article/2024-01-10-malaysia.ttl"))
        assert {quad.triple for quad in store.quads(graph)} <= said
        derived = triples(client.get("graph/derived.ttl"))
        assert {quad.triple for quad in store.quads(NamedNode(DEFAULT_BASE + "graph/derived"))} <= derived

    def test_are_bounded(self, store, monkeypatch):
        country = NamedNode(VOCABULARY + "country/MY")
        incoming = [
            t for t in thing_triples(store, country) if t.object == country and t.predicate == DG("country")
        ]
        assert len(incoming) > 3
        monkeypatch.setattr(things, "MOST_INCOMING", 2)
        fewer = [
            t for t in thing_triples(store, country) if t.object == country and t.predicate == DG("country")
        ]
        assert sorted(map(str, fewer)) == sorted(map(str, incoming))[:2]
        monkeypatch.setattr(things, "MOST_SORTED", 2)
        assert not any(
            t.object == country and t.predicate == DG("country") for t in thing_triples(store, country)
        )
        graph = NamedNode(DEFAULT_BASE + "graph/derived")
        monkeypatch.setattr(things, "MOST_IN_GRAPH", 10)
        assert len(thing_triples(store, graph)) < 10

    def test_are_the_same_bytes_whatever_the_history(self, store, tmp_path):
        records = sorted(RECORDS.glob("[!.]*"))
        with open_store("memory") as other:
            build(records[::-1][:4], other)
            build(records, other)
            for local in (OFFICIAL, "country/MY", NEW, "area/maritime-security"):
                for ending in ("ttl", "jsonld"):
                    assert data_document(store, local, ending) == data_document(other, local, ending)

    def test_lead_to_each_other(self, client):
        found = client.get(f"{OFFICIAL}.en.html")
        link = found.headers["link"]
        assert '<bambang-suryono.id.html>; rel="alternate"; type="text/html"; hreflang="id"' in link
        assert '<bambang-suryono.ttl>; rel="alternate"; type="text/turtle"' in link
        assert f'<{DEFAULT_BASE}{OFFICIAL}>; rel="describes"' in link
        assert "bambang-suryono.en.html" not in link
        assert found.headers["content-language"] == "en"

    @pytest.mark.parametrize("ending", ["ttl", "en.html"])
    def test_are_not_sent_twice(self, client, ending):
        found = client.get(f"{OFFICIAL}.{ending}")
        again = client.get(found.url, headers={"If-None-Match": found.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = client.head(found.url)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["etag"] == found.headers["etag"]
        assert int(head.headers["content-length"]) == len(found.content)

    def test_that_are_too_long_are_not_sent(self, folder):
        with served(folder, limits={"answer_bytes": 500}) as client:
            assert client.get(f"{OFFICIAL}.nt").status_code == 422

    def test_of_a_store_with_another_base(self, tmp_path):
        place = tmp_path / "b.store"
        with open_store(place) as store:
            build([RECORDS], store, base="https://kg.example/")
        with served(place) as client:
            assert target(client.get(OFFICIAL, headers={"Accept": TURTLE})) == f"{OFFICIAL}.ttl"
            said = triples(client.get(f"{OFFICIAL}.ttl"))
            assert Triple(NamedNode(f"https://kg.example/{OFFICIAL}"), RDF("type"), DG("Official")) in said
            assert thing(client, OFFICIAL).status_code == 404


class TestPages:
    def test_home_is_in_the_readers_language(self, client):
        assert target(client.get("", headers={"Accept-Language": "id-ID"})) == "index.id.html"
        assert target(client.get("")) == "index.en.html"
        found = client.get("index.id.html")
        assert found.status_code == 200
        assert found.headers["content-type"] == "text/html; charset=utf-8"
        assert '<html lang="id"' in found.text

    def test_what_pages_need_is_there_and_kept(self, client):
        found = client.get("static/site.css")
        assert found.headers["content-type"].startswith("text/css")
        again = client.get("static/site.css", headers={"If-None-Match": found.headers["etag"]})
        assert again.status_code == 304
        assert client.get("static/none.css").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["queries", "queries/meetings", "queries.ttl", "openapi.json", f"{OFFICIAL}.ttl", "dump.nq", "nix"],
)
def test_pages_of_other_sites_may_read(client, path):
    found = client.get(path, headers={"Origin": "https://example.org"})
    assert found.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in found.headers
    assert "X-Total-Count" in found.headers["access-control-expose-headers"]


def test_a_page_of_another_site_is_led_on_too(client):
    found = thing(client, OFFICIAL, Accept=TURTLE, Origin="https://example.org")
    assert (found.status_code, found.headers["access-control-allow-origin"]) == (303, "*")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../rendering.py",
        "/static/..%2frendering.py",
        "/static/%2e%2e/%2e%2e/errors.py",
        "/static//etc/passwd",
        "/../../../../etc/passwd",
        "/..%2f..%2f..%2fetc%2fpasswd.ttl",
        "/official/../../x.en.html",
        "/static/%00",
        "/a%00b.ttl",
        "/%ff%fe.ttl",
        "/a%0d%0aSet-Cookie:%20x=1.ttl",
        "/defgraph/data/a%22%3e%20%7d%20.nt",
        "/defgraph/data/x%3e%20%3fp%20%3fo%20%7d%23",
    ],
)
def test_no_path_leads_out(client, path):
    """Sent as it stands: a client library would tidy it."""
    host, port = client.base_url.host, client.base_url.port
    with socket.create_connection((host, port), timeout=30) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while piece := connection.recv(65_536):
            answer += piece
    status = int(answer.split(b" ", 2)[1])
    assert status in {400, 404}, answer[:300]
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert b"set-cookie" not in head
    assert b"root:" not in answer
    assert b"def " not in answer


def test_an_iri_in_any_script_resolves(tmp_path):
    place = tmp_path / "c.store"
    iri = DEFAULT_BASE + "official/jp/\u6771\u4eac"
    with open_store(place) as store:
        build([RECORDS], store)
        store.insert(f"<{iri}> {RDF('type')} {DG('Official')} <{DEFAULT_BASE}graph/derived> .\n")
    with served(place) as client:
        found = client.get(quote(urlsplit(iri).path), headers={"Accept": TURTLE})
        document = client.get(httpx.URL(found.url).join(found.headers["location"]))
        assert Triple(NamedNode(iri), RDF("type"), DG("Official")) in triples(document)
        assert document.headers["link"].isascii()


def test_an_endpoint_is_served_as_a_folder_is(client, empty_server):
    with open_store(empty_server.address) as store:
        build([RECORDS], store)
    with served(empty_server.address) as other:
        for path in (
            f"{OFFICIAL}.ttl",
            "country/MY.nt",
            "graph/article/2024-01-10-malaysia.jsonld",
            "queries/meetings?format=csv&per_page=3&page=2",
            "dump.nq",
        ):
            found, wanted = other.get(path), client.get(path)
            assert (found.status_code, found.content) == (200, wanted.content), path
        assert target(thing(other, OLD, Accept=TURTLE)) == f"{NEW}.ttl"


def test_things_with_names_longer_than_file_names_may_be_have_addresses_that_are_shorter(tmp_path) -> None:
    name = "Rani " + " ".join(f"Kusuma{number}" for number in range(40))
    with open_store(tmp_path / "a.store") as store:
        build([record("r", meeting(participants=[person(name, country="ID")]))], store)
    with served(tmp_path / "a.store") as client:
        there = target(thing(client, f"official/id/{slug(name)}", accept="text/html"))
        assert there == page_path(f"official/id/{slug(name)}", "en")
        assert len(there.rpartition("/")[2]) < 255
        page = client.get(f"/{there}")
        assert f"official/id/{slug(name)}>" in page.headers["link"]
        assert name in page.text
        (drawing,) = re.findall(r'href="([^"]*/view/official/[^"]*)"', page.text)
        assert client.get(httpx.URL(page.url).join(drawing).path).status_code == 200
        data = client.get("/" + there.replace(".en.html", ".nt"))
        assert f"<{DEFAULT_BASE}official/id/{slug(name)}> <{RDFS('label').value}>" in data.text
        assert client.get("/" + there.replace("kusuma0", "kusuma9")).status_code == 404
