"""Several reports make one meeting: who and what counts, and which reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from defgraph.build.meeting import CanonicalMeeting, canonical_meeting
from defgraph.build.observed import (
    ObservedOutcome,
    ObservedParticipation,
    ObservedPartnership,
    ObservedReport,
)
from defgraph.ids import Minter

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

iri = Minter().iri
RANI, VARIANT = iri("official/id/rani-kusuma"), iri("official/id/r-kusuma")
POST, OTHER_POST = iri("position/id/-/sekretaris"), iri("position/id/-/menteri")


def seen(place: str, official: NamedNode | None = None, role: str = "host", **more: Any) -> Any:
    return ObservedParticipation(iri(f"participation/{place}"), role, official=official, **more)


def report(id: str, *people: Any, **more: Any) -> ObservedReport:
    plain = {"reviewed": True, "type": "courtesy-call", "mode": "in-person", "participations": people}
    return ObservedReport(iri(f"report/{id}/1"), iri(f"article/{id}"), f"{id}/1", **(plain | more))


def meeting_of(*reports: ObservedReport) -> CanonicalMeeting:
    return canonical_meeting(iri("meeting/a/1"), reports, lambda x: RANI if x == VARIANT else x)


def counted(*reports: ObservedReport) -> list[str]:
    return [one.seen.iri.value.rpartition("participation/")[2] for one in meeting_of(*reports).participations]


def test_one_report_counts_everyone_it_lists() -> None:
    assert counted(report("a", seen("a1", RANI), seen("a2", position=POST), seen("a3", VARIANT))) == [
        "a1",
        "a2",
        "a3",
    ]


def test_an_official_counts_once_where_most_is_told() -> None:
    short, full = seen("a1", RANI), seen("b1", VARIANT, position=POST, rank="Letjen TNI")
    assert counted(report("a", short), report("b", full)) == ["b1"]
    assert [one.official for one in meeting_of(report("a", short), report("b", full)).participations] == [
        RANI
    ]


def test_who_took_part_counts_before_who_only_spoke_of_it() -> None:
    spoke = seen("a1", RANI, "spokesperson", position=POST, rank="Letjen TNI")
    assert counted(report("a", spoke), report("b", seen("b1", RANI))) == ["b1"]


def test_a_post_without_a_name_counts_unless_another_report_names_its_holder() -> None:
    unnamed = seen("a1", position=POST)
    assert counted(report("a", unnamed), report("b", seen("b1", RANI, position=POST))) == ["b1"]
    assert counted(report("a", unnamed), report("b", seen("b1", RANI, position=OTHER_POST))) == ["a1", "b1"]


def test_a_partner_is_present_if_any_report_has_it_so() -> None:
    partner = iri("organisation/my/armed-forces")
    discussed = ObservedPartnership(iri("partnership/a/1/1"), partner, "discussed")
    present = ObservedPartnership(iri("partnership/b/1/1"), partner, "present")
    reports = (report("a", partnerships=(discussed,)), report("b", partnerships=(present,)))
    assert meeting_of(*reports).partnerships == ((present, partner),)


def test_outcomes_are_those_of_the_report_that_has_most_of_a_type() -> None:
    one, two, three = (
        ObservedOutcome(iri(f"outcome/{x}"), "mou-signed") for x in ("a/1/1", "b/1/1", "b/1/2")
    )
    assert meeting_of(report("a", outcomes=(one,)), report("b", outcomes=(two, three))).outcomes == (
        two,
        three,
    )


def test_the_reviewed_report_is_foremost_and_its_reading_counts() -> None:
    day = {"date": "2025-03-04", "first": "2025-03-04", "last": "2025-03-04"}
    draft = report(
        "a",
        reviewed=False,
        city="Bandung",
        areas=("space",),
        date="2025-03",
        first="2025-03-01",
        last="2025-03-31",
    )
    told = meeting_of(draft, report("b", city="Jakarta", areas=("logistics",), **day))
    assert [one.record for one in told.reports] == ["b", "a"]
    assert (told.value("city"), told.value("date"), told.value("venue")) == ("Jakarta", "2025-03-04", None)
    assert told.days == ("2025-03-04", "2025-03-04")
    assert told.choices["city"].dissent
    assert told.areas == ("logistics", "space")
