"""Reading what is asked of the service: batches of reconciliation queries, and data extension queries.

Both are JSON (Reconciliation Service API 0.2, sections 4.1 and 7.3); every value is looked at before
anything is looked up.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from defgraph.errors import InputError, ParameterError, TooLargeError
from defgraph.reconcile.vocabulary import TYPES, properties, types_of

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_QUERIES = 50
"""Queries of a batch; the manifest tells it as ``batchSize``."""
MOST_CANDIDATES = 100
USUAL_CANDIDATES = 10
MOST_IDS = 500
_STRICTNESS = ("should", "all", "any")
_QUERY_KEYS = ("query", "type", "limit", "properties", "type_strict")


class Value(NamedTuple):
    """A value of a property in a query: a text, or a thing that is known by its identifier."""

    text: str
    is_thing: bool = False


class Wanted(NamedTuple):
    """A property in a query: any of these values would do."""

    name: str
    values: tuple[Value, ...]


class Query(NamedTuple):
    """A reconciliation query; ``types`` are of :data:`~defgraph.reconcile.vocabulary.TYPES`."""

    text: str
    types: tuple[str, ...] = TYPES
    limit: int = USUAL_CANDIDATES
    wanted: tuple[Wanted, ...] = ()


class Extension(NamedTuple):
    """A data extension query: the identifiers, and properties each with how many values at most (0: all)."""

    ids: tuple[str, ...]
    properties: tuple[tuple[str, int], ...]


def read_batch(text: str) -> tuple[tuple[str, Query], ...]:
    """Return the queries of a batch with their keys, in order.

    A type that there is not is left out; with no other one, nothing can be found. So is a property that
    cannot be compared.

    Raises:
        InputError: this is no JSON.
        ParameterError: it is no batch of queries.
        TooLargeError: there are too many queries in it.
    """
    batch = _members(_json(text, "queries"), "queries")
    if len(batch) > MOST_QUERIES:
        raise TooLargeError(f"queries: found {len(batch):,} queries, expected at most {MOST_QUERIES}")
    return tuple((key, _query(told, f"queries.{key[:40]}")) for key, told in batch.items())


def read_extension(text: str) -> Extension:
    """Return a data extension query.

    Raises:
        InputError: this is no JSON.
        ParameterError: it is no such query, or there is no such property.
        TooLargeError: it asks for too many things.
    """
    told = _members(_json(text, "extend"), "extend")
    ids, wanted = told.get("ids"), told.get("properties")
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        _refuse("extend.ids", ids, "a list of identifiers")
    if len(ids) > MOST_IDS:
        raise TooLargeError(f"extend.ids: found {len(ids):,}, expected at most {MOST_IDS}")
    if not isinstance(wanted, list):
        _refuse("extend.properties", wanted, "a list of properties")
    found: dict[str, int] = {}
    for number, each in enumerate(wanted):
        place = f"extend.properties.{number}"
        members = _members(each, place)
        name = _one_of(members.get("id"), properties(), f"{place}.id")
        found.setdefault(name, _most_values(members.get("settings", {}), f"{place}.settings"))
    return Extension(tuple(dict.fromkeys(ids)), tuple(found.items()))


def _most_values(settings: object, place: str) -> int:
    """Return the setting ``limit``, which clients send as a number or as its digits."""
    limit = _members(settings, place).get("limit", 0)
    if isinstance(limit, str) and limit.isascii() and limit.isdecimal() and len(limit) < 10:
        limit = int(limit)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit != limit // 1 or limit < 0:
        _refuse(f"{place}.limit", limit, "a whole number from 0")
    return int(limit)


def _json(text: str, name: str) -> object:
    try:
        return json.loads(text, parse_constant=_no_number)
    except RecursionError:
        raise InputError(f"{name}: it is nested too deep") from None
    except ValueError as error:
        raise InputError(f"{name}: expected JSON: {error}") from None


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number in JSON")


def _query(told: object, place: str) -> Query:
    members = _members(told, place)
    if strange := [key for key in members if key not in _QUERY_KEYS]:
        raise ParameterError(
            f"{place}: found {strange[0][:40]!r}, expected {', '.join(_QUERY_KEYS)}", "queries"
        )
    text, wanted = members.get("query", ""), _wanted(members.get("properties", []), place)
    if not isinstance(text, str):
        _refuse(f"{place}.query", text, "a text")
    if "query" not in members and not members.get("properties"):
        _refuse(place, members, "a query, or properties")
    _one_of(members.get("type_strict", _STRICTNESS[0]), _STRICTNESS, f"{place}.type_strict")
    return Query(text, _types(members, place), _limit(members, place), wanted)


def _types(members: dict[str, Any], place: str) -> tuple[str, ...]:
    told = members.get("type", "")
    listed = [told] if isinstance(told, str) else told
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        _refuse(f"{place}.type", told, "a type or a list of types")
    return types_of(listed)


def _limit(members: dict[str, Any], place: str) -> int:
    limit = members.get("limit", USUAL_CANDIDATES)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit != limit // 1 or limit < 1:
        _refuse(f"{place}.limit", limit, "a whole number from 1")
    return int(min(limit, MOST_CANDIDATES))


def _wanted(told: object, place: str) -> tuple[Wanted, ...]:
    if not isinstance(told, list):
        _refuse(f"{place}.properties", told, "a list of properties")
    found = []
    for number, each in enumerate(told):
        where = f"{place}.properties.{number}"
        members = _members(each, where)
        if not isinstance(members.get("pid"), str) or "v" not in members:
            _refuse(where, each, "pid, the identifier of a property, and v, its value")
        values = members["v"] if isinstance(members["v"], list) else [members["v"]]
        texts = tuple(filter(lambda value: value.text, (_value(value, f"{where}.v") for value in values)))
        name = members["pid"]
        if name in properties() and properties()[name].is_compared and texts:
            found.append(Wanted(name, texts))
    return tuple(found)


def _value(told: object, place: str) -> Value:
    if isinstance(told, dict) and isinstance(told.get("id"), str):
        return Value(told["id"].strip(), is_thing=True)
    if isinstance(told, bool | int | float):
        return Value(json.dumps(told))
    if not isinstance(told, str):
        _refuse(place, told, "a text, a number, true, false or a thing with an id")
    return Value(told.strip())


def _members(told: object, place: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        _refuse(place, told, "an object")
    return told


def _one_of(told: object, known: Collection[str], place: str) -> str:
    if not isinstance(told, str) or told not in known:
        _refuse(place, told, f"one of {', '.join(known)}")
    return told


def _refuse(place: str, found: object, expected: str) -> NoReturn:
    shown = json.dumps(found, ensure_ascii=False)
    raise ParameterError(
        f"{place}: found {shown if len(shown) <= 60 else shown[:60] + '…'}, expected {expected}",
        place.partition(".")[0],
    )
