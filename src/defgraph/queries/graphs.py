"""Writing triples down, the same bytes every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from defgraph.namespaces import PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

_TYPE = RDF("type")


def serialised(triples: Iterable[Triple], syntax: ox.RdfFormat) -> bytes:
    """Return triples without blank nodes as text: each once, sorted, the types of a subject first.

    Args:
        triples: in any order.
        syntax: of RDF 1.1.
    """
    ordered = sorted(set(triples), key=_place)
    return ox.serialize(ordered, format=syntax, prefixes=dict(PREFIXES)) or b""


def _place(triple: Triple) -> tuple[str, bool, str]:
    return str(triple.subject), triple.predicate != _TYPE, str(triple)
