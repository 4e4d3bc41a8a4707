"""What may be shown of a text that somebody else wrote."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import yaml

from defgraph.resources import package_file

LABEL_LENGTH = 56
"""Characters of a label that are drawn beside a node; the panel shows all of it."""

_DIRECTIONS = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


@cache
def page_strings(language: str) -> dict[str, Any]:
    """Return the words of the page in ``language``, as ``strings.yaml`` has them."""
    every = yaml.safe_load(package_file("views/web/strings.yaml").read_text(encoding="utf-8"))
    return {key: words[language] for key, words in every.items()}


def clean(text: str) -> str:
    """Return ``text`` on one line, without control characters and without marks that turn its direction.

    Such marks could show a name other than the one that is stored (Unicode Technical Report 36).
    """
    if text.isprintable():
        return " ".join(text.split())
    spaced = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in text)
    return " ".join(_DIRECTIONS.sub("", spaced).split())


def shortened(text: str, length: int = LABEL_LENGTH) -> str:
    """Return ``text``, cut at a word where it is longer than ``length``."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:-") + "…"


def web_address(text: str) -> str:
    """Return ``text`` if it is an address of the web that a link may lead to, else nothing."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.netloc else ""


def readable(name: str) -> str:
    """Return the local name of a property as words: ``startDate`` becomes ``start date``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("-", " ").replace("_", " ").lower()
