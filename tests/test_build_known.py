"""Judgements and bounds of tenures are kept in the store and come back as they were."""

from __future__ import annotations

from dataclasses import replace

from defgraph import build, open_store
from defgraph.build.known import Known, recall_known
from defgraph.identity.judgements import Judgement, Judgements
from defgraph.identity.offices import Bound
from defgraph.ids import Minter
from record_factory import record

A, B, C = (f"official/id/{name}" for name in ("ani", "budi", "citra"))
POST = "position/id/-/duta-besar"
JUDGED = Judgements(
    [
        Judgement("same", A, B, "2026-01-02", "dewi", "one photograph"),
        Judgement("unsure", A, C, "2026-01-03", "eko"),
    ]
)
BOUNDS = frozenset({Bound(A, POST, "2024-11-01", None, "Keppres 1"), Bound(C, POST, None, "2024-10-31", "x")})
KNOWN = Known("an older register", JUDGED, BOUNDS)


def test_a_store_recalls_what_it_was_built_with() -> None:
    with open_store("memory") as store:
        build([record()], store, judgements=JUDGED, bounds=BOUNDS)
        recalled = recall_known(store, Minter())
    assert recalled == KNOWN.with_(None, None)
    assert set(recalled.judgements) == set(JUDGED)
    assert set(recalled.knowledge.bounds) == BOUNDS


def test_an_empty_store_rests_on_nothing() -> None:
    with open_store("memory") as store:
        assert recall_known(store, Minter()) == Known(None, Judgements(), frozenset())


def test_what_is_not_given_stays() -> None:
    assert KNOWN.with_(None, []).judgements == JUDGED
    assert KNOWN.with_(Judgements(), None).bounds == BOUNDS


def test_keys_on_which_two_differ() -> None:
    assert KNOWN.differing(KNOWN) == frozenset()
    assert KNOWN.differing(replace(KNOWN, bounds=frozenset())) == {A, C, POST}
    assert KNOWN.differing(replace(KNOWN, judgements=Judgements(list(JUDGED)[:1]))) <= {A, B, C}
    assert KNOWN.differing(replace(KNOWN, register="another")) is None
