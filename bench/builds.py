"""Building a store: records to statements on disk and in memory, against loading statements ready-made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import Row, paired

import defgraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpora import Corpus

OXIGRAPH = Path(sys.executable).with_name("oxigraph")


def measure(corpora: Sequence[Corpus], repeat: int) -> Iterator[Row]:
    """Yield how long a build into a folder takes, against ``oxigraph load`` of the same statements."""
    for corpus in corpora:
        lines = corpus.quads

        def build(corpus: Corpus = corpus) -> None:
            with defgraph.open_store(corpus.scratch("ours.store")) as store:
                defgraph.build(corpus.records, store)

        def load(corpus: Corpus = corpus, lines: Path = lines) -> None:
            command = [OXIGRAPH, "load", "--location", corpus.scratch("peer.store"), "--file", lines]
            subprocess.run(command, check=True, capture_output=True)

        ours, theirs = paired(build, load, repeat)
        yield Row("build into a folder", corpus.size, ours, "`oxigraph load`", theirs, 1.0)
