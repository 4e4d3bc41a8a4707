"""What a task does with articles: each becomes a draft record, and that is mapped like any other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from defgraph import __version__
from defgraph.extract.draft_files import PROGRAM, as_data, record_id
from defgraph.extract.run import Draft, draft_of
from defgraph.extract.sources import Item
from defgraph.records import Loaded, Record
from defgraph.records.extractors import Extractor
from defgraph.records.json_reader import parse
from defgraph.scale.mapping import LINES, RecordTask, mapped
from defgraph.scale.rows import packed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from defgraph.build.mapping import ArticleMapper
    from defgraph.scale.mapping import Source


class ArticleTask(RecordTask):
    """Extracts draft records from the articles of a partition, and maps them.

    What comes of it is what ``defgraph build`` makes of the drafts that ``defgraph extract`` writes.

    Args:
        base: what every IRI of the data begins with.
        sources: the files, by what Hadoop calls them.
        before: how many lines of a file come before the part that begins at an offset: articles in lines are
            called by their number unless they have a name.
    """

    def __init__(
        self, base: str, sources: Mapping[str, Source], before: Mapping[tuple[str, int], int]
    ) -> None:
        super().__init__(base, sources)
        self._before = before

    def rows_of(
        self, source: Source, block: int, values: Iterator[bytes], mapper: ArticleMapper
    ) -> Iterator[dict[str, Any]]:
        """Yield the rows of a part of a file, without their place."""
        blank = True
        for number, raw in enumerate(values, self._before.get((source.key, block), 0) + 1):
            if source.suffix not in LINES:
                yield _row(Item(source.name, source.stem, source.suffix, raw=raw), mapper)
            elif raw.strip():
                blank = False
                name = f"{source.stem}-{number}"
                yield _row(Item(source.name, name, LINES[0], line=number, raw=raw), mapper)
        yield {"lines": 0, "blank": blank, "cut": False}


def _row(item: Item, mapper: ArticleMapper) -> dict[str, Any]:
    draft = draft_of(item)
    if not isinstance(draft, Draft):
        return {"problems": [packed(draft)]}
    data = as_data(draft, identifier=record_id(draft.source.stem, draft.record), text=None)
    record = parse(json.dumps(data).encode())
    if not isinstance(record, Record):
        raise TypeError(f"{item.name}: a draft that is no record: {record}")
    loaded = Loaded(record, item.name, item.line, draft.source.text, Extractor(PROGRAM, __version__))
    place = {"line": item.line, "id": record.id, "id_line": item.line, "id_pointer": None}
    return place | mapped(mapper.map(loaded))
