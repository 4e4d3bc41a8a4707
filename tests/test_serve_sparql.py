"""SPARQL over HTTP: what is asked and how, what comes back in which form, who may change what, and what is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from conftest import ROOT
from defgraph import build, open_store
from defgraph.serve.asking import OFFERED
from defgraph.serve.tokens import Tokens
from defgraph.store.formats import GRAPHS, RESULTS
from served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

    from sparql_server import Server

RECORDS = ROOT / "tests" / "competency" / "records"
TOKEN = "a-token-that-nobody-guesses"
WITH_TOKEN = {"Authorization": f"Bearer {TOKEN}"}
QUERY = "SELECT ?thing ?name { ?thing <http://xmlns.com/foaf/0.1/name> ?name } ORDER BY ?name ?thing LIMIT 3"
CONSTRUCT = "CONSTRUCT WHERE { ?thing <http://xmlns.com/foaf/0.1/name> ?name }"
INSERT = (
    'INSERT DATA { GRAPH <http://example.org/g> { <http://example.org/s> <http://example.org/p> "new" } }'
)
ASK_INSERTED = 'ASK { ?s ?p "new" }'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("served") / "a.store"
    with open_store(place) as store:
        build([RECORDS], store)
    return place


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[httpx.Client]:
    """A client of a server that nobody writes to."""
    with served(folder, limits={"query_bytes": 4_000, "answer_bytes": 400_000}) as client:
        yield client


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with open_store(tmp_path / "w.store") as store:
        store.update(INSERT.replace("new", "old"))
    return tmp_path / "w.store"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, httpx.Client]]:
    place = tmp_path_factory.mktemp("served") / "w.store"
    with open_store(place) as store:
        store.update("DROP ALL")
    with served(place, tokens=Tokens([TOKEN])) as client:
        yield place, client


@pytest.fixture
def writable(server: tuple[Path, httpx.Client]) -> httpx.Client:
    """A client of a server that takes changes from those who have its token."""
    update = f"DROP ALL ; {INSERT.replace('new', 'old')}"
    assert server[1].post("sparql", data={"update": update}, headers=WITH_TOKEN).status_code == 204
    return server[1]


def ask(
    client: httpx.Client, query: str = QUERY, accept: str | None = None, **more: object
) -> httpx.Response:
    headers = {"Accept": accept} if accept is not None else {}
    return client.get("sparql", params={"query": query, **more}, headers=headers)


def post(client: httpx.Client, text: bytes | str, media_type: str, **more: object) -> httpx.Response:
    headers = {"Content-Type": media_type, **more.pop("headers", {})}
    return client.post("sparql", content=text, headers=headers, **more)


def is_problem(found: httpx.Response, status: int, name: str) -> bool:
    assert found.headers["content-type"] == "application/problem+json", found.text
    assert (found.status_code, found.json()["type"].rpartition("/")[2]) == (status, name), found.text
    return True


class TestForms:
    def rows(self, client: httpx.Client, accept: str) -> object:
        found = ask(client, accept=accept)
        assert found.status_code == 200
        media_type = found.headers["content-type"].partition(";")[0]
        if media_type == "text/csv":
            return media_type, found.text.count("\r\n")
        return media_type, len(list(ox.parse_query_results(found.content, format=RESULTS[media_type])))

    @pytest.mark.parametrize("media_type", RESULTS)
    def test_rows(self, client: httpx.Client, media_type: str) -> None:
        assert self.rows(client, media_type) == (media_type, 4 if media_type == "text/csv" else 3)

    @pytest.mark.parametrize("media_type", GRAPHS)
    def test_statements(self, client: httpx.Client, media_type: str) -> None:
        found = ask(client, CONSTRUCT, media_type)
        assert found.headers["content-type"].partition(";")[0] == media_type
        plain = ask(client, CONSTRUCT, "application/n-triples").content
        assert set(ox.parse(found.content, format=GRAPHS[media_type])) == set(
            ox.parse(plain, format=ox.RdfFormat.N_TRIPLES)
        )

    @pytest.mark.parametrize(
        ("accept", "chosen"),
        [
            ("*/*", "application/sparql-results+json"),
            ("", "application/sparql-results+json"),
            ("application/*;q=0.5, text/csv;q=0.4", "application/sparql-results+json"),
            ("application/sparql-results+xml;q=0.3, text/csv;q=0.9, */*;q=0.1", "text/csv"),
            ("text/*", "text/csv"),
            ("text/html, application/xml;q=0.9", "application/xml"),
            ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ],
    )
    def test_the_client_chooses(self, client: httpx.Client, accept: str, chosen: str) -> None:
        found = ask(client, accept=accept)
        assert found.headers["content-type"].partition(";")[0] == chosen
        assert "Accept" in found.headers["vary"]

    @pytest.mark.parametrize(
        ("query", "accept", "kind"),
        [
            (QUERY, "text/turtle", "table"),
            ("ASK {}", "text/csv", "boolean"),
            (CONSTRUCT, "text/csv, application/sparql-results+json", "graph"),
            ("DESCRIBE <http://e.org/>", "image/png", "graph"),
        ],
    )
    def test_what_there_is_not(self, client: httpx.Client, query: str, accept: str, kind: str) -> None:
        found = ask(client, query, accept)
        assert is_problem(found, 406, "not-acceptable")
        assert found.json()["offered"] == list(OFFERED[kind])

    def test_head_says_what_get_would(self, client: httpx.Client) -> None:
        found = client.head("sparql", params={"query": QUERY})
        assert (found.status_code, found.content) == (200, b"")
        assert found.headers["content-length"] == str(len(ask(client).content))


class TestAsking:
    def test_by_get_form_and_body_alike(self, client: httpx.Client) -> None:
        wanted = ask(client).content
        assert client.post("sparql", data={"query": QUERY}).content == wanted
        assert post(client, QUERY, "application/sparql-query; charset=UTF-8").content == wanted

    def test_over_all_graphs_or_those_that_are_named(self, client: httpx.Client) -> None:
        graphs = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

        def count(**more: object) -> int:
            bindings = ask(client, graphs, **more).json()["results"]["bindings"]
            return int(bindings[0]["n"]["value"])

        ontology = "https://w3id.org/defgraph/data/graph/ontology"
        assert count() > 3
        assert count(**{"named-graph-uri": ontology}) == 1
        assert count(**{"default-graph-uri": ontology}) == 0
        only = f"SELECT (COUNT(*) AS ?n) FROM <{ontology}> {{ ?s ?p ?o }}"
        said, told = (
            ask(client, only),
            ask(client, QUERY.replace("LIMIT 3", ""), **{"default-graph-uri": ontology}),
        )
        assert int(said.json()["results"]["bindings"][0]["n"]["value"]) > 100
        assert told.json()["results"]["bindings"] == []

    @pytest.mark.parametrize(
        ("send", "status", "name"),
        [
            ({"params": {"query": ["ASK {}", "ASK {}"]}}, 400, "bad-request"),
            ({"params": {"update": "CLEAR ALL"}}, 400, "bad-request"),
            ({"params": {"default-graph-uri": "http://e.org/"}}, 400, "bad-request"),
            ({"params": {"query": "ASK {}", "default-graph-uri": "g> } #"}}, 400, "bad-request"),
            ({"params": {"query": "ASK {}", "named-graph-uri": "relative"}}, 400, "bad-request"),
            ({"params": {"query": "ASK {}", "using-graph-uri": "http://e.org/"}}, 400, "bad-request"),
            ({"params": {"query": "DROP ALL"}}, 400, "bad-query"),
            ({"params": {"query": ""}}, 400, "bad-query"),
            ({"params": {"query": "SELECT"}}, 400, "bad-query"),
        ],
    )
    def test_what_makes_no_sense(self, client: httpx.Client, send: dict, status: int, name: str) -> None:
        assert is_problem(client.get("sparql", **send), status, name)

    def test_what_is_not_utf_8(self, client: httpx.Client) -> None:
        assert is_problem(client.get("sparql?query=ASK%ff"), 400, "bad-request")

    @pytest.mark.parametrize(
        ("body", "media_type", "more", "status", "name"),
        [
            ("", "application/x-www-form-urlencoded", {}, 400, "bad-request"),
            ("query=ASK{}&update=DROP+ALL", "application/x-www-form-urlencoded", {}, 400, "bad-request"),
            ("query=%ff", "application/x-www-form-urlencoded", {}, 400, "bad-request"),
            ("a&" * 1_999, "application/x-www-form-urlencoded", {}, 400, "bad-request"),
            ("ASK {}", "application/sparql-query", {"params": {"query": "ASK {}"}}, 400, "bad-request"),
            (b"ASK { ?s ?p '\xff' }", "application/sparql-query", {}, 400, "bad-request"),
            ("ASK {}", "application/sparql-query; charset=utf-16", {}, 415, "unsupported-media-type"),
            ("ASK {}", "text/plain", {}, 415, "unsupported-media-type"),
            (
                "ASK {}",
                "application/sparql-query",
                {"headers": {"Content-Encoding": "gzip"}},
                415,
                "unsupported-media-type",
            ),
            ("ASK {} #" + "x" * 4_000, "application/sparql-query", {}, 413, "too-large"),
        ],
    )
    def test_bodies_that_make_no_sense(
        self, client: httpx.Client, body: bytes | str, media_type: str, more: dict, status: int, name: str
    ) -> None:
        assert is_problem(post(client, body, media_type, **more), status, name)

    def test_a_body_of_unknown_length_has_the_same_limit(self, client: httpx.Client) -> None:
        pieces = (b"x" * 1_000 for _ in range(5))
        found = client.post("sparql", content=pieces, headers={"Content-Type": "application/sparql-query"})
        assert is_problem(found, 413, "too-large")

    def test_other_methods(self, client: httpx.Client) -> None:
        for method in ("PUT", "DELETE", "PATCH", "TRACE"):
            found = client.request(method, "sparql", params={"query": "ASK {}"})
            assert is_problem(found, 405, "method-not-allowed")
            assert {"GET", "POST"} <= set(found.headers["allow"].split(", "))
        assert "POST" in client.options("sparql").headers["allow"]

    def test_an_error_says_where_and_what_to_do(self, client: httpx.Client) -> None:
        found = ask(client, "SELECT ?s WHERE {\n  ?s ?p\n}")
        assert is_problem(found, 400, "bad-query")
        problem = found.json()
        assert problem["line"] == 3
        assert problem["column"] >= 1
        assert problem["hint"]
        assert "Traceback" not in found.text

    @pytest.mark.parametrize("function", ["RAND()", "uuid()", "STRUUID()", "STR(NOW())"])
    def test_what_is_another_each_time_is_not_kept(self, client: httpx.Client, function: str) -> None:
        query = f"SELECT ({function} AS ?x) {{}}"
        assert ask(client, query).text != ask(client, query).text

    def test_an_answer_too_large(self, client: httpx.Client) -> None:
        found = ask(client, "SELECT * { ?s ?p ?o . ?t ?q ?r } LIMIT 100000")
        assert is_problem(found, 422, "answer-too-large")
        assert "LIMIT" in found.json()["hint"]


ORIGIN = {"Origin": "https://elsewhere.example"}


class TestPagesOfOtherSites:
    def test_they_may_read(self, client: httpx.Client) -> None:
        for query in (QUERY, "SELECT"):
            found = client.get("sparql", params={"query": query}, headers=ORIGIN)
            assert found.headers["access-control-allow-origin"] == "*"
            assert "access-control-allow-credentials" not in found.headers

    def test_they_may_not_send_tokens(self, client: httpx.Client) -> None:
        asked = {
            **ORIGIN,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        }
        assert client.options("sparql", headers=asked).status_code == 200
        asked["Access-Control-Request-Headers"] = "authorization"
        assert client.options("sparql", headers=asked).status_code == 400

    def test_a_form_of_theirs_changes_nothing(self, writable: httpx.Client) -> None:
        found = writable.post("sparql", data={"update": "DROP ALL"}, headers=ORIGIN)
        assert is_problem(found, 401, "unauthorised")
        assert ask(writable, 'ASK { ?s ?p "old" }').json()["boolean"] is True


class TestUpdates:
    def test_off_unless_there_are_tokens(self, client: httpx.Client) -> None:
        for headers in ({}, WITH_TOKEN):
            assert is_problem(
                client.post("sparql", data={"update": INSERT}, headers=headers), 403, "read-only"
            )
            sent = post(client, INSERT, "application/sparql-update", headers=headers)
            assert is_problem(sent, 403, "read-only")

    @pytest.mark.parametrize("authorization", [None, "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN])
    def test_want_a_right_token(self, writable: httpx.Client, authorization: str | None) -> None:
        headers = {} if authorization is None else {"Authorization": authorization}
        for found in (
            writable.post("sparql", data={"update": INSERT}, headers=headers),
            post(writable, INSERT, "application/sparql-update", headers=headers),
        ):
            assert is_problem(found, 401, "unauthorised")
            assert found.headers["www-authenticate"].startswith('Bearer realm="defgraph"')
        assert ask(writable, ASK_INSERTED).json()["boolean"] is False

    def test_are_seen_by_the_next_query(self, writable: httpx.Client) -> None:
        assert ask(writable, ASK_INSERTED).json()["boolean"] is False
        assert writable.post("sparql", data={"update": INSERT}, headers=WITH_TOKEN).status_code == 204
        assert ask(writable, ASK_INSERTED).json()["boolean"] is True
        undo = INSERT.replace("INSERT", "DELETE")
        assert post(writable, undo, "application/sparql-update", headers=WITH_TOKEN).status_code == 204
        assert ask(writable, ASK_INSERTED).json()["boolean"] is False

    def test_happen_as_a_whole_or_not(self, writable: httpx.Client) -> None:
        both = f"{INSERT} ; LOAD <http://example.org/data>"
        assert is_problem(
            writable.post("sparql", data={"update": both}, headers=WITH_TOKEN), 400, "bad-query"
        )
        broken = f"{INSERT} ; INSERT DATA {{ ?s ?p ?o }}"
        found = writable.post("sparql", data={"update": broken}, headers=WITH_TOKEN)
        assert is_problem(found, 400, "bad-query")
        assert found.json()["line"] == 1
        assert ask(writable, ASK_INSERTED).json()["boolean"] is False

    def test_a_query_is_none(self, writable: httpx.Client) -> None:
        found = writable.post("sparql", data={"update": QUERY}, headers=WITH_TOKEN)
        assert is_problem(found, 400, "bad-query")

    def test_wait_for_who_builds(self, writable: httpx.Client, server: tuple[Path, httpx.Client]) -> None:
        with open_store(server[0]):
            found = writable.post("sparql", data={"update": INSERT}, headers=WITH_TOKEN)
            assert is_problem(found, 503, "store-locked")
            assert int(found.headers["retry-after"]) > 0
            assert ask(writable, 'ASK { ?s ?p "old" }').json()["boolean"] is True
        assert writable.post("sparql", data={"update": INSERT}, headers=WITH_TOKEN).status_code == 204

    @pytest.fixture
    def endless(self, place: Path) -> str:
        """An update that has changed something, and goes on with what it never ends."""
        with open_store(place) as store:
            store.update(
                "INSERT DATA { " + " . ".join(f"<http://e.org/{n}> a {n}" for n in range(200)) + " }"
            )
        many = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(14))
        pattern = f"SELECT (COUNT(*) AS ?n) {{ {many} }}"
        return f"{INSERT} ; INSERT {{ GRAPH ?g {{ ?g a ?n }} }} WHERE {{ {pattern} }}"

    @staticmethod
    def done_at_last(client: httpx.Client) -> int:
        """Update, as often as the process that was stopped still holds the store."""
        status = 503
        while status == 503:
            status = client.post("sparql", data={"update": INSERT}, headers=WITH_TOKEN).status_code
        return status

    def test_one_that_takes_too_long_changes_nothing(self, place: Path, endless: str) -> None:
        with served(place, tokens=Tokens([TOKEN]), limits={"seconds": 1, "workers": 1}) as client:
            found = client.post("sparql", data={"update": endless}, headers=WITH_TOKEN)
            assert is_problem(found, 504, "took-too-long")
            assert ask(client, ASK_INSERTED).json()["boolean"] is False
            assert self.done_at_last(client) == 204
            assert ask(client, ASK_INSERTED).json()["boolean"] is True

    def test_one_at_a_time(self, place: Path, endless: str) -> None:
        limits = {"seconds": 2, "waiting_seconds": 0.1}
        with served(place, tokens=Tokens([TOKEN]), limits=limits) as client, ThreadPoolExecutor(1) as pool:
            first = pool.submit(client.post, "sparql", data={"update": endless}, headers=WITH_TOKEN)
            while "defgraph_workers_busy 1.0" not in client.get("metrics").text:
                pass
            second = client.post("sparql", data={"update": INSERT}, headers=WITH_TOKEN)
            assert is_problem(second, 503, "busy")
            assert int(second.headers["retry-after"]) > 0
            assert is_problem(first.result(30), 504, "took-too-long")
            assert self.done_at_last(client) == 204

    def test_too_large_a_one(self, place: Path) -> None:
        limits = {"query_bytes": 1_000, "upload_bytes": 2_000}
        with served(place, tokens=Tokens([TOKEN]), limits=limits) as client:
            for size, status in ((1_500, 204), (2_500, 413)):
                update = f"{INSERT} #{'x' * size}"[:size]
                found = post(client, update, "application/sparql-update", headers=WITH_TOKEN)
                assert found.status_code == status
            form = client.post("sparql", data={"update": INSERT, "x": "x" * 1_000}, headers=WITH_TOKEN)
            assert is_problem(form, 413, "too-large")


class TestOtherServices:
    """Another server has what ours has not."""

    @pytest.fixture
    def other(self, empty_server: Server) -> str:
        with open_store(empty_server.address) as store:
            store.update(INSERT)
        return empty_server.address

    @staticmethod
    def service(address: str) -> str:
        return f"SELECT ?o {{ SERVICE <{address}/query> {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"

    @staticmethod
    def load(address: str) -> dict[str, str]:
        graph = "http://example.org/g"
        return {"update": f"LOAD <{address}/store?graph={graph}> INTO GRAPH <{graph}>"}

    def test_none_is_reached(self, writable: httpx.Client, other: str) -> None:
        found = ask(writable, self.service(other))
        assert is_problem(found, 400, "bad-query")
        assert "SERVICE is not allowed" in found.json()["detail"]
        found = writable.post("sparql", data=self.load(other), headers=WITH_TOKEN)
        assert is_problem(found, 400, "bad-query")
        assert "LOAD is not allowed" in found.json()["detail"]

    def test_those_that_are_listed_are(self, place: Path, other: str) -> None:
        hosts = frozenset({other.partition("//")[2]})
        with served(place, tokens=Tokens([TOKEN]), allowed_hosts=hosts) as client:
            assert ask(client, self.service(other), "text/csv").text == "o\r\nnew\r\n"
            assert ask(client, ASK_INSERTED).json()["boolean"] is False
            assert client.post("sparql", data=self.load(other), headers=WITH_TOKEN).status_code == 204
            assert ask(client, ASK_INSERTED).json()["boolean"] is True
            variable = f"SELECT * {{ BIND(<{other}/query> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}"
            assert is_problem(ask(client, variable), 400, "bad-query")


class TestDescription:
    SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")

    @pytest.mark.parametrize(
        "media_type", ["text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"]
    )
    def test_in_every_form(self, client: httpx.Client, media_type: str) -> None:
        found = client.get("sparql", headers={"Accept": media_type})
        assert found.headers["content-type"].partition(";")[0] == media_type
        graph = rdflib.Graph().parse(data=found.content, format=media_type)
        (service,) = graph.subjects(rdflib.RDF.type, self.SD.Service)
        assert str(graph.value(service, self.SD.endpoint)) == str(client.base_url) + "sparql"
        assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)
        assert set(graph.objects(service, self.SD.supportedLanguage)) == {self.SD.SPARQL11Query}
        assert self.SD.UnionDefaultGraph in graph.objects(service, self.SD.feature)
        dataset = graph.value(service, self.SD.defaultDataset)
        named = set(graph.objects(dataset, self.SD.namedGraph))
        names = ask(client, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").json()["results"]["bindings"]
        assert {str(name) for name in named} == {row["g"]["value"] for row in names}

    def test_what_some_may_do(self, place: Path) -> None:
        with served(place, tokens=Tokens([TOKEN]), allowed_hosts=frozenset({"example.org"})) as client:
            graph = rdflib.Graph().parse(data=client.get("sparql").content, format="turtle")
        assert (None, self.SD.supportedLanguage, self.SD.SPARQL11Update) in graph
        assert (None, self.SD.feature, self.SD.BasicFederatedQuery) in graph

    @pytest.mark.parametrize(
        ("language", "page"),
        [("id-ID,id;q=0.9", "sparql.id.html"), ("de, en;q=0.5", "sparql.en.html"), ("", "sparql.en.html")],
    )
    def test_browsers_are_sent_to_the_page(self, client: httpx.Client, language: str, page: str) -> None:
        headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": language}
        found = client.get("sparql", headers=headers)
        assert (found.status_code, found.headers["location"]) == (303, page)
        assert {"Accept", "Accept-Language"} <= set(found.headers["vary"].split(", "))


class TestClients:
    def test_sparqlwrapper(self, writable: httpx.Client) -> None:
        from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

        wrapper = SPARQLWrapper(f"{writable.base_url}sparql")
        wrapper.setQuery('SELECT ?s { ?s ?p "old" }')
        for form in (JSON, XML, CSV):
            wrapper.setReturnFormat(form)
            assert "http://example.org/s" in str(wrapper.query().response.read())
        wrapper.setQuery('CONSTRUCT WHERE { ?s ?p "old" }')
        wrapper.setReturnFormat(TURTLE)
        assert b'"old"' in wrapper.query().convert()
        wrapper.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
        wrapper.setMethod(POST)
        wrapper.setQuery(INSERT)
        wrapper.query()
        assert ask(writable, ASK_INSERTED).json()["boolean"] is True

    def test_rdflib(self, writable: httpx.Client) -> None:
        from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

        address = f"{writable.base_url}sparql"
        graph = rdflib.Graph(SPARQLUpdateStore(address, address, headers=WITH_TOKEN, context_aware=False))
        assert [str(row.s) for row in graph.query('SELECT ?s { ?s ?p "old" }')] == ["http://example.org/s"]
        assert len(graph.query('CONSTRUCT WHERE { ?s ?p "old" }').graph) == 1
        assert graph.query('ASK { ?s ?p "old" }').askAnswer
        graph.update(INSERT)
        assert ask(writable, ASK_INSERTED).json()["boolean"] is True

    def test_defgraph_itself_builds_and_reads(
        self, writable: httpx.Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DEFGRAPH_STORE_TOKEN", TOKEN)
        assert writable.post("sparql", data={"update": "DROP ALL"}, headers=WITH_TOKEN).status_code == 204
        address, records = f"{writable.base_url}sparql", sorted(RECORDS.glob("[!.]*"))[:1]
        with open_store(address, update_url=address) as store, open_store("memory") as plain:
            build(records, store)
            build(records, plain)
            assert set(store.quads()) == set(plain.quads())
        with open_store(address, read_only=True) as store:
            assert not store.is_empty()


class TestAnEndpointAsStore:
    def test_asked_and_changed_through_us(self, empty_server: Server) -> None:
        with served(empty_server.address, tokens=Tokens([TOKEN])) as client:
            assert ask(client, ASK_INSERTED).json()["boolean"] is False
            assert client.post("sparql", data={"update": INSERT}, headers=WITH_TOKEN).status_code == 204
            assert ask(client, ASK_INSERTED).json()["boolean"] is True
            seen = ask(
                client, "SELECT ?o { ?s ?p ?o }", "text/csv", **{"default-graph-uri": "http://example.org/g"}
            )
            assert seen.text == "o\r\nnew\r\n"
            assert is_problem(ask(client, "SELECT {"), 400, "bad-query")

    def test_one_that_is_gone(self, empty_server: Server, tmp_path: Path) -> None:
        from sparql_server import Server

        with Server(tmp_path / "gone") as server, served(server.address, limits={"seconds": 5}) as client:
            assert ask(client, "ASK {}").status_code == 200
            server.stop()
            found = ask(client, "ASK { }")
            assert found.status_code in {502, 504}
            assert found.headers["content-type"] == "application/problem+json"
            server.start()
