"""A corpus of all articles out of a snapshot, without asking the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from defgraph.build.corpus import days_between
from defgraph.build.observed import Seen, Shown
from defgraph.build.snapshot import WORDS, pairs
from defgraph.namespaces import COUNTRY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pyoxigraph import NamedNode

    from defgraph.build.corpus import MemoryCorpus
    from defgraph.build.observed import ObservedReport
    from defgraph.build.snapshot import Snapshot
    from defgraph.identity.officials import Namesakes


class SnapshotCorpus:
    """A corpus of the articles of a snapshot, but for some, and of articles that are to come.

    Args:
        snapshot: of all articles before the change.
        leaving: the graphs of articles that change or go.
        coming: the articles that change or come, as they will be.
    """

    def __init__(self, snapshot: Snapshot, leaving: Collection[NamedNode], coming: MemoryCorpus) -> None:
        self._snapshot = snapshot
        self._coming = coming
        minter = snapshot.minter
        gone = {minter.path(graph).removeprefix(minter.ARTICLES) for graph in leaving}
        self.leaving = [snapshot.observed(record) for record in sorted(gone & snapshot.articles.keys())]
        self._staying = {record: told for record, told in snapshot.articles.items() if record not in gone}
        self._read: dict[NamedNode, ObservedReport] = {}

    @cached_property
    def known(self) -> frozenset[NamedNode]:
        """Everything that has a name before the change."""
        left = {thing for observed in self.leaving for thing, _ in observed.names}
        return frozenset(left.union(map(self._snapshot.node, self._names)))

    @cached_property
    def _names(self) -> Mapping[int, Counter[str]]:
        counted = Counter(chain.from_iterable(pairs(told[1]) for told in self._staying.values()))
        names: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for (thing, name), number in counted.items():
            names[thing][self._snapshot.words[name] or ""] = number
        return names

    @cached_property
    def _short(self) -> Mapping[int, set[str]]:
        found: defaultdict[int, set[str]] = defaultdict(set)
        for told in self._staying.values():
            for body, name in pairs(told[2]):
                found[body].add(self._snapshot.words[name] or "")
        return found

    def _reports_told(self) -> Iterator[tuple[tuple[str, int], list[Any]]]:
        for record, told in self._staying.items():
            for number, report in enumerate(told[3], start=1):
                yield (record, number), report

    @cached_property
    def _naming(self) -> Mapping[int, list[tuple[str, int]]]:
        naming: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for at, report in self._reports_told():
            parts, partnerships = report[WORDS + 2], report[WORDS + 3]
            for thing in {*parts[3::6], *parts[4::6], *parts[5::6], *partnerships[::2]}:
                naming[thing].append(at)
        naming.pop(0, None)
        return naming

    @cached_property
    def _on(self) -> Mapping[str, list[tuple[str, int]]]:
        words, on = self._snapshot.words, defaultdict(list)
        for at, report in self._reports_told():
            first, last = words[report[4]], words[report[5]]
            if first is not None and last is not None:
                for day in (first,) if first == last else days_between(first, last):
                    on[day].append(at)
        return on

    @cached_property
    def _partners(self) -> set[int]:
        return {partner for _, report in self._reports_told() for partner in report[WORDS + 3][::2]}

    @cached_property
    def _unnamed(self) -> Mapping[int, set[tuple[str, int]]]:
        unnamed: defaultdict[int, set[tuple[str, int]]] = defaultdict(set)
        for at, report in self._reports_told():
            parts = report[WORDS + 2]
            officials = parts[3::6]
            if 0 in officials:
                for official, position in zip(officials, parts[4::6], strict=True):
                    if position and not official:
                        unnamed[position].add(at)
        return unnamed

    def _placed(self, things: Iterable[NamedNode]) -> Iterator[tuple[NamedNode, int]]:
        for thing in things:
            if (place := self._snapshot.place(thing)) is not None:
                yield thing, place

    def _iri(self, at: tuple[str, int]) -> NamedNode:
        return self._snapshot.minter.iri(f"report/{at[0]}/{at[1]}")

    def _report(self, at: tuple[str, int]) -> ObservedReport:
        iri = self._iri(at)
        if iri not in self._read:
            self._read[iri] = self._snapshot.report(*at)
        return self._read[iri]

    def all_named(self) -> Collection[NamedNode]:
        """Return everything that has a name: all but countries."""
        return {*map(self._snapshot.node, self._names), *self._coming.all_named()}

    def all_reports(self) -> Collection[NamedNode]:
        """Return every report."""
        return {*(self._iri(at) for at, _ in self._reports_told()), *self._coming.all_reports()}

    def partner_countries(self) -> set[NamedNode]:
        """Return the countries that are partner in any report."""
        partners = map(self._snapshot.node, self._partners)
        return {partner for partner in partners if partner in COUNTRY} | self._coming.partner_countries()

    def names(self, things: Collection[NamedNode]) -> Mapping[NamedNode, Counter[str]]:
        """Return what each of ``things`` is called, with the number of articles."""
        staying, coming = self._names, self._coming.names(things)
        found = {thing: staying[place] for thing, place in self._placed(things) if place in staying}
        return {**found, **{thing: found.get(thing, Counter()) + names for thing, names in coming.items()}}

    def abbreviations(self, organisations: Collection[NamedNode]) -> Mapping[NamedNode, set[str]]:
        """Return the abbreviations that articles give each of ``organisations``."""
        staying, coming = self._short, self._coming.abbreviations(organisations)
        found = {body: staying[place] for body, place in self._placed(organisations) if place in staying}
        return {**found, **{body: found.get(body, set()) | short for body, short in coming.items()}}

    def naming(self, things: Collection[NamedNode]) -> Mapping[NamedNode, Collection[ObservedReport]]:
        """Return, for each of ``things``, the reports in which it takes part, is held or is partner."""
        staying, coming = self._naming, self._coming.naming(things)
        found = {
            thing: [self._report(at) for at in staying[place]]
            for thing, place in self._placed(things)
            if place in staying
        }
        return {**found, **{thing: [*found.get(thing, ()), *of] for thing, of in coming.items()}}

    def shown(self, officials: Collection[NamedNode]) -> Mapping[NamedNode, Shown]:
        """Return, for each of ``officials``, what reports show of it."""
        coming = self._coming.shown(officials)
        found = {
            official: self._shown(place)
            for official, place in self._placed(officials)
            if place in self._naming
        }
        both = {key: found[key].and_also(shown) if key in found else shown for key, shown in coming.items()}
        return {**found, **both}

    def _shown(self, place: int) -> Shown:
        words, node = self._snapshot.words, self._snapshot.node
        posts, ranks, beside, days = set(), set(), set(), set()
        for record, number in self._naming[place]:
            report = self._staying[record][3][number - 1]
            parts, first, last = report[WORDS + 2], report[4], report[5]
            officials = parts[3::6]
            days.add(first)
            beside.update(officials)
            at = -1
            for _ in range(officials.count(place)):
                at = officials.index(place, at + 1)
                ranks.add(parts[6 * at + 2])
                posts.add((parts[6 * at + 4], parts[6 * at + 5], first, last))
        return Shown(
            frozenset(
                (node(post), node(body) if body else None, words[first], words[last])
                for post, body, first, last in posts
                if post
            ),
            frozenset(rank for rank in map(words.__getitem__, ranks) if rank is not None),
            frozenset(node(other) for other in beside if other not in (0, place)),
            min((day for day in map(words.__getitem__, days) if day is not None), default=None),
        )

    def seen(self, officials: Collection[NamedNode]) -> Iterator[Seen]:
        """Yield in which positions ``officials`` are seen."""
        words, node, article = self._snapshot.words, self._snapshot.node, self._snapshot.minter.article
        for official, place in self._placed(officials):
            for record, number in self._naming.get(place, ()):
                report = self._staying[record][3][number - 1]
                parts = report[WORDS + 2]
                for at in range(3, len(parts), 6):
                    if parts[at] == place and parts[at + 1]:
                        days = words[report[4]], words[report[5]]
                        yield Seen(official, node(parts[at + 1]), *days, article(record))
        yield from self._coming.seen(officials)

    def partners_among(self, things: Collection[NamedNode]) -> set[NamedNode]:
        """Return those of ``things`` that are partner in any report."""
        staying = {thing for thing, place in self._placed(things) if place in self._partners}
        return staying | self._coming.partners_among(things)

    def unnamed_in(self, positions: Collection[NamedNode]) -> set[NamedNode]:
        """Return the reports that have one of ``positions`` without the name of its holder."""
        staying = {
            self._iri(at) for _, place in self._placed(positions) for at in self._unnamed.get(place, ())
        }
        return staying | self._coming.unnamed_in(positions)

    def reports(self, iris: Collection[NamedNode]) -> Mapping[NamedNode, ObservedReport]:
        """Return the reports with these IRIs."""
        found = {}
        for iri in iris:
            _, record, number = self._snapshot.minter.path(iri).split("/")
            told = self._staying.get(record)
            if told is not None and 0 < int(number) <= len(told[3]):
                found[iri] = self._report((record, int(number)))
        return {**found, **self._coming.reports(iris)}

    def reports_on(self, days: Collection[str]) -> Mapping[NamedNode, ObservedReport]:
        """Return the reports of meetings on any of ``days`` (ISO 8601)."""
        found = {at for day in days for at in self._on.get(day, ())}
        return {**{self._iri(at): self._report(at) for at in found}, **self._coming.reports_on(days)}

    def namesakes(self, officials: Collection[str]) -> Namesakes:
        """Return what finds the namesakes among ``officials``, and among more than these."""
        self._snapshot.namesakes.add(officials)
        return self._snapshot.namesakes
