from __future__ import annotations

from typing import Any

from defgraph.views.placing import ALL_SHOWN_UP_TO, FIRST_SHOWN, place


def page_of(meetings: int, people_each: int) -> dict[str, Any]:
    """Meetings on days of one month, each with people of its own; the first number is of a country of all."""
    page: dict[str, Any] = {"nodes": [], "edges": [], "events": []}

    def add(**keys: Any) -> int:
        number = len(page["nodes"])
        page["nodes"].append({"id": number, "iri": f"n:{number}", "label": f"Node {number}", "n": 1} | keys)
        return number

    def link(a: int, b: int) -> None:
        page["edges"].append({"id": len(page["edges"]), "from": a, "to": b, "v": []})

    country = add(n=meetings)
    for day in range(meetings):
        page["events"].append({"d": [f"2025-01-{day + 1:02}"] * 2})
        meeting = add(v=day, n=people_each + 1)
        link(meeting, country)
        for _ in range(people_each):
            link(add(), meeting)
    return page


def test_a_small_page_shows_all_at_once() -> None:
    page = page_of(4, 5)
    place(page)
    assert page["start"] == []
    assert all({"x", "y", "size"} <= node.keys() for node in page["nodes"])


def test_a_large_page_begins_with_the_latest_meetings_and_all_they_touch() -> None:
    page = page_of(28, 12)
    assert len(page["nodes"]) > ALL_SHOWN_UP_TO
    place(page)
    shown = {row[0] for row in page["start"]}
    assert FIRST_SHOWN - 14 < len(shown) <= FIRST_SHOWN
    days = {
        page["events"][node["v"]]["d"][0] for node in page["nodes"] if node["id"] in shown and "v" in node
    }
    assert days == {f"2025-01-{day:02}" for day in range(29 - len(days), 29)}
    assert 0 in shown


def test_one_meeting_larger_than_the_start_is_shown_whole() -> None:
    page = page_of(1, ALL_SHOWN_UP_TO + 50)
    place(page)
    assert len(page["start"]) == len(page["nodes"])


def test_without_dates_a_large_page_begins_with_the_nodes_of_most_edges() -> None:
    page = page_of(28, 12)
    for node in page["nodes"]:
        node.pop("v", None)
    place(page)
    shown = {row[0] for row in page["start"]}
    assert len(shown) == FIRST_SHOWN
    assert {node["id"] for node in page["nodes"] if node["n"] > 1} <= shown


def test_places_of_the_start_are_its_own() -> None:
    page = page_of(28, 12)
    place(page)
    width = max(x for _, x, _ in page["start"]) - min(x for _, x, _ in page["start"])
    assert width < max(node["x"] for node in page["nodes"]) - min(node["x"] for node in page["nodes"])
