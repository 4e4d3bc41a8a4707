"""Charts: what is drawn is kept, whatever else the library writes is not."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import partial
from xml.etree import ElementTree as ET

import pytest

from defgraph.pages import charts
from defgraph.pages.charts import Bar, columns, rows

YEARS = [Bar(str(year), year - 2000) for year in range(2010, 2026)]
NAMED = [Bar('</svg><script>alert("x")</script>', 3, "area/a.en.html"), Bar("Space & time", 1)]


@pytest.mark.parametrize(
    "chart", [columns("t", "a", "b", YEARS), rows("t", "a", "b", NAMED)], ids=["columns", "rows"]
)
def test_a_chart_holds_shapes_words_and_links_alone(chart: object) -> None:
    root = ET.fromstring(str(chart.drawing))  # type: ignore[attr-defined]
    assert {element.tag for element in root.iter()} <= {"svg", "g", "rect", "path", "text", "a"}
    assert not {name for element in root.iter() for name in element.attrib} & {"style", "id", "onload"}
    assert len([e for e in root.iter("rect") if "rect" in e.get("class", "")]) == len(chart.bars)  # type: ignore[attr-defined]
    assert root.get("aria-hidden") == "true"


def test_bars_lead_where_they_say() -> None:
    chart = rows("t", "a", "b", NAMED)
    assert chart is not None
    assert re.findall(r'href="([^"]*)"', chart.drawing) == ["area/a.en.html"]
    assert "<script" not in chart.drawing


def test_numbers_stand_above_the_bars_where_there_is_room_and_else_at_an_axis() -> None:
    for factor, printed in ((1, True), (100_000, False)):
        chart = columns("t", "a", "b", [Bar(bar.label, bar.value * factor) for bar in YEARS])
        assert chart is not None
        root = ET.fromstring(chart.drawing)
        assert bool([e for e in root.iter("text") if e.get("class") == "value"]) is printed


def test_nothing_to_draw_is_no_chart() -> None:
    assert columns("t", "a", "b", []) is None
    assert rows("t", "a", "b", [Bar("x", 0)]) is None


def test_the_same_numbers_give_the_same_drawing() -> None:
    assert rows("t", "a", "b", NAMED) == rows("t", "a", "b", NAMED)


def test_a_drawing_is_what_the_library_makes_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = columns("t", "a", "b", YEARS), rows("t", "a", "b", NAMED)
    monkeypatch.setattr(charts, "_kinds", partial(vars, charts._pygal()))
    assert drawn == (columns("t", "a", "b", YEARS), rows("t", "a", "b", NAMED))


def test_the_library_stays_out_of_the_way_of_other_imports() -> None:
    columns("t", "a", "b", YEARS)
    assert "PluginImportFixer" not in {type(finder).__name__ for finder in sys.meta_path}


def test_drawings_are_the_same_without_lxml() -> None:
    """lxml comes with another extra."""
    script = """import sys
if sys.argv[1:]: sys.modules["lxml"] = None
from defgraph.pages.charts import Bar, rows
print(rows("a", "b", "c", [Bar("Jepang", 3, "jp.html"), Bar("Laos", 1, "")]).drawing)"""
    drawn = [
        subprocess.run(
            [sys.executable, "-c", script, *without], capture_output=True, text=True, check=True
        ).stdout
        for without in ([], ["without"])
    ]
    assert "<svg" in drawn[0]
    assert drawn[0] == drawn[1]
