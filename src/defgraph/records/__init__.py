"""Article records, format 1: their models, their JSON Schema and their readers."""

from defgraph.records.models import (
    Article,
    EvidenceSpan,
    Meeting,
    Outcome,
    Participant,
    Partner,
    Place,
    Record,
)
from defgraph.records.problems import Problem
from defgraph.records.reader import Loaded, iter_records, read_records
from defgraph.records.schema import record_schema

__all__ = [
    "Article",
    "EvidenceSpan",
    "Loaded",
    "Meeting",
    "Outcome",
    "Participant",
    "Partner",
    "Place",
    "Problem",
    "Record",
    "iter_records",
    "read_records",
    "record_schema",
]
