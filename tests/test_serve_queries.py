"""Saved queries over HTTP: formats, parameters, pages."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import httpx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from defgraph import build, open_store
from defgraph.cli import main
from defgraph.queries import list_queries, render, run_query
from defgraph.store.formats import GRAPHS
from queries_fixture import RECORDS
from served import served

if TYPE_CHECKING:
    from pathlib import Path

OWN = """#+ summary: Types
#+ parameters:
#+   page: {type: text, description: the end of a type}
SELECT ?type (COUNT(?x) AS ?n) { ?x a ?type FILTER(!BOUND(?_page) || STRENDS(STR(?type), ?_page)) }
GROUP BY ?type ORDER BY ?type
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("served") / "a.store"
    with open_store(place) as store:
        build([RECORDS], store)
    return place


@pytest.fixture(scope="module")
def client(folder, tmp_path_factory):
    own = tmp_path_factory.mktemp("own")
    (own / "types.rq").write_text(OWN)
    (own / 'odd "name\u00e9.rq').write_text(OWN)
    with served(folder, folders=(str(own),)) as client:
        yield client


@pytest.fixture(scope="module")
def store(folder):
    with open_store(folder, read_only=True) as store:
        yield store


def get(client, name, accept="*/*", **parameters):
    return client.get(f"queries/{name}", params=parameters, headers={"Accept": accept})


def linked(found) -> dict[str, httpx.URL]:
    """The addresses in the Link header, by relation."""
    return {relation: httpx.URL(found.url).join(link["url"]) for relation, link in found.links.items()}


class TestFormats:
    @pytest.mark.parametrize(
        ("accept", "answered"),
        [
            ("*/*", "application/sparql-results+json"),
            ("application/json", "application/json"),
            ("text/csv", "text/csv; charset=utf-8"),
            ("text/csv;q=0.2, text/markdown", "text/markdown; charset=utf-8"),
            ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
            ("application/sparql-results+xml", "application/sparql-results+xml"),
            ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ],
    )
    def test_are_negotiated(self, client, accept, answered):
        found = get(client, "meetings", accept)
        assert (found.status_code, found.headers["content-type"]) == (200, answered)
        assert "Accept" in found.headers["vary"].split(", ")

    def test_hold_the_rows_that_the_command_line_gives(self, client, store):
        wanted = run_query(store, "partner-countries", {"status": "present"})
        for form in ("csv", "tsv", "xml", "markdown"):
            found = get(client, "partner-countries", format=form, status="present")
            assert found.text == render(wanted, form)
        read = ox.parse_query_results(
            get(client, "partner-countries", status="present").content, ox.QueryResultsFormat.JSON
        )
        assert [tuple(row) for row in read] == wanted.rows

    def test_html_is_a_table_of_texts(self, client):
        found = get(client, "partner-countries", format="html").text
        assert '<th scope="col">country</th>' in found
        assert "<bdi>JP</bdi></td><td><bdi>Japan</bdi>" in found

    def test_what_nobody_offers(self, client):
        found = get(client, "meetings", "image/png")
        assert found.status_code == 406
        assert "text/csv" in found.json()["offered"]

    def test_a_download_has_a_name_whatever_the_query_is_called(self, client):
        found = get(client, 'odd "name\u00e9', format="csv")
        assert found.headers["content-disposition"] == 'inline; filename="odd__name_.csv"'


class TestParameters:
    @pytest.mark.parametrize(
        ("name", "parameters", "status", "parameter"),
        [
            ("meetings", {"country": "Atlantis"}, 422, "country"),
            ("meetings", {"from": "2025-02-30"}, 422, "from"),
            ("meetings", {"from": ""}, 422, "from"),
            ("meetings", {"type": "tea"}, 422, "type"),
            ("meetings", {"colour": "red"}, 422, "colour"),
            ("meetings", {"official": "Nobody Atall"}, 404, "official"),
            ("officials-by-meetings", {"limit": "0"}, 422, "limit"),
            ("dormant-partners", {}, 422, "as_of"),
            ("meetings", {"page": "0"}, 422, "page"),
            ("meetings", {"page": "1e3"}, 422, "page"),
            ("meetings", {"page": "\u0661"}, 422, "page"),
            ("meetings", {"per_page": "10001"}, 422, "per_page"),
            ("meetings", {"format": "xls"}, 422, "format"),
            ("meetings", {"country": ["US", "JP"]}, 422, "country"),
        ],
    )
    def test_what_makes_no_sense_is_named(self, client, name, parameters, status, parameter):
        found = get(client, name, **parameters)
        assert found.status_code == status
        assert found.headers["content-type"] == "application/problem+json"
        assert found.json()["parameter"] == parameter
        assert parameter in found.json()["detail"]

    def test_what_is_given_counts(self, client, store):
        found = get(client, "meetings", country="Jepang", format="csv")
        rows = list(csv.DictReader(io.StringIO(found.text)))
        assert rows
        assert len(rows) == len(run_query(store, "meetings", {"country": "JP"}).rows)

    def test_how_a_name_was_understood_is_told(self, client):
        found = get(client, "meetings", country="AS")
        (note,) = json.loads(found.headers["x-notes"])
        assert "American Samoa" in note
        assert "American Samoa" in get(client, "meetings", country="AS", format="html").text
        assert "x-notes" not in get(client, "meetings", country="US").headers

    def test_a_parameter_of_the_server_gives_way_to_one_of_the_query(self, client):
        found = get(client, "types", page="#Meeting", _page="1", format="csv")
        assert [row["type"].rpartition("#")[2] for row in csv.DictReader(io.StringIO(found.text))] == [
            "Meeting"
        ]
        found = get(client, "types", per_page=1)
        assert linked(found)["next"].params.get("_page") == "2"
        assert "page" not in linked(found)["next"].params

    def test_no_such_query(self, client):
        found = get(client, "meeting")
        assert found.status_code == 404
        assert "did you mean meetings" in found.json()["detail"]


class TestPages:
    def test_following_next_sees_every_row_once(self, client, store):
        wanted = run_query(store, "meetings", {"from": "2020"})
        found = get(client, "meetings", **{"from": "2020", "per_page": 4})
        assert int(found.headers["x-total-count"]) == len(wanted.rows) > 8
        assert "prev" not in found.links
        seen, last = [], linked(found)["last"]
        while True:
            seen += [tuple(row) for row in ox.parse_query_results(found.content, ox.QueryResultsFormat.JSON)]
            assert linked(found)["first"].params["page"] == "1"
            if "next" not in found.links:
                break
            assert linked(found)["next"].params["from"] == "2020"
            found = client.get(linked(found)["next"])
        assert seen == wanted.rows
        assert found.url == last

    def test_after_the_last_page_there_are_no_rows_and_a_way_back(self, client):
        found = get(client, "meetings", per_page=5, page=900)
        total = int(found.headers["x-total-count"])
        assert found.json()["results"]["bindings"] == []
        assert total > 5
        assert linked(found)["prev"].params["page"] == linked(found)["last"].params["page"]
        assert linked(found)["last"].params["page"] == str(-(-total // 5))
        assert "next" not in found.links

    def test_no_rows_are_one_page(self, client):
        found = get(client, "meetings", country="TV")
        assert found.headers["x-total-count"] == "0"
        assert set(found.links) == {"first", "last"}

    def test_a_page_that_is_too_long_is_not_sent(self, folder):
        with served(folder, limits={"answer_bytes": 2_000}) as client:
            assert get(client, "meetings", per_page=1).status_code == 200
            found = get(client, "meetings")
        assert found.status_code == 422
        assert found.json()["type"].endswith("/answer-too-large")


class TestConditional:
    def test_what_the_client_has_is_not_sent_again(self, client):
        found = get(client, "meetings", "text/csv")
        tag = found.headers["etag"]
        for sent in (tag, f"W/{tag}", f'"x", {tag}', "*"):
            again = client.get(found.url, headers={"Accept": "text/csv", "If-None-Match": sent})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
            assert "Accept" in again.headers["vary"].split(", ")
        other = client.get(found.url, headers={"Accept": "text/markdown", "If-None-Match": tag})
        assert other.status_code == 200

    def test_head_is_get_without_a_body(self, client):
        found = get(client, "meetings")
        head = client.head("queries/meetings")
        assert head.content == b""
        for name in ("content-length", "etag", "link", "x-total-count", "content-type"):
            assert head.headers[name] == found.headers[name]

    def test_another_server_gives_the_same_tag(self, client, folder):
        with served(folder) as other:
            assert get(other, "meetings").headers["etag"] == get(client, "meetings").headers["etag"]


def test_the_list_names_every_query(client):
    found = client.get("queries")
    listed = {each["name"]: each for each in found.json()["queries"]}
    assert {query.name for query in list_queries()} | {"types", 'odd "name\u00e9'} == set(listed)
    assert listed["dormant-partners"]["parameters"][1] == {
        "name": "as_of",
        "type": "date",
        "required": True,
        "default": None,
        "values": [],
        "description": "the day to look back from",
        "description_id": "hari yang menjadi titik melihat ke belakang",
    }
    assert listed["dormant-partners"]["columns"] == ["country", "name", "last", "months"]
    assert client.get("queries", headers={"If-None-Match": found.headers["etag"]}).status_code == 304
    assert json.loads(client.head("queries").content or "null") is None


class TestAsRdf:
    """The saved queries in the vocabulary of the SPARQL examples."""

    def triples(self, client, accept="text/turtle"):
        found = client.get("queries", headers={"Accept": accept})
        assert found.headers["content-type"].split(";")[0] == accept
        return set(ox.parse(found.content, format=GRAPHS[accept]))

    @pytest.mark.parametrize(
        "accept", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
    )
    def test_is_the_same_in_every_form(self, client, accept):
        assert self.triples(client, accept) == self.triples(client, "application/n-triples")

    def test_documents_are_what_is_negotiated(self, client):
        for ending, media_type in (("ttl", "text/turtle"), ("nt", "application/n-triples")):
            found = client.get(f"queries.{ending}")
            assert found.content == client.get("queries", headers={"Accept": media_type}).content
            assert client.get(found.url, headers={"If-None-Match": found.headers["etag"]}).status_code == 304
        assert "queries.ttl" in client.get("queries").headers["link"]

    def test_tells_each_query_in_both_languages_without_blank_nodes(self, client):
        quads = self.triples(client)
        assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in quad.triple)
        iri = ox.NamedNode(f"{client.base_url}queries/dormant-partners")
        told = {
            (quad.predicate.value.rpartition("/")[2].rpartition("#")[2], quad.object)
            for quad in quads
            if quad.subject == iri
        }
        assert {
            ("type", ox.NamedNode("http://www.w3.org/ns/shacl#SPARQLSelectExecutable")),
            ("label", ox.Literal("Partner countries not met for so many months", language="en")),
            ("label", ox.Literal("Negara mitra yang sudah sekian bulan tidak ditemui", language="id")),
            ("keywords", ox.Literal("partners")),
            ("target", ox.NamedNode(f"{client.base_url}sparql")),
        } <= told

    def test_the_text_at_the_target_answers_what_the_query_answers(self, client):
        quads = self.triples(client)
        iri = ox.NamedNode(f"{client.base_url}queries/partner-trend")
        said = {quad.predicate.value: quad.object.value for quad in quads if quad.subject == iri}
        text, target = said["http://www.w3.org/ns/shacl#select"], said["https://schema.org/target"]
        found = client.get(target, params={"query": text}, headers={"Accept": "text/csv"})
        assert found.text == get(client, "partner-trend", "text/csv").text

    def test_the_service_description_leads_there(self, client):
        quads = ox.parse(client.get("sparql", headers={"Accept": "text/turtle"}).content, ox.RdfFormat.TURTLE)
        wanted = ox.NamedNode(f"{client.base_url}queries")
        assert any(quad.object == wanted and quad.predicate.value.endswith("seeAlso") for quad in quads)

    def test_they_are_told_in_both_languages(self, client):
        target = ox.NamedNode(f"{client.base_url}queries/dormant-partners")
        quads = ox.parse(client.get("queries.ttl").content, ox.RdfFormat.TURTLE)
        comments = [
            quad.object
            for quad in quads
            if quad.subject == target and quad.predicate.value.endswith("#comment")
        ]
        told = {comment.language: comment.value for comment in comments}
        assert set(told) == {"en", "id"}
        assert "Countries whose last meeting" in told["en"]
        assert "Negara yang pertemuan terakhirnya" in told["id"]

    def test_the_command_line_prints_it(self):
        printed = CliRunner().invoke(main, ["queries", "--format", "turtle"], catch_exceptions=False).output
        quads = list(ox.parse(printed, ox.RdfFormat.TURTLE))
        found = {quad.subject.value for quad in quads if quad.predicate.value.endswith("#select")}
        assert found == {f"https://w3id.org/defgraph/queries/{query.name}" for query in list_queries()}
