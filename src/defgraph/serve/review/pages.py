"""The pages as HTML: templates filled with drafts, and what they say of changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from defgraph.pages import LANGUAGES
from defgraph.resources import package_file
from defgraph.review.form import evidence_field
from defgraph.review.marking import first_pieces, marked_lines
from defgraph.review.tree import Branch, leaves, nodes
from defgraph.serve.review.deciding import CHOICE, as_text
from defgraph.serve.review.fields import FormMaker
from defgraph.serve.review.telling import Teller
from defgraph.serve.review.wording import read_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from defgraph.review import Entry
    from defgraph.review.decisions import Decision
    from defgraph.serve.review.deciding import MergeSheet, Sheet

A_PAGE = 100
"""Drafts on one page of the queue."""
_SIGNS = dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF], "\ufffd"
)
"""Marks that do not show but turn or hide what stands around them: each is shown as one sign."""


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a page is: the language, the person's name where it is known, what forms repeat."""

    language: str
    name: str
    form: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which drafts are gone through: those in a state (``all``: in any), with a text in title or name."""

    state: str = "draft"
    find: str = ""

    def of(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return the drafts that it lets through."""
        wanted = self.find.casefold()
        return [
            entry
            for entry in entries
            if self.state in ("all", entry.state)
            and (not wanted or wanted in f"{entry.name} {entry.title or ''}".casefold())
        ]

    def query(self, **more: str) -> str:
        """Return it as the query of an address."""
        named = {"state": self.state, "find": self.find, **more}
        return "?" + urlencode({key: value for key, value in named.items() if value})


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(package_file("serve/review/templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["path"] = lambda name: quote(name, safe="")
    environment.filters["moment"] = lambda when: f"{when[:10]} {when[11:16]} UTC"
    return environment


def _rendered(template: str, reader: Reader, up: str, **told: Any) -> str:  # noqa: ANN401 - of a template
    return (
        _environment()
        .get_template(template)
        .render(words=read_words(reader.language), reader=reader, languages=LANGUAGES, up=up, **told)
    )


def queue_page(
    entries: Sequence[Entry], filtered: Filter, page: int, reader: Reader, done: tuple[str, str] | None
) -> str:
    """Return the list of the drafts.

    Args:
        entries: all of them.
        filtered: which are shown.
        page: from 1.
        reader: for whom.
        done: what was just decided, and of which draft.
    """
    found = filtered.of(entries)
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(max(page, 1), pages)
    counts = {
        state: len(Filter(state).of(entries)) for state in ("draft", "reviewed", "rejected", "problem", "all")
    }
    return _rendered(
        "queue.html",
        reader,
        "",
        entries=found[(page - 1) * A_PAGE : page * A_PAGE],
        first=next(iter(found), None),
        counts=counts,
        filter=filtered,
        page=page,
        pages=pages,
        done=done,
    )


def draft_page(
    sheet: Sheet,
    entries: Sequence[Entry],
    filtered: Filter,
    reader: Reader,
    decision: Decision | None,
    done: tuple[str, str] | None = None,
) -> str:
    """Return a draft beside its article."""
    draft, words = sheet.draft, read_words(reader.language)
    names = [entry.name for entry in filtered.of(entries)]
    before, after, place = neighbours(names, draft.name)
    common = {
        "sheet": sheet,
        "draft": draft,
        "before": before,
        "after": after,
        "place": place,
        "total": len(names),
        "filter": filtered,
        "decision": decision,
        "done": done,
        "base": as_text(draft.raw),
    }
    if sheet.tree is None:
        shown = draft.raw.decode("utf-8", "backslashreplace")[:100_000].translate(_SIGNS)
        return _rendered("broken.html", reader, "../", shown=shown, **common)
    text = draft.text or ""
    form = FormMaker(sheet.tree, text, words, reader.language, sheet.problems).form()
    spans = [span for _, node in nodes(sheet.tree) for span in sorted(node.spans)]
    lines = marked_lines(text, spans)
    first: dict[int, list[int]] = {}
    for number, piece in first_pieces(lines):
        first.setdefault(piece.start, []).append(number)
    shown_lines = [[(piece, piece.text.translate(_SIGNS)) for piece in line] for line in lines]
    teller = Teller(reader.language)
    wrong = [(pointer, teller.place(sheet.tree, pointer), told) for pointer, told in sheet.problems]
    return _rendered(
        "draft.html",
        reader,
        "../",
        form=form,
        lines=shown_lines,
        first=first,
        countries=_countries(reader.language),
        wrong=wrong,
        **common,
    )


def merge_page(sheet: MergeSheet, filtered: Filter, reader: Reader) -> str:
    """Return what two people changed, side by side."""
    teller = Teller(reader.language)
    text, theirs_text = sheet.draft.text or "", sheet.theirs.text or ""
    rows = [
        {
            "name": f"{CHOICE}{pointer}",
            "label": teller.place(sheet.merged.tree, pointer),
            "before": teller.side(pointer, dispute.base, text),
            "mine": teller.side(pointer, dispute.mine, text),
            "theirs": teller.side(pointer, dispute.theirs, theirs_text),
        }
        for pointer, dispute in sheet.merged.disputes.items()
    ]
    return _rendered(
        "merge.html",
        reader,
        "../",
        sheet=sheet,
        filter=filtered,
        rows=rows,
        theirs_changed=teller.changes(sheet.base, sheet.other, sheet.merged.disputes),
        mine_changed=teller.changes(sheet.base, sheet.mine, sheet.merged.disputes),
        kept=_kept(sheet.mine),
        base=as_text(sheet.draft.raw),
        theirs=as_text(sheet.theirs.raw),
    )


def message_page(reader: Reader, title: str, text: str, *, up: str = "", signing_in: bool = False) -> str:
    """Return a page that says why something cannot be done, or asks for a token."""
    return _rendered("message.html", reader, up, title=title, text=text, signing_in=signing_in)


def neighbours(names: Sequence[str], name: str) -> tuple[str | None, str | None, int | None]:
    """Return the names before and after one, which need not be among them, and its place from 1."""
    before = [other for other in names if other < name]
    after = [other for other in names if other > name]
    place = len(before) + 1 if name in names else None
    return before[-1] if before else None, after[0] if after else None, place


@cache
def _countries(language: str) -> Sequence[tuple[str, str]]:
    from defgraph.ontology import concept_labels

    return sorted(concept_labels("country", language).items(), key=lambda pair: pair[1])


def _kept(tree: Branch) -> list[tuple[str, str]]:
    """Return the fields that say what a form said."""
    values = [(pointer, str(leaf.value)) for pointer, leaf in leaves(tree)]
    shown = [
        ("evidence", evidence_field(pointer, span))
        for pointer, node in nodes(tree)
        for span in sorted(node.spans)
    ]
    return [(name, value) for name, value in values if name.startswith(("/article", "/meetings"))] + shown
