"""Two reports tell of one meeting, or of two."""

from __future__ import annotations

import pytest

from defgraph.identity.evidence import ReportEvidence
from defgraph.identity.meetings import MERGE, blocks, compare

HOST, GUEST = "official/id/sari-wijaya", "official/kr/kim-min-ho"


def report(record: str, **more) -> ReportEvidence:
    said = {
        "type": "courtesy-call",
        "first": "2031-05-02",
        "last": "2031-05-02",
        "city": "Jakarta",
        "country": "ID",
        "officials": frozenset({HOST, GUEST}),
        "sides": frozenset({"ID", "KR"}),
        "partners": frozenset({"country/KR"}),
    }
    return ReportEvidence(f"report/{record}/1", record, **{**said, **more})


def test_the_same_people_on_the_same_day() -> None:
    found = compare(report("a"), report("b"))
    assert found.score >= MERGE
    assert found.against == ()


def test_reports_of_one_article_are_two() -> None:
    assert compare(report("a"), report("a")).against == ("two reports of one article",)


@pytest.mark.parametrize(
    ("first", "last", "precise", "expected"),
    [
        ("2031-05-02", "2031-05-02", True, {"2031-05-02", "2031-05-03"}),
        ("2031-05-30", "2031-06-01", True, {"2031-05-30", "2031-05-31", "2031-06-01", "2031-06-02"}),
        (None, None, True, set()),
    ],
)
def test_blocks_are_the_days_and_the_day_after(first, last, precise, expected) -> None:
    assert blocks(report("a", first=first, last=last, precise=precise)) == expected


def test_a_month_has_its_days_and_itself() -> None:
    found = blocks(report("a", first="2031-05-01", last="2031-05-31", precise=False))
    assert len(found) == 33
    assert {"2031-05", "2031-05-01", "2031-06-01"} <= found


def test_a_long_interval_has_its_months_and_its_ends() -> None:
    assert blocks(report("a", first="2031-01-10", last="2031-03-05")) == {
        "2031-01",
        "2031-02",
        "2031-03",
        "2031-01-10",
        "2031-03-05",
        "2031-03-06",
    }
