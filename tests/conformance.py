"""How far a service keeps to SPARQL 1.1 Protocol, Service Description and the Graph Store HTTP Protocol.

The cases are data, in the folder ``conformance``, one for each test of the W3C's suites (w3c/rdf-tests), in words
and data of our own. A case is a list of steps: what is sent, and what is expected of the answer.

    given:   graphs that the store has to hold first, of one statement each; it holds nothing else then
    send:    method (GET), at (query, update or graphs), path (after the address), parameters or query (as they
             are, or percent-encoded already), form, type, encoding, body (a list is joined), parts, accept
    expect:  status (2xx), boolean, kind (boolean, table or graph), media, graph (Turtle), location (a name for
             it, which a later step has after a ``$``), describes (what a service description has to say)

Run on an endpoint of your own, it deletes what that holds.
"""

from __future__ import annotations

import secrets
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin

import click
import httpx
import rdflib
import yaml
from rdflib import RDF
from rdflib.compare import isomorphic

from defgraph import open_store
from defgraph.serve.tokens import Tokens
from served import served

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rdflib.term import Node

    Step = Mapping[str, Any]

FOLDER = Path(__file__).parent / "conformance"
SUITES = ("protocol", "service-description", "graph-store")
KINDS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "table": (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ),
    "graph": (
        "text/turtle",
        "application/rdf+xml",
        "application/n-triples",
        "application/ld+json",
        "application/n-quads",
    ),
}
ENDPOINT = "http://www.w3.org/ns/sparql-service-description#endpoint"
_LONGEST = 400
_BOUNDARY = "a-boundary-that-no-part-has"


@dataclass(frozen=True)
class Endpoint:
    """The addresses of a service, and what lets us write to it."""

    query: str
    update: str
    graphs: str
    token: str | None = None

    def address(self, at: str) -> str:
        return str(getattr(self, at))


class UnexpectedError(Exception):
    """An answer is not what a case expects."""


@dataclass
class Outcome:
    """What came of one suite: how many cases there are, and what was wrong with those that failed."""

    suite: str
    of: int
    failed: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        told = [f"{self.suite} passed {self.of - len(self.failed)} of {self.of}"]
        return "\n".join([*told, *(f"  {name}: {problem}" for name, problem in self.failed.items())])


def run_suite(endpoint: Endpoint, name: str) -> Outcome:
    """Run the cases of one file against an endpoint."""
    suite = _loaded(name)
    outcome = Outcome(suite["suite"], len(suite["tests"]))
    if outcome.of != suite["of"]:
        raise ValueError(f"{name}.yaml: expected {suite['of']} tests, found {outcome.of}")
    headers = {"Authorization": f"Bearer {endpoint.token}"} if endpoint.token else {}
    # Some say 404 for a graph that was never there, so each of these cases begins with none.
    anew = name == "graph-store"
    for test, steps in suite["tests"].items():
        with httpx.Client(timeout=30, headers=headers, trust_env=False) as client:
            case = _Case(client, endpoint)
            try:
                if anew:
                    case.hold([])
                for number, step in enumerate(steps, 1):
                    case.take(step, number)
            except (UnexpectedError, httpx.HTTPError) as error:
                outcome.failed[test] = str(error) or type(error).__name__
    return outcome


class _Case:
    """The steps of one test, and what they learn for the steps after."""

    def __init__(self, client: httpx.Client, endpoint: Endpoint) -> None:
        self._client, self._endpoint = client, endpoint
        self._known: dict[str, str] = {}

    def hold(self, graphs: list[str]) -> None:
        """Make the store hold these graphs, of one statement each, and nothing else."""
        blocks = " ".join(f"GRAPH <{iri}> {{ <{iri}> a <http://example.org/Document> }}" for iri in graphs)
        update = f"DROP ALL ; INSERT DATA {{ {blocks} }}"
        self._client.post(
            self._endpoint.update, content=update, headers={"Content-Type": "application/sparql-update"}
        ).raise_for_status()

    def take(self, step: Step, number: int) -> None:
        """Take one step."""
        if "given" in step:
            self.hold(step["given"])
        answer = self._client.send(self._request(step["send"]))
        try:
            self._judge(answer, step["expect"])
        except UnexpectedError as error:
            request = answer.request
            told = str(error)[:_LONGEST]
            raise UnexpectedError(f"step {number}, {request.method} {request.url}: {told}") from None

    def _request(self, send: Mapping[str, Any]) -> httpx.Request:
        method = send.get("method", "GET")
        at = send.get("at", "graphs" if {"path", "parts"} & set(send) or self._is_graph(send) else "query")
        url = self._endpoint.address(at)
        if "path" in send:
            url = f"{url.rstrip('/')}/{send['path']}"
        query = send.get("query") or urlencode(_pairs(self._filled(send.get("parameters", {}))))
        headers, body = _body(send)
        if "accept" in send:
            headers["Accept"] = send["accept"]
        return self._client.build_request(
            method, f"{url}?{query}" if query else url, headers=headers, content=body
        )

    @staticmethod
    def _is_graph(send: Mapping[str, Any]) -> bool:
        named = {"graph", "default"} & set(send.get("parameters", {})) or "query" in send
        return bool(named) or send.get("type", "").startswith("text/turtle")

    def _filled(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        known = {f"${name}": value for name, value in self._known.items()}
        return {
            name: known.get(value, value) if isinstance(value, str) else value
            for name, value in parameters.items()
        }

    def _judge(self, answer: httpx.Response, expect: Mapping[str, Any]) -> None:
        statuses = [str(status) for status in expect.get("status", ["2xx"])]
        if not {str(answer.status_code), f"{answer.status_code // 100}xx"} & set(statuses):
            said = " ".join(answer.text.split())
            raise UnexpectedError(f"expected {' or '.join(statuses)}, found {answer.status_code}: {said}")
        kind = "boolean" if "boolean" in expect else expect.get("kind")
        wanted = KINDS[kind] if kind else (expect["media"],) if "media" in expect else ()
        media = answer.headers.get("content-type", "").partition(";")[0].strip()
        if wanted and media not in wanted:
            raise UnexpectedError(f"expected {' or '.join(wanted)}, found {media or 'no Content-Type'}")
        if "boolean" in expect and answer.json()["boolean"] is not expect["boolean"]:
            raise UnexpectedError(f"expected {expect['boolean']}, found {answer.text.strip()}")
        if kind == "graph":
            _graph(answer)
        if "graph" in expect and not isomorphic(_parsed(expect["graph"], "text/turtle"), _graph(answer)):
            raise UnexpectedError(f"expected the graph {expect['graph']}, found {answer.text.strip()}")
        if "location" in expect:
            self._known[expect["location"]] = _location(answer)
        if "describes" in expect:
            _judge_description(answer, expect["describes"])


def _judge_description(answer: httpx.Response, what: str) -> None:
    graph = _graph(answer)
    if what == "schema":
        problems = misfits(graph)
        if problems:
            raise UnexpectedError("; ".join(problems))
        return
    there = sorted(str(thing) for thing in graph.objects(None, rdflib.URIRef(ENDPOINT)))
    if str(answer.url) not in there:
        raise UnexpectedError(f"expected the endpoint {answer.url}, found {', '.join(there) or 'none'}")


def _pairs(parameters: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (name, each)
        for name, value in parameters.items()
        for each in (value if isinstance(value, list) else [value])
    ]


def _body(send: Mapping[str, Any]) -> tuple[dict[str, str], bytes | None]:
    """Return the header fields that tell what a body is, and the body."""
    if "form" in send:
        return {"Content-Type": "application/x-www-form-urlencoded"}, urlencode(_pairs(send["form"])).encode()
    if "parts" in send:
        pieces = [
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="part{number}"; filename="{number}.ttl"\r\n'
            f"Content-Type: {part['type']}\r\n\r\n{part['body']}\r\n"
            for number, part in enumerate(send["parts"])
        ]
        body = "".join([*pieces, f"--{_BOUNDARY}--\r\n"])
        return {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}, body.encode()
    headers = {"Content-Type": send["type"]} if "type" in send else {}
    if "body" not in send:
        return headers, None
    text = send["body"] if isinstance(send["body"], str) else "".join(send["body"])
    return headers, text.encode(send.get("encoding", "utf-8"))


def _graph(answer: httpx.Response) -> rdflib.Graph:
    media = answer.headers.get("content-type", "").partition(";")[0].strip()
    if media not in KINDS["graph"]:
        raise UnexpectedError(f"expected RDF, found {media or 'no Content-Type'}")
    return _parsed(answer.content, media)


def _parsed(text: str | bytes, media: str) -> rdflib.Graph:
    graph = rdflib.Dataset(default_union=True) if media == "application/n-quads" else rdflib.Graph()
    try:
        graph.parse(data=text, format=media)
    except Exception as error:  # noqa: BLE001 - whatever a parser raises
        raise UnexpectedError(f"the {media} cannot be read: {error}") from None
    triples = rdflib.Graph()
    triples += ((subject, predicate, thing) for subject, predicate, thing, *_ in graph)
    return triples


def _location(answer: httpx.Response) -> str:
    place = answer.headers.get("location")
    if not place:
        raise UnexpectedError("expected a Location, found none")
    return urljoin(str(answer.url), place)


def misfits(graph: rdflib.Graph) -> list[str]:
    """Return what a service description says that its vocabulary has no place for."""
    return list(_Schema(_loaded("service-description")["schema"], graph).misfits())


def _loaded(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


class _Schema:
    """What the vocabulary of service descriptions has a place for.

    Args:
        schema: its classes, what they are sorts of, instances it knows, and what its properties stand between.
        graph: a description.
    """

    def __init__(self, schema: Mapping[str, Any], graph: rdflib.Graph) -> None:
        self._schema, self._graph = schema, graph
        self._sd = rdflib.Namespace(schema["namespace"])
        self._known = {self._sd[name]: kind for kind, names in schema["known"].items() for name in names}

    def misfits(self) -> Iterator[str]:
        """Yield what the description says that there is no place for."""
        services = set(self._graph.subjects(RDF.type, self._sd.Service))
        if not services:
            yield "there is no sd:Service"
        for service in services:
            if len(set(self._graph.objects(service, self._sd.endpoint))) != 1:
                yield f"expected one sd:endpoint of {service}"
        for subject, predicate, thing in sorted(self._graph):
            if (
                predicate == RDF.type
                and thing in self._sd
                and self._name(thing) not in self._schema["classes"]
            ):
                yield f"{thing} is no class of the vocabulary"
            if predicate in self._sd:
                yield from self._misplaced(subject, self._name(predicate), thing)

    def _misplaced(self, subject: Node, name: str, thing: Node) -> Iterator[str]:
        if name not in self._schema["properties"]:
            yield f"sd:{name} is no property of the vocabulary"
            return
        domain, values = self._schema["properties"][name]
        if not self._may_be(subject, domain):
            yield f"expected {subject}, which has sd:{name}, to be an sd:{domain}"
        if not self._may_be(thing, values):
            yield f"expected sd:{name} {thing} to be {f'an sd:{values}' if values else 'an IRI'}"

    def _may_be(self, thing: Node, kind: str | None) -> bool:
        """Return whether nothing that is said of a thing makes it another kind of thing."""
        names = {self._known.get(thing)} | {self._name(each) for each in self._graph.objects(thing, RDF.type)}
        names &= set(self._schema["classes"])
        held = names | {self._schema["broader"].get(name, name) for name in names}
        return not isinstance(thing, rdflib.Literal) and (kind is None or not held or kind in held)

    def _name(self, term: Node) -> str:
        return str(term).removeprefix(str(self._sd))


def run_all(endpoint: Endpoint) -> list[Outcome]:
    """Run every suite against an endpoint."""
    return [run_suite(endpoint, name) for name in SUITES]


@contextmanager
def own_endpoint() -> Iterator[Endpoint]:
    """Serve an empty store, with a token, until the block ends."""
    token = secrets.token_urlsafe()
    with TemporaryDirectory() as folder:
        place = Path(folder) / "empty.store"
        with open_store(place) as store:
            store.load(())
        with served(place, tokens=Tokens([token])) as client:
            base = str(client.base_url)
            yield Endpoint(f"{base}sparql", f"{base}sparql", f"{base}graph-store", token)


@click.command
@click.option("--url", help="Where queries go.  [default: `defgraph serve` on an empty store]")
@click.option("--update-url", help="Where updates go.  [default: the same]")
@click.option("--graph-store-url", help="The address of its Graph Store.  [default: graph-store beside it]")
@click.option("--token", help="What lets us write there.")
def main(url: str | None, update_url: str | None, graph_store_url: str | None, token: str | None) -> None:
    """Tell how many of the W3C's tests an endpoint passes. It then holds nothing else any more."""
    if url is None:
        with own_endpoint() as endpoint:
            outcomes = run_all(endpoint)
    else:
        graphs = graph_store_url or urljoin(url, "graph-store")
        outcomes = run_all(Endpoint(url, update_url or url, graphs, token))
    for outcome in outcomes:
        click.echo(str(outcome))
    sys.exit(any(outcome.failed for outcome in outcomes))


if __name__ == "__main__":
    main()
