"""What a site consists of: each file made by itself, so that processes can share the work."""

from __future__ import annotations

import json
import re
from html import unescape
from posixpath import normpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from defgraph.dump import dump
from defgraph.errors import StoreError
from defgraph.ids import slug
from defgraph.pages.addresses import LANGUAGES, VIEWS, Document, is_of_a_thing, parse_document
from defgraph.pages.assets import STATIC, assets
from defgraph.pages.context import Context
from defgraph.pages.data import data_document
from defgraph.pages.forms import render_form, render_queries
from defgraph.pages.graph_view import render_view
from defgraph.pages.rendering import Page, addresses_of, render, rendered
from defgraph.pages.search import KINDS, hits, index_of, stamp_of, things_to_find
from defgraph.pages.search_index import Entry, keys_of
from defgraph.pages.settings import Settings
from defgraph.queries import render as written
from defgraph.queries import run_query
from defgraph.store.remembering import RememberingStore

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from defgraph.store import Store

    Thing = tuple[Entry, Collection[str], Collection[str]]
    Stamp = tuple[tuple[str, str], ...]

MARK = ".defgraph-site"
"""The file by which a folder is known to hold a site, which may be replaced."""

ROWS = 1_000
"""Rows of a saved query that its page shows; the file beside it has them all."""

ALWAYS = ("Official", "Organisation", "Position", "Meeting")
"""The classes of which there is a page for each thing."""

_AT_ONCE = 200
_SERVERS = ("ace/", "suggest.js", "editor.js")
"""Files that only pages of a server use."""

_LINK = re.compile(r'(?:<a [^>]*href=|"p": ?)"([^"#?:]+)')
"""A link, or the page of a node in the data of a drawing."""


class Options(NamedTuple):
    """What a site has besides its pages.

    ``data`` are the documents of data (Turtle) beside them, ``views`` the drawings around each thing,
    ``networks`` those of whole networks, ``dumps`` are of all data; ``folders`` hold saved queries of
    one's own.
    """

    data: bool = True
    views: bool = True
    networks: bool = True
    dumps: bool = True
    folders: tuple[str, ...] = ()

    def settings(self) -> Settings:
        """Return what pages may link to."""
        return Settings(
            indexed=True,
            views=self.views,
            networks=self.networks,
            dumps=("ttl", "nq") if self.dumps else (),
            formats=("ttl",) if self.data else (),
            folders=self.folders,
        )


class Job(NamedTuple):
    """Files to write, and of what.

    ``what`` is ``pages`` (about locals), ``index`` (of the search, in languages), ``rows`` (of saved
    queries), ``dumps`` (by their endings), or ``files`` (what all pages share).
    """

    what: str
    names: tuple[str, ...]


class Written(NamedTuple):
    """What has been written: how many files, and the locals of the pages that they lead to."""

    what: str
    files: int
    locals: tuple[str, ...] = ()


class Parts:
    """Writes files of a site.

    Args:
        store: what to tell of.
        folder: where to.
        options: what else there is.
    """

    def __init__(self, store: Store, folder: Path, options: Options) -> None:
        self._store, self._folder, self._options = store, folder, options
        self._settings = options.settings()
        self._addresses = addresses_of(store, self._settings)
        self._count = 0

    def write(self, job: Job) -> Written:
        """Write some of the files.

        Raises:
            OSError: nothing can be written there.
            StoreError: the store failed.
        """
        self._count = 0
        write = {
            "pages": self._write_pages,
            "index": self._write_index,
            "rows": self._write_rows,
            "dumps": self._write_dump,
            "files": self._write_files,
        }[job.what]
        found = dict.fromkeys(local for name in job.names for local in write(name))
        return Written(job.what, self._count, tuple(found))

    def _put(self, path: str, content: bytes) -> None:
        place = self._folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        self._count += 1

    def _write_files(self, _: str) -> Iterable[str]:
        self._put(MARK, b"made by defgraph site\n")
        for path, content in assets().items():
            if not path.removeprefix(f"{STATIC}/").startswith(_SERVERS):
                self._put(path, content)
        return ()

    def _write_rows(self, name: str) -> Iterable[str]:
        rows = run_query(self._store, name, folders=self._options.folders)
        self._put(f"queries/{name}.csv", written(rows, "csv").encode())
        return ()

    def _write_dump(self, ending: str) -> Iterable[str]:
        dump(self._store, self._folder / f"dump.{ending}")
        self._count += 1
        return ()

    def _write_pages(self, local: str) -> Iterator[str]:
        """Write the pages about something, and its data; yield the locals of what they lead to."""
        store = RememberingStore(self._store)  # the pages of all languages ask much the same
        is_known = False
        for language in LANGUAGES:
            page = self._page(store, local, language)
            if page is not None:
                is_known = True
                document = Document(local, language, "html")
                self._put(document.path, page.html.encode())
                yield from _locals(page.html, document.path)
        if self._options.data and is_known and is_of_a_thing(local):
            data = data_document(store, local, "ttl")
            if data is not None:
                self._put(Document(local, "", "ttl").path, data)

    def _page(self, store: Store, local: str, language: str) -> Page | None:
        settings = self._settings
        first, _, rest = local.partition("/")
        if local == "queries":
            return render_queries(store, language, settings=settings)
        if local == "search":
            context = Context(store, local, language, settings, self._addresses)
            return rendered(context, "search-static", {"title": context.wording.words["search"]})
        if first == "queries":
            return render_form(store, rest, {}, language, settings=settings, size=ROWS).page
        if first == VIEWS:
            return render_view(store, rest, language, settings=settings)
        return render(store, local, language, settings=settings)

    def _write_index(self, language: str) -> Iterable[str]:
        """Write what the search page looks through, as a script: files are not fetched."""
        things = [thing for thing in things_to_find(self._store) if _is_told_of(thing[0])]
        context = Context(self._store, "search", language, self._settings, self._addresses)
        kinds = [context.wording.words["kinds"][kind] for kind in KINDS]
        parts = (things[start : start + _AT_ONCE] for start in range(0, len(things), _AT_ONCE))
        entries = [entry for part in parts for entry in _entries(context, part)]
        text = json.dumps({"kinds": kinds, "entries": entries}, separators=(",", ":"))
        self._put(f"search-index.{language}.js", f"window.defgraphIndex={text};\n".encode())
        return ()


def begin(
    opened: Callable[[], Store], stamp: Stamp, folder: Path, options: Options
) -> Callable[[Job], Written]:
    """Return what writes files of a site in another process.

    Args:
        opened: opens the store.
        stamp: of the store as the other processes see it; see :func:`~defgraph.pages.search.stamp_of`.
        folder: where to write.
        options: what else there is.

    Raises:
        StoreError: the store cannot be opened, or is another by now.
    """
    store = opened()
    if stamp_of(store) != stamp:
        raise StoreError(f"{store.location}: it was built anew meanwhile; run the command again")
    return Parts(store, folder, options).write


def _entries(context: Context, things: Sequence[Thing]) -> Iterator[list[str | int]]:
    """Yield what the script knows of each thing; ``search.js`` says what it means."""
    shown = hits(context, index_of(context.store), [entry for entry, _, _ in things])
    for hit, (entry, names, beside) in zip(shown, things, strict=True):
        words = sorted(keys_of(entry, names) | {slug(text) for text in beside})
        kind = KINDS.index(entry.kind)
        yield [hit.link.label, kind, hit.detail, hit.link.href, " ".join(words), entry.number]


def _is_told_of(entry: Entry) -> bool:
    """Return whether there is a page: of countries and areas only for those that occur."""
    return entry.kind in ALWAYS or entry.number > 0


def _locals(html: str, source: str) -> Iterator[str]:
    """Yield the locals of the pages that a page leads to."""
    here = source.rpartition("/")[0]
    for href in _LINK.findall(html):
        path = normpath(f"{here}/{unquote(unescape(href))}" if here else unquote(unescape(href)))
        document = parse_document(path)
        if document is not None and document.language:
            yield document.local
