"""The words of the review's pages, in the reader's language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from defgraph.pages import LANGUAGES
from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def read_words(language: str) -> Mapping[str, Any]:
    """Return ``texts.yaml`` in one of :data:`LANGUAGES`."""
    read: Mapping[str, Any] = _chosen(
        yaml.safe_load(package_file("serve/review/texts.yaml").read_text(encoding="utf-8")), language
    )
    return read


def _chosen(node: Any, language: str) -> Any:  # noqa: ANN401 - what a YAML file holds
    if isinstance(node, dict):
        chosen = node.keys() == set(LANGUAGES)
        return node[language] if chosen else {key: _chosen(part, language) for key, part in node.items()}
    return node


def chosen_language(asked: str | None, kept: str | None, accepted: str, default: str) -> str:
    """Return the language of a page: that of the address, else of the cookie, else of the browser.

    Args:
        asked: what the address says.
        kept: what the cookie says.
        accepted: the header ``Accept-Language`` (RFC 9110, section 12.5.4).
        default: where none of them says one that there is.
    """
    preferred = []
    for place, part in enumerate(accepted.split(",")[:20]):
        tag, _, quality = part.partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            weight = 0.0
        preferred.append((-weight, place, tag.strip().casefold().split("-")[0]))
    found = [asked, kept, *(tag for weight, _, tag in sorted(preferred) if weight)]
    return next((language for language in found if language in LANGUAGES), default)
