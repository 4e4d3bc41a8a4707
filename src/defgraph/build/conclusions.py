"""What a store holds besides the ontology and what articles say."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from defgraph.build.counts import with_numbers
from defgraph.build.derive import Derivation
from defgraph.build.statements import in_graph
from defgraph.namespaces import DG, VOID
from defgraph.terms import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.build.corpus import MemoryCorpus
    from defgraph.build.known import Known
    from defgraph.ids import Minter


def conclusions(minter: Minter, corpus: MemoryCorpus, known: Known) -> Iterator[str]:
    """Yield, as N-Quads, what a store holds besides the ontology and what articles say.

    That is the base IRI, what identity rests on, what follows from all articles together, and how many
    statements these are.

    Args:
        minter: makes the IRIs.
        corpus: what all articles show.
        known: what identity rests on besides.
    """
    derivation = Derivation(minter, corpus, known.knowledge)
    concluded = chain(
        [(minter.derived_graph, list(foundation(minter, known)))],
        [(minter.known_graph, list(map(str, known.triples(minter))))],
        derivation.statements(derivation.reach(derivation.everything())),
    )
    for graph, lines in with_numbers(minter, concluded):
        if lines:
            yield in_graph(graph, lines)


def foundation(minter: Minter, known: Known) -> Iterator[str]:
    """Yield what all data in a store rest on, as N-Triples: the base IRI, and the register.

    Args:
        minter: makes the IRIs.
        known: has the register.
    """
    yield f"{minter.derived_graph} {VOID['uriSpace']} {written(minter.base)}"
    if known.register is not None:
        yield f"{minter.derived_graph} {DG['registerDigest']} {written(known.register)}"
