"""Suggestions while somebody types: of things, of types and of properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from defgraph.ids import slug
from defgraph.pages.addresses import LANGUAGES
from defgraph.pages.search import suggest
from defgraph.reconcile.register import register_of
from defgraph.reconcile.telling import context_of, tell
from defgraph.reconcile.vocabulary import TYPES, properties, type_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from defgraph.store import Store

SUGGESTED = 10
"""Suggestions of an answer; the next ones follow after ``cursor``."""
MOST_SKIPPED = 500


def suggest_things(
    store: Store, prefix: str, language: str, types: Sequence[str] = TYPES, skipped: int = 0
) -> dict[str, Any]:
    """Return the things that somebody who has typed ``prefix`` may mean; an identifier means its thing.

    Args:
        store: where to look.
        prefix: what was typed.
        language: of names and descriptions.
        types: those wanted, of :data:`~defgraph.reconcile.vocabulary.TYPES`.
        skipped: how many to leave out at the front.

    Raises:
        StoreError: the store failed.
    """
    register = register_of(store)
    meant = register.at(prefix)
    if meant is not None:
        found = tell(store, register, [meant.entry], language)
    else:
        found = suggest(context_of(store, register, language), prefix, types, skipped + SUGGESTED)
    return {
        "result": [
            {
                "id": register.identifiers.of(hit.link.iri),
                "name": hit.link.label,
                "description": hit.detail,
                "notable": [{"id": hit.kind, "name": type_label(hit.kind, language)}],
            }
            for hit in found[skipped : skipped + SUGGESTED]
        ]
    }


def suggest_types(prefix: str, language: str, skipped: int = 0) -> dict[str, Any]:
    """Return the types whose name, in either language, or identifier begins so."""
    found = [
        {"id": name, "name": type_label(name, language)}
        for name in TYPES
        if _begins(prefix, [name, *(type_label(name, each) for each in LANGUAGES)])
    ]
    return {"result": found[skipped : skipped + SUGGESTED]}


def suggest_properties(prefix: str, language: str, skipped: int = 0) -> dict[str, Any]:
    """Return the properties that can be said in a query and whose name or identifier begins so."""
    found = [
        {"id": each.name, "name": each.label[language], "description": each.description[language]}
        for each in properties().values()
        if each.is_compared and _begins(prefix, [each.name, *each.label.values()])
    ]
    return {"result": found[skipped : skipped + SUGGESTED]}


def _begins(prefix: str, names: Iterable[str]) -> bool:
    return any(slug(name).startswith(slug(prefix)) for name in names)
