"""Where an earlier page shows its things, so that a later one can show them there again."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from defgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


class Shown(NamedTuple):
    """How a page draws a node: where, of what size, with what label."""

    x: int
    y: int
    size: float
    label: str


class Earlier(NamedTuple):
    """The nodes of an earlier page by IRI: in the whole drawing, and in the one that it begins with."""

    whole: Mapping[str, Shown]
    start: Mapping[str, Shown]


def read_earlier(path: str | Path) -> Earlier:
    """Return the places of the page in the file ``path``.

    Raises:
        InputError: it cannot be read, or is no page of ours.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{path}: no earlier page can be read here ({error.strerror}); the first page is made without one"
        ) from None
    except UnicodeDecodeError:
        text = ""
    found = _DATA.search(text)
    try:
        data = json.loads(found[1]) if found else {}
        nodes = data["nodes"]
        whole = {str(node["iri"]): _shown(**node) for node in nodes}
        start = {nodes[n]["iri"]: _shown(**nodes[n] | {"x": x, "y": y}) for n, x, y in data["page"]["start"]}
    except (ValueError, LookupError, TypeError):
        raise InputError(
            f"{path}: this is no page whose places could be kept; name one that defgraph view has written"
        ) from None
    return Earlier(whole, start)


def _shown(*, x: int, y: int, size: float, label: str, **_: object) -> Shown:
    return Shown(int(x), int(y), float(size), str(label))
