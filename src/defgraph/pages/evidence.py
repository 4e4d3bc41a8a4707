"""The sentences that facts rest on, with the words that show them marked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from defgraph.namespaces import DG
from defgraph.pages.naming import Link, plain
from defgraph.views.texts import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from defgraph.pages.asking import Row
    from defgraph.pages.context import Context


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a sentence, and whether they show something."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What words show: the property, and its value; ``anchor`` is the local of the evidence."""

    anchor: str
    says: str
    value: Link
    words: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what it shows; without pieces only where in the text the words are is known."""

    pieces: Sequence[Piece]
    shown: Sequence[Shown]
    start: int
    end: int


def read_sentences(
    context: Context,
    articles: Iterable[str],
    describe: Callable[[str], tuple[str, str] | None],
    subjects: Collection[str] | None = None,
) -> dict[str, list[Sentence]]:
    """Return the sentences that show something, by article, in the order of the text.

    Args:
        context: of the page.
        articles: whose.
        describe: what a part of a report is: the property and the thing or text that say it best.
        subjects: what they have to show something of; None: of anything.
    """
    rows = context.ask("evidence", article=map(NamedNode, sorted(set(articles))))
    if subjects is not None:
        rows = [row for row in rows if row.iri("subject") in subjects]
    context.names.learn(row.iri(name) for row in rows for name in ("predicate", "object"))
    together: dict[str, dict[tuple[int, str], list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        sentence = row.text("before") + row.text("exact") + row.text("after")
        together[row.iri("article")][row.number("start") - len(row.text("before")), sentence].append(row)
    return {
        article: [
            _sentence(context, text, start, found, describe) for (start, text), found in sorted(by.items())
        ]
        for article, by in together.items()
    }


def _sentence(
    context: Context,
    text: str,
    start: int,
    rows: list[Row],
    describe: Callable[[str], tuple[str, str] | None],
) -> Sentence:
    spans = [(row.number("start") - start, row.number("end") - start) for row in rows if text]
    return Sentence(
        pieces=_pieces(text, spans),
        shown=[_shown(context, row, describe) for row in rows],
        start=rows[0].number("start"),
        end=max(row.number("end") for row in rows),
    )


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    """Return ``text`` in pieces, marked where any of ``spans`` is; marks that touch are one."""
    pieces: list[Piece] = []
    done = 0
    for start, end in sorted(spans):
        if end <= done:
            continue
        if start > done:
            pieces.append(Piece(text[done:start], is_marked=False))
        pieces.append(Piece(text[max(start, done) : end], is_marked=True))
        done = end
    return [*pieces, *([Piece(text[done:], is_marked=False)] if done < len(text) else [])]


def _shown(context: Context, row: Row, describe: Callable[[str], tuple[str, str] | None]) -> Shown:
    says, value = row.iri("predicate"), row.term("object")
    part = describe(row.iri("subject")) if says == DG("inReport").value else None
    if part is not None:
        says, text = part
        shown = context.names.link(text) if text.startswith("http") else plain(text)
    else:
        shown = plain(value) if isinstance(value, Literal) else context.names.link(row.iri("object"))
    return Shown(
        anchor=context.addresses.local(row.iri("evidence")) or "",
        says=_said(context, says),
        value=shown,
        words=clean(row.text("exact")),
    )


def _said(context: Context, term: str) -> str:
    """Return what a property is called, without the words that it is so as an article tells it."""
    return context.names.label(term).removesuffix(context.wording.words["as_told"])
