"""The preview of a thing: a small page that other sites show in a frame."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from defgraph.pages.addresses import relative
from defgraph.reconcile.extending import values_of
from defgraph.reconcile.register import register_of
from defgraph.reconcile.telling import tell
from defgraph.reconcile.vocabulary import properties, type_label
from defgraph.reconcile.wording import words
from defgraph.resources import package_file

if TYPE_CHECKING:
    from jinja2 import Template

    from defgraph.reconcile.register import Register, Thing
    from defgraph.store import Store

_SHOWN = ("country", "organisation", "tenure", "meetings", "firstMeeting", "lastMeeting", "name")
_MOST = 3


def preview(store: Store, identifier: str, language: str, document: str) -> str | None:
    """Return a preview; None where there is no such thing.

    Args:
        store: what it is told from.
        identifier: of the thing.
        language: of the preview.
        document: its own path from the top, for the link to the page of the thing.

    Raises:
        MissingExtraError: what fills templates is not installed.
        StoreError: the store failed.
    """
    register = register_of(store)
    thing = register.at(identifier)
    if thing is None:
        return None
    (hit,) = tell(store, register, [thing.entry], language)
    return _template().render(
        language=language,
        words=words(language),
        style=style(),
        name=hit.link.label,
        kind=type_label(hit.kind, language),
        detail=hit.detail,
        facts=_facts(store, register, thing, language),
        page=relative(document, hit.path),
    )


def _facts(store: Store, register: Register, thing: Thing, language: str) -> list[tuple[str, str]]:
    """Return some properties with their first values as texts, as far as they have any."""
    found = []
    for told in (properties()[name] for name in _SHOWN):
        values = values_of(store, register, [thing], told, language).get(thing.entry.iri, [])
        texts = [
            str(value.get("name") or value.get("date", "")[:10] or value.get("str", value.get("int")))
            for value in values
        ]
        if texts:
            more = "; …" if len(texts) > _MOST else ""
            found.append((told.label[language], "; ".join(texts[:_MOST]) + more))
    return found


@cache
def style() -> str:
    """Return the style sheet of previews, which stands in each of them."""
    return package_file("reconcile/templates/preview.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = package_file("reconcile/templates")
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("preview.html")
