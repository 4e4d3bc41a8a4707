"""Keeping a store: checking it, against building it; backups and bringing them back, against copying by hand."""

from __future__ import annotations

import shutil
import time
from functools import partial
from typing import TYPE_CHECKING

from measuring import Row, paired

import defgraph
from defgraph.backup import back_up, restore
from defgraph.check import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from corpora import Corpus


def measure(corpora: Sequence[Corpus], repeat: int) -> Iterator[Row]:
    """Yield what checks cost, and backups, which check what they have copied."""
    for corpus in corpora:
        for work, deep, bar in (("check", False, 1.0), ("check --deep", True, None)):
            checking, building = paired(
                partial(_check, corpus.store, deep=deep),
                partial(_build, corpus),
                repeat,
                partial(corpus.scratch, "anew.store"),
                time.process_time,
            )
            yield Row(f"CPU of `{work}`", corpus.size, checking, "`build`", building, bar)
        copy, clear = corpus.folder / "copy.store", partial(corpus.scratch, "copy.store")
        by_hand = partial(shutil.copytree, corpus.store, copy)
        for work, ours in (
            ("backup", partial(back_up, str(corpus.store), copy)),
            ("restore", partial(restore, corpus.store, copy)),
        ):
            checked = paired(ours, lambda copied=by_hand: _check(copied()), repeat, clear, time.process_time)
            yield Row(f"CPU of `{work}`", corpus.size, checked[0], "copying it, and `check`", checked[1], 1.2)
            own, copying = paired(ours, by_hand, repeat, clear)
            yield Row(f"`{work}` to a folder", corpus.size, own, "copying it", copying)


def _check(place: Path, *, deep: bool = False) -> None:
    with defgraph.open_store(place, read_only=True) as store:
        found = check(store, deep=deep).findings
    if found:
        raise RuntimeError(f"{place}: {found[0]}")


def _build(corpus: Corpus) -> None:
    with defgraph.open_store(corpus.folder / "anew.store") as store:
        defgraph.build(corpus.records, store)
