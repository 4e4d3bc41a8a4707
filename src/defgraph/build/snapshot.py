"""What articles show, noted so that it is soon read again: a corpus of all of them without asking the store.

Words and IRIs stand in one list, and articles as numbers of places in it. Each article has the digest of its
statements beside it: what it shows follows from these alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from defgraph.build.corpus import days_between
from defgraph.build.observed import (
    ObservedOutcome,
    ObservedParticipation,
    ObservedPartnership,
    ObservedReport,
    Seen,
    Shown,
)
from defgraph.build.statements import Observations
from defgraph.namespaces import COUNTRY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from defgraph.build.corpus import MemoryCorpus
    from defgraph.ids import Minter

_WORDS = 9
"""So many words begin a report; then come whether it is reviewed, and the lists of its parts."""


class Snapshot:
    """What articles show, by the ids of their records.

    Args:
        minter: made the IRIs.
        told: what :meth:`told` returned; None: of no articles.
    """

    def __init__(self, minter: Minter, told: Mapping[str, Any] | None = None) -> None:
        self.minter = minter
        self.words: list[str | None] = told["words"] if told else [None]
        self.articles: dict[str, list[Any]] = told["articles"] if told else {}
        self._nodes: dict[int, NamedNode] = {}

    @cached_property
    def _places(self) -> dict[str | None, int]:
        return {word: place for place, word in enumerate(self.words)}

    def told(self) -> Mapping[str, Any]:
        """Return all of it as JSON data."""
        return {"words": self.words, "articles": self.articles}

    def digest(self, record_id: str) -> str | None:
        """Return the digest of the statements that an article was put in with; None: it is not here."""
        article = self.articles.get(record_id)
        return None if article is None else str(article[0])

    def put(self, record_id: str, digest: str, observed: Observations) -> None:
        """Take in what an article shows, in the place of what it showed before."""
        place = self._place
        names = sorted((thing.value, name) for thing, name in observed.names)
        short = sorted((body.value, name) for body, name in observed.abbreviations)
        self.articles[record_id] = [
            digest,
            [place(word) for pair in names for word in pair],
            [place(word) for pair in short for word in pair],
            [self._noted(report) for report in sorted(observed.reports, key=_number)],
        ]

    def _noted(self, report: ObservedReport) -> list[Any]:
        place, node = self._place, self._place_of
        participations: list[int] = []
        for seen in sorted(report.participations, key=_number):
            participations += (place(seen.role), place(seen.country), place(seen.rank))
            participations += (node(seen.official), node(seen.position), node(seen.organisation))
        partnerships: list[int] = []
        for part in sorted(report.partnerships, key=_number):
            partnerships += (node(part.partner), place(part.status))
        told = (report.type, report.mode, report.published, report.date, report.first, report.last)
        return [
            *map(place, (*told, report.venue, report.city, report.country)),
            int(report.reviewed),
            [place(area) for area in report.areas],
            participations,
            partnerships,
            [place(outcome.type) for outcome in sorted(report.outcomes, key=_number)],
        ]

    def _place(self, word: str | None) -> int:
        found = self._places.setdefault(word, len(self.words))
        if found == len(self.words):
            self.words.append(word)
        return found

    def _place_of(self, iri: NamedNode | None) -> int:
        return self._place(None if iri is None else iri.value)

    def place(self, iri: NamedNode) -> int | None:
        """Return the number that stands for an IRI; None: no article has had it."""
        return self._places.get(iri.value)

    def node(self, place: int) -> NamedNode:
        """Return the IRI that a number stands for."""
        found = self._nodes.get(place)
        if found is None:
            found = self._nodes[place] = NamedNode(self.words[place] or "")
        return found

    def _node(self, place: int) -> NamedNode | None:
        return self.node(place) if place else None

    def drop(self, record_id: str) -> None:
        """Forget an article."""
        self.articles.pop(record_id, None)

    def observed(self, record_id: str) -> Observations:
        """Return what an article shows."""
        _, names, short, reports = self.articles[record_id]
        return Observations(
            {(self.node(thing), self.words[name] or "") for thing, name in _pairs(names)},
            {(self.node(body), self.words[name] or "") for body, name in _pairs(short)},
            [self.report(record_id, number) for number in range(1, len(reports) + 1)],
        )

    def report(self, record_id: str, number: int) -> ObservedReport:
        """Return a report, given by its number in the article, from 1."""
        told = self.articles[record_id][3][number - 1]
        kind, mode, published, date, first, last, venue, city, country = (
            self.words[place] for place in told[:_WORDS]
        )
        reviewed, areas, participations, partnerships, outcomes = told[_WORDS:]
        path = f"{record_id}/{number}"
        word, node, iri = self.words, self._node, self.minter.iri
        return ObservedReport(
            iri(f"report/{path}"),
            self.minter.article(record_id),
            path,
            bool(reviewed),
            kind or "",
            mode or "",
            published,
            date,
            first,
            last,
            venue,
            city,
            country,
            tuple(word[area] or "" for area in areas),
            _sorted(
                ObservedParticipation(
                    iri(f"participation/{path}/{at // 6 + 1}"),
                    word[participations[at]] or "",
                    word[participations[at + 1]],
                    word[participations[at + 2]],
                    node(participations[at + 3]),
                    node(participations[at + 4]),
                    node(participations[at + 5]),
                )
                for at in range(0, len(participations), 6)
            ),
            _sorted(
                ObservedPartnership(
                    iri(f"partnership/{path}/{count}"), self.node(partner), word[status] or ""
                )
                for count, (partner, status) in enumerate(_pairs(partnerships), start=1)
            ),
            _sorted(
                ObservedOutcome(iri(f"outcome/{path}/{count}"), word[outcome] or "")
                for count, outcome in enumerate(outcomes, start=1)
            ),
        )


def _pairs(flat: list[int]) -> Iterator[tuple[int, int]]:
    return zip(flat[::2], flat[1::2], strict=True)


def _number(part: Any) -> int:  # noqa: ANN401 - a report, or any part of one
    return int(part.iri.value.rpartition("/")[2])


def _sorted(parts: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(parts, key=lambda part: part.iri.value))


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
        counted: Counter[tuple[int, int]] = Counter()
        for told in self._staying.values():
            counted.update(_pairs(told[1]))
        names: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for (thing, name), number in counted.items():
            names[thing][self._snapshot.words[name] or ""] = number
        return names

    @cached_property
    def _short(self) -> Mapping[int, set[str]]:
        found: defaultdict[int, set[str]] = defaultdict(set)
        for told in self._staying.values():
            for body, name in _pairs(told[2]):
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
            parts, partnerships = report[_WORDS + 2], report[_WORDS + 3]
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
        return {partner for _, report in self._reports_told() for partner in report[_WORDS + 3][::2]}

    @cached_property
    def _unnamed(self) -> Mapping[int, set[tuple[str, int]]]:
        unnamed: defaultdict[int, set[tuple[str, int]]] = defaultdict(set)
        for at, report in self._reports_told():
            parts = report[_WORDS + 2]
            for official, position in zip(parts[3::6], parts[4::6], strict=True):
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
            parts, first, last = report[_WORDS + 2], report[4], report[5]
            officials = parts[3::6]
            days.add(first)
            beside.update(officials)
            for at, official in enumerate(officials):
                if official == place:
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
                parts = report[_WORDS + 2]
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
