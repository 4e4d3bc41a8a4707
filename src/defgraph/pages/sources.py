"""Articles as the sources of what a page says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.namespaces import DCTERMS, REVIEW_STATUS, SCHEMA
from defgraph.network.reading import local_name
from defgraph.pages.about import About, gathered
from defgraph.pages.naming import Link, outside, plain
from defgraph.views.texts import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from defgraph.pages.context import Context

_PUBLISHER = DCTERMS("publisher")
_DRAFT = REVIEW_STATUS("draft")


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
        found = gathered(self._context.ask("articles", article=map(NamedNode, wanted)))
        drafts = self._drafts(wanted)
        self._context.names.learn(about.iri(_PUBLISHER) for about in found.values())
        for iri in wanted:  # what something is said to rest on need not be in the store
            self._known[iri] = self._source(iri, found.get(iri, About({})), is_draft=iri in drafts)

    def _drafts(self, articles: list[str]) -> set[str]:
        """Return the articles whose records no person has reviewed."""
        graph_of = self._context.addresses.article_graph
        graphs = {graph.value: iri for iri in articles if (graph := graph_of(iri)) is not None}
        asked = map(NamedNode, graphs)
        rows = self._context.ask("drafts", graph=asked, status=[_DRAFT]) if graphs else ()
        return {graphs[row.iri("graph")] for row in rows}

    def _source(self, iri: str, about: About, *, is_draft: bool) -> Source:
        names = self._context.names
        record, publisher = about.text(DCTERMS("identifier")), about.iri(_PUBLISHER)
        record = record or clean(local_name(iri))
        titles = sorted(about.literals(DCTERMS("title")), key=str)
        return Source(
            link=Link(names.label(publisher) if publisher else record, names.href(iri), iri=iri),
            title=plain(titles[0]) if titles else Link(record),
            published=about.text(DCTERMS("issued")),
            publisher=names.link(publisher) if publisher else None,
            address=outside(min((each.value for each in about.literals(SCHEMA("url"))), default="")),
            is_draft=is_draft,
            record=record,
            language=about.text(DCTERMS("language")),
        )
