"""The word lists of the extractor, which lie as YAML files in ``lexicon/``."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def lexicon(name: str) -> Mapping[str, Any]:
    """Return the word list ``lexicon/<name>.yaml``, which is read once."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = package_file(f"extract/lexicon/{name}.yaml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.load(text, Loader=loader))  # noqa: S506 - both are safe loaders


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """Return a list of words in a lexicon as a set.

    Args:
        name: the lexicon.
        key: the list in it.
    """
    return frozenset(lexicon(name)[key])
