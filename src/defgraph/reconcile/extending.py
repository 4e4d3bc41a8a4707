"""Data extension: the values of properties of things that were reconciled."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from defgraph.reconcile.register import register_of, rows_of
from defgraph.reconcile.telling import context_of
from defgraph.reconcile.vocabulary import properties, type_label
from defgraph.views.texts import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.pages.asking import Row
    from defgraph.pages.naming import Names
    from defgraph.reconcile.batch import Extension
    from defgraph.reconcile.register import Register, Thing
    from defgraph.reconcile.vocabulary import Property
    from defgraph.store import Store

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def propose(of: str, language: str, most: int | None = None) -> dict[str, Any]:
    """Return the properties that things of a type have (data extension property proposal, section 7.2).

    Args:
        of: the type; nothing: any. Things of one that there is not have no properties.
        language: of names and descriptions.
        most: how many at most; None: all.
    """
    found = [
        {"id": each.name, "name": each.label[language], "description": each.description[language]}
        for each in properties().values()
        if not of or of in each.of
    ]
    return {
        "type": of,
        "properties": found if most is None else found[:most],
        **({} if most is None else {"limit": most}),
    }


def extend(store: Store, asked: Extension, language: str) -> dict[str, Any]:
    """Return the values of properties (data extension response, section 7.4).

    An identifier that there is not has no values.

    Args:
        store: where to look.
        asked: of which things, and which properties.
        language: of names.

    Raises:
        StoreError: the store failed.
    """
    register = register_of(store)
    found = {identifier: register.at(identifier) for identifier in asked.ids}
    things = [thing for thing in found.values() if thing is not None]
    values = {
        name: values_of(store, register, things, properties()[name], language) for name, _ in asked.properties
    }
    rows = {
        identifier: {
            name: _at_most(values[name].get(thing.entry.iri, []) if thing else [], most)
            for name, most in asked.properties
        }
        for identifier, thing in found.items()
    }
    return {"meta": [_meta(properties()[name], language) for name, _ in asked.properties], "rows": rows}


def _at_most(values: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    return values[:most] if most else values


def _meta(told: Property, language: str) -> dict[str, Any]:
    type_ = {"type": {"id": told.type, "name": type_label(told.type, language)}} if told.type else {}
    return {"id": told.name, "name": told.label[language], **type_}


def values_of(
    store: Store, register: Register, things: list[Thing], told: Property, language: str
) -> Mapping[str, list[dict[str, Any]]]:
    """Return the values of a property as the service writes them, by the IRI of the thing.

    Raises:
        StoreError: the store failed.
    """
    iris = [NamedNode(thing.entry.iri) for thing in things if thing.entry.kind in told.of]
    rows = rows_of(store, told.query, iris) if iris else []
    names = context_of(store, register, language).names
    names.learn(row.iri("value") for row in rows if told.type or told.form == "tenure")
    own = {thing.entry.iri: thing.entry.label(language)[0] for thing in things}
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        value = _value(row, told, register, names)
        if value is not None and not (told.name == "name" and value["str"] == own[row.iri("thing")]):
            found[row.iri("thing")].append(value)
    return found


def _value(row: Row, told: Property, register: Register, names: Names) -> dict[str, Any] | None:
    if told.type:
        iri = row.iri("value")
        return {"id": register.identifiers.of(iri), "name": names.label(iri)} if iri else None
    if told.form == "number":
        return {"int": row.number("number")}
    if told.form in {"first", "last"}:
        return _day(row.text(told.form))
    if told.form == "tenure":
        years = dict.fromkeys(day[:4] for day in (row.text("from"), row.text("until")) if day)
        return {"str": ", ".join(filter(None, (names.label(row.iri("value")), "–".join(years))))}
    text = clean(row.text("value"))
    return {"str": text} if text else None


def _day(text: str) -> dict[str, Any] | None:
    """Return a day as the service writes it, with an hour; a month or a year alone as a text."""
    if _DAY.fullmatch(text):
        return {"date": f"{text}T00:00:00Z"}
    return {"str": text} if text else None
