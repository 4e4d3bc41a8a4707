"""Pages that leave what an earlier one shows in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from defgraph.errors import InputError
from defgraph.network import network
from defgraph.views import view
from defgraph.views.earlier import read_earlier
from defgraph.views.placing import ALL_SHOWN_UP_TO
from network_fixture import RECORDS, person, store_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from defgraph.views.earlier import Shown
    from views_browser import Opened


def weeks(count: int) -> list[dict[str, Any]]:
    """A meeting a week, each of ten people of its own and one who is always there."""
    return [
        {
            "id": f"week-{week:02}",
            "article": {"title": f"Week {week}", "language": "en"},
            "meetings": [
                {
                    "type": "courtesy-call",
                    "date": f"2025-{week // 4 + 1:02}-{week % 4 * 7 + 1:02}",
                    "participants": [
                        person("Sari Wijaya", "ID", "host"),
                        *(person(f"Tamu {chr(65 + n)}{week}", "JP", "guest") for n in range(10)),
                    ],
                }
            ],
        }
        for week in range(count)
    ]


def places(drawing: Mapping[str, Shown], nodes: Iterable[str]) -> dict[str, tuple[int, int]]:
    return {iri: (drawing[iri].x, drawing[iri].y) for iri in nodes}


@pytest.fixture
def last_week(tmp_path: Path) -> Path:
    """A page of the first record alone, as a file."""
    path = tmp_path / "last-week.html"
    with store_of(RECORDS[0]) as store:
        path.write_text(view(store), encoding="utf-8")
    return path


def test_what_was_there_stays_and_what_is_new_finds_room(
    last_week: Path, opened: Callable[..., Opened], tmp_path: Path
) -> None:
    with store_of(*RECORDS) as store:
        html = view(store, keep_places=last_week)
        assert html != view(store)
        assert view(store, keep_places=last_week) == html
        nodes = set(network(store))
    (tmp_path / "now.html").write_text(html, encoding="utf-8")
    before, now = read_earlier(last_week).whole, read_earlier(tmp_path / "now.html").whole
    assert set(now) == nodes > set(before)
    alike = {iri for iri, shown in before.items() if now[iri][2:] == shown[2:]}
    assert len(alike) > len(before) / 2
    assert {iri: now[iri] for iri in alike} == {iri: before[iri] for iri in alike}
    assert opened(html).overlaps() == 0


def test_the_same_store_gives_the_page_that_is_there(last_week: Path) -> None:
    with store_of(RECORDS[0]) as store:
        assert view(store, keep_places=last_week).encode() == last_week.read_bytes()


def test_a_large_page_keeps_both_its_drawings(tmp_path: Path) -> None:
    earlier, later = tmp_path / "earlier.html", tmp_path / "later.html"
    with store_of(*weeks(30)) as store:
        earlier.write_text(view(store), encoding="utf-8")
    with store_of(*weeks(31)) as store:
        later.write_text(view(store, keep_places=earlier), encoding="utf-8")
    before, now = read_earlier(earlier), read_earlier(later)
    assert len(before.whole) > ALL_SHOWN_UP_TO
    assert places(now.whole, before.whole) == places(before.whole, before.whole)
    both = before.start.keys() & now.start.keys()
    assert len(both) > len(before.start) / 2
    assert both < now.start.keys()
    assert places(now.start, both) == places(before.start, both)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            None,
            "no earlier page can be read here (No such file or directory); the first page is made without one",
        ),
        (b"", "this is no page whose places could be kept"),
        (b"\xff\xfe", "this is no page whose places could be kept"),
        (
            b'<script type="application/json" id="data">{"nodes":[]}</script>',
            "name one that defgraph view has",
        ),
        (
            b'<script type="application/json" id="data">{"nodes":[{"iri":"a","x":1,"y":2}],"page":{"start":[]}}</script>',
            "name one that defgraph view has written",
        ),
    ],
)
def test_what_is_no_page_is_told(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "page.html"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as raised:
        read_earlier(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert says in str(raised.value)
