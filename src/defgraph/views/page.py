"""The page itself: pyvis draws it, through a template of our own that asks for nothing outside the file."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from defgraph.errors import ParameterError
from defgraph.network import FULL, network, projection_texts
from defgraph.network.around import find_node
from defgraph.network.reading import text_in
from defgraph.ontology import drawing_rules
from defgraph.resources import package_file
from defgraph.views.data import page_data
from defgraph.views.earlier import read_earlier
from defgraph.views.texts import clean, page_strings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from defgraph.store import Store

LANGUAGES = ("en", "id")
"""Languages a page can be in."""

_VIS = "lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = (
    "model.js",
    "filters.js",
    "drawing.js",
    "spreading.js",
    "matching.js",
    "panel.js",
    "controls.js",
    "main.js",
)


@dataclass(frozen=True, slots=True)
class Shared:
    """What a page among others shares with them.

    Args:
        files: the relative address of the folder with :func:`shared_files`, which ends in ``/``.
        page_of: the relative address of the page about a thing, by its IRI; nothing where there is none.
        links: where the head of the page leads: the words of a link, its language, and its address.
    """

    files: str
    page_of: Callable[[str], str]
    links: Sequence[tuple[str, str, str]] = ()


def view(
    store: Store,
    projection: str = FULL,
    *,
    around: str | None = None,
    depth: int = 1,
    most: int | None = None,
    language: str = "en",
    title: str | None = None,
    keep_places: str | Path | None = None,
    shared: Shared | None = None,
) -> str:
    """Return a network as one interactive HTML page, to be written as UTF-8.

    The page asks for nothing outside itself, which its Content-Security-Policy enforces. It shows
    up to about 300 nodes at once and begins with a selection of a larger network, which the reader
    grows. The same store and the same earlier page give the same page.

    Args:
        store: what to draw.
        projection: a network of :func:`~defgraph.network.projections`.
        around: an IRI or a name; only what lies within ``depth`` edges of it is drawn.
        depth: how many edges away from ``around``.
        most: how many nodes there may be near ``around`` in the full network; of more, those of the latest
            meetings are drawn, and the page says so.
        language: one of :data:`LANGUAGES`.
        title: the heading; by default the name of the network.
        keep_places: the file of an earlier page; what it shows stays in its place, and what is new goes
            to free spots near what it is tied to.
        shared: where the files are that many pages share, and where else the page leads; None: all is in the
            page, and it leads to no other.

    Raises:
        NotFoundError: there is no such projection, or no one thing goes by the name ``around``.
        ParameterError: there is no page in this language.
        InputError: no places can be read from the earlier page.
    """
    if language not in LANGUAGES:
        raise ParameterError(f"language: found {language!r}, expected one of {', '.join(LANGUAGES)}")
    earlier = None if keep_places is None else read_earlier(keep_places)
    graph = network(store, projection, around=around, depth=depth, most=most)
    data = page_data(store, graph, drawing_rules(), projection, language, earlier)
    words = page_strings(language)
    named = words["full"] if projection == FULL else text_in(projection_texts(projection).title, language, "")
    heading = title if title is not None else named
    if around is not None:
        middle = find_node(graph.nodes, store, around)
        data["centre"] = sorted(graph).index(middle)
        if title is None:
            heading = words["around"].format(name=data["nodes"][data["centre"]]["label"], network=named)
    if "near" in graph.graph:
        data["near"] = graph.graph["near"]
    if shared is not None:
        for node in data["nodes"]:
            if href := shared.page_of(node["iri"]):
                node["p"] = href
    return _rendered(data, words, language, clean(heading), shared)


def shared_files() -> Mapping[str, bytes]:
    """Return the files that pages share, by name; each is the same every time."""
    return {
        "vis-network.js": _text(_vis()).encode(),
        "view.js": _script().encode(),
        "view.css": _text(_folder() / "page.css").encode(),
    }


def _vis() -> Path:
    import pyvis.network

    return Path(pyvis.network.__file__).parent / "templates" / _VIS


def _script() -> str:
    return '(() => {\n"use strict";\n' + "\n".join(_text(_folder() / name) for name in _SCRIPTS) + "})();\n"


def _rendered(
    data: dict[str, Any], words: dict[str, Any], language: str, heading: str, shared: Shared | None
) -> str:
    from pyvis.network import Network

    from defgraph.views.templates import environment

    net = Network(heading=heading, cdn_resources="in_line")
    net.templateEnv = environment(_folder(), net.template_dir)
    net.path = "template.html"
    net.nodes, net.edges = data.pop("nodes"), data.pop("edges")  # add_edge looks through all edges each time
    net.options = {}
    net.templateEnv.globals.update(
        page={**data, "language": language, "words": words["script"]},
        words=words,
        language=language,
        shared=shared,
        **({} if shared else _inside()),
    )
    return str(net.generate_html("view.html"))


def _inside() -> dict[str, str]:
    """Return the scripts and the style that stand in a page which shares none, and what lets them run."""
    from markupsafe import Markup

    vis, script, style = _text(_vis()), _script(), _text(_folder() / "page.css")
    return {
        "policy": _policy([vis, script], [style]),
        "vis": Markup(vis),  # noqa: S704 - files of these two packages, without any text of the data
        "script": Markup(script),  # noqa: S704
        "style": Markup(style),  # noqa: S704
    }


def _folder() -> Path:
    return package_file("views/web")


def _text(path: Path) -> str:
    """Return a file with the line ends that a browser makes of them before it takes a digest."""
    return path.read_text(encoding="utf-8")


def _policy(scripts: list[str], styles: list[str]) -> str:
    """Return a Content Security Policy (W3C, level 3) that lets these texts run, and nothing be fetched."""
    run = " ".join(map(_digest, scripts))
    look = " ".join(map(_digest, styles))
    return (
        f"default-src 'none'; script-src {run}; style-src {look}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
