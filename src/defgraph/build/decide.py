"""A judgement, written to its file and applied to a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.build.change import recall_resolution
from defgraph.build.known import recall_known
from defgraph.build.run import decide_again
from defgraph.build.target import base_of
from defgraph.build.upload import check_finished
from defgraph.identity.judgements import append
from defgraph.ids import Minter
from defgraph.namespaces import DEFAULT_BASE

if TYPE_CHECKING:
    from pathlib import Path

    from defgraph.build.target import Target
    from defgraph.identity.judgements import Judgement


def decide(store: Target, judgement: Judgement, file: Path) -> bool:
    """Write a judgement to ``file`` and let what ``store`` has derived follow from all that is in it.

    The file is the truth. Where the process dies before the store has followed, the next build or decision
    with the same file lets it follow. A file that is not there begins with the judgements that the store
    was built with.

    Args:
        store: what has been built.
        judgement: what is decided.
        file: where judgements are kept.

    Returns:
        whether the two are one now.

    Raises:
        JudgementsError: it contradicts others. Then neither file nor store has changed.
        InputError: the file cannot be read or written.
        StoreUnfinishedError: a build into the store was broken off. Then likewise.
    """
    check_finished(store)
    minter = Minter(base_of(store) or DEFAULT_BASE)
    held = recall_known(store, minter).judgements
    decide_again(store, judgements=append(file, judgement, begin_with=held))
    canonical = recall_resolution(store, minter).canonical
    return canonical.get(judgement.a, judgement.a) == canonical.get(judgement.b, judgement.b)
