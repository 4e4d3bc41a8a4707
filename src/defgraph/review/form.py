"""The fields of a form as a record's tree: what a page posts says all that a person may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.errors import InputError
from defgraph.records.problems import shorten
from defgraph.review.tree import Branch, Leaf, is_list_at, node_at, with_node, with_span, with_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from defgraph.review.tree import Span

FIXED = ("/format", "/id", "/status", "/article/text", "/article/text_sha256")
"""What no form changes: which record it is, how far it has come, and which text its evidence counts in."""
EVIDENCE = "evidence"
"""The name of the fields that hold a pointer, a start and an end each."""
MOST_FIELDS = 10_000

_LONGEST_POINTER, _DEEPEST = 200, 8


def read_form(base: Branch, fields: Iterable[tuple[str, str]]) -> Branch:
    """Return the tree that a form describes; entries keep the keys that its pointers give them.

    Args:
        base: what the form was filled with; of it only :data:`FIXED` is taken.
        fields: names and values; a name that begins with ``/`` is a pointer, and a blank value no value.
            Evidence of what is no longer there is left out, and so are fields with other names.

    Raises:
        InputError: a pointer or evidence makes no sense, or there are too many fields.
    """
    tree = Branch({"meetings": Branch({}, is_list=True)})
    for pointer in FIXED:
        if isinstance(leaf := node_at(base, pointer), Leaf):
            tree = with_value(tree, pointer, leaf.value)
    shown = []
    for number, (name, value) in enumerate(fields, 1):
        if number > MOST_FIELDS:
            raise InputError(f"the form: found more than {MOST_FIELDS} fields")
        if name == EVIDENCE:
            shown.append(_evidence(value))
        elif name.startswith("/") and name not in FIXED:
            _check_pointer(name)
            tree = _with_field(tree, name, value.strip())
    for pointer, span in shown:
        if node_at(tree, pointer) is not None:
            tree = with_span(tree, pointer, span)
    return tree


def evidence_field(pointer: str, span: Span) -> str:
    """Return the value of a field that says what shows the part of a record at a pointer."""
    return f"{pointer} {span[0]} {span[1]}"


def _with_field(tree: Branch, pointer: str, value: str) -> Branch:
    if value:
        return with_value(tree, pointer, value)
    above = pointer.rpartition("/")[0]
    room = pointer if is_list_at(above) else above  # an entry keeps its place while it is empty
    return tree if node_at(tree, room) is not None else with_node(tree, room, Branch({}))


def _evidence(text: str) -> tuple[str, Span]:
    pointer, *ends = text.rsplit(" ", 2)
    _check_pointer(pointer)
    if len(ends) != 2 or not all(end.isascii() and end.isdigit() and len(end) < 16 for end in ends):
        raise InputError(f"{EVIDENCE}: found {shorten(text)!r}, expected a pointer, a start and an end")
    return pointer, (int(ends[0]), int(ends[1]))


def _check_pointer(pointer: str) -> None:
    if len(pointer) > _LONGEST_POINTER or pointer.count("/") > _DEEPEST:
        raise InputError(f"{shorten(pointer)}: found a pointer to nothing that a record can hold")
