"""The word lists are words: nothing that YAML reads as something else, and nothing twice."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from defgraph.extract.lexicons import lexicon
from defgraph.resources import package_file

NAMES = sorted(path.stem for path in package_file("extract/lexicon").glob("*.yaml"))
OURS = ("areas", "background", "cities", "countries", "dates", "outcomes", "ranks", "venues")


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [value]


def lists(value: Any) -> list[list[Any]]:
    if isinstance(value, dict):
        return [found for inner in value.values() for found in lists(inner)]
    return [value] if isinstance(value, list) and all(isinstance(item, str) for item in value) else []


@pytest.mark.parametrize("name", NAMES)
def test_every_list_is_read_and_cannot_be_written_to(name):
    read = lexicon(name)
    assert read is lexicon(name)
    with pytest.raises(TypeError):
        read["x"] = 1


@pytest.mark.parametrize("name", NAMES)
def test_no_word_was_read_as_a_truth_value(name):
    keys = yaml.safe_load(package_file(f"extract/lexicon/{name}.yaml").read_text(encoding="utf-8"))
    assert not [key for key in keys if not isinstance(key, str)]
    assert not [leaf for leaf in leaves(dict(lexicon(name))) if leaf is False or leaf is None]


@pytest.mark.parametrize("name", OURS)
def test_no_word_stands_twice_in_a_list(name):
    twice = [word for words in lists(dict(lexicon(name))) for word in set(words) if words.count(word) > 1]
    assert twice == []
