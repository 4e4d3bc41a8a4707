"""From a store and a local to a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.build.target import base_of
from defgraph.cycles import no_search_for_cycles
from defgraph.errors import ParameterError
from defgraph.namespaces import DEFAULT_BASE
from defgraph.network.near import at as node_at
from defgraph.ontology import drawing_rules
from defgraph.pages.addresses import (
    FORMATS,
    HOME,
    LANGUAGES,
    VIEWS,
    Addresses,
    Document,
    is_of_a_thing,
    page_path,
)
from defgraph.pages.context import Context
from defgraph.pages.kinds import FREE_PAGES, GENERIC, KINDS
from defgraph.pages.long_names import full_local
from defgraph.pages.settings import Settings
from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment

    from defgraph.pages.kinds import Kind
    from defgraph.pages.wording import Wording
    from defgraph.store import Store

_DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its text, to be written as UTF-8, and its title."""

    html: str
    title: str


def addresses_of(store: Store, settings: Settings = _DEFAULTS) -> Addresses:
    """Return the addresses of what is in ``store``."""
    return Addresses(settings.base or base_of(store) or DEFAULT_BASE)


def render(store: Store, local: str, language: str, *, settings: Settings = _DEFAULTS) -> Page | None:
    """Return the page about a thing, or a page about no one thing such as the home page.

    The same store gives the same bytes.

    Args:
        store: what it is told from.
        local: of what; see :mod:`defgraph.pages.addresses`.
        language: one of :data:`~defgraph.pages.addresses.LANGUAGES`.
        settings: what the page may link to.

    Returns:
        the page, or None where nothing is known of such a thing.

    Raises:
        ParameterError: there are no pages in this language.
        MissingExtraError: what draws charts is not installed.
        StoreError: the store failed.
    """
    if language not in LANGUAGES:
        raise ParameterError(f"language: found {language!r}, expected one of {', '.join(LANGUAGES)}")
    with no_search_for_cycles():
        addresses = addresses_of(store, settings)
        context = Context(store, full_local(store, addresses, local), language, settings, addresses)
        kind, thing = _kind(context)
        if kind is None:
            return None
        told = kind.build(context, thing)
        if told is None:
            return None
        return rendered(context, kind.template, {**told, "drawing": _drawing(context, thing)})


def _kind(context: Context) -> tuple[Kind | None, NamedNode]:
    """Return which sort of page there is at the local of ``context``, and what it is about."""
    thing = context.addresses.iri(context.local)
    if context.local in FREE_PAGES:
        return FREE_PAGES[context.local], NamedNode(context.addresses.base)
    if thing is None:
        return None, NamedNode(context.addresses.base)
    types = {row.term("type") for row in context.ask("types", thing=[thing])}
    return next((kind for cls, kind in KINDS.items() if cls in types), GENERIC), thing


def _drawing(context: Context, thing: NamedNode) -> str:
    """Return the address of the drawing around a thing; nothing where there is none."""
    if not context.settings.views or node_at(context.store, drawing_rules(), thing) != thing.value:
        return ""
    return context.names.to_document(page_path(f"{VIEWS}/{context.local}", context.language))


def rendered(context: Context, template: str, told: Mapping[str, object]) -> Page:
    """Return the page that a template makes of what it is told.

    Args:
        context: of the page.
        template: the name of the template, which extends ``base.html``.
        told: its variables; ``title`` is the title of the page.
    """
    to, asked = context.names.to_document, f"?{context.asked}" if context.asked else ""
    return filled(
        template,
        told,
        context.wording,
        local=context.local,
        settings=context.settings,
        to=to,
        languages={language: to(page_path(context.local, language)) + asked for language in LANGUAGES},
        formats=_formats(context),
    )


def filled(template: str, told: Mapping[str, object], say: Wording, **around: object) -> Page:
    """Return the page that a template makes of what it is told, and of what ``base.html`` wants to know."""
    html = (
        _environment()
        .get_template(f"{template}.html")
        .render(
            told,
            language=say.language,
            words=say.words,
            say=say,
            is_home=around["local"] == HOME,
            home=page_path(HOME, say.language),
            **around,
        )
    )
    return Page(html, str(told["title"]))


def _formats(context: Context) -> list[tuple[str, str, str]]:
    """Return the ending, the media type and the address of each document of data beside the page."""
    if not is_of_a_thing(context.local):
        return []
    return [
        (ending, FORMATS[ending], context.names.to_document(Document(context.local, "", ending).path))
        for ending in context.settings.formats
    ]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(package_file("pages/templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
