"""Two reports tell of one meeting, or of two."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from conftest import ROOT
from defgraph.identity.evidence import ReportEvidence
from defgraph.identity.meetings import MERGE, SUGGEST, blocks, compare
from defgraph.records import edtf

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    ("other", "reason"),
    [
        ({"first": "2031-05-04", "last": "2031-05-04"}, "the days do not overlap: 2031-05-02 and 2031-05-04"),
        ({"city": "Bandung"}, "in different cities: Jakarta and Bandung"),
        ({"city": None, "country": "KR"}, "in different countries: ID and KR"),
        ({"mode": "telephone"}, "one in-person, one telephone"),
        ({"type": "multilateral-meeting"}, "courtesy-call and multilateral-meeting are two kinds of meeting"),
        (
            {
                "officials": frozenset({HOST}),
                "sides": frozenset({"ID"}),
                "partners": frozenset({"country/US"}),
            },
            "different parties: KR against US",
        ),
        ({"officials": frozenset({HOST, "official/kr/seo-hae-rim"})}, "different people of KR"),
        (
            {"officials": frozenset({"official/id/bayu-laksana"})},
            "nobody in common, though both name people of one state",
        ),
        ({"partners": frozenset({"country/KR", "country/JP"})}, "with JP in one alone"),
    ],
)
def test_counter_evidence_is_told_and_keeps_two_apart(other, reason) -> None:
    found = compare(report("a"), report("b", **other))
    assert reason in found.against


def test_a_report_without_a_day_is_never_sure() -> None:
    undated = report("b", first=None, last=None)
    found = compare(report("a"), undated)
    assert found.against == ()
    assert found.score < MERGE
    assert "but no day in one of the reports" in found.reasons


def test_reasons_are_told_with_the_weightiest_first() -> None:
    assert compare(report("a"), report("b")).reasons == (
        "sari wijaya of ID in both",
        "kim min ho of KR in both",
        "the same day, 2031-05-02",
        "both in Jakarta",
        "the same kind of meeting",
    )


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


GOLD = yaml.safe_load((ROOT / "tests" / "identity" / "meetings.yaml").read_text(encoding="utf-8"))


def told(pair: int, letter: str) -> ReportEvidence:
    """The report of the gold set that a pair calls ``a`` or ``b``."""
    said = GOLD[pair][letter]
    written = str(said["date"])
    span = edtf.parse(written)
    city, country = said.get("in", [None, None])
    officials = {f"official/{key}" for key in said.get("who", ())}
    posts = {f"position/{key}" for key in said.get("posts", ())}
    states = {key.split("/")[1].upper() for key in officials | posts} - {"ZZ"}
    partners = {
        f"organisation/zz/{p[4:]}" if p.startswith("org/") else f"country/{p}" for p in said.get("with", ())
    }
    out = said.get("out")
    return ReportEvidence(
        f"report/{letter}-{pair}/1",
        f"{letter}-{pair}",
        published=str(out) if out else None,
        type=said["type"],
        first=span.first.isoformat(),
        last=span.last.isoformat(),
        precise=len(written) != len("2031-05"),
        mode=said.get("mode", "in-person"),
        city=city,
        country=country,
        venue=said.get("venue"),
        officials=frozenset(officials),
        posts=frozenset(posts),
        sides=frozenset(states),
        partners=frozenset(partners),
        areas=frozenset(said.get("areas", ())),
    )


def merges(pair: int) -> bool:
    found = compare(told(pair, "a"), told(pair, "b"))
    return found.score >= MERGE and not found.against


def measured(pairs: Iterable[int]) -> tuple[float, float]:
    """Precision and recall of what merges by itself."""
    merged = {pair for pair in pairs if merges(pair)}
    same = {pair for pair in pairs if GOLD[pair]["same"]}
    return len(merged & same) / len(merged), len(merged & same) / len(same)


def table() -> str:
    """What became of each class of the gold set, for whoever runs the tests with ``-rP`` or sees them fail."""
    rows: dict[tuple[str, bool], list[str]] = {}
    for number, pair in enumerate(GOLD):
        found = compare(told(number, "a"), told(number, "b"))
        fate = "merged" if merges(number) else "suggested" if found.score >= SUGGEST else "apart"
        rows.setdefault((pair["class"], pair["same"]), []).append(fate)
    lines = [f"{'class':<22}{'truth':<11}merged suggested apart"]
    for (kind, same), fates in sorted(rows.items()):
        counts = "".join(f"{fates.count(fate):>7}" for fate in ("merged", "suggested", "apart"))
        lines.append(f"{kind:<22}{'one' if same else 'two':<11}{counts}")
    return "\n".join(lines)


class TestGold:
    def test_has_at_least_45_pairs(self) -> None:
        assert len(GOLD) >= 45
        assert 20 <= sum(pair["same"] for pair in GOLD) <= len(GOLD) - 20

    def test_precision_and_recall(self) -> None:
        told_of = [table()]
        for part, pairs in {"all": range(len(GOLD)), "kept aside": range(2, len(GOLD), 3)}.items():
            precision, recall = measured(pairs)
            told_of.append(f"{part}: {len(pairs)} pairs, precision {precision:.3f}, recall {recall:.3f}")
        sys.stdout.write("\n".join(told_of) + "\n")
        precision, recall = measured(range(len(GOLD)))
        assert precision >= 0.99
        assert recall >= 0.90

    @pytest.mark.parametrize("pair", range(len(GOLD)))
    def test_the_order_makes_no_difference(self, pair) -> None:
        a, b = told(pair, "a"), told(pair, "b")
        assert compare(a, b) == compare(b, a)
        assert 0 <= compare(a, b).score <= 1

    @pytest.mark.parametrize("pair", [n for n, pair in enumerate(GOLD) if pair["same"]])
    def test_reports_of_one_meeting_meet(self, pair) -> None:
        a, b = told(pair, "a"), told(pair, "b")
        assert blocks(a) & blocks(b)
        assert compare(a, b).score >= SUGGEST
