"""Running queries: saved ones with parameters, and free SPARQL."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from defgraph.queries.catalogue import find_query
from defgraph.queries.guard import check, query_form, says_from
from defgraph.queries.injection import inject
from defgraph.queries.parameters import bind
from defgraph.queries.result import Statements, Truth, to_result
from defgraph.queries.using import with_using
from defgraph.store import Solutions

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from defgraph.queries.header import SavedQuery
    from defgraph.queries.result import Answer, Result
    from defgraph.store import Dataset, Store


def run_query(
    store: Store,
    name: str,
    parameters: Mapping[str, object] | None = None,
    *,
    folders: Sequence[str | Path] = (),
) -> Result:
    """Run a saved query.

    Args:
        store: where to ask.
        name: which query.
        parameters: a value for each parameter that is set; see
            :func:`defgraph.queries.parameters.bind` for what a value can be.
        folders: folders of one's own queries.

    Returns:
        the rows, in the order of the query.

    Raises:
        NotFoundError: there is no such query, or nothing in the store goes by a given name.
        ParameterError: a parameter is unknown or missing, or its value makes no sense.
        QueryError: the query file breaks the rules.
        StoreError: the store failed.
    """
    return run_saved(store, find_query(name, folders), parameters or {})


def run_saved(store: Store, query: SavedQuery, parameters: Mapping[str, object]) -> Result:
    """Run a query that has been found already, as :func:`run_query` does."""
    check(query.text)
    bound = bind(query, parameters, store)
    text = inject(query.text, bound.terms)
    if bound.limit is not None:
        text = f"{text}\nLIMIT {bound.limit:d}\n"
    return to_result(store.select(text), query.lists, bound.notes)


def run_sparql(store: Store, text: str, *, update: bool = False) -> Answer | None:
    """Run free SPARQL, over the union of all graphs, or over those that it names by FROM and FROM NAMED.

    Args:
        store: where to ask.
        text: a SPARQL 1.1 query, or with ``update`` an update request.
        update: whether the request may, and should, write.

    Returns:
        a :class:`Result` for SELECT, a :class:`Truth` for ASK, :class:`Statements` for CONSTRUCT and
        DESCRIBE; None after an update.

    Raises:
        QueryError: the text does not parse, reaches out to the network (SERVICE, LOAD), or writes
            without ``update``.
        StoreUnfinishedError: an update of an endpoint that a build has not finished.
        StoreError: the store failed.
    """
    if update:
        from defgraph.build.upload import check_finished  # asking should start without what builds

        check_finished(store)
        run_update(store, text)
        return None
    form = query_form(text)
    is_graph = form in ("CONSTRUCT", "DESCRIBE")
    output = io.BytesIO()
    write_sparql(store, text, output, "application/n-triples" if is_graph else "application/json")
    if is_graph:
        read = ox.parse(output.getvalue(), format=ox.RdfFormat.N_TRIPLES)
        return Statements(tuple(sorted({quad.triple for quad in read}, key=str)))
    found = ox.parse_query_results(output.getvalue(), format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return Truth(bool(found))
    names = tuple(variable.value for variable in found.variables)
    return to_result(Solutions(names, [tuple(solution) for solution in found]))


def write_sparql(
    store: Store,
    text: str,
    output: IO[bytes],
    media_type: str,
    *,
    graphs: Dataset | None = None,
    base: str | None = None,
    hosts: Collection[str] = (),
) -> None:
    """Write the answer of free SPARQL as it comes.

    Args:
        store: where to ask.
        text: a SPARQL 1.1 query.
        output: what to write to.
        media_type: how; see :meth:`defgraph.store.Store.answer`.
        graphs: what it sees, whatever it says itself; None: what it says, or the union of all graphs.
        base: what relative IRIs hang on.
        hosts: those that SERVICE may reach; see :func:`defgraph.queries.guard.check`.

    Raises:
        QueryError: the text does not parse, writes, or reaches out to another host.
        StoreError: the store failed.
    """
    check(text, hosts=hosts)
    store.answer(text, output, media_type, graphs=graphs or ("said" if says_from(text) else "all"), base=base)


def run_update(
    store: Store,
    text: str,
    *,
    using: Dataset | None = None,
    base: str | None = None,
    hosts: Collection[str] = (),
) -> None:
    """Run an update request as one transaction, be it part of a build that goes on.

    Args:
        store: what to change.
        text: a SPARQL 1.1 Update request.
        using: the graphs that its patterns see, as if it said so by USING and USING NAMED.
        base: what relative IRIs hang on.
        hosts: those that LOAD and SERVICE may reach; see :func:`defgraph.queries.guard.check`.

    Raises:
        QueryError: the text does not parse, is a query, reaches out to another host, or says itself which
            graphs it uses where ``using`` does.
        StoreError: the store failed.
    """
    check(text, update=True, hosts=hosts)
    if using is not None:
        text = with_using(text, using)
    store.update(text, base=base)
