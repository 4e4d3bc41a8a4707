"""Finding the things in a store that a person names: officials, organisations, meetings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from defgraph.errors import NotFoundError, ParameterError
from defgraph.ids import name_key, slug
from defgraph.ontology import closest, country_code
from defgraph.queries.injection import inject
from defgraph.terms import integer_literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.store import Store
    from defgraph.terms import Term

_PREFIXES = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dg: <https://w3id.org/defgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_NAMED = """SELECT DISTINCT ?thing ?name ?country WHERE {
  { ?thing dg:nameKey ?_key }
  UNION
  { ?thing dg:abbreviation ?short FILTER(LCASE(?short) = LCASE(?_text)) }
  ?thing a ?_class ; rdfs:label ?name .
  OPTIONAL { ?thing dg:country ?state . ?state dg:alpha2 ?country }
} ORDER BY ?thing"""
_BY_PATH = """SELECT DISTINCT ?thing WHERE {
  ?thing a ?_class . FILTER(STRENDS(STR(?thing), CONCAT("/", ?_path)))
} ORDER BY ?thing"""
_NAMES = """SELECT DISTINCT ?name WHERE {
  ?thing a ?_class ; rdfs:label ?name
}"""
_MEETINGS = """SELECT DISTINCT ?thing WHERE {
  ?article dcterms:identifier ?_record . ?thing dg:reportedIn ?article
} ORDER BY ?thing"""
_RECORDS = "SELECT DISTINCT ?name WHERE { ?article a dg:Article ; dcterms:identifier ?name }"

_IRI = re.compile(r"<?([A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*)>?")
_COUNTRY_AT_END = re.compile(r"(?P<name>.*\S)\s*\((?P<country>[^()]+)\)")
_MEETING = re.compile(r"(?:meeting/)?(?P<record>[a-z0-9-]+)(?:/(?P<number>[0-9]+))?")


class Found(NamedTuple):
    """The things of one name, and what to tell the reader when there are several (else empty)."""

    terms: tuple[Term, ...]
    note: str = ""


class _Named(NamedTuple):
    iri: NamedNode
    name: str
    country: str | None

    def __str__(self) -> str:
        return f"{self.name} ({self.country})" if self.country else f"{self.name} <{self.iri.value}>"


def find_named(store: Store, kind: str, cls: NamedNode, text: str) -> Found:
    """Return the officials or organisations that ``text`` names.

    Args:
        store: where to look.
        kind: ``official`` or ``organisation``.
        cls: the class they belong to.
        text: an IRI, its end (``official/id/sari-wijaya``), a name, ``Name (CC)`` with a country, or
            for organisations an abbreviation. Names are compared as the build compares them.

    Raises:
        NotFoundError: nothing goes by that name.
        ParameterError: it is no valid IRI.
    """
    iri = _as_iri(text)
    if iri is not None:
        _require(store, kind, "ASK { ?_thing a ?_class }", {"thing": iri, "class": cls})
        return Found((iri,))
    if text.startswith(f"{kind}/"):
        rows = _select(store, _BY_PATH, {"class": cls, "path": Literal(text)})
        found = tuple(row[0] for row in rows if row[0] is not None)
        if found:
            return Found(found)
    named = _by_name(store, kind, cls, text, None)
    ending = _COUNTRY_AT_END.fullmatch(text)
    if not named and ending and (code := country_code(ending["country"])):
        named = _by_name(store, kind, cls, ending["name"], code)
    if not named:
        names = (row[0].value for row in _select(store, _NAMES, {"class": cls}) if row[0] is not None)
        raise NotFoundError(_unknown(kind, text, closest(text, names)))
    return Found(tuple(thing.iri for thing in named), _note(kind, text, named))


def find_meeting(store: Store, text: str) -> Found:
    """Return the meetings that ``text`` names.

    Args:
        store: where to look.
        text: an IRI; the id of a record, for all its meetings; or that with the meeting's number,
            counted from 1 (``2025-10-21-example/1``).

    Raises:
        NotFoundError: there is no such meeting.
        ParameterError: it is no valid IRI.
    """
    iri = _as_iri(text)
    if iri is not None:
        _require(store, "meeting", "ASK { ?_thing dg:reportedIn ?article }", {"thing": iri})
        return Found((iri,))
    parts = _MEETING.fullmatch(text)
    rows = _select(store, _MEETINGS, {"record": Literal(parts["record"])}) if parts else []
    meetings = [row[0] for row in rows if row[0] is not None]
    if parts and parts["number"]:
        ending = f"/{int(parts['number'])}"
        meetings = [meeting for meeting in meetings if meeting.value.endswith(ending)]
    if not meetings:
        names = (row[0].value for row in _select(store, _RECORDS, {}) if row[0] is not None)
        raise NotFoundError(_unknown("meeting", text, closest(text.partition("/")[0], names)))
    several = f"{text} reports {len(meetings)} meetings, all taken; {text}/1 is the first of them"
    return Found(tuple(meetings), several if len(meetings) > 1 else "")


def _by_name(store: Store, kind: str, cls: NamedNode, name: str, country: str | None) -> list[_Named]:
    if kind == "official":
        bound: dict[str, Term] = {"class": cls, "key": Literal(name_key(name)), "text": integer_literal(0)}
    else:
        bound = {"class": cls, "key": Literal(slug(name)), "text": Literal(name)}
    things: dict[NamedNode, _Named] = {}
    for iri, label, code in _select(store, _NAMED, bound):
        if isinstance(iri, NamedNode) and label is not None:
            things[iri] = _Named(iri, label.value, None if code is None else code.value)
    return [thing for thing in things.values() if country in (None, thing.country)]


def _note(kind: str, text: str, named: list[_Named]) -> str:
    if len(named) == 1:
        return ""
    listed = ", ".join(map(str, named))
    how = f"choose one as '{named[0].name} (CC)' with its country, or by its IRI"
    return f"{len(named)} {kind}s go by {text!r}, all taken: {listed}; {how}"


def _unknown(kind: str, text: str, near: list[str]) -> str:
    hint = f"did you mean {' or '.join(near)}?" if near else "check the spelling, or give the IRI"
    return f"no {kind} goes by {text!r} in this store; {hint}"


def _as_iri(text: str) -> NamedNode | None:
    match = _IRI.fullmatch(text)
    if match is None:
        return None
    try:
        return NamedNode(match[1])
    except ValueError as error:
        raise ParameterError(f"{text!r} is no valid IRI: {error}") from None


def _require(store: Store, kind: str, question: str, bound: Mapping[str, Term]) -> None:
    if not store.ask(_PREFIXES + inject(question, {name: (term,) for name, term in bound.items()})):
        raise NotFoundError(f"no {kind} <{bound['thing'].value}> in this store; a name may be given instead")


def _select(store: Store, query: str, bound: Mapping[str, Term]) -> list[tuple[Term | None, ...]]:
    return store.select(_PREFIXES + inject(query, {name: (term,) for name, term in bound.items()})).rows
