"""A record's tree as the groups of fields that a form shows, read off the models of the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from defgraph.ontology import concept_labels, meeting_label
from defgraph.records import Record
from defgraph.records.shape import keys, model_at
from defgraph.review.form import FIXED, evidence_field
from defgraph.review.tree import Branch, Leaf, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic import BaseModel

    from defgraph.records.shape import Key
    from defgraph.review.tree import Node

_SCHEMES = {
    "Participant.role": "role",
    "Partner.status": "partner-status",
    "Meeting.mode": "mode",
    "Meeting.areas": "area",
    "Outcome.type": "outcome",
}
_NAMING = ("name", "position", "organisation", "title", "country")
_DATED = ("date",)
_LONGEST_QUOTE = 90


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of the text as evidence: its number among all, its field's value, what it reads."""

    number: int
    pointer: str
    posted: str
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One control: ``kind`` is text, choice, country or date; ``choices`` are values with their names."""

    pointer: str
    label: str
    value: str
    kind: str
    choices: Sequence[tuple[str, str]] = ()
    quotes: Sequence[Quote] = ()
    problems: Sequence[str] = ()
    removable: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A list in the form: what its entries are, and what adding one is called."""

    pointer: str
    title: str
    add: str
    entries: Sequence[Group | Field]


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, and lists within them."""

    pointer: str
    title: str
    called: str = ""
    fields: list[Field] = field(default_factory=list)
    series: list[Series] = field(default_factory=list)
    quotes: Sequence[Quote] = ()
    problems: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """All of a record that a person may change, and the evidence that stands at none of its fields."""

    article: Group
    meetings: Series
    quotes: list[Quote]
    others: list[Quote]


class FormMaker:
    """Makes the form of one tree.

    Args:
        tree: the record.
        text: its article.
        words: the words of the page.
        language: that the names of concepts are in.
        problems: what is wrong, by pointers into the tree.
    """

    def __init__(
        self,
        tree: Branch,
        text: str,
        words: Mapping[str, Any],
        language: str,
        problems: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._tree, self._words, self._language = tree, words, language
        self._open = list(problems)
        self._quotes: dict[str, list[Quote]] = {}
        number = 0
        for pointer, node in nodes(tree):
            for span in sorted(node.spans):
                quote = Quote(number, pointer, evidence_field(pointer, span), _shortened(text, span))
                self._quotes.setdefault(pointer, []).append(quote)
                number += 1
        self._shown: set[str] = set()

    def form(self) -> Form:
        """Return the form."""
        parts = self._tree.parts
        article = self._group(keys(Record)["article"], "/article", parts.get("article"), 0)
        meetings = self._series(Record, keys(Record)["meetings"], "", parts.get("meetings"))
        every = [quote for quotes in self._quotes.values() for quote in quotes]
        others = [quote for quote in every if quote.pointer not in self._shown]
        return Form(article, meetings, every, others)

    def _group(self, key: Key, pointer: str, node: Node | None, place: int) -> Group:
        title = self._words["entries"].get(key.name, self._words["keys"].get(key.name, key.name))
        group = Group(
            pointer,
            f"{title} {place}" if key.many else title,
            self._called(key, node),
            quotes=self._quotes_of(pointer),
            problems=self._problems_of(pointer, exactly=True),
        )
        if key.inner is not None:
            self._fill(group, key.inner, pointer, node)
        return group

    def _fill(self, group: Group, model: type[BaseModel], pointer: str, node: Node | None) -> None:
        parts = node.parts if isinstance(node, Branch) else {}
        for name, key in keys(model).items():
            inner = f"{pointer}/{name}"
            if inner in FIXED:
                continue
            if key.many:
                group.series.append(self._series(model, key, pointer, parts.get(name)))
            elif key.inner is not None:
                self._fill(group, key.inner, inner, parts.get(name))
            else:
                group.fields.append(self._field(model, key, inner, parts.get(name)))

    def _series(self, model: type[BaseModel], key: Key, pointer: str, node: Node | None) -> Series:
        here = f"{pointer}/{key.name}"
        held = node.parts.items() if isinstance(node, Branch) else ()
        entries: list[Group | Field] = [
            self._group(key, f"{here}/{name}", part, place)
            if key.inner is not None
            else self._field(model, key, f"{here}/{name}", part, place)
            for place, (name, part) in enumerate(held, 1)
        ]
        return Series(here, self._words["lists"][key.name], self._words["add"][key.name], entries)

    def _field(
        self, model: type[BaseModel], key: Key, pointer: str, node: Node | None, place: int = 0
    ) -> Field:
        value = str(node.value) if isinstance(node, Leaf) else ""
        choices = list(_choices(model, key, self._language))
        kind = "choice" if choices else key.name if key.name in ("country", "date") else "text"
        if choices and value and value not in {choice for choice, _ in choices}:
            choices.append((value, value))
        title = self._words["keys"][key.name]
        return Field(
            pointer,
            f"{self._words['entries'][key.name]} {place}" if place else title,
            value,
            kind,
            choices,
            self._quotes_of(pointer),
            self._problems_of(pointer),
            removable=bool(place),
            hint=concept_labels("country", self._language).get(value, "") if kind == "country" else "",
        )

    def _quotes_of(self, pointer: str) -> Sequence[Quote]:
        self._shown.add(pointer)
        return self._quotes.get(pointer, ())

    def _called(self, key: Key, node: Node | None) -> str:
        """Return what a person would call an entry."""
        parts = node.parts if isinstance(node, Branch) else {}
        found = (parts.get(name) for name in (_DATED if key.name == "meetings" else _NAMING))
        said = [str(leaf.value) for leaf in found if isinstance(leaf, Leaf)]
        return said[0] if said else ""

    def _problems_of(self, pointer: str, *, exactly: bool = False) -> list[str]:
        """Return what is wrong here, once: of a field also what is wrong within it."""
        here = [
            problem
            for problem in self._open
            if problem[0] == pointer or (not exactly and problem[0].startswith(f"{pointer}/"))
        ]
        self._open = [problem for problem in self._open if problem not in here]
        return [told for _, told in here]


def _choices(model: type[BaseModel], key: Key, language: str) -> Iterator[tuple[str, str]]:
    if not key.allowed:
        return
    scheme = _SCHEMES.get(f"{model.__name__}.{key.name}")
    names = concept_labels(scheme, language) if scheme else {}
    for value in key.allowed:
        yield value, names[value] if scheme else meeting_label(value, language)


def name_of(pointer: str, value: str, language: str) -> str:
    """Return what the value at a pointer into a tree is called; what is no concept is its own name."""
    steps = tuple(step for step in pointer.split("/")[1:] if not step[-1:].isdigit())
    model = model_at(steps[:-1])
    key = keys(model).get(steps[-1]) if steps else None
    return dict(_choices(model, key, language)).get(value, value) if key is not None else value


def _shortened(text: str, span: tuple[int, int]) -> str:
    quote = " ".join(text[slice(*span)].split())
    return quote if len(quote) <= _LONGEST_QUOTE else f"{quote[: _LONGEST_QUOTE - 1]}…"
