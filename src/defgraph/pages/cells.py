"""The rows of saved queries, with links from what they name to its page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from defgraph.namespaces import AREA, COUNTRY, XSD
from defgraph.ontology import concept_ids
from defgraph.pages.naming import Link, outside, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.pages.context import Context
    from defgraph.queries import Result
    from defgraph.queries.result import Row
    from defgraph.terms import Term

_CODES = {"country": "country", "area": "area", "areas": "area"}
_RECORDS = ("article", "articles")
_SEPARATOR = "; "
_DAYS = re.compile(r"\d{4}-\d{2}(-\d{2})?(/\d{4}-\d{2}(-\d{2})?)?")


def table(
    context: Context, result: Result, lists: Sequence[str] = (), *, in_words: bool = False
) -> list[list[list[Link]]]:
    """Return the rows of ``result``, each cell as the things and texts in it.

    Args:
        context: of the page.
        result: the rows.
        lists: the columns whose cells are lists.
        in_words: whether days and codes are said as people say them.

    Raises:
        StoreError: the store failed.
    """
    context.names.learn(_named(context, result, lists))
    rows = [_row(context, result.columns, row, lists) for row in result.rows]
    return [[[_said(context, one) for one in cell] for cell in row] for row in rows] if in_words else rows


def _said(context: Context, link: Link) -> Link:
    if link.href:
        return link
    text = context.wording.words["form"]["values"].get(link.label, link.label)
    return replace(link, label=context.wording.date(text) if _DAYS.fullmatch(text) else text)


def _named(context: Context, result: Result, lists: Sequence[str]) -> set[str]:
    return {
        iri
        for row in result.rows
        for name, term in zip(result.columns, row, strict=True)
        for iri, _ in _parts(context, name, term, lists)
        if iri
    }


def _row(context: Context, columns: Sequence[str], row: Row, lists: Sequence[str]) -> list[list[Link]]:
    return [
        [_link(context, iri, text, term) for iri, text in _parts(context, name, term, lists)]
        for name, term in zip(columns, row, strict=True)
    ]


def _link(context: Context, iri: str, text: str, term: Term | None) -> Link:
    if iri and context.addresses.local(iri):
        return context.names.link(iri)
    if isinstance(term, Literal) and term.language:
        return plain(term)
    return outside(text) or plain(text)


def _parts(context: Context, name: str, term: Term | None, lists: Sequence[str]) -> list[tuple[str, str]]:
    """Return the IRIs and texts that a cell holds; a text that is the code of something has its IRI."""
    if term is None:
        return []
    if isinstance(term, NamedNode):
        return [(term.value, term.value)]
    if not isinstance(term, Literal) or term.datatype != XSD("string"):
        return [("", term.value)]
    texts = term.value.split(_SEPARATOR) if name in lists else [term.value]
    return [(_meant(context, name, text), text) for text in texts if text]


def _meant(context: Context, name: str, text: str) -> str:
    kind = _CODES.get(name)
    if kind is not None and text in concept_ids(kind):
        return (COUNTRY if kind == "country" else AREA)(text).value
    if name in _RECORDS:
        iri = context.addresses.iri(f"article/{text}")
        return "" if iri is None else iri.value
    return ""
