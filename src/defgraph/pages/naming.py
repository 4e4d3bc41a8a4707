"""What the things on a page are called, and where their own pages are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from defgraph.network.reading import local_name, text_in
from defgraph.pages.addresses import page_path, relative
from defgraph.pages.asking import ask
from defgraph.views.texts import clean, page_strings, readable, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from defgraph.pages.addresses import Addresses
    from defgraph.store import Store


@dataclass(frozen=True, slots=True)
class Link:
    """A thing on a page.

    Args:
        label: what it is called; may be hostile.
        href: the relative address of its page; nothing where there is none.
        language: the language of the label where it is not the page's.
        iri: what it is.
    """

    label: str
    href: str = ""
    language: str = ""
    iri: str = ""


class Names:
    """Names things in one language and links to them from one page; asks once for many.

    Args:
        store: where their names are.
        addresses: where their pages are.
        language: of the page.
        document: the path of the page.
    """

    def __init__(self, store: Store, addresses: Addresses, language: str, document: str) -> None:
        self._store, self._addresses = store, addresses
        self._language, self._document = language, document
        self._texts: dict[str, dict[str, str]] = {}

    def learn(self, things: Iterable[str]) -> None:
        """Look up what things are called: a query for all that are not known yet."""
        wanted = sorted({iri for iri in things if iri and iri not in self._texts})
        if not wanted:
            return
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for row in ask(self._store, "labels", thing=map(NamedNode, wanted)):
            label = row.literal("label")
            if label is not None:
                texts, tag = found[row.iri("thing")], label.language or ""
                texts[tag] = min(texts.get(tag, label.value), label.value)
        self._texts.update({iri: found.get(iri, {}) for iri in wanted})

    def label(self, iri: str) -> str:
        """Return what ``iri`` is called, on one line."""
        self.learn([iri])
        return clean(text_in(self._texts[iri], self._language, self._fallback(iri))) or iri

    def _fallback(self, iri: str) -> str:
        """Return what is said for ``iri`` where nothing says what it is called."""
        name = local_name(iri)
        if self._addresses.local(iri) is not None:
            return name
        words: dict[str, str] = page_strings(self._language)["properties"]
        return words.get(name, readable(name))

    def link(self, iri: str, anchor: str = "") -> Link:
        """Return ``iri`` with its name and the address of its page, or of ``anchor`` on it."""
        label = self.label(iri)
        texts = self._texts[iri]
        own = not texts or self._language in texts or "" in texts
        language = "" if own else "en" if "en" in texts else min(texts)
        return Link(label, self.href(iri, anchor), language, iri)

    def links(self, things: Iterable[str]) -> list[Link]:
        """Return things with their names, in the order of these."""
        every = sorted(set(things) - {""})
        self.learn(every)
        return sorted(map(self.link, every), key=lambda link: (link.label.casefold(), link.iri))

    def href(self, iri: str, anchor: str = "") -> str:
        """Return the relative address of the page about ``iri``; nothing where there is none."""
        local = self._addresses.local(iri)
        return "" if local is None else self.to_document(page_path(local, self._language), anchor)

    def to_document(self, path: str, anchor: str = "") -> str:
        """Return the relative address of the document, or file, at ``path``."""
        return relative(self._document, path, anchor)


def outside(address: str) -> Link | None:
    """Return a link to an address of the web; None where it is none that a link may lead to."""
    found = web_address(address)
    return Link(clean(address), found) if found else None


def plain(text: str | Literal) -> Link:
    """Return a text that somebody wrote as a label without a link."""
    if isinstance(text, Literal):
        return Link(clean(text.value), language=text.language or "")
    return Link(clean(text))
