"""Concepts, meeting types and labels, by the ids and names that records and people use."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from defgraph.errors import NotFoundError
from defgraph.namespaces import AREA, DG, RDFS, SKOS, VOCABULARY
from defgraph.ontology.files import ONTOLOGY_FILE, SCHEME_FILES, facts
from defgraph.ontology.words import closest, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import NamedNode

_NAMES = (SKOS("prefLabel"), SKOS("altLabel"), SKOS("notation"))


@cache
def concept_ids(scheme: str) -> tuple[str, ...]:
    """Return the ids of a concept scheme, sorted.

    Args:
        scheme: ``area``, ``country``, ``mode``, ``outcome``, ``partner-status``, ``rank``,
            ``review-status`` or ``role``.

    Raises:
        NotFoundError: there is no such scheme.
    """
    if scheme not in SCHEME_FILES:
        raise NotFoundError(f"no concept scheme {scheme!r}; there are {', '.join(SCHEME_FILES)}")
    folder = VOCABULARY + scheme + "/"
    notations = [(s, o) for s, p, o in facts(SCHEME_FILES[scheme]) if p == SKOS("notation")]
    return tuple(sorted(o.value for s, o in notations if s.value.startswith(folder)))


@cache
def concept_labels(scheme: str, language: str) -> Mapping[str, str]:
    """Return what each concept of a scheme is called in a language (``en`` or ``id``), by its id.

    Raises:
        NotFoundError: as for :func:`concept_ids`.
    """
    ids = concept_ids(scheme)
    folder = VOCABULARY + scheme + "/"
    called = {
        s.value.removeprefix(folder): o.value
        for s, p, o in facts(SCHEME_FILES[scheme])
        if p == SKOS("prefLabel") and isinstance(o, Literal) and o.language == language
    }
    return MappingProxyType({concept: called.get(concept, concept) for concept in ids})


def names(file: str) -> Iterator[tuple[NamedNode, str]]:
    """Yield each concept of a vocabulary file with each of its names: labels and notation."""
    for subject, predicate, name in facts(file):
        if predicate in _NAMES:
            yield subject, name.value


@cache
def _areas() -> Mapping[str, str]:
    found = {fold(name): AREA.local(area) for area, name in names(SCHEME_FILES["area"]) if area in AREA}
    return MappingProxyType(found)


def area_id(text: str) -> str | None:
    """Return the id of the area of cooperation that ``text`` names: an id, or a name in either language."""
    return _areas().get(fold(text))


@cache
def meeting_types() -> Mapping[str, NamedNode]:
    """Return the meeting types: the id that records use, to the class, sorted by id."""
    found = {o.value: s for s, p, o in facts(ONTOLOGY_FILE) if p == DG("code")}
    return MappingProxyType(dict(sorted(found.items())))


def meeting_class(code: str) -> NamedNode:
    """Return the class of a meeting type, such as ``dg:CourtesyCall`` for ``courtesy-call``.

    Raises:
        NotFoundError: there is no such type.
    """
    types = meeting_types()
    if code not in types:
        hint = closest(code, types, limit=1)
        end = f"did you mean {hint[0]}?" if hint else f"there are {', '.join(types)}"
        raise NotFoundError(f"no meeting type {code!r}; {end}")
    return types[code]


def meeting_label(code: str, language: str) -> str:
    """Return what a meeting type is called.

    Args:
        code: the id that records use.
        language: ``en`` or ``id``.

    Raises:
        NotFoundError: there is no such type, or it has no label in that language.
    """
    label = term_label(meeting_class(code), language)
    if label is None:
        raise NotFoundError(f"the meeting type {code!r} has no label in {language!r}; there are en and id")
    return label


@cache
def _labels() -> Mapping[tuple[NamedNode, str | None], str]:
    found = {
        (s, o.language): o.value
        for s, p, o in facts(ONTOLOGY_FILE)
        if p == RDFS("label") and isinstance(o, Literal)
    }
    return MappingProxyType(found)


def term_label(term: NamedNode, language: str) -> str | None:
    """Return what a class or property is called in ``language`` (``en`` or ``id``), if it is ours."""
    return _labels().get((term, language))
