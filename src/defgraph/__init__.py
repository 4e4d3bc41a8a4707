"""A knowledge graph of defence diplomacy.

>>> import defgraph
>>> with defgraph.open_store("memory") as store:
...     report = defgraph.build("data/records", store)
...     answer = defgraph.run_query(store, "partner-countries")
"""

from defgraph.build import build, retract
from defgraph.dump import dump
from defgraph.errors import DefgraphError
from defgraph.network import network
from defgraph.queries import list_queries, run_query
from defgraph.records import Record, read_records
from defgraph.store import open_store
from defgraph.views import view

__version__ = "0.1.0"

__all__ = [
    "DefgraphError",
    "Record",
    "build",
    "dump",
    "list_queries",
    "network",
    "open_store",
    "read_records",
    "retract",
    "run_query",
    "view",
]
