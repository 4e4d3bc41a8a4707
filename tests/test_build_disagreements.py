"""What reports of one meeting tell differently: every reading, and which counts."""

from __future__ import annotations

from typing import Any

from defgraph.build.disagreements import MOST_TOLD
from defgraph.build.meeting import canonical_meeting
from defgraph.build.observed import ObservedParticipation, ObservedReport
from defgraph.ids import Minter

iri = Minter().iri
RANI, VARIANT = iri("official/id/rani-kusuma"), iri("official/id/r-kusuma")
POST, SPELT, OTHER_POST = (
    iri(f"position/id/-/{name}") for name in ("sekretaris", "sekretaris-umum", "menteri")
)
STANDS_FOR = {VARIANT: RANI, SPELT: POST}


def seen(place: str, official: Any = RANI, role: str = "host", **more: Any) -> ObservedParticipation:
    return ObservedParticipation(iri(f"participation/{place}"), role, official=official, **more)


def report(id: str, *people: ObservedParticipation, **more: Any) -> ObservedReport:
    plain = {"reviewed": True, "type": "courtesy-call", "mode": "in-person", "participations": people}
    return ObservedReport(iri(f"report/{id}/1"), iri(f"article/{id}"), f"{id}/1", **(plain | more))


def told(*reports: ObservedReport) -> list[tuple[Any, ...]]:
    """Return of each disagreement its name, whom it is about and the readings with their articles."""
    meeting = canonical_meeting(iri("meeting/a/1"), reports, lambda thing: STANDS_FOR.get(thing, thing))
    return [
        (
            one.name,
            one.official,
            one.rule,
            [(r.report.record, r.number, r.value, r.counts) for r in one.readings],
        )
        for one in meeting.disagreements
    ]


def test_one_report_disagrees_with_nobody() -> None:
    assert told(report("a", seen("a1", rank="Letjen"), seen("a2", rank="Mayjen"))) == []


def test_reports_that_say_the_same_agree() -> None:
    post = {"rank": "Letjen", "position": POST}
    assert (
        told(report("a", seen("a1", **post)), report("b", seen("b1", VARIANT, **post | {"position": SPELT})))
        == []
    )


def test_a_reading_of_the_meeting_counts_where_the_meeting_has_it_so() -> None:
    reports = (
        report("a", city="Jakarta", published="2025-03-04"),
        report("b", city="Bandung", published="2025-03-05"),
    )
    first = "its article was published first, on 2025-03-04"
    assert told(*reports, report("c")) == [
        ("city", None, first, [("a", 1, "Jakarta", True), ("b", 1, "Bandung", False)])
    ]


def test_spellings_of_one_city_are_no_disagreement() -> None:
    assert told(report("a", city="Jakarta"), report("b", city="JAKARTA")) == []


def test_readings_of_a_participant_are_those_of_every_report_that_names_the_official() -> None:
    short, full = (
        seen("a1", VARIANT, "guest", rank="Letjen"),
        seen("b1", role="guest", rank="Jenderal", position=POST),
    )
    assert told(report("a", short), report("b", full)) == [
        ("rank", RANI, MOST_TOLD, [("a", 1, "Letjen", False), ("b", 1, "Jenderal", True)])
    ]


def test_posts_differ_where_they_stand_for_two() -> None:
    reports = report("a", seen("a1", position=SPELT)), report("b", seen("b1", position=OTHER_POST))
    assert told(*reports) == [("post", RANI, MOST_TOLD, [("a", 1, POST, True), ("b", 1, OTHER_POST, False)])]


def test_a_report_that_lists_somebody_twice_has_two_readings() -> None:
    twice = report("a", seen("a1", rank="Letjen"), seen("a2", rank="Jenderal"))
    assert told(twice, report("b", seen("b1", rank="Letjen"))) == [
        (
            "rank",
            RANI,
            MOST_TOLD,
            [("a", 1, "Letjen", True), ("a", 2, "Jenderal", True), ("b", 1, "Letjen", False)],
        )
    ]


def test_two_ranks_in_one_report_alone_are_no_disagreement_of_articles() -> None:
    twice = report("a", seen("a1", rank="Letjen"), seen("a2", rank="Jenderal"))
    assert told(twice, report("b", seen("b1"))) == []


def test_posts_without_a_name_are_nobody_of_whom_to_tell() -> None:
    assert (
        told(
            report("a", seen("a1", None, position=POST)),
            report("b", seen("b1", None, role="guest", position=POST)),
        )
        == []
    )
