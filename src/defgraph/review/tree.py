"""A record as a tree in which evidence stands at what it shows, so that it goes where that goes.

The entries of a list have keys, too: at first their indexes, which they keep when others come or go. So a
pointer means the same entry from the first change to the last, and only :func:`record_data` counts anew.
Trees never change; each change gives another one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from defgraph.errors import InputError
from defgraph.records import Record
from defgraph.records.pointer import format_pointer, parse_pointer
from defgraph.records.shape import keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

    from defgraph.records.shape import Key

Span: TypeAlias = tuple[int, int]
"""A stretch of the article's text: the first code point, and the one after the last."""

Steps: TypeAlias = tuple[str, ...]
"""The way to a node: keys of objects and of the entries of lists."""

NO_SPANS: frozenset[Span] = frozenset()
KEPT_EMPTY = ("meetings",)
"""The one list that a record always has."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value, and the stretches of text that show it."""

    value: str | int | float | bool
    spans: frozenset[Span] = NO_SPANS


@dataclass(frozen=True, slots=True)
class Branch:
    """An object or a list: its parts in order, and the stretches of text that show it as a whole."""

    parts: Mapping[str, Node]
    is_list: bool = False
    spans: frozenset[Span] = NO_SPANS


Node: TypeAlias = Leaf | Branch


def tree_of(record: Record) -> Branch:
    """Return a record as a tree.

    Raises:
        InputError: its evidence shows evidence, which has no place in a tree.
    """
    return data_tree(record.to_dict())


def data_tree(data: Mapping[str, Any]) -> Branch:
    """Return the JSON data of a record, as :func:`record_data` gives them, as a tree.

    Raises:
        InputError: the evidence shows evidence.
    """
    spans: dict[Steps, set[Span]] = {}
    for span in data.get("evidence", ()):
        steps = parse_pointer(span["for"])
        if steps[:1] == ("evidence",):
            raise InputError(f"{span['for']}: found evidence that shows evidence; mend it in an editor")
        spans.setdefault(steps, set()).add((span["start"], span["end"]))
    parts = {key: _planted(part, (key,), spans) for key, part in data.items() if key != "evidence"}
    held = {key: part for key, part in parts.items() if key in KEPT_EMPTY or not is_empty(part)}
    return Branch(held, spans=frozenset(spans.get((), ())))


def _planted(data: Any, way: Steps, spans: Mapping[Steps, set[Span]]) -> Node:  # noqa: ANN401 - JSON data
    shown = frozenset(spans.get(way, ()))
    if not isinstance(data, dict | list):
        return Leaf(data, shown)
    inner = (
        data.items() if isinstance(data, dict) else ((str(place), part) for place, part in enumerate(data))
    )
    parts = {key: _planted(part, (*way, key), spans) for key, part in inner}
    held = {key: part for key, part in parts.items() if key in KEPT_EMPTY or not is_empty(part)}
    return Branch(held, isinstance(data, list), shown)


def record_data(tree: Branch) -> dict[str, Any]:
    """Return the JSON data of a tree's record: lists counted anew, nothing empty, evidence in order."""
    evidence: list[dict[str, Any]] = []
    data: dict[str, Any] = _gathered(tree, (), evidence)
    return data | ({"evidence": evidence} if evidence else {})


def _gathered(node: Node, way: tuple[str | int, ...], evidence: list[dict[str, Any]]) -> Any:  # noqa: ANN401
    pointer = format_pointer(way)
    evidence.extend({"for": pointer, "start": start, "end": end} for start, end in sorted(node.spans))
    if isinstance(node, Leaf):
        return node.value
    parts = [(key, part) for key, part in node.parts.items() if key in KEPT_EMPTY or not is_empty(part)]
    if node.is_list:
        return [_gathered(part, (*way, place), evidence) for place, (_, part) in enumerate(parts)]
    return {key: _gathered(part, (*way, key), evidence) for key, part in parts}


def own_pointers(tree: Branch) -> dict[str, str]:
    """Return for each pointer into :func:`record_data` of a tree the pointer into the tree itself."""
    return dict(_paired(tree, (), ()))


def _paired(node: Node, written: tuple[str | int, ...], own: Steps) -> Iterator[tuple[str, str]]:
    yield format_pointer(written), format_pointer(own)
    if isinstance(node, Branch):
        held = [(key, part) for key, part in node.parts.items() if key in KEPT_EMPTY or not is_empty(part)]
        for place, (key, part) in enumerate(held):
            yield from _paired(part, (*written, place if node.is_list else key), (*own, key))


def is_empty(node: Node) -> bool:
    """Return whether nothing stands in a node."""
    return isinstance(node, Branch) and all(map(is_empty, node.parts.values()))


def node_at(tree: Node, pointer: str) -> Node | None:
    """Return what a pointer leads to, or None when it leads nowhere."""
    node: Node | None = tree
    for step in _steps(pointer):
        node = node.parts.get(step) if isinstance(node, Branch) else None
    return node


def with_value(tree: Branch, pointer: str, value: str | float) -> Branch:
    """Return the tree with a value at a pointer; what it needs to stand in is made.

    Raises:
        InputError: the pointer leads through a single value, or to an object or a list.
    """
    there = node_at(tree, pointer)
    if isinstance(there, Branch) and there.parts:
        raise InputError(f"{pointer or 'the record'}: found several values, expected a single one to set")
    return with_node(tree, pointer, Leaf(value, there.spans if there else NO_SPANS))


def with_span(tree: Branch, pointer: str, span: Span) -> Branch:
    """Return the tree with one more stretch of text that shows what the pointer leads to.

    Raises:
        InputError: the pointer leads nowhere.
    """
    there = _present(tree, pointer)
    return with_node(tree, pointer, replace(there, spans=there.spans | {span}))


def without_span(tree: Branch, pointer: str, span: Span) -> Branch:
    """Return the tree without a stretch of text as evidence of what the pointer leads to.

    Raises:
        InputError: the pointer leads nowhere.
    """
    there = _present(tree, pointer)
    return with_node(tree, pointer, replace(there, spans=there.spans - {span}))


def with_entry(tree: Branch, pointer: str) -> tuple[Branch, str]:
    """Return the tree with an empty entry at the end of a list, and the pointer to the entry.

    Raises:
        InputError: a record has no list there.
    """
    steps = _steps(pointer)
    if not is_list_at(pointer):
        raise InputError(f"{pointer or 'the record'}: found no list, expected one to add an entry to")
    there = node_at(tree, pointer)
    known = there.parts if isinstance(there, Branch) else {}
    key = str(1 + max((int(key) for key in known if key.isdecimal()), default=-1))
    return with_node(tree, entry := f"{pointer}/{key}", _new((*steps, key))), entry


def is_list_at(pointer: str) -> bool:
    """Return whether a record has a list where a pointer leads.

    Raises:
        InputError: it is no pointer.
    """
    return _is_list(_steps(pointer))


def without(tree: Branch, pointer: str) -> Branch:
    """Return the tree without what the pointer leads to, and without its evidence.

    Raises:
        InputError: the pointer leads nowhere.
    """
    _present(tree, pointer)
    return with_node(tree, pointer, None)


def with_node(tree: Branch, pointer: str, node: Node | None) -> Branch:
    """Return the tree with a node in the place of what the pointer leads to; None takes it away.

    Raises:
        InputError: the pointer is none, leads through a single value, or is that of the record itself.
    """
    steps = _steps(pointer)
    if not steps and not isinstance(node, Branch):
        raise InputError("the record itself: it can be neither taken away nor a single value")
    changed = _replaced(tree, (), steps, node)
    return changed if isinstance(changed, Branch) else tree


def _replaced(tree: Node | None, way: Steps, steps: Steps, node: Node | None) -> Node | None:
    if not steps:
        return node
    tree = _new(way) if tree is None else tree
    if isinstance(tree, Leaf):
        raise InputError(f"{format_pointer(way)}: found a single value, expected one that holds others")
    step, *rest = steps
    part = _replaced(tree.parts.get(step), (*way, step), tuple(rest), node)
    parts = {**tree.parts, step: part}
    return replace(tree, parts={key: inner for key, inner in parts.items() if inner is not None})


def leaves(tree: Node | None, way: Steps = ()) -> Iterator[tuple[str, Leaf]]:
    """Yield every single value with its pointer, in order."""
    if isinstance(tree, Leaf):
        yield format_pointer(way), tree
    elif tree is not None:
        for key, part in tree.parts.items():
            yield from leaves(part, (*way, key))


def nodes(tree: Node, way: Steps = ()) -> Iterator[tuple[str, Node]]:
    """Yield every node with its pointer, what holds others before them."""
    yield format_pointer(way), tree
    if isinstance(tree, Branch):
        for key, part in tree.parts.items():
            yield from nodes(part, (*way, key))


def _steps(pointer: str) -> Steps:
    try:
        return parse_pointer(pointer)
    except ValueError as error:
        raise InputError(str(error)) from None


def _present(tree: Branch, pointer: str) -> Node:
    there = node_at(tree, pointer)
    if there is None:
        raise InputError(f"{pointer}: found nothing there, expected a part of the record")
    return there


def _new(way: Steps) -> Branch:
    return Branch({}, is_list=_is_list(way))


def _is_list(way: Steps) -> bool:
    """Return whether a record has a list at the end of a way; unknown keys hold objects."""
    model: type[BaseModel] | None = Record
    key: Key | None = None
    inside = False  # of the list that ``key`` holds
    for step in way:
        if key is not None and key.many and not inside:
            inside = True
            continue
        model = key.inner if key is not None else model
        key = keys(model).get(step) if model is not None else None
        inside = False
        if key is None:
            return False
    return key is not None and key.many and not inside
