"""What reaches out to the network is refused before it runs, however it is written."""

from __future__ import annotations

import pytest

from defgraph.errors import QueryError
from defgraph.queries.guard import check, query_form

REACHING_OUT = {
    "plain": "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "silent, small letters": "select * { service silent <http://example.org/> { ?s ?p ?o } }",
    "variable": "SELECT * { ?x ?y ?z SERVICE ?x { ?s ?p ?o } }",
    "no spaces": "SELECT*{SERVICE<http://example.org/>{?s ?p ?o}}",
    "prefixed": "PREFIX s: <http://example.org/> SELECT * { SERVICE s:x { ?s ?p ?o } }",
    "prefixed, no spaces": "PREFIX : <http://example.org/> SELECT * { BIND(1 AS ?x) SERVICE:s{?a ?b ?c}}",
    "in a sub-select": "SELECT * { { SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } } } }",
    "in EXISTS": "ASK { FILTER EXISTS { SERVICE <http://example.org/> { ?s ?p ?o } } }",
    "in UNION": "SELECT * { { ?s ?p ?o } UNION { SERVICE <http://example.org/> { ?s ?p ?o } } }",
    "in CONSTRUCT": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "written by codes": "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
    "all written by codes": "SELECT * { \\u0053\\u0045\\u0052\\u0056\\u0049\\u0043\\U00000045 <http://e.org/> {} }",
    "a string that codes end": 'SELECT * { FILTER("\\u0022 || true) # " != "")\nSERVICE <http://example.org/> {} }',
    "a comment that a carriage return ends": "SELECT * { ?s ?p ?o #\rSERVICE <http://example.org/> { ?a ?b ?c }\n}",
    "a comparison that looks like an IRI": (
        "PREFIX : <http://example.org/> SELECT * { ?s ?a ?b FILTER(?a<?b)SERVICE:s#>\n{?x ?y ?z} }"
    ),
    "behind a comment": "# harmless\nSELECT * { ?s ?p ?o . # really\nSERVICE <http://example.org/> { } }",
}
WRITING_FROM_AFAR = {
    "LOAD": "LOAD <http://example.org/data>",
    "load silent into": "load silent <http://example.org/data> into graph <http://example.org/g>",
    "second": "INSERT DATA { <http://e.org/a> <http://e.org/b> 1 } ; LOAD <http://example.org/data>",
    "SERVICE": "INSERT { ?s ?p ?o } WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "LOAD by codes": "CLEAR ALL ; \\u004COAD <http://example.org/data>",
}
HARMLESS = [
    "SELECT * { ?s ?p ?o }",
    'SELECT * { ?s ?p "SERVICE <http://example.org/> { }" } # LOAD',
    "PREFIX service: <http://example.org/service/> SELECT * { ?s service:load ?load }",
    "SELECT ?service { ?service <http://example.org/load/service> ?o }",
    "ASK { ?s ?p '''\\u0022''' }",
]


@pytest.mark.parametrize("text", REACHING_OUT.values(), ids=REACHING_OUT)
def test_a_query_that_reaches_out_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        check(text)


@pytest.mark.parametrize("text", WRITING_FROM_AFAR.values(), ids=WRITING_FROM_AFAR)
def test_an_update_that_reaches_out_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        check(text, update=True)


@pytest.mark.parametrize("text", HARMLESS)
def test_the_words_alone_are_harmless(text: str) -> None:
    check(text)


def test_the_message_says_what_to_do_instead() -> None:
    with pytest.raises(QueryError, match=r"SERVICE is not allowed: .* build it into the store"):
        check(REACHING_OUT["plain"])


def test_an_update_runs_only_when_asked_for() -> None:
    update = "INSERT DATA { <http://e.org/a> <http://e.org/b> 1 }"
    check(update, update=True)
    with pytest.raises(QueryError, match="--update"):
        check(update)
    with pytest.raises(QueryError, match="expected an update, found a SELECT query"):
        check("SELECT * { ?s ?p ?o }", update=True)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("PREFIX ask: <http://e.org/> BASE <http://e.org/select> SELECT * {}", "SELECT"),
        ("# ASK\nask {}", "ASK"),
        ("construct where { ?s ?p ?o }", "CONSTRUCT"),
        ("DESCRIBE <http://e.org/select>", "DESCRIBE"),
        ("WITH <http://e.org/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "UPDATE"),
    ],
)
def test_the_form_of_a_request_is_its_first_keyword(text: str, form: str) -> None:
    assert query_form(text) == form


def test_a_text_that_is_no_request_is_refused() -> None:
    with pytest.raises(QueryError, match="no SPARQL request"):
        query_form("meetings please")


def test_a_text_with_the_words_that_does_not_parse_is_refused_with_its_place() -> None:
    with pytest.raises(QueryError, match="line 1, column"):
        check('SELECT * { ?s ?p "service" ')


class TestData:
    """What is of terms alone need not be read twice: that takes long."""

    WORDS = 'GRAPH <http://e.org/service> { <http://e.org/a> a _:load , e:f ; <b> "to load"@en-US, "1"^^<x>, -1.5 }'

    def test_much_of_it_is_quick(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_: str) -> None:
            raise AssertionError("it was read twice")

        monkeypatch.setattr("rdflib.plugins.sparql.parser.parseUpdate", refuse)
        check(f"PREFIX e: <http://e.org/> INSERT DATA {{ {self.WORDS} }} ; CLEAR ALL", update=True)
        with pytest.raises(AssertionError):
            check(f"INSERT DATA {{ {self.WORDS} }} # service", update=True)
        with pytest.raises(AssertionError):
            check(f"INSERT {{ {self.WORDS} }} WHERE {{ ?s ?p ?o }}", update=True)

    @pytest.mark.parametrize(
        "text",
        [
            "INSERT DATA { <a> <b> 1 } ; LOAD <http://example.org/>",
            "INSERT DATA { <a> <b> 'x' } ; LOAD<http://example.org/>",
            'INSERT DATA { <a> <b> "" } ; LOAD <http://example.org/> ; INSERT DATA { <a> <b> "" }',
            'INSERT DATA { <a> <b> """a"""" } ; LOAD <http://example.org/> ; INSERT DATA { <a> <b> " }',
            "INSERT DATA { <a> <b> 'x\\' } ; LOAD <http://example.org/> ; INSERT DATA { <a> <b> 'y' }",
        ],
    )
    def test_what_reaches_out_is_found_in_it(self, text: str) -> None:
        with pytest.raises(QueryError):
            check(text, update=True)


LISTED = frozenset({"example.org", "127.0.0.1:8080"})


class TestListedHosts:
    @pytest.mark.parametrize(
        "text",
        [
            "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
            "SELECT * { SERVICE SILENT <https://EXAMPLE.org:443/sparql> { ?s ?p ?o } }",
            "SELECT*{SERVICE<http://127.0.0.1:8080/>{?s ?p ?o}}",
        ],
    )
    def test_they_may_be_asked(self, text: str) -> None:
        check(text, hosts=LISTED)

    def test_they_may_be_loaded_from(self) -> None:
        check("LOAD SILENT <http://example.org/data> INTO GRAPH <http://e.org/g>", update=True, hosts=LISTED)

    @pytest.mark.parametrize(
        "address",
        [
            "http://example.com/",
            "http://example.org.evil.net/",
            "http://example.org@evil.net/",
            "http://me:secret@example.org/",
            "http://example.org:8080/",
            "http://127.0.0.1/",
            "http://example.org:99999/",
            "http://[::1/",
            "//example.org/",
            "file://example.org/etc/passwd",
            "example.org",
            "",
        ],
    )
    def test_others_may_not(self, address: str) -> None:
        with pytest.raises(QueryError):
            check(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}", hosts=LISTED)
        with pytest.raises(QueryError):
            check(f"LOAD <{address}>", update=True, hosts=LISTED)

    @pytest.mark.parametrize(
        "text",
        [
            "SELECT * { ?x ?y ?z SERVICE ?x { ?s ?p ?o } }",
            "PREFIX s: <http://example.org/> SELECT * { SERVICE s:x { ?s ?p ?o } }",
            "BASE <http://evil.net/> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
            "SELECT * { SERVICE <http://example.org/> { SERVICE ?s { ?s ?p ?o } } }",
            "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } SERVICE <http://evil.net/> { ?s ?p ?o } }",
            "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
        ],
    )
    def test_what_is_not_written_in_full_may_not(self, text: str) -> None:
        with pytest.raises(QueryError):
            check(text, hosts=LISTED)

    @pytest.mark.parametrize("text", REACHING_OUT.values(), ids=REACHING_OUT)
    def test_another_host_than_those_asked_for(self, text: str) -> None:
        with pytest.raises(QueryError):
            check(text, hosts={"elsewhere.net"})

    def test_the_message_says_which_may(self) -> None:
        with pytest.raises(QueryError, match=r"it may reach 127.0.0.1:8080, example.org"):
            check("SELECT * { SERVICE <http://evil.net/> { ?s ?p ?o } }", hosts=LISTED)
