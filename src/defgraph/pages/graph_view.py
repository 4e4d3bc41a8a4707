"""Interactive drawings among the pages: the network around a thing, and whole networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defgraph.errors import NotFoundError
from defgraph.network import FULL, projection_texts, projections
from defgraph.pages.addresses import HOME, LANGUAGES, VIEWS, page_path
from defgraph.pages.assets import STATIC
from defgraph.pages.context import Context
from defgraph.pages.long_names import full_local
from defgraph.pages.rendering import Page, addresses_of
from defgraph.pages.settings import Settings
from defgraph.store.remembering import RememberingStore
from defgraph.views import Shared, view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from defgraph.store import Store

MOST = 300
"""How many nodes a drawing around a thing has: as many as are shown at once, and soon there."""

_DEFAULTS = Settings()


def render_view(store: Store, local: str, language: str, *, settings: Settings = _DEFAULTS) -> Page | None:
    """Return the drawing of the network around a thing, whose files are shared with all others.

    Args:
        store: what to draw.
        local: of the thing; :data:`~defgraph.pages.addresses.HOME` is the network of all, and the name of a
            projection (:func:`defgraph.network.projections`) is that.
        language: of the page.
        settings: what it may link to.

    Returns:
        the page, or None where no network has such a thing in it.

    Raises:
        StoreError: the store failed.
    """
    store = RememberingStore(store)  # the network and its page ask for much the same
    addresses = addresses_of(store, settings)
    local = full_local(store, addresses, local)
    context = Context(store, f"{VIEWS}/{local}", language, settings, addresses)
    names = {HOME: FULL} | {name: name for name in projections() if name != FULL}
    thing = addresses.iri(local) if local not in names else None
    if thing is None and local not in names:
        return None
    to = context.names.to_document
    shared = Shared(to(f"{STATIC}/{VIEWS}/"), context.names.href, list(_ways(context, local, names)))
    try:
        if thing is None:
            html = view(store, names[local], language=language, shared=shared)
        else:
            html = view(store, around=thing.value, most=MOST, language=language, shared=shared)
    except NotFoundError:
        return None
    return Page(html, local)


def _ways(context: Context, local: str, names: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield where the drawing leads: home or to the page of its thing, to other networks and languages."""
    to, words, language = context.names.to_document, context.wording.words, context.language
    if local in names:
        yield words["site"], "", to(page_path(HOME, language))
        for name, projection in names.items():
            if name != local:
                title = (
                    words["network"] if projection == FULL else projection_texts(projection).title[language]
                )
                yield title, "", to(page_path(f"{VIEWS}/{name}", language))
    else:
        yield words["back"], "", to(page_path(local, language))
    for other in LANGUAGES:
        if other != language:
            yield words[f"called_{other}"], other, to(page_path(f"{VIEWS}/{local}", other))
