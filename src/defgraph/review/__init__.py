"""Going through draft records: a folder of them as a queue, corrections, and two people at once."""

from defgraph.review.decisions import Decision
from defgraph.review.folder import ReviewFolder
from defgraph.review.form import read_form
from defgraph.review.marking import Piece, marked_lines
from defgraph.review.merging import Dispute, Merge, Side, merge
from defgraph.review.opening import Entry, Opened, State, version_of
from defgraph.review.tree import Branch, Leaf, Node, Span, record_data, tree_of

__all__ = [
    "Branch",
    "Decision",
    "Dispute",
    "Entry",
    "Leaf",
    "Merge",
    "Node",
    "Opened",
    "Piece",
    "ReviewFolder",
    "Side",
    "Span",
    "State",
    "marked_lines",
    "merge",
    "read_form",
    "record_data",
    "tree_of",
    "version_of",
]
