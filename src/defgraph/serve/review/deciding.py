"""What a posted form comes to: a decision that was saved, or a page to look at first."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from defgraph.errors import ConflictError, InputError, ParameterError, RecordsError
from defgraph.ontology import country_code
from defgraph.records import Problem
from defgraph.review.decisions import person
from defgraph.review.form import read_form
from defgraph.review.merging import SIDES, Merge, merge, realigned
from defgraph.review.opening import opened
from defgraph.review.tree import Branch, data_tree, own_pointers, record_data, tree_of, with_entry, without

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from defgraph.review.decisions import Decision, Did
    from defgraph.review.folder import ReviewFolder
    from defgraph.review.merging import Side
    from defgraph.review.opening import Opened

CHOICE = "choice:"
"""What the names of fields begin with that say which side of a dispute counts."""
NO_FILE = "none"
"""The lock of a form whose file is gone."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft as its page shows it.

    Args:
        draft: the file as the form was filled from it.
        tree: what the form shows; None: the file holds no record.
        status: of the answer.
        notice: the word for what happened, if anything.
        problems: what is wrong, by pointers into the tree.
        lock: what has to be in the file when the form is saved, where that is not the draft; see
            :func:`as_lock`.
        is_unsaved: whether the form says something else than the file.
    """

    draft: Opened
    tree: Branch | None
    status: int = 200
    notice: str = ""
    problems: Sequence[tuple[str, str]] = ()
    lock: str = ""
    is_unsaved: bool = False


@dataclass(frozen=True, slots=True)
class MergeSheet:
    """What two people changed, for one of them to look at."""

    draft: Opened
    theirs: Opened
    by: Decision | None
    base: Branch
    mine: Branch
    other: Branch
    merged: Merge
    status: int = 409
    is_open: bool = False


class Done(NamedTuple):
    """A decision that was saved: what it was, the draft's name since, and whether to stay with it."""

    did: Did
    name: str
    stays: bool


class Posted:
    """The fields of a form, in order.

    Args:
        fields: their names and values.
    """

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        self.fields = fields
        self._last = dict(fields)

    def text(self, name: str) -> str:
        """Return the last value of a field; empty where there is none."""
        return self._last.get(name, "")

    def raw(self, name: str) -> bytes:
        """Return the bytes in a field.

        Raises:
            InputError: it holds none.
        """
        return _as_bytes(self.text(name))


def _as_bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise InputError("the form: found a field that holds no bytes in Base64") from None


def as_text(raw: bytes) -> str:
    """Return bytes for a field."""
    return base64.b64encode(raw).decode("ascii")


def as_lock(raw: bytes | None) -> str:
    """Return the text of a lock: the bytes that the file has to hold, or that there has to be none."""
    return NO_FILE if raw is None else as_text(raw)


def sheet_of(drafts: ReviewFolder, name: str) -> Sheet:
    """Return a draft's page as its file is.

    Raises:
        NotFoundError: there is no such draft.
        InputError: it cannot be read.
    """
    draft = drafts.open(name)
    problems = [(problem.pointer or "", told(problem)) for problem in draft.problems]
    usable = draft.record is not None and draft.state != "problem"
    return Sheet(draft, tree_of(draft.record) if usable and draft.record else None, problems=problems)


def told(problem: Problem) -> str:
    """Return a problem in words, without its place, which the page shows."""
    hint = f"; {problem.hint}" if problem.hint else ""
    return f"found {problem.found}, expected {problem.expected}{hint}"


def decide(
    drafts: ReviewFolder, name: str, posted: Posted, who: str, when: datetime
) -> Done | Sheet | MergeSheet:
    """Do what a form asks for.

    Args:
        drafts: the folder.
        name: the draft.
        posted: the form; its field ``do`` is accept, save, reject, reopen, check, settle, or add or
            remove with a pointer.
        who: the person's name as it was given.
        when: the moment.

    Raises:
        InputError: the form makes no sense.
    """
    do, _, pointer = posted.text("do").partition(" ")
    draft = opened(drafts.path, name, posted.raw("base"))
    try:
        who = person(who) if do in ("accept", "save", "reject", "reopen") else ""
    except ParameterError:
        return replace(_as_posted(draft, posted), status=422, notice="who_needed")
    if do in ("reject", "reopen"):
        return _put(drafts, draft, do, who, when)
    sheet = _as_posted(draft, posted)
    if sheet.tree is None:
        raise InputError(
            f"{name}: it holds no good record, so it cannot be saved; reject it, or mend it by hand"
        )
    if do == "settle":
        return _settled(drafts, sheet, posted)
    if do == "add":
        return replace(sheet, tree=with_entry(sheet.tree, pointer)[0])
    if do == "remove":
        return replace(sheet, tree=without(sheet.tree, pointer))
    try:
        if do == "check":
            drafts.checked(name, record_data(sheet.tree))
            return sheet
        return _saved(drafts, sheet, who, when, stays=do != "accept")
    except RecordsError as error:
        return replace(sheet, status=422, notice="problems", problems=_placed(error, sheet.tree))


def _as_posted(draft: Opened, posted: Posted) -> Sheet:
    """Return the page with what the form says, saved or not."""
    if draft.record is None or draft.state == "problem":
        problems = [(problem.pointer or "", told(problem)) for problem in draft.problems]
        return Sheet(draft, None, problems=problems)
    fields = ((name, _normal(name, value)) for name, value in posted.fields)
    tree = read_form(tree_of(draft.record), fields)
    return Sheet(draft, tree, lock=posted.text("lock"), is_unsaved=True)


def _normal(name: str, value: str) -> str:
    """Return a country's code for its name; everything else as it is."""
    return country_code(value) or value if name.endswith("/country") and value.strip() else value


def _put(drafts: ReviewFolder, draft: Opened, do: str, who: str, when: datetime) -> Done | Sheet:
    try:
        if do == "reject":
            return Done("rejected", drafts.reject(draft.name, draft.raw, who=who, when=when), stays=False)
        return Done("reopened", drafts.reopen(draft.name, draft.raw, who=who, when=when), stays=True)
    except ConflictError:
        return replace(sheet_of(drafts, draft.name), status=409, notice="look_again")


def _saved(
    drafts: ReviewFolder, sheet: Sheet, who: str, when: datetime, *, stays: bool
) -> Done | Sheet | MergeSheet:
    draft, tree = sheet.draft, sheet.tree
    if tree is None:
        raise InputError(f"{draft.name}: it holds no good record")
    lock = None if sheet.lock == NO_FILE else _as_bytes(sheet.lock) if sheet.lock else draft.raw
    try:
        saved = drafts.save(draft.name, lock, record_data(tree), who=who, when=when)
    except ConflictError as error:
        return _conflict(drafts, sheet, tree, error.theirs)
    decision = drafts.decision(draft.name, saved.version)
    return Done(decision.did if decision else "corrected", draft.name, stays)


def _conflict(drafts: ReviewFolder, sheet: Sheet, tree: Branch, raw: bytes | None) -> Sheet | MergeSheet:
    name = sheet.draft.name
    if raw is None:
        return replace(sheet, status=409, notice="gone", lock=NO_FILE)
    theirs = opened(drafts.path, name, raw)
    if theirs.record is None or theirs.problems:
        problems = [("", f"{problem.pointer or name}: {told(problem)}") for problem in theirs.problems]
        return replace(sheet, status=409, notice="unreadable", lock=as_lock(raw), problems=problems)
    return _merge_sheet(drafts, sheet.draft, theirs, tree)


def _merge_sheet(drafts: ReviewFolder, draft: Opened, theirs: Opened, mine: Branch) -> MergeSheet:
    if draft.record is None or theirs.record is None:
        raise InputError(f"{draft.name}: there is no record to merge with")
    base, other = tree_of(draft.record), tree_of(theirs.record)
    by = drafts.decision(draft.name, theirs.version)
    merged = merge(base, mine, other)
    return MergeSheet(draft, theirs, by, base, mine, realigned(base, other), merged)


def _settled(drafts: ReviewFolder, sheet: Sheet, posted: Posted) -> Sheet | MergeSheet:
    """Return the form with both sides' changes in it, once every dispute is settled."""
    theirs = opened(drafts.path, sheet.draft.name, posted.raw("theirs"))
    if theirs.state == "problem" or sheet.tree is None:
        raise InputError(f"{theirs.name}: there is no good record to merge with")
    found = _merge_sheet(drafts, sheet.draft, theirs, sheet.tree)
    choices: dict[str, Side] = {
        name.removeprefix(CHOICE): side
        for name, value in posted.fields
        if name.startswith(CHOICE)
        for side in SIDES
        if side == value
    }
    settled = found.merged.settled(choices)
    if settled.disputes:
        return replace(found, status=422, is_open=True)
    tree = realigned(tree_of(theirs.record), data_tree(record_data(settled.tree))) if theirs.record else None
    return Sheet(theirs, tree, notice="merged", is_unsaved=True)


def _placed(error: RecordsError, tree: Branch) -> list[tuple[str, str]]:
    """Return the problems of a record with pointers into the tree that it was made from."""
    own = own_pointers(tree)
    found = []
    for problem in error.problems:
        if not isinstance(problem, Problem):
            continue
        pointer = problem.pointer or ""
        within, left = pointer, ""
        while within not in own:
            within, _, step = within.rpartition("/")
            left = f"/{step}{left}"
        place = f"{own[within]}{left}"
        found.append(
            (place, told(problem) if place.startswith("/meetings") else f"{pointer}: {told(problem)}")
        )
    return found
