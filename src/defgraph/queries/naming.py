"""The ways in which people say which thing they mean: one look-up for parameters and for networks."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pyoxigraph import NamedNode

from defgraph.errors import ParameterError
from defgraph.ontology import country_code

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_LISTED = 20
"""How many things of one name a message lists."""

_IRI = re.compile(r"<?([A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*)>?")
_COUNTRY_AT_END = re.compile(r"(?P<name>.*\S)\s*\((?P<country>[^()]+)\)")


class Named(NamedTuple):
    """A thing, what it is called, and its country (ISO 3166-1 alpha-2; None: of none, or of several)."""

    iri: NamedNode
    name: str
    country: str | None = None

    def __str__(self) -> str:
        return f"{self.name} ({self.country})" if self.country else f"{self.name} <{self.iri.value}>"


class Directory(Protocol):
    """What :func:`find_things` looks in. Each method returns what there is, or nothing, by IRI."""

    def at(self, iri: NamedNode) -> list[Named]:
        """Return the thing that has this IRI."""

    def ending(self, path: str) -> list[Named]:
        """Return the things whose IRI ends with ``/`` and ``path``."""

    def called(self, name: str, country: str | None = None) -> list[Named]:
        """Return the things that go by ``name``, of ``country`` (alpha-2) alone where it is given."""


def find_things(directory: Directory, text: str) -> list[Named]:
    """Return the things that ``text`` means; none, where nothing goes by it.

    The first of these that anything matches decides: an IRI, with or without angle brackets; the end of
    one (``official/id/sari-wijaya``); a name; ``Name (CC)``, a name and a country as code or name.

    Args:
        directory: where to look.
        text: what a person wrote.

    Raises:
        ParameterError: it begins like an IRI, but is no valid one.
    """
    iri = as_iri(text)
    found = directory.at(iri) if iri is not None else []
    if not found and iri is None and "/" in text:
        found = directory.ending(text)
    found = found or directory.called(text)
    name, code = name_and_country(text)
    return found or (directory.called(name, code) if code else [])


def name_and_country(text: str) -> tuple[str, str | None]:
    """Return the parts of ``Name (CC)``: a name, and a country told as code or name; None where none is."""
    ending = _COUNTRY_AT_END.fullmatch(text)
    code = country_code(ending["country"]) if ending else None
    return (ending["name"], code) if ending and code else (text, None)


def as_iri(text: str) -> NamedNode | None:
    """Return the IRI that ``text`` is, or None where it does not look like one.

    Raises:
        ParameterError: it begins like an IRI, but is no valid one.
    """
    match = _IRI.fullmatch(text)
    if match is None:
        return None
    try:
        return NamedNode(match[1])
    except ValueError as error:
        raise ParameterError(f"{text!r} is no valid IRI: {error}") from None


def listed(things: Sequence[Named]) -> list[str]:
    """Return what to call each of ``things`` in a message, :data:`MOST_LISTED` of them at most.

    That is ``Name (CC)``; where it does not tell two of them apart, the IRI follows.
    """
    written = Counter(map(str, things))
    names = [
        str(thing) if written[str(thing)] == 1 else f"{thing} <{thing.iri.value}>"
        for thing in things[:MOST_LISTED]
    ]
    return [*names, f"and {len(things) - MOST_LISTED} more"] if len(things) > MOST_LISTED else names
