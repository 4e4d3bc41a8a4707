"""Dumps: the graph as files that are the same bytes every time, as RDF and as tables."""

from defgraph.dump.rdf import FORMATS
from defgraph.dump.tables import PARQUET
from defgraph.dump.writing import dump, format_for

__all__ = ["FORMATS", "PARQUET", "dump", "format_for"]
