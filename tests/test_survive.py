"""A small part of ``make survive``, and what it is to notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from defgraph import open_store
from survive import STORE, WORKS, Laboratory, Work, dumped, finish

if TYPE_CHECKING:
    from pathlib import Path

BUILD, REBUILD, *_ = WORKS


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_what_a_killed_command_leaves_is_whole_and_running_it_again_ends_alike(
    work: Work, tmp_path: Path
) -> None:
    laboratory = Laboratory(tmp_path / "laboratory", articles=12)
    assert set(laboratory.try_out(work, 1, seed=1)) <= {"before", "between", "after"}


@pytest.mark.parametrize(
    ("damage", "whole"),
    [
        ("", True),
        ("DROP GRAPH <{}graph/article/r00003>", False),
        ("DELETE WHERE {{ GRAPH <{}graph/article/r00003> {{ ?s <https://w3id.org/defgraph/ontology#digest> ?o }} }}", False),
        ("DROP GRAPH <{}graph/ontology>", False),
        ("DROP GRAPH <{}graph/derived>", False),
    ],
)  # fmt: skip
def test_half_an_article_or_other_derived_statements_would_be_noticed(
    tmp_path: Path, damage: str, *, whole: bool
) -> None:
    laboratory = Laboratory(tmp_path / "laboratory", articles=12)
    place = laboratory.prepared(REBUILD, "damaged")
    before = dumped(place)
    finish(place, ("retract", "r00002", *STORE))  # a state between: all the others in their old versions
    with open_store(place / "a.store") as store:
        if damage:
            store.update(damage.format("https://w3id.org/defgraph/data/"))
    assert laboratory.is_whole(dumped(place), before, b"") == whole
