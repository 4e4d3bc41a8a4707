"""Two people's changes to one record as one: what both changed, and differently, is for a person to say.

Three trees go in: the base that both began with, mine, and theirs. A change is a value set or taken away,
an entry of a list that came or went, a stretch of text that came or went as evidence. Every change of either
side is in the outcome, or in a dispute; none is lost (three-way merge, as in Khanna, Kunal and Pierce, "A
Formal Investigation of Diff3", 2007, with keys in the place of lines).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from defgraph.records.pointer import format_pointer
from defgraph.review.tree import NO_SPANS, Branch, Leaf, leaves, nodes, with_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from defgraph.review.tree import Node, Span, Steps

Side: TypeAlias = Literal["mine", "theirs"]
SIDES: tuple[Side, ...] = ("mine", "theirs")

_MOST_PAIRS = 10_000
"""How many pairs of entries are compared to find which of them are the same; of more, only equal ones are."""
_ENTRY = re.compile(r"/[^/]*[0-9]+(?=/|$)")
_NAMING = ("name", "position", "organisation", "title", "date")
"""Keys by which a person would say which entry is meant."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """What both have changed, and differently; None stands for what was taken away, or not there."""

    base: Node | None
    mine: Node | None
    theirs: Node | None


@dataclass(frozen=True, slots=True)
class Change:
    """What one side has made of one part of a record."""

    pointer: str
    before: Node | None
    after: Node | None

    @property
    def is_one(self) -> bool:
        """Whether a value was set or taken away, or evidence changed: not only that of other parts."""
        if isinstance(self.before, Branch) and isinstance(self.after, Branch):
            return self.before.spans != self.after.spans
        return self.before != self.after and (isinstance(self.before, Leaf) or isinstance(self.after, Leaf))


class Merge(NamedTuple):
    """What a merge came to: the tree, in which mine stands where there is a dispute, and the disputes."""

    tree: Branch
    disputes: Mapping[str, Dispute]

    def settled(self, choices: Mapping[str, Side]) -> Merge:
        """Return the merge with what was chosen in the place of disputes; the others are still open."""
        tree, still = self.tree, dict(self.disputes)
        for pointer, dispute in self.disputes.items():
            if pointer in choices:
                tree = with_node(tree, pointer, getattr(dispute, choices[pointer]))
                del still[pointer]
        return Merge(tree, still)


def merge(base: Branch, mine: Branch, theirs: Branch) -> Merge:
    """Return one tree with the changes of both sides.

    Args:
        base: what both began with.
        mine: its entries have the keys of those of the base that they are; new ones have others.
        theirs: its entries have indexes for keys; which are those of the base is found out here.
    """
    disputes: dict[str, Dispute] = {}
    aligned = _aligned(base, mine, theirs)
    tree = _merged(base, mine, aligned, (), disputes)
    return Merge(tree if isinstance(tree, Branch) else mine, disputes)


def realigned(base: Branch, tree: Branch) -> Branch:
    """Return a tree whose entries have indexes for keys with the keys of those of the base that they are."""
    found = _aligned(base, base, tree)
    return found if isinstance(found, Branch) else tree


def changes(base: Branch, side: Branch) -> list[Change]:
    """Return what a side has changed, value by value; its entries have the keys of the base."""
    before, after = dict(nodes(base)), dict(nodes(side))
    pointers = [*before, *(pointer for pointer in after if pointer not in before)]
    every = (Change(pointer, before.get(pointer), after.get(pointer)) for pointer in pointers)
    return [change for change in every if change.is_one]


def _merged(
    base: Node | None, mine: Node | None, theirs: Node | None, way: Steps, disputes: dict[str, Dispute]
) -> Node | None:
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    if isinstance(mine, Branch) and isinstance(theirs, Branch) and mine.is_list == theirs.is_list:
        return _merged_parts(base, mine, theirs, way, disputes)
    if isinstance(mine, Leaf) and isinstance(theirs, Leaf):
        before = base.value if isinstance(base, Leaf) else None
        if mine.value in (theirs.value, before) or theirs.value == before:
            value = theirs.value if mine.value == before else mine.value
            return Leaf(value, _merged_spans(base, mine, theirs))
    disputes[format_pointer(way)] = Dispute(base, mine, theirs)
    return theirs if mine is None else mine


def _merged_parts(
    base: Node | None, mine: Branch, theirs: Branch, way: Steps, disputes: dict[str, Dispute]
) -> Branch:
    before = base.parts if isinstance(base, Branch) else {}
    parts = {}
    for key in _order(before, mine.parts, theirs.parts):
        part = _merged(before.get(key), mine.parts.get(key), theirs.parts.get(key), (*way, key), disputes)
        if part is not None:
            parts[key] = part
    return Branch(parts, mine.is_list, _merged_spans(base, mine, theirs))


def _merged_spans(base: Node | None, mine: Node, theirs: Node) -> frozenset[Span]:
    before = NO_SPANS if base is None else base.spans
    return (mine.spans & theirs.spans) | (mine.spans - before) | (theirs.spans - before)


def _order(base: Iterable[str], *sides: Iterable[str]) -> list[str]:
    """Return the keys of all: those of the base, each new one after what it stands behind on its side."""
    found = list(base)
    before = set(found)
    for side in map(list, sides):
        place = 0
        for key in side:
            if key in found:
                place = found.index(key) + 1
                continue
            while place < len(found) and found[place] not in before and found[place] not in side:
                place += 1
            found.insert(place, key)
            place += 1
    return found


def _aligned(base: Node | None, mine: Node | None, theirs: Node | None) -> Node | None:
    """Return theirs with the keys of the entries of the base, and of those that mine has added just so."""
    if not isinstance(theirs, Branch):
        return theirs
    before = base.parts if isinstance(base, Branch) else {}
    own = mine.parts if isinstance(mine, Branch) else {}
    renamed = _keys(before, own, theirs.parts) if theirs.is_list else {}
    parts = {}
    for key, part in theirs.parts.items():
        known = renamed.get(key, key)
        aligned = _aligned(before.get(known), own.get(known), part)
        if aligned is not None:
            parts[known] = aligned
    return replace(theirs, parts=parts)


def _keys(before: Mapping[str, Node], own: Mapping[str, Node], theirs: Mapping[str, Node]) -> dict[str, str]:
    """Return for each of their entries the key of the one that it is, or one that nothing has."""
    found = _pairs(before, theirs)
    added = {key: part for key, part in own.items() if key not in before}
    for key, part in theirs.items():
        if key in found:
            continue
        same = next((mine for mine, other in added.items() if _is_same_addition(other, part)), None)
        found[key] = f"theirs-{key}" if same is None else same
        added.pop(found[key], None)
    return found


def _is_same_addition(mine: Node, theirs: Node) -> bool:
    names = [part.parts.get("name") if isinstance(part, Branch) else None for part in (mine, theirs)]
    is_named = names[0] is not None and names[1] is not None and _likeness(names[0], names[1]) == 1
    return is_named or _likeness(mine, theirs) == 1


def _pairs(before: Mapping[str, Node], theirs: Mapping[str, Node]) -> dict[str, str]:
    """Return which of their entries are entries of the base: in their order, as alike as can be."""
    left, right = list(before), list(theirs)
    found = {}
    while left and right and before[left[0]] == theirs[right[0]]:
        found[right.pop(0)] = left.pop(0)
    while left and right and before[left[-1]] == theirs[right[-1]]:
        found[right.pop()] = left.pop()
    if len(left) * len(right) > _MOST_PAIRS:
        return found
    # best[i][j]: how alike what is left from i and j on can be, in all
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    weights = [[_weight(before[a], theirs[b]) for b in right] for a in left]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            paired = weights[i][j] and weights[i][j] + best[i + 1][j + 1]
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(left) and j < len(right):
        if weights[i][j] and best[i][j] == weights[i][j] + best[i + 1][j + 1]:
            found[right[j]] = left[i]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _weight(one: Node, other: Node) -> float:
    """Return how alike two entries are, 0 when they cannot be the same one.

    A single value is itself or another one. An object has to agree in what names it, or in half of all; one
    that holds lists, as a meeting does, is still itself when there is anything left of it.
    """
    likeness = _likeness(one, other)
    if not isinstance(one, Branch) or not isinstance(other, Branch):
        return likeness
    named = [key for key in _NAMING if key in one.parts and key in other.parts]
    is_named_alike = any(_likeness(one.parts[key], other.parts[key]) == 1 for key in named)
    holds_lists = any(isinstance(part, Branch) for part in (*one.parts.values(), *other.parts.values()))
    return likeness + is_named_alike if is_named_alike or holds_lists or likeness >= 0.5 else 0.0


def _likeness(one: Node, other: Node) -> float:
    """Return the share of what two nodes say that both say, from 0 to 1; evidence does not count."""
    said, heard = _said(one), _said(other)
    return sum((said & heard).values()) / (sum((said | heard).values()) or 1)


def _said(node: Node) -> Counter[tuple[str, object]]:
    """Return the values in a node, each with its key; that of a list stands for those of its entries."""
    return Counter((_ENTRY.sub("", pointer), leaf.value) for pointer, leaf in leaves(node))
