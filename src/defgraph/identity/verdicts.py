"""One judgement: what somebody decided about two things, and how it stands on a line of the file."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Self

from defgraph.errors import InputError
from defgraph.records.problems import did_you_mean, nearest, show

KINDS = {
    "official": "official/id/budi-santoso",
    "organisation": "organisation/id/kementerian-pertahanan",
    "position": "position/id/kementerian-pertahanan/sekretaris-jenderal",
    "meeting": "meeting/2025-10-21-kemhan-unops/1",
}
"""What can be judged, with the path of one such thing; two kinds are never one thing."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Verdict(StrEnum):
    """What is decided about two things."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class _Fields(NamedTuple):
    verdict: Verdict
    a: str
    b: str
    day: str
    who: str
    why: str = ""
    line: int | None = None


class Judgement(_Fields):
    """What somebody decided about two things, checked and in one form.

    Args:
        verdict: the decision.
        a: the path of one thing below the base; the two come out in the order of their paths.
        b: the path of the other.
        day: when, ISO 8601.
        who: by whom, not empty.
        why: the reason; may be empty.
        line: where it stands in the file it was read from.

    Raises:
        InputError: a part has no such form, or the two cannot be one thing.
    """

    __slots__ = ()

    def __new__(
        cls,
        verdict: Verdict | str,
        a: str,
        b: str,
        day: str,
        who: str,
        why: str = "",
        line: int | None = None,
    ) -> Self:
        """Check the parts and bring them into one form."""
        checked = _verdict(verdict)
        one, other = sorted((_path(a), _path(b)))
        if one == other:
            raise InputError(f"found {show(one)} twice, expected two things; a thing is always itself")
        if kind_of(one) != kind_of(other):
            raise InputError(
                f"found one {kind_of(one)} and one {kind_of(other)} ({show(one)}, {show(other)}), "
                "expected two of one kind"
            )
        if not (judge := _line_of_text(who)):
            raise InputError("found nobody who judged, expected a name")
        return super().__new__(cls, checked, one, other, _day(day), judge, _line_of_text(why), line)

    @property
    def pair(self) -> tuple[str, str]:
        """The two things."""
        return self.a, self.b

    @property
    def content(self) -> tuple[str, ...]:
        """Everything but where it stands."""
        return (self.verdict.value, self.a, self.b, self.day, self.who, self.why)

    @property
    def words(self) -> str:
        """What was decided, by whom, when and why: ``judged the same by rina on 2026-11-22: one photo``."""
        verdict = "the same" if self.verdict is Verdict.SAME else self.verdict.value
        return f"judged {verdict} by {self.who} on {self.day}{': ' if self.why else ''}{self.why}"

    def to_line(self) -> str:
        """Return it as a line of the file, without the end of the line."""
        return "\t".join(self.content).rstrip("\t")

    @classmethod
    def from_line(cls, text: str, number: int | None = None) -> Self:
        """Return the judgement on a line of the file.

        Raises:
            InputError: it is none.
        """
        parts = [part.strip() for part in text.strip().split("\t", 5)]
        if len(parts) < 5:
            raise InputError(
                f"found {len(parts)} of the parts verdict, a, b, day, who, why, expected all, "
                "separated by one tab each (why may be left out)"
            )
        verdict, a, b, day, who, why = (*parts, "")[:6]
        return cls(verdict, a, b, day, who, why, number)


def kind_of(path: str) -> str:
    """Return the kind of the thing at ``path``."""
    return path.partition("/")[0]


def ordered(a: str, b: str) -> tuple[str, str]:
    """Return the pair in the order in which pairs are kept."""
    return (a, b) if a < b else (b, a)


def _verdict(found: str) -> Verdict:
    try:
        return Verdict(found.strip().casefold())
    except ValueError:
        hint = did_you_mean(nearest(found, Verdict))
        raise InputError(
            f"found the verdict {show(str(found))}, expected one of {', '.join(Verdict)}"
            f"{'; ' if hint else ''}{hint or ''}"
        ) from None


def _path(found: str) -> str:
    path = unicodedata.normalize("NFKD", found.strip())  # as keys are made; an editor may compose letters
    kind, *rest = path.split("/")
    if kind in KINDS and len(rest) > 1 and all(rest) and not any(map(str.isspace, path)):
        return path
    if kind in KINDS:
        raise InputError(f"found {show(found)}, expected the path of one {kind}, such as {KINDS[kind]}")
    hint = did_you_mean(nearest(kind, KINDS))
    raise InputError(
        f"found {show(found)}, expected a path that begins with one of {', '.join(f'{k}/' for k in KINDS)}"
        f" such as {KINDS['official']}{'; ' if hint else ''}{hint or ''}"
    )


def _day(found: str) -> str:
    try:
        if _DAY.fullmatch(found.strip()):
            return date.fromisoformat(found.strip()).isoformat()
    except ValueError:
        pass
    raise InputError(f"found the day {show(found)}, expected a day such as 2026-11-22")


def _line_of_text(found: str) -> str:
    """Return the words on one line, without tabs and other controls, so that a line stays a line."""
    plain = (" " if unicodedata.category(char) in ("Cc", "Cs") else char for char in found)
    return " ".join("".join(plain).split())
