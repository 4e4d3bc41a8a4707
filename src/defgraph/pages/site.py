"""The pages of a store as a folder of files, for any web server and for the browser alone."""

from __future__ import annotations

import json
import re
from collections import deque
from html import unescape
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from defgraph.dump import dump
from defgraph.files import output_folder
from defgraph.ids import slug
from defgraph.network import FULL, projections
from defgraph.pages.addresses import HOME, LANGUAGES, Document, is_of_a_thing, parse_document
from defgraph.pages.assets import STATIC, assets
from defgraph.pages.context import Context
from defgraph.pages.data import data_document
from defgraph.pages.forms import is_plain, render_form, render_queries
from defgraph.pages.graph_view import FOLDER, render_view
from defgraph.pages.rendering import Page, addresses_of, render, rendered
from defgraph.pages.search import KINDS, hits, index_of, things_to_find
from defgraph.pages.search_index import Entry, keys_of
from defgraph.pages.settings import Settings
from defgraph.queries import list_queries, run_query
from defgraph.queries import render as written

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from defgraph.store import Store

    Progress = Callable[[str, int], object]
    Thing = tuple[Entry, Collection[str], Collection[str]]

MARK = ".defgraph-site"
"""The file by which a folder is known to hold a site, which may be replaced."""
ROWS = 1_000
"""Rows of a saved query that its page shows; the file beside it has them all."""

_ALWAYS = ("Official", "Organisation", "Position", "Meeting")
_AT_ONCE = 200
_LINK = re.compile(r'<a [^>]*href="([^"#?:]+)')
_SERVERS = ("ace/", "suggest.js", "editor.js")
"""Files that only pages of a server use."""


class Options(NamedTuple):
    """What a site has besides its pages: their data (Turtle), drawings of whole networks, dumps of all."""

    data: bool = True
    networks: bool = True
    dumps: bool = True
    folders: tuple[str, ...] = ()


_PLAIN = Options()


def write_site(
    store: Store, folder: str | Path, options: Options = _PLAIN, progress: Progress | None = None
) -> int:
    """Write the pages of a store to a folder, which appears when all is written.

    There is a page for each official, organisation, position, meeting and article, and for all that any page
    leads to, in each language. The same store gives the same files.

    Args:
        store: what to tell of.
        folder: where to; one that holds a site already is replaced.
        options: what else there is.
        progress: called with what is going on, and how many files that has come to.

    Returns:
        how many files were written.

    Raises:
        InputError: something else is in the folder, or nothing can be written there.
        StoreError: the store failed.
    """
    with output_folder(Path(folder), lambda place: (place / MARK).is_file()) as beside:
        return _Site(store, beside, options, progress).write()


class _Site:
    def __init__(self, store: Store, folder: Path, options: Options, progress: Progress | None) -> None:
        self._store, self._folder, self._options, self._progress = store, folder, options, progress
        self._settings = Settings(
            indexed=True,
            networks=options.networks,
            dumps=("ttl", "nq") if options.dumps else (),
            formats=("ttl",) if options.data else (),
            folders=options.folders,
        )
        self._addresses = addresses_of(store, self._settings)
        self._queries = [query.name for query in list_queries(options.folders) if is_plain(query)]
        self._count = 0

    def write(self) -> int:
        self._put(MARK, b"made by defgraph site\n")
        for path, content in assets().items():
            if not path.removeprefix(f"{STATIC}/").startswith(_SERVERS):
                self._put(path, content)
        self._write_index()
        self._write_pages()
        for name in self._queries:
            rows = run_query(self._store, name, folders=self._options.folders)
            self._put(f"queries/{name}.csv", written(rows, "csv").encode())
        for ending in self._settings.dumps:
            self._tell("dump")
            dump(self._store, self._folder / f"dump.{ending}")
            self._count += 1
        return self._count

    def _put(self, path: str, content: bytes) -> None:
        place = self._folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        self._count += 1
        self._tell("pages")

    def _tell(self, what: str) -> None:
        if self._progress is not None:
            self._progress(what, self._count)

    def _write_pages(self) -> None:
        """Write the pages to begin with, and all that any of them leads to."""
        waiting = deque(self._first())
        seen = set(waiting)
        while waiting:
            local = waiting.popleft()
            pages = [(language, self._page(local, language)) for language in LANGUAGES]
            for language, page in pages:
                if page is None:
                    continue
                document = Document(local, language, "html")
                self._put(document.path, page.html.encode())
                for found in _locals(page.html, document.path):
                    if found not in seen:
                        seen.add(found)
                        waiting.append(found)
            if self._options.data and is_of_a_thing(local) and any(page for _, page in pages):
                data = data_document(self._store, local, "ttl")
                if data is not None:
                    self._put(Document(local, "", "ttl").path, data)

    def _first(self) -> Iterator[str]:
        yield from (HOME, "queries", "search")
        if self._options.networks:
            yield from (f"{FOLDER}/{name}" for name in (HOME, *projections()) if name != FULL)
        for entry, _, _ in things_to_find(self._store):
            if entry.kind in _ALWAYS and (local := self._addresses.local(entry.iri)):
                yield local

    def _page(self, local: str, language: str) -> Page | None:
        store, settings = self._store, self._settings
        first, _, rest = local.partition("/")
        if local == "queries":
            return render_queries(store, language, settings=settings)
        if local == "search":
            context = Context(store, local, language, settings, self._addresses)
            return rendered(context, "search-static", {"title": context.wording.words["search"]})
        if first == "queries":
            return render_form(store, rest, {}, language, settings=settings, size=ROWS).page
        if first == FOLDER:
            return render_view(store, rest, language, settings=settings)
        return render(store, local, language, settings=settings)

    def _write_index(self) -> None:
        """Write what the search page of each language looks through, as a script: files are not fetched."""
        things = [thing for thing in things_to_find(self._store) if _is_told_of(thing[0])]
        for language in LANGUAGES:
            context = Context(self._store, "search", language, self._settings, self._addresses)
            kinds = [context.wording.words["kinds"][kind] for kind in KINDS]
            parts = (things[start : start + _AT_ONCE] for start in range(0, len(things), _AT_ONCE))
            entries = [entry for part in parts for entry in _entries(context, part)]
            text = json.dumps({"kinds": kinds, "entries": entries}, separators=(",", ":"))
            self._put(f"search-index.{language}.js", f"window.defgraphIndex={text};\n".encode())


def _entries(context: Context, things: Sequence[Thing]) -> Iterator[list[str | int]]:
    """Yield what the script knows of each thing; ``search.js`` says what it means."""
    shown = hits(context, index_of(context.store), [entry for entry, _, _ in things])
    for hit, (entry, names, beside) in zip(shown, things, strict=True):
        words = sorted(keys_of(entry, names) | {slug(text) for text in beside})
        kind = KINDS.index(entry.kind)
        yield [hit.link.label, kind, hit.detail, hit.link.href, " ".join(words), entry.number]


def _is_told_of(entry: Entry) -> bool:
    """Return whether there is a page: of countries and areas only for those that occur."""
    return entry.kind in _ALWAYS or entry.number > 0


def _locals(html: str, source: str) -> Iterator[str]:
    """Yield the locals of the pages that a page leads to."""
    here = source.rpartition("/")[0]
    for href in _LINK.findall(html):
        path = normpath(f"{here}/{unquote(unescape(href))}" if here else unquote(unescape(href)))
        document = parse_document(path)
        if document is not None and document.language:
            yield document.local
