"""A knowledge graph of defence diplomacy.

>>> import defgraph
>>> with defgraph.open_store("memory") as store:
...     report = defgraph.build("data/records", store)
...     answer = defgraph.run_query(store, "partner-countries")
"""

import sys
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_HOMES = MappingProxyType(
    {
        "DefgraphError": "errors",
        "Record": "records",
        "build": "build",
        "dump": "dump",
        "list_queries": "queries",
        "network": "network",
        "open_store": "store",
        "read_records": "records",
        "retract": "build",
        "run_query": "queries",
        "view": "views",
    }
)


class _Root(ModuleType):
    """Loads what the package offers when it is first asked for: a command needs little of it to start."""

    def __getattr__(self, name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        super().__setattr__(name, found)
        return found

    def __setattr__(self, name: str, value: object) -> None:
        # Python binds a submodule to its package; here the function of that name goes first.
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted([*__all__, "__version__"])


sys.modules[__name__].__class__ = _Root
