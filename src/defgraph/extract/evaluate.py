"""How well extracted records agree with gold records: precision, recall and F1 per measure.

Facts are counted over all articles together (micro-average); a gold record without a counterpart counts
as all missed. The measures are those of :data:`defgraph.extract.facts.SAME`, and whole meetings.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, TypeVar

from defgraph.extract.facts import SAME, Fact, facts, same_meeting
from defgraph.records.pointer import format_pointer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from defgraph.records import Meeting, Record

    Kind: TypeAlias = Literal["missed", "wrong"]

MEETING = "meeting"
MEASURES = (*SAME, MEETING)
"""Every measure, in the order they are reported."""

_T = TypeVar("_T")


class Figures(NamedTuple):
    """The figures of one measure.

    Args:
        hit: facts that both records have.
        missed: facts that only the gold record has.
        wrong: facts that only the extracted record has.
    """

    hit: int
    missed: int
    wrong: int

    @property
    def precision(self) -> float:
        """The share of extracted facts that are right, 0 to 1; 0 when there are none."""
        return _share(self.hit, self.wrong)

    @property
    def recall(self) -> float:
        """The share of gold facts that were found, 0 to 1; 0 when there are none."""
        return _share(self.hit, self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 when both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def _share(part: int, rest: int) -> float:
    return part / (part + rest) if part + rest else 0.0


@dataclass(frozen=True, slots=True)
class Error:
    """A fact that only one of two records has.

    Args:
        article: the name of the article.
        measure: one of :data:`MEASURES`.
        kind: ``missed`` when only the gold record has it, ``wrong`` when only the extracted one has.
        fact: what it is.
    """

    article: str
    measure: str
    kind: Kind
    fact: Fact


@dataclass(slots=True)
class Evaluation:
    """Counts over the articles compared so far, and every error."""

    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[Error] = field(default_factory=list)

    def add(self, article: str, gold: Record, extracted: Record | None) -> None:
        """Compare the two records of one article.

        Args:
            article: its name, for the errors.
            gold: what is right.
            extracted: what was extracted, or None when nothing was.
        """
        ours, theirs = facts(gold), facts(extracted)
        for measure, same in SAME.items():
            hits, missed, wrong = paired(ours[measure], theirs[measure], same)
            self._count(article, measure, len(hits), missed, wrong)
        meetings = extracted.meetings if extracted else ()
        hit, lost, false = paired(gold.meetings, meetings, same_meeting)
        self._count(article, MEETING, len(hit), _whole(gold.meetings, lost), _whole(meetings, false))

    def _count(self, article: str, measure: str, hit: int, missed: list[Fact], wrong: list[Fact]) -> None:
        self._counts.update(
            {(measure, "hit"): hit, (measure, "missed"): len(missed), (measure, "wrong"): len(wrong)}
        )
        self.errors.extend(Error(article, measure, "missed", fact) for fact in missed)
        self.errors.extend(Error(article, measure, "wrong", fact) for fact in wrong)

    def figures(self) -> dict[str, Figures]:
        """Return the figures of every measure, in the order of :data:`MEASURES`."""
        return {
            measure: Figures(*(self._counts[measure, kind] for kind in Figures._fields))
            for measure in MEASURES
        }


def paired(
    gold: Iterable[_T], extracted: Iterable[_T], same: Callable[[_T, _T], bool]
) -> tuple[list[_T], list[_T], list[_T]]:
    """Pair what is the same, each at most once and the first that fits: hits, missed, wrong."""
    left = list(extracted)
    hits: list[_T] = []
    missed: list[_T] = []
    for fact in gold:
        place = next((number for number, other in enumerate(left) if same(fact, other)), None)
        if place is None:
            missed.append(fact)
        else:
            del left[place]
            hits.append(fact)
    return hits, missed, left


def _whole(meetings: Sequence[Meeting], chosen: Iterable[Meeting]) -> list[Fact]:
    """Return meetings as facts that a person recognises: type, date and who took part."""
    return [_as_fact(meetings, meeting) for meeting in chosen]


def _as_fact(meetings: Sequence[Meeting], meeting: Meeting) -> Fact:
    number = next(place for place, other in enumerate(meetings) if other is meeting)
    names = ", ".join(each.name for each in meeting.participants if each.name)
    values = (meeting.type, meeting.date or "", names)
    return Fact(tuple(filter(None, values)), format_pointer(("meetings", number)))
