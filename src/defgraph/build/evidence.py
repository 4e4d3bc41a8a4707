"""Evidence: which span of which article shows which statement.

Each is a Web Annotation specific resource (W3C Web Annotation Data Model, section 4.2): the article
as source, selectors for its position always, and for its words with the rest of their sentence when the
article's text is at hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.extract.surroundings import Surroundings
from defgraph.namespaces import DG, OA, RDF
from defgraph.terms import integer_literal

if TYPE_CHECKING:
    from defgraph.build.statements import Collector
    from defgraph.ids import Minter
    from defgraph.records import EvidenceSpan, Loaded

CONTEXT_CHARACTERS = 400
"""How much of a sentence before and after a quotation is kept at most, in Unicode code points.

Some texts have no full stops: without a limit every quotation would carry the whole of such a text.
"""

_A = RDF["type"]


def add_evidence(out: Collector, minter: Minter, loaded: Loaded) -> None:
    """Add the evidence of one record; every other statement of it is already in ``out``."""
    quotes = _Quotes(loaded.text) if loaded.record.evidence and loaded.text is not None else None
    for number, span in enumerate(loaded.record.evidence, start=1):
        path = f"evidence/{loaded.record.id}/{number}"
        iri = str(minter.iri(path))
        subject, predicate, value = out.at(span.pointer)
        out.add(iri, _A, DG["Evidence"])
        out.add(iri, DG["subject"], subject)
        out.add(iri, DG["predicate"], predicate)
        out.add(iri, DG["object"], value)
        out.add(iri, OA["hasSource"], str(minter.article(loaded.record.id)))
        _add_selectors(out, minter, path, span, quotes)


def _add_selectors(
    out: Collector, minter: Minter, path: str, span: EvidenceSpan, quotes: _Quotes | None
) -> None:
    evidence, position = str(minter.iri(path)), str(minter.iri(f"{path}/position"))
    out.add(evidence, OA["hasSelector"], position)
    out.add(position, _A, OA["TextPositionSelector"])
    out.add(position, OA["start"], str(integer_literal(span.start)))
    out.add(position, OA["end"], str(integer_literal(span.end)))
    if quotes is None:
        return
    quote = str(minter.iri(f"{path}/quote"))
    prefix, exact, suffix = quotes.of(span)
    out.add(evidence, OA["hasSelector"], quote)
    out.add(quote, _A, OA["TextQuoteSelector"])
    out.text(quote, OA["exact"], exact)
    out.text(quote, OA["prefix"], prefix)
    out.text(quote, OA["suffix"], suffix)


class _Quotes:
    """Quotations from one text, each with the rest of its sentence."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._surroundings = Surroundings(text)

    def of(self, span: EvidenceSpan) -> tuple[str, str, str]:
        """Return what stands in the sentence before a span, the words of the span, and what follows."""
        text = self._text
        first, after = self._surroundings.around(span.start, span.end)
        before = text[max(first, span.start - CONTEXT_CHARACTERS - 1) : span.start]
        behind = text[span.end : min(after, span.end + CONTEXT_CHARACTERS + 1)]
        return _first_words(before[::-1])[::-1], text[span.start : span.end], _first_words(behind)


def _first_words(text: str) -> str:
    """Return the beginning of a text, as many whole words as the limit admits."""
    if len(text) <= CONTEXT_CHARACTERS:
        return text
    if text[CONTEXT_CHARACTERS].isspace():
        return text[:CONTEXT_CHARACTERS].rstrip()
    kept, *cut = text[: CONTEXT_CHARACTERS + 1].rsplit(None, 1)
    return kept if cut else text[:CONTEXT_CHARACTERS]
