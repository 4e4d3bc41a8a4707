"""What people changed, in words: where in the record, what stood there, what each made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from defgraph.review.merging import changes
from defgraph.review.tree import Branch, Leaf, leaves, node_at, nodes
from defgraph.serve.review.fields import name_of
from defgraph.serve.review.wording import read_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from defgraph.review.merging import Change
    from defgraph.review.tree import Node

_SHOWN = ("/article", "/meetings")


class Teller:
    """Tells in one language.

    Args:
        language: one that there are words in.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._words = read_words(language)

    def place(self, tree: Branch, pointer: str) -> str:
        """Return where a pointer leads, as a person would say it: ``Meeting 1 · Participant 2 · Name``."""
        parts, way = [], ""
        steps = pointer.split("/")[1:]
        for number, step in enumerate(steps):
            above = node_at(tree, way)
            way += f"/{step}"
            if isinstance(above, Branch) and above.is_list and number:
                place = list(above.parts).index(step) + 1 if step in above.parts else 0
                parts.append(f"{self._words['entries'].get(steps[number - 1], '')} {place}")
            elif step not in self._words["lists"]:
                parts.append(self._words["keys"].get(step, self._words["entries"].get(step, "")))
        return " · ".join(part for part in parts if part)

    def changes(self, base: Branch, side: Branch, disputed: Iterable[str]) -> list[dict[str, str]]:
        """Return what one side changed, but for what is disputed.

        Args:
            base: what it began with.
            side: what it made of it, with the keys of the base.
            disputed: pointers that are asked about anyway.
        """
        asked = tuple(f"{pointer}/" for pointer in disputed)
        return [
            {
                "label": self.place(side if change.after else base, change.pointer),
                "before": self._value(change.pointer, change.before),
                "after": self._after(change),
            }
            for change in changes(base, side)
            if change.pointer.startswith(_SHOWN) and not f"{change.pointer}/".startswith(asked)
        ]

    def side(self, pointer: str, node: Node | None, text: str) -> dict[str, Any]:
        """Return what one side says at a pointer: values with their keys, and the text that shows them."""
        said = [
            (self._words["keys"].get(inner.rpartition("/")[2], ""), self._value(pointer + inner, leaf))
            for inner, leaf in leaves(node)
        ]
        quotes = [
            " ".join(text[slice(*span)].split())
            for _, inner in (nodes(node) if node is not None else ())
            for span in sorted(inner.spans)
        ]
        return {"said": said, "quotes": quotes}

    def _after(self, change: Change) -> str:
        before, after = change.before, change.after
        both = isinstance(before, Leaf) and isinstance(after, Leaf) and before.value == after.value
        if both or isinstance(after, Branch):
            return str(self._words["evidence_only"])
        return self._value(change.pointer, after)

    def _value(self, pointer: str, node: Node | None) -> str:
        if isinstance(node, Leaf):
            return name_of(pointer, str(node.value), self._language)
        return str(self._words["nothing"]) if node is None else ""
