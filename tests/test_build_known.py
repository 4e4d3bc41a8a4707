"""Judgements and bounds of tenures are kept in the store and come back as they were."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from defgraph import build, open_store, retract
from defgraph.build.known import Known, recall_known
from defgraph.errors import JudgementsError
from defgraph.identity.judgements import Judgement, Judgements
from defgraph.identity.offices import Bound
from defgraph.ids import Minter
from defgraph.namespaces import DCTERMS, DG
from record_factory import record

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

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


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        (DG("judged"), None),
        (DG("verdict"), None),
        (DG("verdict"), '"perhaps"'),
        (DG("judgedOn"), None),
        (DG("judgedBy"), None),
        (DG("holder"), None),
        (DG("position"), None),
        (DG("heldFrom"), '"some day"'),
        (DCTERMS("source"), None),
    ],
    ids=lambda each: getattr(each, "value", each) or "missing",
)
def test_what_is_damaged_in_the_store_is_named_and_nothing_changes(
    predicate: NamedNode, value: str | None
) -> None:
    with open_store("memory") as store:
        build([record()], store, judgements=JUDGED, bounds=BOUNDS)
        inserted = f"?s {predicate} {value}" if value else ""
        graph = Minter().known_graph
        pattern = f"GRAPH {graph} {{ ?s {predicate} ?o }}"
        store.update(
            f"DELETE {{ {pattern} }} INSERT {{ GRAPH {graph} {{ {inserted} }} }} WHERE {{ {pattern} }}"
        )
        before = set(store.quads())
        for change in (
            lambda: build([record("2025-02-03-other")], store),
            lambda: build([record()], store, judgements=JUDGED, bounds=BOUNDS),
            lambda: retract(record().id, store),
        ):
            with pytest.raises(JudgementsError, match=r"memory: https://.* is damaged \(.*restore a backup"):
                change()
        assert set(store.quads()) == before


def test_what_is_not_given_stays() -> None:
    assert KNOWN.with_(None, []).judgements == JUDGED
    assert KNOWN.with_(Judgements(), None).bounds == BOUNDS


def test_keys_on_which_two_differ() -> None:
    assert KNOWN.differing(KNOWN) == frozenset()
    assert KNOWN.differing(replace(KNOWN, bounds=frozenset())) == {A, C, POST}
    assert KNOWN.differing(replace(KNOWN, judgements=Judgements(list(JUDGED)[:1]))) <= {A, B, C}
    assert KNOWN.differing(replace(KNOWN, register="another")) is None
