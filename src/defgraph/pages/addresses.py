"""Where things and documents are: from an IRI to a local path, to the documents about it, to relative links.

A *local* is the path of a thing below the base of the data (``official/id/rani-kusuma``) or, for concepts,
below the fixed IRI of the vocabularies (``country/MY``). A *document* is the path of a file: the local,
the language and the ending (``country/MY.en.html``). Both are plain Unicode; only :func:`relative` writes
percent signs, as the path of a URL does (RFC 3986, section 2.5). The same paths serve a web server, a
folder of files and the browser; so where a step of a local is longer than a file system takes for a name, its
end is replaced by a digest of it in all of them (:func:`shortened`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from pyoxigraph import NamedNode

from defgraph.ids import Minter
from defgraph.namespaces import DEFAULT_BASE, PREFIXES, VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "id")
"""Languages a page can be in; the first is the one of who asks for none."""

VIEWS = "view"
"""The first step of the addresses of drawings; the local of the thing follows."""

HOME = "index"
"""The local of the home page, which is about no one thing."""

FORMATS: Mapping[str, str] = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
}
"""The endings of documents of data, and their media types."""

OWN = frozenset({HOME, "queries", "search", "sparql", "static", "suggest", "view"})
"""The first steps of the locals of pages that are about no one thing."""

_VOCABULARIES = frozenset(
    iri.removeprefix(VOCABULARY).rstrip("/") for iri in PREFIXES.values() if iri.startswith(VOCABULARY)
)
MOST_BYTES = 240
"""Of a step of a path: with an ending (``.en.html``) it stays within the 255 that file systems take."""

_DIGITS = 32
_SHORTENED = re.compile(rf"(?P<start>[^/]*)~[0-9a-f]{{{_DIGITS}}}")
_ARTICLE = "article/"
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\]")


class Document(NamedTuple):
    """A document: the local of what it is about, its language (``""`` for data), and its ending."""

    local: str
    language: str
    ending: str

    @property
    def path(self) -> str:
        """Where it is, from the top: ``country/MY.en.html``."""
        return ".".join(part for part in self._replace(local=shortened(self.local)) if part)


def page_path(local: str, language: str) -> str:
    """Return where the page about ``local`` is."""
    return Document(local, language, "html").path


def parse_document(path: str) -> Document | None:
    """Return what is at ``path`` (no leading slash, percent signs decoded); None: no document."""
    for language in LANGUAGES:
        local = path.removesuffix(f".{language}.html")
        if local != path:
            return Document(local, language, "html") if is_local(local) else None
    local, _, ending = path.rpartition(".")
    return Document(local, "", ending) if ending in FORMATS and is_local(local) else None


def is_local(text: str) -> bool:
    """Return whether ``text`` could be a local: never a path that leads out of its folder."""
    if _UNSAFE.search(text):
        return False
    return all(part not in {"", ".", ".."} for part in text.split("/"))


@lru_cache(maxsize=10_000)
def shortened(local: str) -> str:
    """Return ``local`` with steps that fit a file system: of a longer one the beginning, and its digest.

    What is short enough stays as it is. Which thing a shortened local means, only a store can tell
    (:func:`defgraph.pages.long_names.full_local`).
    """
    return "/".join(
        step if len(step.encode("utf-8", "surrogatepass")) <= MOST_BYTES else _cut(step)
        for step in local.split("/")
    )


def _cut(step: str) -> str:
    text = step.encode("utf-8", "surrogatepass")
    start = text[: MOST_BYTES - _DIGITS - 1].decode("utf-8", "ignore")
    return f"{start}~{sha256(text).hexdigest()[:_DIGITS]}"


def start_of_shortened(local: str) -> str | None:
    """Return what the local begins with that ``local`` may be short for; None: it is short for none."""
    steps = local.split("/")
    for number, step in enumerate(steps):
        if found := _SHORTENED.fullmatch(step):
            return "/".join([*steps[:number], found["start"]])
    return None


def is_of_a_thing(local: str) -> bool:
    """Return whether a page at ``local`` is about one thing, beside which there can be documents of data."""
    return local.partition("/")[0] not in OWN


def relative(source: str, target: str, anchor: str = "") -> str:
    """Return the link that leads from one document to another, percent-encoded.

    Args:
        source: the path of the document that the link stands in.
        target: the path of the document, or file, that it leads to.
        anchor: the id of an element there.
    """
    fragment = f"#{quote(anchor, safe='/')}" if anchor else ""
    if source == target:
        return fragment or quote(target.rpartition("/")[2], safe="")
    here, there = source.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    steps = [".."] * (len(here) - shared) + [quote(part, safe="") for part in there[shared:]]
    return "/".join(steps) + fragment


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one store.

    Args:
        base: what the IRIs of its data begin with.

    Raises:
        InputError: ``base`` is no such IRI.
    """

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        Minter(self.base)

    def local(self, iri: str) -> str | None:
        """Return the local of ``iri``; None: it is neither of the data nor of a vocabulary."""
        for start in (VOCABULARY, self.base):
            if iri.startswith(start):
                local = iri.removeprefix(start)
                return local if is_local(local) and self._start(local) == start else None
        return None

    def iri(self, local: str) -> NamedNode | None:
        """Return the IRI at ``local``; None: there can be none."""
        if not is_local(local):
            return None
        try:
            return NamedNode(self._start(local) + local)
        except ValueError:
            return None

    def article_graph(self, iri: str) -> NamedNode | None:
        """Return the graph of what rests on an article; None: that is no article of the data."""
        start = self.base + _ARTICLE
        record_id = iri.removeprefix(start)
        return NamedNode(self.base + Minter.ARTICLES + record_id) if record_id != iri else None

    def _start(self, local: str) -> str:
        """Return what the IRI of ``local`` begins with; a concept is one step below its vocabulary."""
        first, *rest = local.split("/")
        return VOCABULARY if first in _VOCABULARIES and len(rest) < 2 else self.base
