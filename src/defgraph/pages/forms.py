"""The pages of saved queries: the list of them, and for each a form with the rows that it finds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from defgraph.errors import InputError
from defgraph.pages.addresses import page_path
from defgraph.pages.cells import table
from defgraph.pages.context import Context
from defgraph.pages.fields import field_label, fields
from defgraph.pages.naming import Link
from defgraph.pages.rendering import Page, addresses_of, rendered
from defgraph.pages.settings import Settings
from defgraph.queries import find_query, list_queries
from defgraph.queries.header import text_in
from defgraph.queries.paging import run_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.queries import SavedQuery
    from defgraph.queries.paging import Page as Rows
    from defgraph.store import Store

ROWS = 50
"""Rows of a page."""
MOST_PAGES = 1_000_000
DOWNLOADS = ("csv", "tsv", "json", "xml", "markdown")
"""What the rows can be had as, from the service of saved queries."""

_DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Listed:
    """A saved query of the list."""

    name: str
    summary: str
    language: str
    href: str


class Answered(NamedTuple):
    """A page of a form; ``is_refused`` says that what was given makes no sense."""

    page: Page
    is_refused: bool


def render_queries(store: Store, language: str, *, settings: Settings = _DEFAULTS) -> Page:
    """Return the list of saved queries, by tag.

    Raises:
        InputError: a folder of queries is missing.
        StoreError: the store failed.
    """
    context = Context(store, "queries", language, settings, addresses_of(store, settings))
    words = context.wording.words
    groups: dict[str, list[Listed]] = defaultdict(list)
    for query in list_queries(settings.folders):
        path = page_path(f"queries/{query.name}", language)
        href = "" if query.problem or not _is_shown(query, settings) else context.names.to_document(path)
        listed = Listed(query.name, *text_in(query, "summary", language), href)
        for tag in query.tags[:1] or ("",):
            groups[tag].append(listed)
    titled = {
        str(words["tags"].get(tag, tag or words["tags"]["other"])): groups[tag] for tag in sorted(groups)
    }
    return rendered(context, "queries", {"title": words["queries"], "groups": titled})


def _is_shown(query: SavedQuery, settings: Settings) -> bool:
    """Return whether there is a page of a query: without a server only of those that need no values."""
    return settings.interactive or is_plain(query)


def is_plain(query: SavedQuery) -> bool:
    """Return whether a query can be asked without a value for any parameter."""
    return not query.problem and not any(
        each.required and each.default is None for each in query.parameters.values()
    )


def render_form(
    store: Store,
    name: str,
    given: Mapping[str, str],
    language: str,
    *,
    settings: Settings = _DEFAULTS,
    size: int = ROWS,
) -> Answered:
    """Return the form of a saved query, with the rows that it finds.

    Args:
        store: where to ask.
        name: which query.
        given: values of its parameters, as people write them, and ``page``; empty ones count as not given.
        language: of the page.
        settings: what the page may link to.
        size: rows of a page.

    Raises:
        NotFoundError: there is no such query.
        QueryError: its file breaks the rules.
        StoreError: the store failed.
    """
    query = find_query(name, settings.folders)
    paging = "_page" if "page" in query.parameters else "page"
    values = {key: text.strip() for key, text in given.items() if text.strip() and key != paging}
    local = f"queries/{query.name}"
    context = Context(store, local, language, settings, addresses_of(store, settings), urlencode(values))
    rows, errors = _asked(context, query, values, given.get(paging, "1"), size)
    notes = rows.result.notes if rows is not None else ()
    known = {key: text for key, text in errors.items() if key in query.parameters}
    told = {
        "title": text_in(query, "summary", language)[0],
        "description": text_in(query, "description", language),
        "query": query,
        "kind": context.wording.words["form"]["kind"],
        "action": context.names.to_document(context.document),
        "fields": fields(context, query, values, known, notes) if settings.interactive else [],
        "errors": [text for key, text in errors.items() if key not in query.parameters],
        "notes": [note for note in notes if note.partition(": ")[0] not in query.parameters],
        "rows": rows,
        "columns": [field_label(context, each) for each in rows.result.columns] if rows is not None else [],
        "table": table(context, rows.result, query.lists, in_words=True) if rows is not None else [],
        "pages": _pages(rows, values, paging) if rows is not None and settings.interactive else {},
        "downloads": _downloads(context, query, values),
        "permalink": context.names.to_document(context.document) + f"?{urlencode(values)}" * bool(values),
        "listing": context.names.to_document(page_path("queries", language)),
    }
    return Answered(rendered(context, "form", told), bool(errors))


def _asked(
    context: Context, query: SavedQuery, values: Mapping[str, str], page: str, size: int
) -> tuple[Rows | None, dict[str, str]]:
    """Return the rows, or what is wrong by the name of the parameter; neither, where nothing is asked yet."""
    if not values and not is_plain(query):
        return None, {}
    if not page.isascii() or not page.isdecimal() or not 1 <= int(page[:9]) <= MOST_PAGES:
        page = "1"
    try:
        return run_page(context.store, query, values, int(page[:9]), size), {}
    except InputError as error:
        return None, {error.parameter or "": str(error).removeprefix(f"parameter {error.parameter}: ")}


def _pages(rows: Rows, values: Mapping[str, str], paging: str) -> dict[str, str]:
    def link(number: int) -> str:
        return "?" + urlencode({**values, paging: str(number)})

    pages: dict[str, str] = {}
    if rows.number > 1:
        pages |= {"first": link(1), "previous": link(min(rows.number - 1, rows.last))}
    if rows.number < rows.last:
        pages |= {"next": link(rows.number + 1), "last": link(rows.last)}
    return pages


def _downloads(context: Context, query: SavedQuery, values: Mapping[str, str]) -> list[Link]:
    if not context.settings.interactive:
        return [Link("csv", context.names.to_document(f"queries/{query.name}.csv"))]
    named = "_format" if "format" in query.parameters else "format"
    path = context.names.to_document(f"queries/{query.name}")
    return [Link(form, f"{path}?{urlencode({**values, named: form})}") for form in DOWNLOADS]
