"""Finding the things in a store that a person names: officials, organisations, meetings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from defgraph.errors import NotFoundError
from defgraph.ids import name_key, slug
from defgraph.namespaces import DG
from defgraph.ontology import closest, term_label
from defgraph.queries.injection import inject
from defgraph.queries.naming import Named, as_iri, find_things, listed
from defgraph.terms import integer_literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from defgraph.store import Store
    from defgraph.terms import Term

_PREFIXES = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dg: <https://w3id.org/defgraph/ontology#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_NAMED = """SELECT DISTINCT ?thing ?name ?country WHERE {
  { ?thing dg:nameKey ?_key }
  UNION
  { ?thing dg:abbreviation ?short FILTER(LCASE(?short) = LCASE(?_text)) }
  UNION
  { ?told dg:abbreviation ?short ; dcterms:isReplacedBy ?thing FILTER(LCASE(?short) = LCASE(?_text)) }
  ?thing a ?_class ; rdfs:label ?name .
  OPTIONAL { ?thing dg:country ?state . ?state dg:alpha2 ?country }
} ORDER BY ?thing"""
_AT = """SELECT DISTINCT ?thing WHERE {
  { ?_thing a ?kind FILTER(?kind = ?_class) BIND(?_thing AS ?thing) }
  UNION
  { ?_thing dcterms:isReplacedBy ?thing . ?thing a ?kind FILTER(?kind = ?_class) }
}"""
_BY_PATH = """SELECT DISTINCT ?thing WHERE {
  { ?thing a ?_class . FILTER(STRENDS(STR(?thing), CONCAT("/", ?_path))) }
  UNION
  { ?old dcterms:isReplacedBy ?thing . ?thing a ?_class . FILTER(STRENDS(STR(?old), CONCAT("/", ?_path))) }
} ORDER BY ?thing"""
_NAMES = """SELECT DISTINCT ?name WHERE {
  ?thing a ?_class ; rdfs:label ?name
}"""
_IS_LABEL = """ASK {
  ?thing a ?_class ; rdfs:label ?name FILTER(LCASE(STR(?name)) = LCASE(?_text))
}"""
_TOLD = """SELECT DISTINCT ?name WHERE {
  ?told foaf:name ?called . FILTER(LCASE(STR(?called)) = LCASE(?_text))
  { ?told a ?_class ; rdfs:label ?name }
  UNION
  { ?told dcterms:isReplacedBy ?thing . ?thing a ?_class ; rdfs:label ?name }
}"""
_MEETINGS = """SELECT DISTINCT ?thing ?report WHERE {
  ?article dcterms:identifier ?_record . ?report dg:statedIn ?article ; dg:reportOf ?thing
} ORDER BY ?thing ?report"""
_RECORDS = "SELECT DISTINCT ?name WHERE { ?article a dg:Article ; dcterms:identifier ?name }"

_MEETING = re.compile(r"(?:meeting/)?(?P<record>[a-z0-9-]+)(?:/(?P<number>[0-9]+))?")


class Found(NamedTuple):
    """The things of one name, and what to tell the reader when there are several (else empty)."""

    terms: tuple[Term, ...]
    note: str = ""


class _Kind(NamedTuple):
    """The officials or the organisations of a store, for :func:`defgraph.queries.naming.find_things`."""

    store: Store
    kind: str
    cls: NamedNode

    def at(self, iri: NamedNode) -> list[Named]:
        """Return the thing that has this IRI, or that has replaced what had it."""
        rows = _select(self.store, _AT, {"thing": iri, "class": self.cls})
        return [Named(row[0], row[0].value) for row in rows if isinstance(row[0], NamedNode)]

    def ending(self, path: str) -> list[Named]:
        """Return the things whose IRI, or that of one they have replaced, ends with ``path``.

        It begins with the kind.
        """
        if not path.startswith(f"{self.kind}/"):
            return []
        rows = _select(self.store, _BY_PATH, {"class": self.cls, "path": Literal(path)})
        return [Named(row[0], self.kind) for row in rows if isinstance(row[0], NamedNode)]

    def called(self, name: str, country: str | None = None) -> list[Named]:
        """Return the things of ``country`` (None: any) that go by ``name``, compared as the build does."""
        if self.kind == "official":
            bound: dict[str, Term] = {"key": Literal(name_key(name)), "text": integer_literal(0)}
        else:
            bound = {"key": Literal(slug(name)), "text": Literal(name)}
        things: dict[NamedNode, Named] = {}
        for iri, label, code in _select(self.store, _NAMED, bound | {"class": self.cls}):
            if isinstance(iri, NamedNode) and label is not None:
                things[iri] = Named(iri, label.value, None if code is None else code.value)
        return [thing for thing in things.values() if country in (None, thing.country)]


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
    found = find_things(_Kind(store, kind, cls), text)
    if not found:
        if (iri := as_iri(text)) is not None:
            raise NotFoundError(_no_iri(kind, iri))
        names = (row[0].value for row in _select(store, _NAMES, {"class": cls}) if row[0] is not None)
        raise NotFoundError(_unknown(kind, text, closest(text, names)))
    return Found(tuple(thing.iri for thing in found), _note(kind, text, found))


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
    iri = as_iri(text)
    if iri is not None:
        rows = _select(store, _AT, {"thing": iri, "class": DG("Meeting")})
        if not rows:
            raise NotFoundError(_no_iri("meeting", iri))
        return Found(tuple(row[0] for row in rows if row[0] is not None))
    meetings = meetings_called(store, text)
    if not meetings:
        names = (row[0].value for row in _select(store, _RECORDS, {}) if row[0] is not None)
        raise NotFoundError(_unknown("meeting", text, closest(text.partition("/")[0], names)))
    several = f"{text} reports {len(meetings)} meetings, all taken; {text}/1 is the first of them"
    return Found(tuple(meetings), several if len(meetings) > 1 else "")


def meetings_called(store: Store, text: str) -> list[NamedNode]:
    """Return the meetings that the record with the id ``text`` reports, or the one that it reports by number.

    A meeting that several records report goes by each of them.
    """
    parts = _MEETING.fullmatch(text)
    rows = _select(store, _MEETINGS, {"record": Literal(parts["record"])}) if parts else []
    ending = f"/{int(parts['number'])}" if parts and parts["number"] else ""
    meetings = (thing for thing, report in rows if report is not None and report.value.endswith(ending))
    return [thing for thing in dict.fromkeys(meetings) if isinstance(thing, NamedNode)]


def find_label(store: Store, cls: NamedNode, text: str) -> Found:
    """Return the label that ``text`` is of things of a class, or those of what articles call so.

    Where it is neither, the note says so.

    Args:
        store: where to look.
        cls: the class.
        text: the label; case makes no difference.
    """
    bound: dict[str, Term] = {"class": cls, "text": Literal(text)}
    if _ask(store, _IS_LABEL, bound):
        return Found((Literal(text),))
    labels = sorted({row[0].value for row in _select(store, _TOLD, bound) if row[0] is not None})
    if labels:
        return Found(tuple(map(Literal, labels)), f"{text!r} stands under {' and '.join(labels)}")
    names = (row[0].value for row in _select(store, _NAMES, {"class": cls}) if row[0] is not None)
    kind = (term_label(cls, "en") or cls.value).lower()
    return Found((Literal(text),), _unknown(kind, text, closest(text, names), "spelling"))


def _note(kind: str, text: str, found: list[Named]) -> str:
    if len(found) == 1:
        return ""
    how = f"choose one as '{found[0].name} (CC)' with its country, or by its IRI"
    return f"{len(found)} {kind}s go by {text!r}, all taken: {', '.join(listed(found))}; {how}"


def _unknown(kind: str, text: str, near: list[str], otherwise: str = "spelling, or give the IRI") -> str:
    hint = f"did you mean {' or '.join(near)}?" if near else f"check the {otherwise}"
    return f"no {kind} goes by {text!r} in this store; {hint}"


def _no_iri(kind: str, iri: NamedNode) -> str:
    return f"no {kind} <{iri.value}> in this store; a name may be given instead"


def _ask(store: Store, query: str, bound: Mapping[str, Term]) -> bool:
    return store.ask(_PREFIXES + inject(query, {name: (term,) for name, term in bound.items()}))


def _select(store: Store, query: str, bound: Mapping[str, Term]) -> list[tuple[Term | None, ...]]:
    return store.select(_PREFIXES + inject(query, {name: (term,) for name, term in bound.items()})).rows
