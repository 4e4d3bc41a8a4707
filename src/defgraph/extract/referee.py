"""Extracts the articles of gold records and compares the two."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from defgraph.errors import InputError
from defgraph.extract.evaluate import Evaluation
from defgraph.extract.fact_sentences import sentence_of, shown
from defgraph.extract.run import Draft, extract_items
from defgraph.extract.sources import PAGES, PLAIN, Item
from defgraph.records import read_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from defgraph.extract.evaluate import Error
    from defgraph.records import Record


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an evaluation gave.

    Args:
        evaluation: counts and errors.
        missing: the gold records whose article is not there or cannot be read; all of them is missed.
        drafts: the drafts by the name of the article.
        gold: the gold records by the name of the article.
    """

    evaluation: Evaluation
    missing: list[str]
    drafts: dict[str, Draft]
    gold: dict[str, Record]

    def errors(self) -> Iterator[tuple[Error, str]]:
        """Yield every error with the sentence it stands in, article by article."""
        for name, errors in groupby(self.evaluation.errors, attrgetter("article")):
            draft = self.drafts.get(name)
            article = None if draft is None else shown(draft.source.text)
            for error in errors:
                if draft is None or article is None:
                    yield error, ""
                    continue
                record = draft.record if error.kind == "wrong" else self.gold[name]
                yield error, sentence_of(error.fact, record, article)


def evaluate_folders(
    gold: Path, articles: Path, *, jobs: int = 1, progress: Callable[[int], object] | None = None
) -> Verdict:
    """Extract the article of every gold record from its text alone, and compare.

    Args:
        gold: a folder of gold records, one JSON file each.
        articles: the folder of their articles, under the same names.
        jobs: how many processes share the work.
        progress: called with how many articles are done.

    Raises:
        InputError: one of the folders is not there, or holds nothing that is wanted.
        RecordsError: a gold record breaks the format.
    """
    records = {file.stem: read_records(file)[0] for file in sorted(_folder(gold).glob("*.json"))}
    if not records:
        raise InputError(f"{gold}: found no gold record, expected JSON files")
    items = {name: item for name in records if (item := _item(name, _folder(articles))) is not None}
    if not items:
        raise InputError(f"{articles}: found no article of a gold record, such as {next(iter(records))}.txt")
    drafts: dict[str, Draft] = {}
    results = extract_items(items.values(), jobs=jobs)
    for done, (name, result) in enumerate(zip(items, results, strict=True), 1):
        if isinstance(result, Draft):
            drafts[name] = result
        if progress:
            progress(done)
    evaluation = Evaluation()
    for name, record in records.items():
        evaluation.add(name, record, drafts[name].record if name in drafts else None)
    return Verdict(evaluation, [name for name in records if name not in drafts], drafts, records)


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise InputError(f"{path}: no such folder")
    return path


def _item(name: str, folder: Path) -> Item | None:
    files = (folder / f"{name}{suffix}" for suffix in (*PLAIN, *PAGES))
    file = next((file for file in files if file.is_file()), None)
    return None if file is None else Item(str(file), name, file.suffix, file)
