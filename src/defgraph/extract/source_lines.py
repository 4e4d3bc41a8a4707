"""One article as a line of JSON: its text, and what else is known of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from defgraph.extract.metadata import KEYS, article_from
from defgraph.records import Article
from defgraph.records.decode import undecodable, without_mark
from defgraph.records.problems import Finding, show

if TYPE_CHECKING:
    from collections.abc import Mapping

_EXPECTED = 'an article as a JSON object with its "text"'
_UNFIT = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says: the text, a name for its draft (from "id"), and the metadata."""

    text: str
    name: str | None
    article: Article


def from_json_line(raw: bytes, *, first: bool = False) -> Line | Finding:
    """Return what a line says, or what is wrong with it.

    Keys other than "text", "id" and those of the metadata are passed over: texts come from many tools.

    Args:
        raw: the line.
        first: whether a byte order mark may stand before it.
    """
    raw = without_mark(raw) if first else raw
    if (finding := undecodable(raw)) is not None:
        return finding
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        return Finding((), f"broken JSON ({str(error).partition(':')[0]})", _EXPECTED)
    if not isinstance(data, dict):
        return Finding((), show(data), _EXPECTED)
    return _checked(data)


def _checked(data: Mapping[str, object]) -> Line | Finding:
    text, name = data.get("text"), data.get("id")
    if not isinstance(text, str):
        return Finding((), show(text) if "text" in data else 'no "text"', _EXPECTED)
    if any("\ud800" <= char <= "\udfff" for char in text):
        return Finding(("text",), "half of a surrogate pair", "Unicode text")
    if name is not None and not isinstance(name, str | int):
        return Finding(("id",), show(name), "a name for the draft")
    article = article_from({key: data[key] for key in KEYS if data.get(key) not in (None, "")})
    if not isinstance(article, Article):
        return article
    fit = None if name is None else _UNFIT.sub("-", str(name)).strip("-.")[:_LONGEST_NAME]
    return Line(text, fit or None, article)
