"""What articles show, noted so that it is soon read again.

Words and IRIs stand in one list, and articles as numbers of places in it. Each article has the digest of its
statements beside it: what it shows follows from these alone.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from defgraph.build.observed import (
    ObservedOutcome,
    ObservedParticipation,
    ObservedPartnership,
    ObservedReport,
)
from defgraph.build.statements import Observations
from defgraph.build.things import OFFICIAL, kind_of
from defgraph.identity.officials import Namesakes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from defgraph.ids import Minter

WORDS = 9
"""So many words begin a report; then come whether it is reviewed, and the lists of its parts."""
_TWO_DIGITS = 10


class _Places(dict[str | None, int]):
    """Where words stand in a list; one that is not there is added to it.

    Args:
        words: the list.
    """

    def __init__(self, words: list[str | None]) -> None:
        super().__init__((word, place) for place, word in enumerate(words))
        self._words = words

    def __missing__(self, word: str | None) -> int:
        self[word] = place = len(self._words)
        self._words.append(word)
        return place


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
        self.namesakes = Namesakes(told=told["namesakes"] if told else None)
        self._nodes: dict[int, NamedNode] = {}
        self._heard = len(self.words)
        self._changed: set[str] = set()

    @cached_property
    def _places(self) -> _Places:
        return _Places(self.words)

    def told(self) -> Mapping[str, Any]:
        """Return all of it as JSON data."""
        named = set().union(*(told[1][::2] for told in self.articles.values()))
        iris = (NamedNode(self.words[place] or "") for place in named)
        self.namesakes.keep({self.minter.path(i) for i in iris if kind_of(self.minter, i) == OFFICIAL})
        return {"words": self.words, "articles": self.articles, "namesakes": self.namesakes.told()}

    def news(self) -> Mapping[str, Any]:
        """Return what has changed since it was told, as JSON data; nothing: as an empty mapping."""
        if not self._changed:
            return {}
        changed = {record: self.articles.get(record) for record in sorted(self._changed)}
        return {"after": self._heard, "words": self.words[self._heard :], "articles": changed}

    def hear(self, news: Mapping[str, Any]) -> None:
        """Take in what :meth:`news` returned.

        Raises:
            ValueError: other news has come between.
        """
        if news:
            if news["after"] != len(self.words):
                raise ValueError("other news has come between")
            self.words += news["words"]
            self._heard = len(self.words)
            self.articles.update(news["articles"])
            for record in [record for record, told in news["articles"].items() if told is None]:
                del self.articles[record]

    def digest(self, record_id: str) -> str | None:
        """Return the digest of the statements that an article was put in with; None: it is not here."""
        article = self.articles.get(record_id)
        return None if article is None else str(article[0])

    def put(self, record_id: str, digest: str, observed: Observations) -> None:
        """Take in what an article shows, in the place of what it showed before."""
        place = self._places
        self._changed.add(record_id)
        self.articles[record_id] = [
            digest,
            [place[word] for pair in _sorted_names(observed.names) for word in pair],
            [place[word] for pair in _sorted_names(observed.abbreviations) for word in pair],
            [self._noted(report) for report in sorted(observed.reports, key=_number)],
        ]

    def _noted(self, report: ObservedReport) -> list[Any]:
        place = self._places
        participations: list[int] = []
        for _, role, country, rank, *things in _in_order(report.participations):
            participations += (place[role], place[country], place[rank])
            participations += [0 if thing is None else place[thing.value] for thing in things]
        partnerships: list[int] = []
        for _, partner, status in _in_order(report.partnerships):
            partnerships += (place[partner.value], place[status])
        told = (report.type, report.mode, report.published, report.date, report.first, report.last)
        return [
            *(place[word] for word in (*told, report.venue, report.city, report.country)),
            int(report.reviewed),
            [place[area] for area in report.areas],
            participations,
            partnerships,
            [place[outcome.type] for outcome in _in_order(report.outcomes)],
        ]

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
        if self.articles.pop(record_id, None) is not None:
            self._changed.add(record_id)

    def observed(self, record_id: str) -> Observations:
        """Return what an article shows."""
        _, names, short, reports = self.articles[record_id]
        return Observations(
            {(self.node(thing), self.words[name] or "") for thing, name in pairs(names)},
            {(self.node(body), self.words[name] or "") for body, name in pairs(short)},
            [self.report(record_id, number) for number in range(1, len(reports) + 1)],
        )

    def report(self, record_id: str, number: int) -> ObservedReport:
        """Return a report, given by its number in the article, from 1."""
        told = self.articles[record_id][3][number - 1]
        kind, mode, published, date, first, last, venue, city, country = (
            self.words[place] for place in told[:WORDS]
        )
        reviewed, areas, participations, partnerships, outcomes = told[WORDS:]
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
                for count, (partner, status) in enumerate(pairs(partnerships), start=1)
            ),
            _sorted(
                ObservedOutcome(iri(f"outcome/{path}/{count}"), word[outcome] or "")
                for count, outcome in enumerate(outcomes, start=1)
            ),
        )


def pairs(flat: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of a list two by two."""
    return zip(flat[::2], flat[1::2], strict=True)


def _sorted_names(names: Iterable[tuple[NamedNode, str]]) -> list[tuple[str, str]]:
    return sorted((thing.value, name) for thing, name in names)


def _in_order(parts: Sequence[Any]) -> Sequence[Any]:
    """Return parts, sorted by IRI, in the order of their numbers: the tenth stands before the second."""
    return parts if len(parts) < _TWO_DIGITS else sorted(parts, key=_number)


def _number(part: Any) -> int:  # noqa: ANN401 - a report, or any part of one
    return int(part.iri.value.rpartition("/")[2])


def _sorted(parts: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(parts, key=lambda part: part.iri.value))
