"""A store behind a SPARQL 1.1 endpoint, reached through SPARQLWrapper."""

from __future__ import annotations

import ast
import http.client
import re
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from defgraph.errors import QueryError, StoreError, StoreReadOnlyError, StoreUnreachableError
from defgraph.store.base import Solutions, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple
    from SPARQLWrapper import SPARQLWrapper

TIMEOUT_SECONDS = 300
_SHOWN = 400
_BYTES = re.compile(r"""b'(?:[^'\\\n]|\\.)*'|b"(?:[^"\\\n]|\\.)*\"""")
_ALL_QUADS = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
_HIDDEN_STATEMENT = """ASK {
  { SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1 }
  FILTER NOT EXISTS { ?s ?p ?o }
}"""
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

    Raises:
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
    ) -> None:
        address, self._credentials = _without_credentials(address)
        guessed = _endpoints(address)
        self._endpoints = Endpoints(
            guessed.query, update_url or guessed.update, graph_store_url or guessed.graph_store
        )
        self._read_only = read_only
        self.location = address
        self._check_union()

    def _check_union(self) -> None:
        if self.ask(_HIDDEN_STATEMENT):
            raise StoreError(f"{self.location}: {_UNION_ADVICE}")

    def _wrapper(self, text: str, kind: Literal["SELECT", "ASK", "CONSTRUCT", "INSERT"]) -> SPARQLWrapper:
        from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, SPARQLWrapper

        wrapper = SPARQLWrapper(self._endpoints.query, updateEndpoint=self._endpoints.update)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(TIMEOUT_SECONDS)
        if self._credentials:
            wrapper.setCredentials(*self._credentials)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(TURTLE if kind == "CONSTRUCT" else JSON)
        if kind == "INSERT":
            wrapper.setRequestMethod(POSTDIRECTLY)
        else:
            wrapper.addParameter("union-default-graph", "true")  # Oxigraph's own; others pass over it
        wrapper.queryString = text  # setQuery() would guess the kind from the text, and comments mislead it
        wrapper.queryType = kind
        return wrapper

    def _query(self, text: str, kind: Literal["SELECT", "ASK", "CONSTRUCT"]) -> bytes:
        with _translated(self._endpoints.query):
            answer: bytes = self._wrapper(text, kind).query().response.read()
            return answer

    def _results(self, text: str, kind: Literal["SELECT", "ASK"]) -> ox.QuerySolutions | ox.QueryBoolean:
        body = self._query(text, kind)
        with _translated(self._endpoints.query):
            return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)

    def select(self, query: str) -> Solutions:
        """Return the solutions of a SELECT query over the union of all graphs."""
        answer = self._results(query, "SELECT")
        if not isinstance(answer, ox.QuerySolutions):
            raise QueryError("expected a SELECT query")
        with _translated(self._endpoints.query):
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
        with _translated(self._endpoints.query):
            yield from (quad.triple for quad in ox.parse(body, format=ox.RdfFormat.TURTLE))

    def update(self, text: str) -> None:
        """Send a SPARQL 1.1 Update request, which the protocol asks the server to do as a whole."""
        if self._read_only:
            raise StoreReadOnlyError(f"{self.location}: opened read-only")
        try:
            with _translated(self._endpoints.update):
                self._wrapper(text, "INSERT").query().response.read()
        except StoreUnreachableError as error:
            if isinstance(error.__cause__, urllib.error.HTTPError) and error.__cause__.code in (403, 405):
                refusal = f"{self._endpoints.update}: this endpoint takes no updates"
                raise StoreReadOnlyError(refusal) from None
            raise

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the statements of every named graph, or of ``graph`` alone."""
        if graph is None:
            for name, subject, predicate, value in self.select(_ALL_QUADS).rows:
                yield Quad(subject, predicate, value, name)  # type: ignore[arg-type] # a SELECT over quads
        elif self._endpoints.graph_store and not self._credentials:
            yield from self._graph_store_quads(self._endpoints.graph_store, graph)
        else:
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
            for triple in self.construct(query):
                yield Quad(triple.subject, triple.predicate, triple.object, graph)

    def _graph_store_quads(self, address: str, graph: NamedNode) -> Iterator[Quad]:
        """Read one graph by the Graph Store HTTP Protocol, which streams."""
        request = urllib.request.Request(  # noqa: S310 - the address was checked to be http(s)
            f"{address}?graph={quote(graph.value, safe='')}", headers={"Accept": "application/n-triples"}
        )
        try:
            with (
                _translated(address),
                urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response,  # noqa: S310
            ):
                for quad in ox.parse(response, format=ox.RdfFormat.N_TRIPLES):
                    yield Quad(quad.subject, quad.predicate, quad.object, graph)
        except StoreUnreachableError as error:
            if not (isinstance(error.__cause__, urllib.error.HTTPError) and error.__cause__.code == 404):
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


def _without_credentials(address: str) -> tuple[str, tuple[str, str] | None]:
    parts = urlsplit(address)
    if parts.username is None:
        return address, None
    plain = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    return plain, (parts.username, parts.password or "")


@contextmanager
def _translated(address: str) -> Iterator[None]:
    """Turn what SPARQLWrapper, urllib and the result parsers raise into the errors of this package."""
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

    try:
        yield
    except QueryBadFormed as error:
        raise QueryError(f"{address}: the endpoint cannot read this query: {_shown(error)}") from None
    except SPARQLWrapperException as error:
        raise StoreUnreachableError(f"{address}: {_shown(error)}") from error
    except urllib.error.HTTPError as error:
        reason = f"the endpoint answers {error.code} {error.reason}"
        error.close()
        raise StoreUnreachableError(f"{address}: {reason}") from error
    except (OSError, http.client.HTTPException) as error:
        raise StoreUnreachableError(
            f"{address}: the endpoint cannot be reached: {getattr(error, 'reason', error)}; is it running?"
        ) from error
    except SyntaxError as error:
        raise StoreError(
            f"{address}: the answer breaks off or is no SPARQL result ({error.msg}); "
            "the endpoint may have run out of time: narrow the query"
        ) from None


def _shown(error: Any) -> str:  # noqa: ANN401 - SPARQLWrapper keeps bytes or text here
    detail = error.args[0] if error.args else ""
    text = detail.decode("utf-8", "replace") if isinstance(detail, bytes) else str(detail)
    said, response, body = text.partition("Response:\n")
    if _BYTES.fullmatch(body):  # SPARQLWrapper shows the answer as Python does
        text = said + response + ast.literal_eval(body).decode("utf-8", "replace")
    return " ".join(text.split())[:_SHOWN] or type(error).__name__
