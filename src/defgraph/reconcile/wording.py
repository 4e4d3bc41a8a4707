"""The words of the service itself, in the language of the reader."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import yaml

from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def words(language: str) -> Mapping[str, str]:
    """Return ``texts.yaml`` in one language."""
    every = yaml.safe_load(package_file("reconcile/texts.yaml").read_text(encoding="utf-8"))
    return {key: told[language] for key, told in every.items()}
