"""From what a person gives as parameters to typed terms, before a query sees them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from defgraph.errors import InputError, ParameterError
from defgraph.namespaces import AREA, DG
from defgraph.ontology import area_id, closest, concept_ids
from defgraph.queries.countries import find_country
from defgraph.queries.lookup import Found, find_label, find_meeting, find_named
from defgraph.terms import date_literal, integer_literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.queries.header import Parameter, SavedQuery
    from defgraph.store import Store
    from defgraph.terms import Term

_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Bound:
    """Parameters as terms; the greatest number of rows (None: all); what to tell the reader."""

    terms: Mapping[str, tuple[Term, ...]]
    limit: int | None
    notes: tuple[str, ...]


def bind(query: SavedQuery, given: Mapping[str, object], store: Store) -> Bound:
    """Return the parameters of ``query`` as terms.

    Args:
        query: which parameters there are, of what type, with what defaults.
        given: a value for each parameter that is set: a text, a whole number, a ``datetime.date`` or
            an IRI (``pyoxigraph.NamedNode``).
        store: where officials, organisations and meetings are looked up by name.

    Raises:
        ParameterError: a parameter is unknown or missing, or its value makes no sense.
        NotFoundError: nothing in the store goes by a given name.
    """
    for name in given:
        if name not in query.parameters:
            raise ParameterError(_unknown_parameter(query, name), name)
    terms: dict[str, tuple[Term, ...]] = {}
    notes: list[str] = []
    limit = None
    for name, parameter in query.parameters.items():
        value = given.get(name, parameter.default)
        if value is None:
            if parameter.required:
                needed = f"query {query.name} needs parameter {name}: {parameter.description}"
                raise ParameterError(needed, name)
            continue
        found = _find(parameter, _as_text(parameter, value), store)
        if parameter.use == "limit":
            limit = int(found.terms[0].value)
        else:
            terms[name] = found.terms
        if found.note:
            notes.append(f"{name}: {found.note}")
    return Bound(terms, limit, tuple(notes))


def _unknown_parameter(query: SavedQuery, name: str) -> str:
    if not query.parameters:
        return f"query {query.name} takes no parameters, found {name!r}"
    near = closest(name, query.parameters, limit=1)
    hint = f"did you mean {near[0]}?" if near else f"it takes {', '.join(query.parameters)}"
    return f"query {query.name} has no parameter {name!r}; {hint}"


def _as_text(parameter: Parameter, value: object) -> str:
    if isinstance(value, NamedNode):
        return value.value
    if isinstance(value, (bool, dt.datetime)) or not isinstance(value, (str, int, dt.date)):
        raise ParameterError(
            f"parameter {parameter.name}: found {value!r}; expected a text, a whole number, a date or an IRI",
            parameter.name,
        )
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        wrong = f"parameter {parameter.name}: {text!r} is no valid Unicode text"
        raise ParameterError(wrong, parameter.name) from None
    stripped = text if parameter.type == "text" else text.strip()
    if not stripped:
        empty = f"parameter {parameter.name} is empty; leave it out, or give a {parameter.type}"
        raise ParameterError(empty, parameter.name)
    return stripped


def _find(parameter: Parameter, text: str, store: Store) -> Found:
    """Return the terms that ``text`` means as a value of ``parameter``; errors name the parameter."""
    try:
        match parameter.type:
            case "country":
                return find_country(text)
            case "area":
                return Found((_area(text),))
            case "date":
                return Found((date_literal(_day(text, parameter.whole)),))
            case "integer":
                return Found((_integer(text, parameter.minimum),))
            case "official":
                return find_named(store, "official", DG("Official"), text)
            case "organisation":
                return find_named(store, "organisation", DG("Organisation"), text)
            case "meeting":
                return find_meeting(store, text)
            case _ if parameter.suggest:
                return find_label(store, DG(parameter.suggest), text)
            case _:
                return Found((Literal(_choice(text, parameter.values)),))
    except InputError as error:
        named = type(error)(f"parameter {parameter.name}: {error}")
        named.parameter = parameter.name
        raise named from None


def _area(text: str) -> NamedNode:
    found = area_id(text.strip("<>").removeprefix(AREA.iri))
    if found is None:
        areas = concept_ids("area")
        near = " or ".join(closest(text, areas))
        hint = f"did you mean {near}?" if near else f"there are {', '.join(areas)}"
        raise ParameterError(f"no area of cooperation {text!r}; {hint}")
    return AREA(found)


def _day(text: str, whole: str | None) -> str:
    """Return the day that ``text`` gives, a month or a year standing for its first or last one."""
    match = _DATE.fullmatch(text)
    expected = "a day such as 2025-10-21" + (", a month or a year" if whole else "")
    if match is None or not (match["day"] or whole):
        raise ParameterError(f"found {text!r}; expected {expected}")
    try:
        first = dt.date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError as error:
        raise ParameterError(f"{text!r} is not in the calendar ({error}); expected {expected}") from None
    if match["day"] or whole == "first":
        return first.isoformat()
    month = first.month if match["month"] else 12
    return first.replace(month=month, day=calendar.monthrange(first.year, month)[1]).isoformat()


def _integer(text: str, minimum: int | None) -> Literal:
    if not _INTEGER.fullmatch(text):
        raise ParameterError(f"found {text!r}; expected a whole number")
    if minimum is not None and int(text) < minimum:
        raise ParameterError(f"found {text}; expected {minimum} or more")
    return integer_literal(int(text))


def _choice(text: str, values: tuple[str, ...]) -> str:
    if not values:
        return text
    wanted = text.strip().casefold()
    found = next((value for value in values if value.casefold() == wanted), None)
    if found is None:
        near = closest(text, values, limit=1)
        hint = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(values)}"
        raise ParameterError(f"found {text!r}; {hint}")
    return found
