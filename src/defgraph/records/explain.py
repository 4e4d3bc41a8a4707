"""Turns what the models refuse into findings that a person can act on."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import ValidationError

from defgraph.records.fields import EXPECTED
from defgraph.records.models import Record
from defgraph.records.pointer import first_lost
from defgraph.records.problems import Finding, did_you_mean, nearest, one_of, show
from defgraph.records.shape import keys, model_at
from defgraph.records.vocabularies import COUNTRY_CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic_core import ErrorDetails

    from defgraph.records.problems import Path
    from defgraph.records.shape import Key

_COUNTRY = 'an ISO 3166-1 alpha-2 country code, such as "ID" for Indonesia'
_COUNTRY_SLIPS = MappingProxyType({"UK": "GB", "EL": "GR"})


def check(data: object) -> tuple[Record | None, list[Finding]]:
    """Validate JSON data: return the record, or None and every finding.

    Args:
        data: what a reader made of one record: dicts, lists, texts, numbers, booleans and None.
    """
    try:
        return Record.model_validate(data), []
    except ValidationError as error:
        return None, explain(error, data)


def explain(error: ValidationError, data: object) -> list[Finding]:
    """Return a finding for everything that is wrong with ``data``, in the order of the record.

    Args:
        error: what :class:`Record` raised for it.
        data: the record as JSON data.
    """
    findings = [_finding(details) for details in error.errors(include_url=False) if not _is_echo(details)]
    return findings + _dangling(data)


def _is_echo(details: ErrorDetails) -> bool:
    """Tell whether an error only follows from others: _dangling() finds the pointers itself."""
    return details["type"] == "dangling_pointer"


def _finding(details: ErrorDetails) -> Finding:
    describe = _DESCRIPTIONS.get(details["type"])
    finding = describe(details) if describe else _plain(details, details["msg"])
    if details["input"] is None and details["type"] != "extra_forbidden":
        return finding._replace(hint="leave the key out when it has no value")
    return finding


def _plain(details: ErrorDetails, expected: str, hint: str | None = None) -> Finding:
    return Finding(details["loc"], show(details["input"]), expected, hint)


def _key(path: Path) -> Key:
    names = [step for step in path if isinstance(step, str)]
    return keys(model_at(tuple(names[:-1])))[names[-1]]


def _missing(details: ErrorDetails) -> Finding:
    key = _key(details["loc"])
    expected = (
        one_of(key.allowed, None) if key.allowed else key.description[0].lower() + key.description[1:-1]
    )
    return Finding(details["loc"], "nothing", expected)


def _literal(details: ErrorDetails) -> Finding:
    value = details["input"]
    allowed = _key(details["loc"]).allowed
    if not allowed:
        return _plain(details, _COUNTRY, did_you_mean(_nearest_country(value)))
    suggestion = nearest(value, allowed)
    return _plain(details, one_of(allowed, suggestion), did_you_mean(suggestion))


def _nearest_country(value: object) -> str | None:
    code = value.strip().upper() if isinstance(value, str) else ""
    code = _COUNTRY_SLIPS.get(code, code)
    return code if code in COUNTRY_CODES else None


def _unknown_key(details: ErrorDetails) -> Finding:
    *way, name = details["loc"]
    allowed = sorted(keys(model_at(tuple(way))))
    suggestion = nearest(name, allowed)
    return Finding(details["loc"], "an unknown key", one_of(allowed, suggestion), did_you_mean(suggestion))


def _text(details: ErrorDetails) -> Finding:
    is_scalar = isinstance(details["input"], bool | int | float)
    return _plain(details, "text", "put it in quotes" if is_scalar else None)


def _pattern(details: ErrorDetails) -> Finding:
    return _plain(details, EXPECTED[details["ctx"]["pattern"]])


def _integer(details: ErrorDetails) -> Finding:
    if details["loc"] == ("format",):
        return _plain(details, "1, the only format there is")
    return _plain(details, "a whole number from 0 on")


def _object(details: ErrorDetails) -> Finding:
    if not details["loc"]:
        return _plain(details, "one record as an object", "several go one a line into a .jsonl file")
    return _plain(details, "an object")


_DESCRIPTIONS: Mapping[str, Callable[[ErrorDetails], Finding]] = MappingProxyType(
    {
        "missing": _missing,
        "literal_error": _literal,
        "extra_forbidden": _unknown_key,
        "string_type": _text,
        "string_unicode": lambda details: _plain(details, "text of Unicode characters"),
        "string_pattern_mismatch": _pattern,
        "int_type": _integer,
        "int_parsing_size": _integer,
        "greater_than_equal": _integer,
        "less_than_equal": _integer,
        "model_type": _object,
        "tuple_type": lambda details: _plain(details, "a list"),
        "needs_one": lambda details: Finding(details["loc"], "neither", details["msg"]),
        "empty_span": lambda details: Finding(details["loc"], details["msg"], "a start before the end"),
    }
)


def _dangling(data: object) -> list[Finding]:
    """Return a finding for every evidence span whose pointer leads to nothing in ``data``."""
    spans = data.get("evidence") if isinstance(data, dict) else None
    if not isinstance(spans, list):
        return []
    findings = []
    for place, span in enumerate(spans):
        pointer = span.get("for") if isinstance(span, dict) else None
        if isinstance(pointer, str) and (lost := first_lost(data, pointer)) is not None:
            path = ("evidence", place, "for")
            findings.append(
                Finding(path, show(pointer), "a JSON Pointer to a value of this record", lost or None)
            )
    return findings
