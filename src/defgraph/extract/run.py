"""Articles in, drafts out: one after the other, or in several processes with the same result."""

from __future__ import annotations

import itertools
import multiprocessing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from defgraph.extract.metadata import merged
from defgraph.extract.sources import PAGES, Source, read_item
from defgraph.extract.web_page import require_trafilatura
from defgraph.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from defgraph.extract.sources import Item
    from defgraph.records import Record
    from defgraph.records.problems import Problem

_A_ROUND = 64
"""How many articles each process takes before their drafts are handed on: what bounds the memory."""

_NO_METADATA = Article()


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that was extracted, and what it was extracted from."""

    item: Item
    source: Source
    record: Record


def extract_items(
    items: Iterable[Item], *, over: Article = _NO_METADATA, jobs: int = 1
) -> Iterator[Draft | Problem]:
    """Yield the draft of every article, or what keeps it from being read, in the order of the articles.

    Args:
        items: the articles.
        over: metadata that count instead of the articles' own.
        jobs: how many processes share the work; the drafts are the same whatever the number.

    Raises:
        MissingExtraError: one is a web page, and the extra "html" is not installed.
    """
    draft = partial(draft_of, over=over)
    if jobs == 1:
        yield from map(draft, items)
        return
    waiting = iter(items)
    # A process that is forked while another thread draws a progress bar may hang; these begin afresh.
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        while some := list(itertools.islice(waiting, jobs * _A_ROUND)):
            if any(item.suffix in PAGES for item in some):
                require_trafilatura()
            yield from pool.imap(draft, some, chunksize=8)


def draft_of(item: Item, *, over: Article = _NO_METADATA) -> Draft | Problem:
    """Return the draft of one article, or what keeps it from being read."""
    from defgraph.extract.pipeline import extract
    from defgraph.records.edtf import parse_day

    source = read_item(item)
    if not isinstance(source, Source):
        return source
    article = merged(source.article, over)
    record = extract(
        source.text,
        published=parse_day(article.published) if article.published else None,
        publisher=article.publisher,
        url=article.url,
        title=article.title,
        language=article.language,
    )
    return Draft(item, source, record)
