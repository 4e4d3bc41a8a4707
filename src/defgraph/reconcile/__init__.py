"""Linking names in a spreadsheet to the things of a store: what the Reconciliation Service API 0.2 asks for.

This is the part without HTTP; it takes a store and plain values and returns what is to be sent as JSON.
The specification is a report of the W3C Entity Reconciliation Community Group
(https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/).
"""

from defgraph.reconcile.batch import Extension, Query, read_batch, read_extension
from defgraph.reconcile.candidates import reconcile
from defgraph.reconcile.extending import extend, propose
from defgraph.reconcile.manifest import manifest
from defgraph.reconcile.preview import preview, style
from defgraph.reconcile.suggesting import MOST_SKIPPED, suggest_properties, suggest_things, suggest_types
from defgraph.reconcile.telling import page_of
from defgraph.reconcile.vocabulary import types_of

__all__ = [
    "MOST_SKIPPED",
    "Extension",
    "Query",
    "extend",
    "manifest",
    "page_of",
    "preview",
    "propose",
    "read_batch",
    "read_extension",
    "reconcile",
    "style",
    "suggest_properties",
    "suggest_things",
    "suggest_types",
    "types_of",
]
