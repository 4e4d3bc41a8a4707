"""Figures per measure, the same as those of the referee."""

from __future__ import annotations

import importlib.util
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from defgraph.extract.evaluate import MEASURES, Evaluation, Figures, paired
from defgraph.extract.facts import facts
from record_factory import meeting, person, record, records

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from defgraph import Record

DINA = person("Dina Mahesa", position="Menteri Pertahanan", country="ID", role="host")
OLE = person("Ole Vik", position="Duta Besar", country="NO", role="guest")
NORWAY = {"country": "NO", "status": "present"}


def compared(gold: Record, extracted: Record | None) -> Evaluation:
    evaluation = Evaluation()
    evaluation.add("a", gold, extracted)
    return evaluation


class TestFigures:
    def test_are_shares(self) -> None:
        figures = Figures(hit=3, missed=1, wrong=2)
        assert (figures.precision, figures.recall) == (0.6, 0.75)
        assert figures.f1 == pytest.approx(2 / 3)

    def test_of_nothing_are_0(self) -> None:
        assert Figures(0, 0, 0).f1 == 0

    def test_come_for_every_measure(self) -> None:
        assert tuple(Evaluation().figures()) == MEASURES


class TestFacts:
    def test_of_several_meetings_count_once_but_types_each_time(self) -> None:
        found = facts(record("a", meeting(participants=[DINA]), meeting(participants=[DINA])))
        assert [len(found[measure]) for measure in ("person", "date", "type")] == [1, 1, 2]

    def test_of_a_spokesperson_have_no_role(self) -> None:
        found = facts(record("a", meeting(participants=[DINA | {"role": "spokesperson"}])))
        assert (len(found["person"]), found["role"]) == (1, [])

    def test_point_to_their_place(self) -> None:
        found = facts(record("a", meeting(), meeting(areas=["space", "logistics"])))
        assert [(str(fact), fact.pointer) for fact in found["area"]] == [
            ("space", "/meetings/1/areas/0"),
            ("logistics", "/meetings/1/areas/1"),
        ]

    def test_of_no_record_are_none(self) -> None:
        assert not any(facts(None).values())


class TestEvaluation:
    def test_of_the_same_record_finds_no_error(self) -> None:
        gold = record("a", meeting(participants=[DINA, OLE], partners=[NORWAY], areas=["space"]))
        evaluation = compared(gold, gold)
        assert evaluation.errors == []
        assert evaluation.figures()["meeting"] == Figures(1, 0, 0)

    @pytest.mark.parametrize(
        "change",
        [
            {"date": "2025-03-05"},
            {"type": "bilateral-meeting"},
            {"participants": [DINA]},
            {"participants": [DINA, OLE, person("Ada Berg")]},
            {"partners": [NORWAY | {"country": "SE"}]},
        ],
    )
    def test_of_a_meeting_that_differs_is_wrong_as_a_whole(self, change: dict[str, Any]) -> None:
        keys = {"participants": [DINA, OLE], "partners": [NORWAY]}
        evaluation = compared(record("a", meeting(**keys)), record("a", meeting(**keys | change)))
        assert evaluation.figures()["meeting"] == Figures(0, 1, 1)
        assert {error.measure for error in evaluation.errors} > {"meeting"}

    def test_counts_a_missing_record_as_all_missed(self) -> None:
        evaluation = compared(record("a", meeting(participants=[DINA])), None)
        assert evaluation.figures()["person"] == Figures(0, 1, 0)
        assert {error.kind for error in evaluation.errors} == {"missed"}

    def test_names_what_is_missed_and_wrong(self) -> None:
        evaluation = compared(record("a", meeting(areas=["space"])), record("a", meeting(areas=["cbrn"])))
        assert [(error.measure, error.kind, str(error.fact)) for error in evaluation.errors] == [
            ("area", "missed", "space"),
            ("area", "wrong", "cbrn"),
        ]


@given(st.lists(st.integers(0, 3)), st.lists(st.integers(0, 3)))
def test_pairing_loses_nothing(gold: list[int], extracted: list[int]) -> None:
    hits, missed, wrong = paired(gold, extracted, int.__eq__)
    assert sorted(hits + missed) == sorted(gold)
    assert sorted(hits + wrong) == sorted(extracted)
    assert not set(missed) & set(wrong)


@pytest.fixture(scope="module")
def referee(shared: Path) -> ModuleType:
    file = shared / "tools" / "score.py"
    spec = importlib.util.spec_from_file_location("score", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(records(["a"]), records(["a"])), max_size=4))
def test_the_referee_gives_the_same_figures(
    referee: ModuleType, tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[Record, Record]]
) -> None:
    folder = tmp_path_factory.mktemp("pairs")
    evaluation = Evaluation()
    for name in ("gold", "extracted"):
        (folder / name).mkdir()
    for number, pair in enumerate(pairs):
        for name, each in zip(("gold", "extracted"), pair, strict=True):
            (folder / name / f"{number}.json").write_text(json.dumps(each.to_dict()))
        evaluation.add(str(number), *pair)
    totals, errors = referee.score(folder / "gold", folder / "extracted")
    assert {name: tuple(counts) for name, counts in totals.items()} == {
        name: tuple(figures) for name, figures in evaluation.figures().items()
    }
    single = [error for error in evaluation.errors if error.measure != "meeting"]
    assert [(error.article, error.measure, error.kind) for error in single] == [error[:3] for error in errors]
