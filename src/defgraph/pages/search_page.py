"""The page that shows what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from defgraph.pages.context import Context
from defgraph.pages.rendering import Page, addresses_of, rendered
from defgraph.pages.search import KINDS, find, suggest
from defgraph.pages.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.pages.search import Hit, Hits
    from defgraph.store import Store

LOCAL = "search"
"""The local of the page."""

_FEW = 8
_MANY = 200
_SUGGESTED = 10
_DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one class; ``more`` is the address of a page with all of it, where it is not all."""

    title: str
    hits: list[Hit]
    total: int
    more: str


def render_search(
    store: Store, text: str, language: str, *, kind: str = "", settings: Settings = _DEFAULTS
) -> Page:
    """Return the page with what goes by what somebody typed.

    Args:
        store: where to look.
        text: what was typed.
        language: of the page.
        kind: one of :data:`~defgraph.pages.search.KINDS`, to show that alone; anything else: all of them.
        settings: what the page may link to.

    Raises:
        StoreError: the store failed.
    """
    asked = {"q": text} | ({"kind": kind} if kind in KINDS else {})
    context = Context(store, LOCAL, language, settings, addresses_of(store, settings), urlencode(asked))
    kinds = (kind,) if kind in KINDS else KINDS
    found = find(context, text, kinds, _MANY if kind in KINDS else _FEW) if text.strip() else []
    groups = [_group(context, text, each) for each in found if each.hits]
    words = context.wording.words
    return rendered(
        context,
        "search",
        {
            "title": words["search_title"].format(text=text) if text.strip() else words["search"],
            "text": text,
            "groups": groups,
            "all_kinds": "?" + urlencode({"q": text}) if kind in KINDS else "",
        },
    )


def _group(context: Context, text: str, found: Hits) -> Group:
    is_cut = len(found.hits) < found.total and len(found.hits) < _MANY
    more = "?" + urlencode({"q": text, "kind": found.kind}) if is_cut else ""
    return Group(context.wording.words["kinds"][found.kind], found.hits, found.total, more)


def suggestions(
    store: Store,
    text: str,
    language: str,
    *,
    kinds: tuple[str, ...] = KINDS,
    settings: Settings = _DEFAULTS,
) -> list[Mapping[str, str]]:
    """Return what somebody who has typed ``text`` so far may mean, as plain data.

    Each has a ``label``, its ``kind`` in words, a ``detail`` that tells it apart, the ``path`` of its page
    from the top (percent-encoded), and the ``value`` that names it as a parameter of a saved query.

    Raises:
        StoreError: the store failed.
    """
    context = Context(store, "suggest", language, settings, addresses_of(store, settings))
    return [
        {
            "label": hit.link.label,
            "kind": context.wording.words["kind_of"][hit.kind],
            "detail": hit.detail,
            "path": hit.link.href,
            "value": hit.value,
        }
        for hit in suggest(context, text, kinds, _SUGGESTED)
    ]
