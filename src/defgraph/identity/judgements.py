"""The judgements of identity: a plain text file in which the last word on a pair counts.

A line is a judgement; its parts are separated by tabs: verdict, the two things, day, who, why. Lines that
begin with ``#`` are comments.
"""

from __future__ import annotations

import codecs
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from defgraph.errors import InputError, JudgementsError
from defgraph.files import open_output, sole_writer
from defgraph.identity.algebra import Algebra, Contradiction, Explanation
from defgraph.identity.verdicts import Judgement, Verdict, ordered
from defgraph.records.problems import printable
from defgraph.resources import package_file

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

__all__ = ["Judgement", "Judgements", "Verdict", "append"]

_MOST_SHOWN = 5
"""How many contradictions a message spells out."""


class Judgements:
    """The judgements in effect: on each pair the last. They never change; equal where their text is.

    Args:
        judgements: in the order in which they were made.
        source: the file they were read from, for messages.
    """

    def __init__(self, judgements: Iterable[Judgement] = (), source: str | None = None) -> None:
        self._last: dict[tuple[str, str], Judgement] = {}
        for judgement in judgements:
            self._last.pop(judgement.pair, None)
            self._last[judgement.pair] = judgement
        self.source = source

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> Judgements:
        """Return the judgements in effect after all of ``judgements``, in the order they were made."""
        return cls(judgements)

    @classmethod
    def read(cls, path: str | os.PathLike[str], *, missing_ok: bool = False) -> Judgements:
        """Return the judgements of a file; whether they contradict one another, :meth:`check` tells.

        Args:
            path: the file.
            missing_ok: whether a file that is not there means that nothing is judged.

        Raises:
            JudgementsError: lines are no judgements; all are named.
            InputError: the file cannot be read.
        """
        return cls(_parsed(_content(Path(path), missing_ok=missing_ok), str(path)), str(path))

    def __iter__(self) -> Iterator[Judgement]:
        """Go through them in the order in which they took effect."""
        return iter(self._last.values())

    def __len__(self) -> int:
        return len(self._last)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Judgements) and self.text() == other.text()

    def __hash__(self) -> int:
        return hash(self.text())

    def on(self, a: str, b: str) -> Judgement | None:
        """Return the last word on the pair itself; what follows from others, :meth:`explain` tells."""
        return self._last.get(ordered(a, b))

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs that are judged, sorted."""
        return tuple(sorted(self._last))

    def text(self) -> str:
        """Return what is in effect, one a line, sorted by pair: the same text for the same effect."""
        return "".join(f"{self._last[pair].to_line()}\n" for pair in self.pairs())

    def differing(self, other: Judgements) -> frozenset[str]:
        """Return the things about which the two say something else, and those judged one with them."""
        keys = {
            key
            for pair in self._last.keys() | other._last.keys()
            if _content_of(self._last.get(pair)) != _content_of(other._last.get(pair))
            for key in pair
        }
        # the way from a thing to the nearest of the keys is judged in both, so one of them is enough
        return frozenset(one for key in keys for one in self.algebra.group(key))

    @cached_property
    def algebra(self) -> Algebra:
        """What follows from them."""
        return Algebra(self)

    def explain(self, a: str, b: str) -> Explanation | None:
        """Return the chain of judgements that makes two things same, different or unsure; None: none."""
        return self.algebra.explain(a, b)

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Return the judgements "different" on two things that a chain of "same" joins."""
        return self.algebra.contradictions()

    def check(self) -> None:
        """See that no judgement contradicts others.

        Raises:
            JudgementsError: some do; it names every line of the chain, and the line against it.
        """
        found = self.contradictions()
        if not found:
            return
        place = f"{printable(self.source)}: " if self.source else ""
        blocks = [
            f"{place}judgements contradict one another:\n"
            f"{_listed((*each.chain, each.against))}\n"
            f"  so {each.against.a} and {each.against.b} would be both the same and different"
            for each in found[:_MOST_SHOWN]
        ]
        if len(found) > _MOST_SHOWN:
            blocks.append(f"{place}{len(found) - _MOST_SHOWN} more judgements contradict others")
        hint = "judge one of these pairs anew, in a line at the end, or correct a line that is wrong"
        raise JudgementsError("\n".join((*blocks, hint)))


def append(
    path: str | os.PathLike[str], judgement: Judgement, *, begin_with: Iterable[Judgement] = ()
) -> Judgements:
    """Add a judgement at the end of a file, which is made when it is not there.

    A judgement that is in effect already is not written again. Of several processes that append at once
    each waits for the one before.

    Args:
        path: the file; it is replaced as a whole, or stays as it was.
        judgement: the one to add; its ``line`` does not matter.
        begin_with: what a file that is made begins with.

    Returns:
        What is in effect now.

    Raises:
        JudgementsError: it would contradict others, all of which are named, or the file has lines that are
            no judgements.
        InputError: the file cannot be read or written.
    """
    file = Path(path)
    with sole_writer(file):
        found = text = _content(file, missing_ok=True)
        if not text.strip():
            text = package_file("identity/judgements-header.txt").read_text(encoding="utf-8")
        end = "\r\n" if "\r\n" in text else "\n"
        text = text if text.endswith("\n") else text + end
        if not file.exists():
            text += "".join(each.to_line() + end for each in begin_with)
        before = Judgements(_parsed(text, str(path)), str(path))
        in_effect = before.on(*judgement.pair)
        if in_effect is not None and in_effect.content == judgement.content:
            after = before
        else:
            new = judgement._replace(line=text.count("\n") + 1)
            after = Judgements((*before, new), str(path))
            _refuse_contradictions(before, after, new)
            text += new.to_line() + end
        if after is not before or not found:
            with open_output(file) as output:
                output.write(text.encode())
    return after


def _refuse_contradictions(before: Judgements, after: Judgements, new: Judgement) -> None:
    """Let a judgement pass that adds no contradiction: the way out of those in the file is one, too."""
    known = {each.against.pair for each in before.contradictions()}
    added = [each for each in after.contradictions() if each.against.pair not in known]
    if added:
        lines = sorted({*added[0].chain, added[0].against} - {new}, key=lambda each: each.line or 0)
        raise JudgementsError(
            f"{printable(after.source or '')}: {new.a} and {new.b} cannot be judged {new.verdict}; "
            f"that contradicts\n{_listed(lines)}\n"
            "leave it, or first judge one of these pairs anew"
        )


def _listed(judgements: Iterable[Judgement]) -> str:
    return "\n".join(
        f"  {f'line {each.line}: ' if each.line else ''}{each.a} and {each.b}: {printable(each.words)}"
        for each in judgements
    )


def _content_of(judgement: Judgement | None) -> tuple[str, ...] | None:
    return None if judgement is None else judgement.content


def _content(path: Path, *, missing_ok: bool) -> str:
    """Return the text of the file without a byte order mark, its ends of lines as they are."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        if missing_ok:
            return ""
        raise InputError(f"{path}: no such file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise JudgementsError(
            f"{printable(str(path))}:{line}: found bytes that are not UTF-8, expected text; save it as UTF-8"
        ) from None


def _parsed(text: str, source: str) -> Iterator[Judgement]:
    problems = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                yield Judgement.from_line(line, number)
            except InputError as error:
                problems.append(f"{printable(source)}:{number}: {error}")
    if problems:
        raise JudgementsError("\n".join(problems))
