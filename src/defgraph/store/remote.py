"""A store behind a SPARQL 1.1 endpoint, which SPARQLWrapper makes the requests for."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from defgraph.errors import (
    QueryError,
    StoreAnswerError,
    StoreDeniedError,
    StoreError,
    StoreReadOnlyError,
    StoreUnreachableError,
)
from defgraph.store.base import Dataset, Solutions, Store
from defgraph.store.credentials import address_of, read_credentials
from defgraph.store.formats import GRAPHS, RESULTS, write_answer
from defgraph.store.transport import ONCE, REPEATABLE, TIMEOUT_SECONDS, Call, Transport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPResponse
    from pathlib import Path

    from pyoxigraph import Triple

_QUADS = "SELECT ?g ?s ?p ?o WHERE { %sGRAPH ?g { ?s ?p ?o } }"
_HIDDEN_STATEMENT = """ASK {
  { SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1 }
  FILTER NOT EXISTS { ?s ?p ?o }
}"""
_NO_DATA_SETS = frozenset({400, 404, 405, 406, 415, 501})
"""What servers answer to N-Quads at the address of their graph store, when they want one graph at a time."""

_PLACE = re.compile(r"line [0-9]+, column [0-9]+: .+", re.DOTALL)
_UNION_ADVICE = (
    "its default graph does not include the named graphs, so queries would answer nothing; "
    "start the server with the union of its graphs as default graph "
    "(Oxigraph: --union-default-graph, Fuseki: tdb2:unionDefaultGraph)"
)


class Endpoints(NamedTuple):
    """The addresses of one SPARQL 1.1 server: query, update, Graph Store (None: not offered)."""

    query: str
    update: str
    graph_store: str | None


class RemoteStore(Store):
    """A store that another process serves.

    Args:
        address: of the query operation, or of a server that has its operations at ``/query``,
            ``/update`` and ``/store``. A user and password may stand in it.
        read_only: refuse to write.
        update_url: of the update operation; else it is derived from ``address``.
        graph_store_url: of the Graph Store HTTP Protocol; else derived where the layout is known.
        credentials: a file of passwords; see :func:`~defgraph.store.credentials.read_credentials`.
        timeout: for how many seconds the server may be silent.
        allow_plain_http: send passwords without encryption to other machines, too.

    Raises:
        InputError: a password would go over a network unencrypted, or is not told in full.
        StoreUnreachableError: nothing answers there.
        StoreError: it answers, but not over the union of its graphs.
    """

    def __init__(
        self,
        address: str,
        *,
        read_only: bool = False,
        update_url: str | None = None,
        graph_store_url: str | None = None,
        credentials: str | Path | None = None,
        timeout: float = TIMEOUT_SECONDS,
        allow_plain_http: bool = False,
    ) -> None:
        named = [address_of(url) for url in (address, update_url, graph_store_url) if url]
        guessed = _endpoints(named[0].plain)
        self._endpoints = Endpoints(
            guessed.query,
            address_of(update_url).plain if update_url else guessed.update,
            address_of(graph_store_url).plain if graph_store_url else guessed.graph_store,
        )
        known = read_credentials(named, credentials, allow_plain_http=allow_plain_http)
        self._transport = Transport(known, timeout)
        self._read_only = read_only
        self._takes_data_sets: bool | None = None
        self.location = named[0].plain
        self._check_union()

    def _check_union(self) -> None:
        if self.ask(_HIDDEN_STATEMENT):
            raise StoreError(f"{self.location}: {_UNION_ADVICE}")

    def _call(
        self,
        text: str,
        kind: Literal["SELECT", "ASK", "CONSTRUCT", "INSERT"],
        graphs: Dataset | Literal["all", "said"] = "all",
    ) -> Call:
        from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, SPARQLWrapper

        wrapper = SPARQLWrapper(self._endpoints.query, updateEndpoint=self._endpoints.update)
        wrapper.setOnlyConneg(True)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(TURTLE if kind == "CONSTRUCT" else JSON)
        if kind == "INSERT":
            wrapper.setRequestMethod(POSTDIRECTLY)
        elif isinstance(graphs, Dataset):
            for name, iris in (("default-graph-uri", graphs.default), ("named-graph-uri", graphs.named)):
                for iri in iris:
                    if isinstance(iri, NamedNode):  # what has no name is the default graph anyway
                        wrapper.addParameter(name, iri.value)
        elif graphs == "all":
            wrapper.addParameter("union-default-graph", "true")  # Oxigraph's own; others pass over it
        wrapper.queryString = text  # setQuery() would guess the kind from the text, and comments mislead it
        wrapper.queryType = kind
        request = wrapper._createRequest()  # query() would follow redirects, the password with it
        url = self._endpoints.update if kind == "INSERT" else request.full_url  # else with a "?" too many
        return Call("POST", url, dict(request.header_items()), request.data)  # type: ignore[arg-type] # bytes, as it makes them

    def _query(self, text: str, kind: Literal["SELECT", "ASK", "CONSTRUCT"]) -> bytes:
        with _unreadable_as_query_error():
            return self._transport.read(self._call(text, kind))

    def _results(self, text: str, kind: Literal["SELECT", "ASK"]) -> ox.QuerySolutions | ox.QueryBoolean:
        body = self._query(text, kind)
        with _parsing(self._endpoints.query):
            return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)

    def select(self, query: str) -> Solutions:
        """Return the solutions of a SELECT query over the union of all graphs."""
        answer = self._results(query, "SELECT")
        if not isinstance(answer, ox.QuerySolutions):
            raise QueryError("expected a SELECT query")
        with _parsing(self._endpoints.query):
            rows = [tuple(solution) for solution in answer]
        return Solutions(tuple(variable.value for variable in answer.variables), rows)

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query over the union of all graphs."""
        answer = self._results(query, "ASK")
        if not isinstance(answer, ox.QueryBoolean):
            raise QueryError("expected an ASK query")
        return bool(answer)

    def construct(self, query: str) -> Iterator[Triple]:
        """Yield the triples of a CONSTRUCT or DESCRIBE query over the union of all graphs."""
        body = self._query(query, "CONSTRUCT")
        with _parsing(self._endpoints.query):
            yield from (quad.triple for quad in ox.parse(body, format=ox.RdfFormat.TURTLE))

    def answer(
        self,
        query: str,
        output: IO[bytes],
        media_type: str,
        *,
        graphs: Dataset | Literal["all", "said"] = "all",
        base: str | None = None,  # noqa: ARG002 - the endpoint has its own
    ) -> None:
        """Write the answer of a query of any form, read first: a broken one is not passed on."""
        is_table = media_type in RESULTS
        call = self._call(query, "SELECT" if is_table else "CONSTRUCT", graphs)
        with (
            _unreadable_as_query_error(),
            self._transport.answer(call) as response,
            _parsing(self._endpoints.query),
        ):
            if is_table:
                found = ox.parse_query_results(response, format=ox.QueryResultsFormat.JSON)
                write_answer(found, output, media_type)
            else:
                statements = (quad.triple for quad in ox.parse(response, format=ox.RdfFormat.TURTLE))
                ox.serialize(statements, output, GRAPHS[media_type])

    def update(
        self,
        text: str,
        *,
        repeatable: bool = False,
        base: str | None = None,  # noqa: ARG002 - the endpoint has its own
    ) -> None:
        """Send a SPARQL 1.1 Update request, which the protocol asks the server to do as a whole."""
        self._check_writable()
        try:
            with _unreadable_as_query_error():
                self._transport.read(self._call(text, "INSERT"), REPEATABLE if repeatable else ONCE)
        except (StoreUnreachableError, StoreDeniedError) as error:
            if error.status in (403, 405):
                refusal = f"{self._endpoints.update}: this endpoint takes no updates"
                raise StoreReadOnlyError(refusal) from None
            raise

    def insert(self, text: str) -> None:
        """Add N-Quads by the Graph Store HTTP Protocol, or by updates where it does not take data sets."""
        self._check_writable()
        if self._takes_data_sets is None:
            self._takes_data_sets = self._post(text, unless=_NO_DATA_SETS) and self._has_first_of(text)
        elif self._takes_data_sets:
            self._post(text)
        if not self._takes_data_sets:
            super().insert(text)

    def _post(self, text: str, unless: frozenset[int] = frozenset()) -> bool:
        """Send N-Quads, and return whether the answer was none of some statuses."""
        if self._endpoints.graph_store is None:
            return False
        call = Call(
            "POST", self._endpoints.graph_store, {"Content-Type": "application/n-quads"}, text.encode()
        )
        try:
            self._transport.read(call, REPEATABLE)
        except StoreUnreachableError as error:
            if error.status not in unless:
                raise
            return False
        return True

    def _has_first_of(self, text: str) -> bool:
        """Return whether a statement stands in its own graph; the protocol does not say where it goes."""
        quad = next(iter(ox.parse(text, format=ox.RdfFormat.N_QUADS)))
        return self.ask(f"ASK {{ GRAPH {quad.graph_name} {{ {quad.triple} }} }}")

    def _check_writable(self) -> None:
        if self._read_only:
            raise StoreReadOnlyError(f"{self.location}: opened read-only")

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the statements of every named graph, or of ``graph`` alone, as they come over the network."""
        told = False
        for quad in self._graph_store_quads(graph):
            told = True
            yield quad
        if not told:  # its address may be a guess, and the protocol knows of no whole data sets
            yield from self._selected_quads(graph)

    def _graph_store_quads(self, graph: NamedNode | None) -> Iterator[Quad]:
        """Read by the Graph Store HTTP Protocol; nothing where the server has something else to say.

        All graphs are N-Quads at the address of the graph store itself, as with Oxigraph and Fuseki.
        """
        address = self._endpoints.graph_store
        if address is None:
            return
        syntax, query = ox.RdfFormat.N_QUADS, ""
        if graph is not None:
            syntax, query = ox.RdfFormat.N_TRIPLES, f"?graph={quote(graph.value, safe='')}"
        call = Call("GET", f"{address}{query}", {"Accept": syntax.media_type})
        try:
            with self._transport.answer(call) as response, _parsing(address):
                _check_given(response, address, syntax)
                for quad in ox.parse(response, format=syntax):
                    if graph is not None:
                        yield Quad(quad.subject, quad.predicate, quad.object, graph)
                    elif quad.graph_name != ox.DefaultGraph():
                        yield quad
        except StoreError as error:
            if error.status is None:  # it has begun to answer
                raise

    def _selected_quads(self, graph: NamedNode | None) -> Iterator[Quad]:
        """Read by a query, whose results in JSON say where they end."""
        query = _QUADS % (f"VALUES ?g {{ {graph} }} " if graph else "")
        address = self._endpoints.query
        with (
            _unreadable_as_query_error(),
            self._transport.answer(self._call(query, "SELECT")) as response,
            _parsing(address),
        ):
            answer = ox.parse_query_results(response, format=ox.QueryResultsFormat.JSON)
            if not isinstance(answer, ox.QuerySolutions):
                raise StoreAnswerError(f"{address}: answers yes or no to a SELECT query")
            for solution in answer:
                yield Quad(*(solution[name] for name in ("s", "p", "o", "g")))

    def graphs(self) -> list[NamedNode]:
        """Return the names of the graphs that hold statements, sorted."""
        rows = self.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows
        return sorted((row[0] for row in rows if isinstance(row[0], NamedNode)), key=lambda name: name.value)


def _endpoints(address: str) -> Endpoints:
    """Return where a server at ``address`` is likely to have its three operations."""
    base, _, last = address.rstrip("/").rpartition("/")
    if last == "query":
        return Endpoints(address, f"{base}/update", f"{base}/store")
    if last == "sparql":
        return Endpoints(address, f"{base}/update", None)
    if not urlsplit(address).path.strip("/"):
        bare = address.rstrip("/")
        return Endpoints(f"{bare}/query", f"{bare}/update", f"{bare}/store")
    return Endpoints(address, address, None)


def _check_given(response: HTTPResponse, address: str, syntax: ox.RdfFormat) -> None:
    """Raise unless an answer is in this syntax, and tells where it ends (RFC 9112, section 6.3).

    One of lines that does not, and breaks off between two of them, looks whole.
    """
    kind = response.headers.get_content_type()
    if kind != syntax.media_type or not (response.chunked or response.length is not None):
        raise StoreAnswerError(f"{address}: no {syntax.name} of known length: {kind}", response.status)


@contextmanager
def _unreadable_as_query_error() -> Iterator[None]:
    """Take an answer of 400 to a query or an update for what the protocol says it is."""
    try:
        yield
    except StoreUnreachableError as error:
        if error.status != 400:
            raise
        if place := _PLACE.search(str(error)):  # what stores on this machine say of it, too
            raise QueryError(f"SPARQL: {place[0]}") from None
        raise QueryError(str(error).replace("answers 400", "cannot read this query: 400", 1)) from None


@contextmanager
def _parsing(address: str) -> Iterator[None]:
    """Translate what the parsers of results and of RDF raise."""
    try:
        yield
    except SyntaxError as error:
        raise StoreAnswerError(
            f"{address}: the answer breaks off or is no SPARQL result ({error.msg}); "
            "the endpoint may have run out of time: narrow the query"
        ) from None
