"""Queries: saved ones with typed parameters, free SPARQL, and writing the answers down."""

from defgraph.queries.catalogue import find_query, list_queries
from defgraph.queries.formats import FORMATS, GRAPH_FORMATS, render
from defgraph.queries.header import Parameter, SavedQuery
from defgraph.queries.lookup import meetings_called
from defgraph.queries.naming import Directory, Named, find_things, listed
from defgraph.queries.result import Answer, Result, Statements, Truth
from defgraph.queries.run import run_query, run_sparql

__all__ = [
    "FORMATS",
    "GRAPH_FORMATS",
    "Answer",
    "Directory",
    "Named",
    "Parameter",
    "Result",
    "SavedQuery",
    "Statements",
    "Truth",
    "find_query",
    "find_things",
    "list_queries",
    "listed",
    "meetings_called",
    "render",
    "run_query",
    "run_sparql",
]
