"""Pages of an answer: the parameters that choose one, and the links from each to the others (RFC 8288)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from defgraph.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from starlette.requests import Request

    from defgraph.queries.paging import Page

PAGE, PER_PAGE, FORMAT = "page", "per_page", "format"
MOST_PAGES = 1_000_000
"""The greatest number of a page that can be asked for."""
MOST_ROWS = 10_000
"""How many rows a page can have."""
ROWS = 100
"""How many rows a page has where nothing is said."""

_NUMBER = re.compile("[0-9]{1,9}")


def own_name(name: str, taken: Collection[str]) -> str:
    """Return how a parameter of the server is spelled where a query has those that are ``taken``.

    The names of a query's parameters begin with a letter, so an underscore keeps them apart.
    """
    return f"_{name}" if name in taken else name


class Asked(NamedTuple):
    """What a client asks for: the parameters of the query, the page, its size, the format (None: any)."""

    given: Mapping[str, str]
    number: int
    size: int
    form: str | None


def asked(request: Request, taken: Collection[str], forms: Sequence[str]) -> Asked:
    """Return what the query string of ``request`` asks for.

    Args:
        request: the request.
        taken: the parameters of the query.
        forms: what the format can be.

    Raises:
        ParameterError: a parameter is given twice, or the page, its size or the format is none.
    """
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in given:
            raise ParameterError(f"parameter {name} is given twice; give it once", name)
        given[name] = value
    page, size, form = (own_name(name, taken) for name in (PAGE, PER_PAGE, FORMAT))
    number = _number(page, given.pop(page, "1"), MOST_PAGES)
    rows = _number(size, given.pop(size, str(ROWS)), MOST_ROWS)
    chosen = given.pop(form, None)
    if chosen is not None and chosen not in forms:
        raise ParameterError(f"parameter {form}: found {chosen!r}; expected one of {', '.join(forms)}", form)
    return Asked(given, number, rows, chosen)


def _number(name: str, text: str, most: int) -> int:
    if not _NUMBER.fullmatch(text) or not 1 <= int(text) <= most:
        raise ParameterError(f"parameter {name}: found {text!r}; expected a number from 1 to {most}", name)
    return int(text)


def links(request: Request, page: Page, taken: Collection[str]) -> str:
    """Return the ``Link`` header of a page: first, prev, next and last, as far as there are such pages.

    The addresses are relative to that of the request, so they hold behind any prefix.
    """
    name = own_name(PAGE, taken)
    others = [(key, value) for key, value in request.query_params.multi_items() if key != name]
    numbers = {"first": 1}
    if page.number > 1:
        numbers["prev"] = min(page.number - 1, page.last)
    if page.number < page.last:
        numbers["next"] = page.number + 1
    numbers["last"] = page.last
    return ", ".join(
        f'<?{urlencode([*others, (name, str(number))])}>; rel="{relation}"'
        for relation, number in numbers.items()
    )
