"""The pages as HTML: templates filled with drafts, and what they say of changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from defgraph.resources import package_file
from defgraph.review.form import evidence_field
from defgraph.review.marking import first_pieces, marked_lines
from defgraph.review.merging import changes
from defgraph.review.tree import Branch, Leaf, leaves, node_at, nodes
from defgraph.serve.review.deciding import CHOICE, as_text
from defgraph.serve.review.fields import FormMaker
from defgraph.serve.review.wording import LANGUAGES, read_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from defgraph.review import Entry
    from defgraph.review.decisions import Decision
    from defgraph.review.merging import Change
    from defgraph.review.tree import Node
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
    wrong = [(pointer, _label(sheet.tree, pointer, words), problem) for pointer, problem in sheet.problems]
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
    words = read_words(reader.language)
    text, theirs_text = sheet.draft.text or "", sheet.theirs.text or ""
    disputed = tuple(sheet.merged.disputes)
    rows = [
        {
            "name": f"{CHOICE}{pointer}",
            "label": _label(sheet.merged.tree, pointer, words),
            "before": _described(dispute.base, text, words),
            "mine": _described(dispute.mine, text, words),
            "theirs": _described(dispute.theirs, theirs_text, words),
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
        theirs_changed=_told(sheet.base, sheet.other, disputed, words),
        mine_changed=_told(sheet.base, sheet.mine, disputed, words),
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


def _told(
    base: Branch, side: Branch, disputed: tuple[str, ...], words: Mapping[str, Any]
) -> list[dict[str, str]]:
    return [
        {
            "label": _label(side if change.after else base, change.pointer, words),
            "before": _value(change.before, words),
            "after": _after(change, words),
        }
        for change in changes(base, side)
        if change.pointer.startswith(("/article", "/meetings"))
        and not any(
            change.pointer == pointer or change.pointer.startswith(f"{pointer}/") for pointer in disputed
        )
    ]


def _after(change: Change, words: Mapping[str, Any]) -> str:
    if change.before and change.after and change.before.value == change.after.value:
        return str(words["evidence_only"])
    return _value(change.after, words)


def _value(leaf: Leaf | None, words: Mapping[str, Any]) -> str:
    return str(words["nothing"]) if leaf is None else str(leaf.value)


def _described(node: Node | None, text: str, words: Mapping[str, Any]) -> dict[str, Any]:
    """Return what one side says, with the text that shows it."""
    said = [
        (words["keys"].get(pointer.rpartition("/")[2], "") if pointer else "", str(leaf.value))
        for pointer, leaf in leaves(node)
    ]
    quotes = [
        " ".join(text[slice(*span)].split())
        for _, inner in (nodes(node) if node is not None else ())
        for span in sorted(inner.spans)
    ]
    return {"said": said, "quotes": quotes}


def _label(tree: Branch, pointer: str, words: Mapping[str, Any]) -> str:
    """Return where a pointer leads, as a person would say it: ``Meeting 1 · Participant 2 · Name``."""
    parts, way = [], ""
    steps = pointer.split("/")[1:]
    for number, step in enumerate(steps):
        above: Node | None = node_at(tree, way)
        way += f"/{step}"
        if isinstance(above, Branch) and above.is_list and number:
            place = list(above.parts).index(step) + 1 if step in above.parts else 0
            parts.append(f"{words['entries'].get(steps[number - 1], '')} {place}")
        elif step in words["lists"]:
            continue
        else:
            parts.append(words["keys"].get(step, words["entries"].get(step, "")))
    return " · ".join(part for part in parts if part)
