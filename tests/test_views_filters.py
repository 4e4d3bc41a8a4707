"""What dates and areas leave of a network, in a real browser: exactly that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from defgraph.views import view
from network_fixture import RECORDS, person, store_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from defgraph.store import Store
    from views_browser import Opened


# meeting E, 12 March 2025: Tono, who holds a position and meets nobody else
TONO: dict[str, Any] = {
    "id": "2025-03-12-e",
    "article": {"title": "Tono speaks of peacekeeping"},
    "meetings": [
        {
            "type": "interagency-meeting",
            "date": "2025-03-12",
            "participants": [
                person("Tono Prasetyo", "ID", "host", position="Kepala Staf", organisation="Mabes")
            ],
            "areas": ["peacekeeping"],
        }
    ],
}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with store_of(*RECORDS, TONO) as filled:
        yield filled


@pytest.fixture
def full(store: Store, opened: Callable[..., Opened]) -> Opened:
    return opened(view(store))


KENTA_AND_SARI = {
    "Sari Wijaya",
    "Sekretaris Jenderal",
    "Kementerian Pertahanan (Indonesia)",
    "Indonesia",
    "Kenta Mori",
    "Menteri Pertahanan",
    "Ministry of Defense",
    "Japan",
}
MEETING_A = KENTA_AND_SARI | {
    "Courtesy call, Jakarta, 2025-03-10",
    "Bima Santoso",
    "Atase Pertahanan",
    "Belarus",
    "Memorandum on cyber defence",
    "Cyber security",
    "Logistics",
}
MEETING_B = {
    "Bilateral meeting, 2025-03-12",
    "Sari Wijaya",
    "Sekretaris Jenderal",
    "Kementerian Pertahanan (Indonesia)",
    "Indonesia",
    "Ana Silva",
    "Dewi Lestari",
    "Kementerian Pertahanan (Timor-Leste)",
    "Timor-Leste",
    "Logistics",
}
MEETING_E = {
    "Interagency meeting, 2025-03-12",
    "Tono Prasetyo",
    "Kepala Staf",
    "Mabes",
    "Indonesia",
    "Peacekeeping",
}
MEETING_C = KENTA_AND_SARI | {"Bilateral meeting, 2025-06", "Cyber security"}


def test_dates_narrow_what_is_shown(full: Opened) -> None:
    everything = full.labels()
    assert (full.page.input_value("#from"), full.page.input_value("#to")) == ("2025-03-10", "2025-06-30")
    full.set_dates("2025-06-01")
    assert full.labels() == sorted(MEETING_C)
    assert full.counts().endswith(" · 1 matching meeting")
    full.page.click("#reset")
    assert full.labels() == everything
    assert "matching" not in full.counts()
    full.set_dates(end="2025-03-11")
    assert full.labels() == sorted(MEETING_A)


def test_a_tenure_alone_keeps_nobody(full: Opened) -> None:
    full.set_dates("2025-03-11", "2025-03-20")
    assert full.labels() == sorted(MEETING_B | MEETING_E)
    full.set_dates("2025-03-13", "2025-03-13")
    full.set_dates(end="2025-03-13")
    assert full.labels() == []
    assert full.page.inner_text("#message p") == "Nothing matches these filters."


def test_areas_narrow_what_is_shown(full: Opened) -> None:
    everything = full.labels()
    full.tick("area-list", "Cyber security")
    assert full.labels() == sorted(MEETING_A | MEETING_C)
    full.tick("area-list", "Logistics")
    assert full.labels() == sorted(MEETING_A | MEETING_B | MEETING_C)
    full.tick("area-list", "Cyber security")
    assert full.labels() == sorted(MEETING_A | MEETING_B)
    full.tick("area-list", "Logistics")
    full.tick("area-list", "Peacekeeping")
    assert full.labels() == sorted(MEETING_E)
    full.tick("area-list", "Peacekeeping")
    assert full.labels() == everything


def test_dates_and_areas_both_have_to_fit(full: Opened) -> None:
    full.tick("area-list", "Cyber security")
    full.set_dates("2025-03-11")
    assert full.labels() == sorted(MEETING_C)


def test_the_edges_that_stay_are_those_among_what_stays(full: Opened) -> None:
    full.set_dates("2025-06-01")
    assert full.lines() == sorted(
        [
            "Bilateral meeting, 2025-06 | area | Cyber security",
            "Sari Wijaya | Participation | Bilateral meeting, 2025-06",
            "Kenta Mori | Participation | Bilateral meeting, 2025-06",
            "Japan | Partnership | Bilateral meeting, 2025-06",
            "Sari Wijaya | Tenure | Sekretaris Jenderal",
            "Kenta Mori | Tenure | Menteri Pertahanan",
            "Sekretaris Jenderal | post in | Kementerian Pertahanan (Indonesia)",
            "Menteri Pertahanan | post in | Ministry of Defense",
            "Sari Wijaya | country | Indonesia",
            "Kementerian Pertahanan (Indonesia) | country | Indonesia",
            "Kenta Mori | country | Japan",
            "Ministry of Defense | country | Japan",
        ]
    )


@pytest.mark.parametrize(
    ("projection", "cyber", "june"),
    [
        (
            "official-country",
            {"Sari Wijaya", "Bima Santoso", "Kenta Mori", "Japan", "Indonesia"},
            {"Sari Wijaya", "Kenta Mori", "Japan", "Indonesia"},
        ),
        ("co-attendance", {"Sari Wijaya", "Bima Santoso", "Kenta Mori"}, {"Sari Wijaya", "Kenta Mori"}),
        ("country-area", {"Cyber security", "Logistics", "Japan", "Belarus"}, {"Cyber security", "Japan"}),
    ],
)
def test_a_projection_is_narrowed_by_the_meetings_of_its_edges(
    store: Store, opened: Callable[..., Opened], projection: str, cyber: set[str], june: set[str]
) -> None:
    page = opened(view(store, projection))
    everything = page.labels()
    page.tick("area-list", "Cyber security")
    assert page.labels() == sorted(cyber)
    page.page.click("#reset")
    assert page.labels() == everything
    page.set_dates("2025-06-01")
    assert page.labels() == sorted(june)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "of 6 near it, those of the latest meetings"),
        ("id", "dari 6 di dekatnya, yang dari pertemuan terbaru"),
    ],
)
def test_a_page_that_draws_a_part_of_what_is_near_says_so(
    store: Store, opened: Callable[..., Opened], language: str, told: str
) -> None:
    assert told in opened(view(store, around="Japan", most=3, language=language)).page.inner_text("#counts")


def test_where_there_is_no_meeting_tenures_tell_the_time(opened: Callable[..., Opened]) -> None:
    def held(day: str, name: str) -> dict[str, Any]:
        person = {"name": name, "country": "ID", "role": "host", "position": "Panglima"}
        meeting = {"type": "courtesy-call", "date": day, "participants": [person]}
        return {"id": f"{day}-x", "article": {"title": day}, "meetings": [meeting]}

    with store_of(held("2024-01-10", "Tono Lama"), held("2025-01-10", "Tini Baru")) as filled:
        page = opened(view(filled, around="Panglima"))
    assert page.labels() == ["Indonesia", "Panglima", "Tini Baru", "Tono Lama"]
    page.set_dates("2025-01-01")
    assert page.labels() == ["Panglima", "Tini Baru"]


DAYS = 30
GUESTS = 17


CONSONANTS = "bcdfghjklmnprstvw"


def guest(day: int, number: int) -> str:
    """Return a name that is no variant of any other's."""
    return f"Tamu {CONSONANTS[day // 10]}a{CONSONANTS[day % 10]}u{CONSONANTS[number]}o".title()


def guests(day: int) -> set[str]:
    return {guest(day, number) for number in range(GUESTS)}


def meeting_of(day: int) -> set[str]:
    """Return all that takes part in the meeting of a day: its areas are among them."""
    own = {f"Courtesy call, 2025-01-{day + 1:02}", "Japan", "Defence cooperation", *guests(day)}
    return own | ({"Cyber security"} if day < 2 else set())


def meetings_of(*days: int) -> list[str]:
    return sorted(set().union(*map(meeting_of, days)))


@pytest.fixture(scope="module")
def large() -> Iterator[str]:
    """Thirty meetings of seventeen guests: 30 + 510 nodes, Japan and two areas."""

    def record(day: int) -> dict[str, Any]:
        people = [{"name": name, "country": "JP", "role": "guest"} for name in sorted(guests(day))]
        areas = ["defence-cooperation", *(["cyber-security"] if day < 2 else [])]
        meeting = {
            "type": "courtesy-call",
            "date": f"2025-01-{day + 1:02}",
            "participants": people,
            "areas": areas,
        }
        title = f"Day {day + 1}"
        return {"id": f"2025-01-{day + 1:02}-x", "article": {"title": title}, "meetings": [meeting]}

    with store_of(*map(record, range(DAYS))) as filled:
        yield view(filled)


def test_dates_reach_meetings_that_a_large_page_does_not_begin_with(
    large: str, opened: Callable[..., Opened]
) -> None:
    page = opened(large)
    before = (page.labels(), page.places(), page.sight())
    assert not {"Courtesy call, 2025-01-01", "Courtesy call, 2025-01-02"} & set(page.labels())
    page.set_dates(end="2025-01-02")
    assert page.labels() == meetings_of(0, 1)
    assert page.counts().startswith(f"Showing {len(meetings_of(0, 1))} of 543 nodes")
    assert page.counts().endswith(" · 2 matching meetings")
    assert page.page.is_hidden("#show-all")
    assert page.page.is_hidden("#show-start")
    page.page.click("#reset")
    assert (page.labels(), page.places(), page.sight()) == before


def test_areas_reach_meetings_that_a_large_page_does_not_begin_with(
    large: str, opened: Callable[..., Opened]
) -> None:
    page = opened(large)
    before = (page.labels(), page.places(), page.sight())
    page.tick("area-list", "Cyber security")
    assert page.labels() == meetings_of(0, 1)
    page.set_dates(end="2025-01-01")
    assert page.labels() == meetings_of(0)
    page.page.click("#kinds label:has-text('Official')")
    assert page.labels() == sorted(meeting_of(0) - guests(0))
    page.page.click("#kinds label:has-text('Official')")
    page.set_dates(end="2025-01-30")
    page.tick("area-list", "Cyber security")
    assert (page.labels(), page.places(), page.sight()) == before


def test_what_had_been_grown_comes_back_when_filters_are_reset(
    large: str, opened: Callable[..., Opened]
) -> None:
    page = opened(large)
    page.page.fill("#search", guest(0, 1).lower())
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("Escape")
    page.page.wait_for_timeout(500)
    for grow in ("", "#show-all"):
        if grow:
            page.page.click(grow)
        before = (page.labels(), page.places(), page.sight())
        assert guest(0, 1) in before[0]
        page.tick("area-list", "Cyber security")
        page.set_dates(end="2025-01-01")
        assert page.labels() == meetings_of(0)
        page.page.click("#reset")
        assert (page.labels(), page.places(), page.sight()) == before


def test_very_many_matches_begin_with_the_latest(large: str, opened: Callable[..., Opened]) -> None:
    page = opened(large)
    page.set_dates(end="2025-01-29")
    latest = range(7, 29)  # 22 meetings of 18 nodes, Japan and an area: 398 of at most 400
    assert page.labels() == meetings_of(*latest)
    assert page.counts().endswith(" · 22 of 29 matching meetings, the latest first")
    assert page.page.inner_text("#show-all") == "Show all 29 meetings"
    page.page.click("#show-all")
    assert page.labels() == meetings_of(*range(29))
    assert page.counts().endswith(" · 29 matching meetings")
    assert page.page.is_hidden("#show-all")
    page.page.click("#reset")
    assert page.page.inner_text("#show-all") == "Show all"


def test_matches_are_drawn_apart_alike_each_time_and_stand_still(
    large: str, opened: Callable[..., Opened]
) -> None:
    page = opened(large)
    page.set_dates("2025-01-03", "2025-01-06")
    first = page.places()
    assert page.overlaps() == 0
    page.page.wait_for_timeout(700)
    assert page.places() == first
    page.set_dates("2025-01-01")
    assert page.overlaps() == 0
    page.set_dates("2025-01-03")
    assert page.places() == first


def test_a_slider_draws_a_large_page_when_it_is_let_go(large: str, opened: Callable[..., Opened]) -> None:
    page = opened(large)
    before = page.places()
    first = page.page.evaluate("Number(document.getElementById('to-slider').min)")
    slide = """([day, event]) => {
      const slider = document.getElementById("to-slider");
      slider.value = day;
      slider.dispatchEvent(new Event(event));
    }"""
    page.page.evaluate(slide, [first, "input"])
    assert page.page.input_value("#to") == "2025-01-01"
    assert page.places() == before
    page.page.evaluate(slide, [first, "change"])
    assert page.labels() == meetings_of(0)


def test_a_node_that_filters_hide_ends_them_when_it_is_asked_for(
    large: str, opened: Callable[..., Opened]
) -> None:
    page = opened(large)
    before = page.labels()
    page.set_dates(end="2025-01-01")
    page.page.fill("#search", guest(10, 0).lower())
    page.page.keyboard.press("Enter")
    assert page.labels() == sorted([*before, guest(10, 0)])
    assert page.page.input_value("#to") == "2025-01-30"
    assert guest(10, 0) in page.panel()


def test_nothing_that_matches_says_so_on_a_large_page(large: str, opened: Callable[..., Opened]) -> None:
    page = opened(large)
    before = (page.labels(), page.places(), page.sight())
    page.tick("area-list", "Cyber security")
    page.set_dates("2025-01-10")
    assert page.labels() == []
    assert page.page.inner_text("#message p") == "Nothing matches these filters."
    page.page.click("#message button")
    assert (page.labels(), page.places(), page.sight()) == before
