"""The synthetic corpora that measures work on, each made once in a run, when first asked for."""

from __future__ import annotations

import json
import shutil
from functools import cached_property
from typing import TYPE_CHECKING

from synthetic import records

import defgraph

if TYPE_CHECKING:
    from pathlib import Path


class Corpus:
    """Records of ``count`` articles, and what follows from them, in files below a folder.

    Args:
        folder: where to put them.
        count: how many articles.
    """

    def __init__(self, folder: Path, count: int) -> None:
        self.count = count
        self.size = f"{count:,} articles"
        self.folder = folder / str(count)
        self.folder.mkdir(parents=True, exist_ok=True)

    @cached_property
    def records(self) -> Path:
        """A JSON Lines file of the records."""
        path = self.folder / "records.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(record) + "\n" for record in records(self.count))
        return path

    @cached_property
    def store(self) -> Path:
        """A store on disk, built from the records. Not to be written to: others read it, too."""
        path = self.folder / "built.store"
        shutil.rmtree(path, ignore_errors=True)
        with defgraph.open_store(path) as store:
            defgraph.build(self.records, store)
        return path

    @cached_property
    def quads(self) -> Path:
        """All statements of the store as an N-Quads file."""
        path = self.folder / "statements.nq"
        with defgraph.open_store(self.store, read_only=True) as store, path.open("wb") as file:
            defgraph.dump(store, file, "nquads")
        return path

    def scratch(self, name: str) -> Path:
        """Return the path of a file or folder that is not there, for a measure to write to."""
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        path.unlink(missing_ok=True)
        return path
