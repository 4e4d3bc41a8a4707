"""Stores: one seam over memory, a folder on disk, and any SPARQL 1.1 endpoint."""

from defgraph.store.base import Dataset, Solutions, Store
from defgraph.store.opening import DEFAULT_STORE, open_store

__all__ = ["DEFAULT_STORE", "Dataset", "Solutions", "Store", "open_store"]
