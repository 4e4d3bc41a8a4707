"""The pages of a store as a folder of files, for any web server and for the browser alone."""

from __future__ import annotations

from collections import deque
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from defgraph.files import output_folder
from defgraph.network import FULL, projections
from defgraph.pages.addresses import HOME, LANGUAGES, VIEWS, shortened
from defgraph.pages.forms import is_plain
from defgraph.pages.rendering import addresses_of
from defgraph.pages.search import stamp_of, things_to_find
from defgraph.pages.site_parts import ALWAYS, MARK, Job, Options, Parts, begin
from defgraph.pages.workers import Workers
from defgraph.queries import list_queries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from defgraph.pages.site_parts import Written
    from defgraph.store import Store

    Progress = Callable[[str, int], object]

__all__ = ["MARK", "Options", "write_site"]

_THINGS_A_JOB = 8
_PLAIN = Options()


def write_site(
    store: Store,
    folder: str | Path,
    options: Options = _PLAIN,
    progress: Progress | None = None,
    jobs: int = 1,
) -> int:
    """Write the pages of a store to a folder, which appears when all is written.

    There is a page for each official, organisation, position, meeting and article, and for all that any page
    leads to, in each language. The same store gives the same files.

    Args:
        store: what to tell of.
        folder: where to; one that holds a site already is replaced.
        options: what else there is.
        progress: called with what is going on, and how many files that has come to.
        jobs: how many processes share the work, where the store is a folder; any other store is read by one.

    Returns:
        how many files were written.

    Raises:
        InputError: something else is in the folder, or nothing can be written there.
        StoreError: the store failed.
    """
    count = 0
    with output_folder(Path(folder), lambda place: (place / MARK).is_file()) as beside:
        for written in _all_written(store, beside, options, jobs):
            count += written.files
            if progress is not None:
                progress(written.what, count)
    return count


def _all_written(store: Store, folder: Path, options: Options, jobs: int) -> Iterator[Written]:
    """Write the pages to begin with, all that any of them leads to, and what is beside them."""
    first, beside = list(_first(store, options)), list(_beside(options))
    seen = {*map(shortened, first), *(name for job in beside if job.what == "pages" for name in job.names)}
    waiting = deque([*beside, *_about(first)])
    for written in _done(waiting, store, folder, options, jobs):
        yield written
        found = [local for local in written.locals if local not in seen]
        seen.update(found)
        waiting.extend(_about(found))


def _done(waiting: deque[Job], store: Store, folder: Path, options: Options, jobs: int) -> Iterator[Written]:
    """Do jobs, which may become more meanwhile, in this process or in several that share the store."""
    opened = store.opened_again() if jobs > 1 else None
    if opened is None:
        parts = Parts(store, folder, options)
        while waiting:
            yield parts.write(waiting.popleft())
    else:
        with Workers(jobs, partial(begin, opened, stamp_of(store), folder, options)) as workers:
            yield from workers.do(waiting)


def _beside(options: Options) -> Iterator[Job]:
    """Yield what there is besides pages about things, beginning with what takes longest."""
    if options.networks:
        for name in (HOME, *projections()):
            if name != FULL:
                yield Job("pages", (f"{VIEWS}/{name}",))
    for ending in options.settings().dumps:
        yield Job("dumps", (ending,))
    for language in LANGUAGES:
        yield Job("index", (language,))
    yield Job("files", ("",))
    for query in list_queries(options.folders):
        if is_plain(query):
            yield Job("rows", (query.name,))


def _first(store: Store, options: Options) -> Iterator[str]:
    """Yield the locals of the pages to begin with."""
    yield from (HOME, "queries", "search")
    addresses = addresses_of(store, options.settings())
    for entry, _, _ in things_to_find(store):
        if entry.kind in ALWAYS and (local := addresses.local(entry.iri)):
            yield local


def _about(locals_: Sequence[str]) -> Iterator[Job]:
    for start in range(0, len(locals_), _THINGS_A_JOB):
        yield Job("pages", tuple(locals_[start : start + _THINGS_A_JOB]))
