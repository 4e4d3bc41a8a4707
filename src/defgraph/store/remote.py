"""A store behind a SPARQL 1.1 endpoint, which SPARQLWrapper makes the requests for."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, NamedTuple
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
from defgraph.store.base import Solutions, Store
from defgraph.store.credentials import address_of, read_credentials
from defgraph.store.transport import ONCE, REPEATABLE, TIMEOUT_SECONDS, Call, Transport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Triple

_ALL_QUADS = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
_HIDDEN_STATEMENT = """ASK {
  { SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1 }
  FILTER NOT EXISTS { ?s ?p ?o }
}"""
_NO_DATA_SETS = frozenset({400, 404, 405, 406, 415, 501})
"""What servers answer to N-Quads at the address of their graph store, when they want one graph at a time."""

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

    def _call(self, text: str, kind: Literal["SELECT", "ASK", "CONSTRUCT", "INSERT"]) -> Call:
        from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, SPARQLWrapper

        wrapper = SPARQLWrapper(self._endpoints.query, updateEndpoint=self._endpoints.update)
        wrapper.setOnlyConneg(True)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(TURTLE if kind == "CONSTRUCT" else JSON)
        if kind == "INSERT":
            wrapper.setRequestMethod(POSTDIRECTLY)
        else:
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

    def update(self, text: str, *, repeatable: bool = False) -> None:
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
        """Yield the statements of every named graph, or of ``graph`` alone."""
        if graph is None:
            for name, subject, predicate, value in self.select(_ALL_QUADS).rows:
                yield Quad(subject, predicate, value, name)  # type: ignore[arg-type] # a SELECT over quads
        elif self._endpoints.graph_store:
            yield from self._graph_store_quads(self._endpoints.graph_store, graph)
        else:
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
            for triple in self.construct(query):
                yield Quad(triple.subject, triple.predicate, triple.object, graph)

    def _graph_store_quads(self, address: str, graph: NamedNode) -> Iterator[Quad]:
        """Read one graph by the Graph Store HTTP Protocol, which streams."""
        call = Call(
            "GET", f"{address}?graph={quote(graph.value, safe='')}", {"Accept": "application/n-triples"}
        )
        try:
            with self._transport.answer(call) as response, _parsing(address):
                for quad in ox.parse(response, format=ox.RdfFormat.N_TRIPLES):
                    yield Quad(quad.subject, quad.predicate, quad.object, graph)
        except StoreUnreachableError as error:
            if error.status != 404:
                raise  # 404 is the protocol's answer for a graph that holds nothing

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


@contextmanager
def _unreadable_as_query_error() -> Iterator[None]:
    """Take an answer of 400 to a query or an update for what the protocol says it is."""
    try:
        yield
    except StoreUnreachableError as error:
        if error.status != 400:
            raise
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
