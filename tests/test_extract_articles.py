"""How well our own articles about invented people are read, and that nothing is read into other texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from defgraph import read_records
from defgraph.extract.evaluate import Evaluation
from defgraph.extract.pipeline import extract
from defgraph.extract.referee import evaluate_folders

if TYPE_CHECKING:
    from pathlib import Path

    from defgraph import Record

ARTICLES = ROOT / "tests" / "articles"
RETELLINGS = ROOT / "data" / "articles"
NOTHING = sorted((ARTICLES / "nothing").glob("*.txt"))
MEETINGS = sorted((ARTICLES / "meetings").glob("*.txt"))

AT_LEAST = {
    "date": 0.9, "type": 0.8, "city": 0.87, "person": 0.9, "person_post": 0.87, "person_for": 0.9,
    "post_only": 0.65, "role": 0.8, "partner": 0.9, "area": 0.8, "outcome": 0.65, "meeting": 0.6,
}  # fmt: skip
"""F1 on articles that no rule was written for."""


def names(folder: str, language: str) -> list[str]:
    return [file.stem for file in (ARTICLES / folder).glob(f"{language}-*.txt")]


class TestMaterial:
    @pytest.mark.parametrize("language", ["id", "en"])
    def test_is_in_both_languages(self, language: str) -> None:
        assert len(names("meetings", language)) >= 8
        assert len(names("nothing", language)) >= 12

    @pytest.mark.parametrize("file", MEETINGS, ids=lambda file: file.stem)
    def test_has_the_length_of_press_articles_and_a_gold_record(self, file: Path) -> None:
        assert 900 <= len(file.read_text(encoding="utf-8")) <= 1900
        assert read_records(file.with_suffix(".json"))[0].meetings

    def test_names_people_as_the_texts_do(self) -> None:
        for file in MEETINGS:
            text = file.read_text(encoding="utf-8")
            (gold,) = read_records(file.with_suffix(".json"))
            people = [person for meeting in gold.meetings for person in meeting.participants]
            for person in people:
                assert person.name is None or person.name in text, (file.stem, person.name)
                assert person.rank is None or person.rank in text, (file.stem, person.rank)


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    """The evaluation of all articles that tell of meetings."""
    return evaluate_folders(ARTICLES / "meetings", ARTICLES / "meetings").evaluation


@pytest.mark.parametrize("measure", AT_LEAST)
def test_own_articles_are_read_well(evaluation: Evaluation, measure: str) -> None:
    figures = evaluation.figures()[measure]
    assert figures.f1 >= AT_LEAST[measure], [
        f"{error.article} {error.kind}: {error.fact}"
        for error in evaluation.errors
        if error.measure == measure
    ]


@pytest.mark.parametrize("file", NOTHING, ids=lambda file: file.stem)
def test_a_text_without_a_meeting_gives_none(file: Path) -> None:
    assert extract(file.read_text(encoding="utf-8")).meetings == ()


@pytest.mark.parametrize("file", MEETINGS, ids=lambda file: file.stem)
def test_every_fact_of_a_draft_has_its_evidence(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    record = extract(text)
    shown = {span.pointer for span in record.evidence}
    for number, meeting in enumerate(record.meetings):
        for place, _ in enumerate(meeting.participants):
            assert any(each.startswith(f"/meetings/{number}/participants/{place}") for each in shown)
        for place, _ in enumerate(meeting.areas):
            assert f"/meetings/{number}/areas/{place}" in shown
    assert all(text[span.start : span.end].strip() for span in record.evidence)


class TestRetellings:
    """The texts in ``data/articles``, of which records were written by hand."""

    @pytest.fixture(params=sorted(RETELLINGS.glob("*.txt")), ids=lambda file: file.stem)
    def pair(self, request: pytest.FixtureRequest) -> tuple[Record, Record]:
        """The record of a text and the draft made of it."""
        file = request.param
        (gold,) = read_records(ROOT / "data" / "records" / f"{file.stem}.json")
        return gold, extract(file.read_text(encoding="utf-8"))

    def test_have_no_quotations(self) -> None:
        for file in RETELLINGS.glob("*.txt"):
            assert not set('"“”') & set(file.read_text(encoding="utf-8"))

    def test_give_what_the_records_say(self, pair: tuple[Record, Record]) -> None:
        evaluation = Evaluation()
        evaluation.add("a", *pair)
        figures = evaluation.figures()
        for measure in ("date", "type", "city", "person", "person_post", "person_for", "post_only"):
            assert figures[measure].f1 == 1, [str(e.fact) for e in evaluation.errors if e.measure == measure]
        assert figures["role"].f1 >= 0.8
        assert figures["area"].f1 >= 0.75
