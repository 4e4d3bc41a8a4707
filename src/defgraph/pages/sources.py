"""Articles as the sources of what a page says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.network.reading import local_name
from defgraph.pages.naming import Link, outside, plain
from defgraph.views.texts import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from defgraph.pages.context import Context

DRAFT = "draft"
"""The review status of a record that no person has looked at."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article.

    Args:
        link: to its page, under a short name: its publisher, or else its record.
        title: its title, else its record.
        published: the day, in ISO 8601; nothing where it is not known.
        publisher: who published it.
        address: where it is on the web.
        is_draft: no person has reviewed its record.
        record: the id of its record.
        language: of its text, as a language tag; nothing where it is not known.
    """

    link: Link
    title: Link
    published: str
    publisher: Link | None
    address: Link | None
    is_draft: bool
    record: str
    language: str = ""


class Sources:
    """The articles that a page rests on; asks once for many."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: dict[str, Source] = {}

    def of(self, articles: Iterable[str]) -> list[Source]:
        """Return articles, the earliest first."""
        every = sorted(set(articles) - {""})
        self._learn(every)
        return sorted((self._known[iri] for iri in every), key=lambda s: (s.published or "9", s.record))

    def _learn(self, articles: list[str]) -> None:
        wanted = [iri for iri in articles if iri not in self._known]
        if not wanted:
            return
        names = self._context.names
        for row in self._context.ask("articles", article=map(NamedNode, wanted)):
            iri, title = row.iri("article"), row.literal("title")
            if iri in self._known:
                continue
            record, publisher = clean(row.text("record")), clean(row.text("publisher_name"))
            self._known[iri] = Source(
                link=Link(publisher or record, names.href(iri), iri=iri),
                title=Link(record, iri=iri) if title is None else plain(title),
                published=clean(row.text("published")),
                publisher=Link(publisher, names.href(row.iri("publisher"))) if publisher else None,
                address=outside(row.text("url")),
                is_draft=row.text("review") == DRAFT,
                record=record,
                language=clean(row.text("language")),
            )
        for iri in wanted:  # what something is said to rest on need not be in the store
            record = local_name(iri)
            bare = Source(Link(record, iri=iri), Link(record), "", None, None, is_draft=False, record=record)
            self._known.setdefault(iri, bare)
