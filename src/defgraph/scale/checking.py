"""What is wrong with the records of all files together, told as one machine tells it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from defgraph.records.extractors import EXTRACTORS_FILE
from defgraph.records.problems import Problem, to_problem
from defgraph.records.reader import place_of, repeated_id
from defgraph.scale.mapping import LINES
from defgraph.scale.rows import COLUMNS, Place, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pyspark.sql import DataFrame, Row

    from defgraph.scale.mapping import Source

_AFTER_ALL = 2**62
"""A block after every block of a file."""


@dataclass(frozen=True)
class Checked:
    """What a look at all rows found.

    Args:
        problems: in the order in which one machine meets them.
        left_out: the places of rows with an id that another has already.
        cuts: the places after which a file cannot be read.
    """

    problems: tuple[Problem, ...]
    left_out: frozenset[Place]
    cuts: tuple[Place, ...]

    def good(self, rows: DataFrame) -> DataFrame:
        """Return the rows of articles that count."""
        from pyspark.sql import functions as f

        kept = rows.where("observed IS NOT NULL")
        for cut in self.cuts:
            after = f"block > {cut.block} OR block = {cut.block} AND nth > {cut.nth}"
            kept = kept.where(f"NOT (file = {cut.file} AND ({after}))")
        if self.left_out:
            schema = ", ".join(f"{name} {COLUMNS[name]}" for name in Place._fields)
            places = rows.sparkSession.createDataFrame(sorted(self.left_out), schema)
            kept = kept.join(f.broadcast(places), list(Place._fields), "left_anti")
        return kept


def check(rows: DataFrame, sources: Sequence[Source], without_lines: Callable[[str], Problem]) -> Checked:
    """Return what is wrong.

    Args:
        rows: of :mod:`~defgraph.scale.rows`, all of them.
        sources: the files, by their number.
        without_lines: says of the file of a name that it has no lines.
    """
    return _Check(rows, sources, without_lines).checked()


class _Check:
    def __init__(
        self, rows: DataFrame, sources: Sequence[Source], without_lines: Callable[[str], Problem]
    ) -> None:
        self._rows = rows
        self._without_lines = without_lines
        self._sources = sources
        self._before: dict[tuple[int, int], int] = {}
        self._cuts: dict[int, Place] = {}
        self._blank = {source.number for source in sources if source.suffix in LINES}
        self._count_lines()

    def _count_lines(self) -> None:
        """Learn from the sums of the parts how many lines come before each, and where files are cut."""
        lines: defaultdict[int, int] = defaultdict(int)
        sums = self._rows.where("lines IS NOT NULL").select("file", "block", "nth", "lines", "blank", "cut")
        for row in sorted(sums.collect(), key=_place):
            self._before[row.file, row.block] = lines[row.file]
            lines[row.file] += row.lines
            if not row.blank:
                self._blank.discard(row.file)
            if row.cut:
                self._cuts.setdefault(row.file, _place(row))

    def checked(self) -> Checked:
        found = [*self._told(), *self._empty()]
        left_out = set()
        for place, problem in self._repeated():
            left_out.add(place)
            found.append((place, problem))
        found.sort(key=lambda each: each[0])
        return Checked(_each_once(found), frozenset(left_out), tuple(self._cuts.values()))

    def _counts(self, place: Place) -> bool:
        """Return whether one machine reads on to this place."""
        cut = self._cuts.get(place.file)
        return cut is None or place <= cut

    def _told(self) -> Iterator[tuple[Place, Problem]]:
        rows = self._rows.where("problems IS NOT NULL").select("file", "block", "nth", "problems")
        for row in rows.collect():
            if self._counts(place := _place(row)):
                before = self._before.get((row.file, row.block), 0)
                yield from ((place, unpacked(text, before)) for text in row.problems)

    def _empty(self) -> Iterator[tuple[Place, Problem]]:
        for number in self._blank:
            yield Place(number, _AFTER_ALL, 0), self._without_lines(self._sources[number].name)

    def _repeated(self) -> Iterator[tuple[Place, Problem]]:
        """Yield, for each record whose id another has already, its place and the problem."""
        ids = self._rows.where("id IS NOT NULL").groupBy("id").count().where("count > 1").select("id")
        columns = ("file", "block", "nth", "line", "id", "id_line", "id_pointer")
        first: dict[str, str] = {}
        for row in sorted(self._rows.join(ids, "id").select(*columns).collect(), key=_place):
            if not self._counts(place := _place(row)):
                continue
            source, before = self._sources[row.file], self._before.get((row.file, row.block), 0)
            here = place_of(source.name, None if row.line is None else row.line + before)
            if row.id not in first:
                first[row.id] = here
                continue
            line = None if row.id_line is None else row.id_line + before
            where = (line, row.id_pointer)
            yield place, to_problem(source.name, repeated_id(row.id, first[row.id]), lambda _: where)  # noqa: B023 - called at once


def _place(row: Row) -> Place:
    return Place(row.file, row.block, row.nth)


def _each_once(found: list[tuple[Place, Problem]]) -> tuple[Problem, ...]:
    """Return the problems in order; what several tasks tell of one file beside the records, once."""
    problems: dict[object, Problem] = {}
    for number, (_, problem) in enumerate(found):
        beside = problem.source.endswith(EXTRACTORS_FILE)
        problems.setdefault(problem if beside else number, problem)
    return tuple(problems.values())
