"""Charts: pygal draws them, as SVG that stands in the page and takes its colours from the style sheet.

pygal puts a style sheet, a script, today's date and a random id into each chart; none of that may stand in a
page that allows nothing inline and is the same bytes every time, so only what is drawn is kept. The numbers
stand beside it in a table, which is also what a screen reader is told.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from defgraph.errors import MissingExtraError
from defgraph.views.texts import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element

_KINDS = ("Bar", "HorizontalBar")
_WIDTH = 420
_COLUMNS_HEIGHT = 190
_BAR_HEIGHT = 24
_MOST_LABELS = 9
_DIGIT_WIDTH = 7
_VALUE_WIDTH = 36
_LABEL_LENGTH = 26
_DROPPED = frozenset({"defs", "desc", "title", "style", "script"})
_HIDDEN = ("background", "tooltip-overlay", "titles", "guide line")
_KEPT = ("x", "y", "width", "height", "d", "transform", "text-anchor", "viewBox", "class", "href")
_LONG = re.compile(r"-?\d+\.\d{2,}")
_NAMESPACE = re.compile(r' xmlns(:\w+)?="[^"]*"')


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, how much of it there is, and where a reader finds it."""

    label: str
    value: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its numbers; ``first`` and ``second`` head the columns of these."""

    title: str
    first: str
    second: str
    bars: Sequence[Bar]
    drawing: Markup


def columns(title: str, first: str, second: str, bars: Sequence[Bar]) -> Chart | None:
    """Return a chart of upright bars, for what follows in time; None where there is nothing to draw.

    Args:
        title: what it shows.
        first: what the bars stand for.
        second: what is counted.
        bars: in their order.
    """
    every = -(-len(bars) // _MOST_LABELS)
    labels = [bar.label if (len(bars) - 1 - at) % max(every, 1) == 0 else "" for at, bar in enumerate(bars)]
    return _chart("Bar", _COLUMNS_HEIGHT, labels, (title, first, second), bars, print_values=_fits(bars))


def _fits(bars: Sequence[Bar]) -> bool:
    """Return whether there is room for its number above each of these upright bars."""
    digits = max((len(str(bar.value)) for bar in bars), default=0)
    return digits * _DIGIT_WIDTH * len(bars) < _WIDTH


def rows(title: str, first: str, second: str, bars: Sequence[Bar]) -> Chart | None:
    """Return a chart of level bars, for what has names; arguments as those of :func:`columns`."""
    labels = [shortened(bar.label, _LABEL_LENGTH) for bar in bars]
    height = 2 * _BAR_HEIGHT + _BAR_HEIGHT * len(bars)
    return _chart("HorizontalBar", height, labels, (title, first, second), bars, print_values=True)


def _chart(
    kind: str,
    height: int,
    labels: list[str],
    words: tuple[str, str, str],
    bars: Sequence[Bar],
    *,
    print_values: bool,
) -> Chart | None:
    if not any(bar.value for bar in bars):
        return None
    upright = kind == "Bar"
    drawn, named = (bars, labels) if upright else (bars[::-1], labels[::-1])
    chart = _kinds()[kind](
        js=(),
        css=(),
        width=_WIDTH,
        height=height,
        margin=4,
        margin_right=4 if upright else _VALUE_WIDTH,
        spacing=8,
        show_legend=False,
        show_x_labels=upright,  # pygal turns the axes of level bars with the bars
        show_y_labels=not (upright and print_values),
        y_labels_major_count=3,
        show_minor_y_labels=not upright,
        truncate_label=-1,
        show_y_guides=False,
        show_x_guides=False,
        print_values=print_values,
        print_values_position="top",
        print_zeroes=False,
        no_prefix=True,
    )
    chart.x_labels = named
    chart.add("", [{"value": bar.value} | _linked(bar) for bar in drawn])
    root = chart.render_tree()
    _cleaned(root)
    root.set("class", f"chart chart-{'columns' if upright else 'rows'}")
    text = _pygal().etree.etree.tostring(root, encoding="unicode")
    text = _NAMESPACE.sub("", _LONG.sub(lambda number: f"{float(number[0]):.1f}", text))
    drawing = Markup(text)  # noqa: S704 - from a writer of XML
    return Chart(*words, bars, drawing)


def _linked(bar: Bar) -> dict[str, Any]:
    return {"xlink": {"href": bar.href}} if bar.href else {}


def _cleaned(element: Element) -> None:
    """Keep of a drawing its shapes, their places and classes, and links."""
    for child in list(element):
        kind = child.get("class") or "" if isinstance(child.tag, str) else ""
        if not isinstance(child.tag, str) or child.tag in _DROPPED or kind.endswith(_HIDDEN):
            element.remove(child)
        else:
            _cleaned(child)
    kept = {str(name).rpartition("}")[2].rpartition(":")[2]: value for name, value in element.attrib.items()}
    element.attrib.clear()
    for name in _KEPT:
        if kept.get(name):
            element.set(name, kept[name])
    if element.tag == "a":
        element.set("tabindex", "-1")  # the table has the same links
    if element.tag == "svg":
        element.set("aria-hidden", "true")
        element.set("focusable", "false")


@cache
def _kinds() -> Mapping[str, Any]:
    """Return pygal's charts, without what takes them longest and is not kept.

    pygal looks for each attribute among the settings of a drawing first, as a chart can be drawn again with
    others; these are drawn once. Nor do they write style sheets, scripts and the words of tooltips.
    """

    class DrawnOnce:
        __getattribute__ = object.__getattribute__
        __setattr__ = object.__setattr__

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - of a library without types
            if "state" not in self.__dict__:
                raise AttributeError(name)
            return getattr(self.__dict__["state"], name)

        def _draw(self) -> None:
            super()._draw()  # type: ignore[misc] # pygal's
            self.svg.add_styles = self.svg.add_scripts = lambda: None

        def _tooltip_data(self, *_: object) -> None: ...

    return {kind: type(kind, (DrawnOnce, getattr(_pygal(), kind)), {}) for kind in _KINDS}


@cache
def _pygal() -> Any:  # noqa: ANN401 - a module without types
    try:
        import pygal
    except ImportError:
        raise MissingExtraError("web", "pygal") from None
    # It stays in the way of every later import, to find plug-ins as Python 3.12 no longer does.
    sys.meta_path[:] = [each for each in sys.meta_path if type(each).__name__ != "PluginImportFixer"]
    pygal.etree.etree.to_etree()  # the same drawing whether lxml is installed or not
    return pygal
