"""Building again: after one record in a hundred has changed, and after one has."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from measuring import Row, paired, seconds

import defgraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from corpora import Corpus

EVERY = 100


def changed(line: str, number: int) -> str:
    """Return a record with another date, another name of a participant, or another area: each in turn."""
    record = json.loads(line)
    meeting = record["meetings"][0]
    if number % 3 == 0:
        meeting["date"] = str(date.fromisoformat(meeting["date"]) + timedelta(days=1))
    elif number % 3 == 1:
        meeting["participants"][0]["name"] += " Santoso"
    else:
        meeting["areas"] = sorted({*meeting["areas"]} ^ {"space"}) or ["cyber-security"]
    return json.dumps(record) + "\n"


def changes(corpus: Corpus) -> tuple[Path, Path]:
    """Write all records with one in a hundred changed, and another changed one alone."""
    some, one = corpus.folder / "changed.jsonl", corpus.folder / "one.jsonl"
    lines = corpus.records.read_text(encoding="utf-8").splitlines(keepends=True)
    one.write_text(changed(lines[EVERY // 2], 1), encoding="utf-8")
    for number, place in enumerate(range(0, len(lines), EVERY)):
        lines[place] = changed(lines[place], number)
    some.write_text("".join(lines), encoding="utf-8")
    return some, one


def measure(corpora: Sequence[Corpus], repeat: int) -> Iterator[Row]:
    """Yield how long it takes to build into a folder that holds nearly all of it, against doing it anew."""
    for corpus in corpora:
        some, one = changes(corpus)
        prepare, peer = partial(_copy, corpus), "build anew"
        again, anew = paired(
            partial(_build, some, corpus.folder / "again.store"),
            partial(_build, some, corpus.folder / "anew.store"),
            repeat,
            prepare,
        )
        yield Row("build again, 1 % changed", corpus.size, again, peer, anew, 0.05)
        build_one = partial(_build, one, corpus.folder / "again.store")
        single = median(seconds(build_one, prepare) for _ in range(repeat))
        yield Row("build one changed article", corpus.size, single, peer, anew)


def _copy(corpus: Corpus) -> None:
    shutil.copytree(corpus.store, corpus.scratch("again.store"))
    corpus.scratch("anew.store")


def _build(records: Path, folder: Path) -> None:
    with defgraph.open_store(folder) as store:
        defgraph.build(records, store)
