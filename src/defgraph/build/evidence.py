"""Evidence: which span of which article shows which statement.

Each is a Web Annotation specific resource (W3C Web Annotation Data Model, section 4.2): the article
as source, selectors for its position always, and for its words with what stands around them when the
article's text is at hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.namespaces import DG, OA, RDF
from defgraph.terms import integer_literal

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from defgraph.build.statements import Collector
    from defgraph.ids import Minter
    from defgraph.records import EvidenceSpan, Loaded

CONTEXT_CHARACTERS = 32
"""How much of the text before and after a quotation is kept with it, in Unicode code points."""

_A = RDF("type")


def add_evidence(out: Collector, minter: Minter, loaded: Loaded) -> None:
    """Add the evidence of one record; every other statement of it is already in ``out``."""
    for number, span in enumerate(loaded.record.evidence, start=1):
        iri = minter.iri(f"evidence/{loaded.record.id}/{number}")
        shown = out.at(span.pointer)
        out.add(iri, _A, DG("Evidence"))
        out.add(iri, DG("subject"), shown.subject)  # type: ignore[arg-type] # our graphs hold IRIs and literals
        out.add(iri, DG("predicate"), shown.predicate)
        out.add(iri, DG("object"), shown.object)  # type: ignore[arg-type] # likewise
        out.add(iri, OA("hasSource"), minter.article(loaded.record.id))
        _add_selectors(out, minter, iri, span, loaded.text)


def _add_selectors(
    out: Collector, minter: Minter, evidence: NamedNode, span: EvidenceSpan, text: str | None
) -> None:
    path = minter.path(evidence)
    position = minter.iri(f"{path}/position")
    out.add(evidence, OA("hasSelector"), position)
    out.add(position, _A, OA("TextPositionSelector"))
    out.add(position, OA("start"), integer_literal(span.start))
    out.add(position, OA("end"), integer_literal(span.end))
    if text is None:
        return
    quote = minter.iri(f"{path}/quote")
    out.add(evidence, OA("hasSelector"), quote)
    out.add(quote, _A, OA("TextQuoteSelector"))
    out.text(quote, OA("exact"), text[span.start : span.end])
    out.text(quote, OA("prefix"), text[max(0, span.start - CONTEXT_CHARACTERS) : span.start])
    out.text(quote, OA("suffix"), text[span.end : span.end + CONTEXT_CHARACTERS])
