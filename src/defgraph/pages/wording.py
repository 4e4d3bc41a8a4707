"""The words of pages, numbers, days, and texts that others wrote, in the language of the page."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from defgraph.pages.addresses import LANGUAGES
from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@cache
def read_words(language: str) -> Mapping[str, Any]:
    """Return ``texts.yaml`` in one language: its keys, with the text instead of each choice of languages."""
    every = yaml.safe_load(package_file("pages/texts.yaml").read_text(encoding="utf-8"))
    return {key: _chosen(below, language) for key, below in every.items()}


def _chosen(node: Any, language: str) -> Any:  # noqa: ANN401 - whatever a file of YAML holds
    if isinstance(node, dict):
        if set(node) == set(LANGUAGES):
            return node[language]
        return {key: _chosen(below, language) for key, below in node.items()}
    return node


class Wording:
    """How things are said in one language.

    Args:
        language: one of :data:`~defgraph.pages.addresses.LANGUAGES`.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.words = read_words(language)

    def number(self, value: int) -> str:
        """Return a count with its thousands apart."""
        return f"{value:,}".replace(",", self.words["thousands"])

    def counted(self, what: str, value: int) -> str:
        """Return a count and what is counted: ``1 meeting``, ``2 meetings``."""
        one, more = self.words["counted"][what]
        return str((one if value == 1 else more).format(n=self.number(value)))

    def date(self, text: str) -> str:
        """Return a date (EDTF level 0: a day, month or year, or an interval of two) as people write it."""
        start, _, end = text.partition("/")
        first, last = self._parts(start), self._parts(end)
        if not end or end == start:
            return " ".join(first)
        alike = 0
        while len(first) == len(last) > alike + 1 and first[-1 - alike] == last[-1 - alike]:
            alike += 1
        begin = first[: len(first) - alike]
        return f"{' '.join(begin)}{'–' if len(begin) == 1 else ' – '}{' '.join(last)}"

    def _parts(self, text: str) -> list[str]:
        """Return day, month and year, as far as they are given, in the order in which they are said."""
        match = _DAY.fullmatch(text)
        if match is None:
            return [text]
        year, month, day = match.groups()
        named = [self.words["months"][int(month) - 1]] if month else []
        return [*([str(int(day))] if day else []), *named, year]
