"""What kind of organisation a name belongs to, by the words in it (``organisation-kinds.yaml``)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from defgraph.namespaces import DG
from defgraph.ontology.words import plain
from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import NamedNode


class _Rule(NamedTuple):
    kind: NamedNode
    words: re.Pattern[str]
    capitals: re.Pattern[str]


def _pattern(phrases: Iterable[str], begin: str) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(phrase) for phrase in phrases)
    return re.compile(rf"{begin}\b(?:{alternatives})\b" if alternatives else r"(?!)")


@cache
def _rules() -> tuple[_Rule, ...]:
    import yaml

    text = package_file("ontology/organisation-kinds.yaml").read_text(encoding="utf-8")
    rules = []
    for entry in yaml.safe_load(text):
        phrases = [plain(phrase) for phrase in entry["words"]]
        begin = "^" if entry.get("begins") else ""
        rules.append(
            _Rule(
                DG(entry["kind"]),
                _pattern((phrase.casefold() for phrase in phrases if not phrase.isupper()), begin),
                _pattern((phrase for phrase in phrases if phrase.isupper()), begin),
            )
        )
    return tuple(rules)


def organisation_kind(name: str) -> NamedNode:
    """Return the class of an organisation called ``name``; ``dg:Organisation`` where its words tell no more.

    Args:
        name: the name in English or Indonesian, or an abbreviation in capitals.
    """
    written = plain(name)
    folded = written.casefold()
    for rule in _rules():
        if rule.words.search(folded) or rule.capitals.search(written):
            return rule.kind
    return DG("Organisation")
