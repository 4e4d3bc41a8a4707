"""Finding the very things that articles name, also those that are one with another: what is judged."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from defgraph.build.target import base_of
from defgraph.errors import InputError, NotFoundError
from defgraph.ids import NO_COUNTRY, name_key, slug
from defgraph.namespaces import DEFAULT_BASE, DG, FOAF, RDF
from defgraph.ontology import closest
from defgraph.queries.naming import Named, find_things, listed

if TYPE_CHECKING:
    from defgraph.store import Store

_NAMES = f"SELECT DISTINCT ?x ?name WHERE {{ GRAPH ?g {{ ?x {FOAF('name')} ?name }} }}"
_SHORT = f"SELECT DISTINCT ?x ?name WHERE {{ GRAPH ?g {{ ?x {DG('abbreviation')} ?name }} }}"
_REPORTS = f"SELECT DISTINCT ?x WHERE {{ GRAPH ?g {{ ?x {RDF('type')} {DG('Report')} }} }}"
_KINDS = ("official", "organisation", "position", "meeting")


def find_pair(store: Store, a: str, b: str) -> tuple[str, str]:
    """Return the keys of the two things of one kind that ``a`` and ``b`` mean.

    Each is what :func:`~defgraph.queries.naming.find_things` takes; a meeting is meant by the id of a record
    that reports one, or by that and its number. A thing that stands for another is taken as itself, and
    names as articles write them.

    Args:
        store: where to look.
        a: what a person wrote for the one.
        b: what a person wrote for the other.

    Raises:
        NotFoundError: nothing goes by one of them.
        InputError: they mean things of two kinds, or one of them means several things.
        ParameterError: one is no valid IRI.
    """
    base = base_of(store) or DEFAULT_BASE
    directories = _directories(store, base)
    found = [_found(directories, text) for text in (a, b)]
    kinds = [kind for kind in _KINDS if all(kind in each for each in found)]
    if not kinds:
        one, other = (" or ".join(each) for each in found)
        raise InputError(f"{a!r} is {one}, {b!r} is {other}; expected two of one kind")
    sure = [kind for kind in kinds if all(len(each[kind]) == 1 for each in found)]
    kind = (sure or kinds)[0]
    here, there = (_only(each[kind], text, kind) for each, text in zip(found, (a, b), strict=True))
    return here.iri.value.removeprefix(base), there.iri.value.removeprefix(base)


def _found(directories: dict[str, _Told], text: str) -> dict[str, list[Named]]:
    found = {kind: find_things(directory, text) for kind, directory in directories.items()}
    found = {kind: things for kind, things in found.items() if things}
    if not found:
        near = closest(text, (name for each in directories.values() for name in each.names()))
        hint = f"did you mean {' or '.join(near)}?" if near else "check the spelling, or give the IRI"
        raise NotFoundError(f"no article in this store names {text!r}; {hint}")
    return found


def _only(things: list[Named], text: str, kind: str) -> Named:
    if len(things) > 1:
        paths = ", ".join(listed([thing._replace(country=None) for thing in things]))
        raise InputError(f"{len(things)} {kind}s go by {text!r}: {paths}; give the IRI of one, or its end")
    return things[0]


def _directories(store: Store, base: str) -> dict[str, _Told]:
    told = {kind: _Told(kind, base) for kind in _KINDS}
    for query in (_NAMES, _SHORT):
        for iri, name in store.select(query).rows:
            kind = iri.value.removeprefix(base).partition("/")[0] if isinstance(iri, NamedNode) else ""
            if isinstance(iri, NamedNode) and name is not None and kind in told:
                told[kind].add(iri, name.value)
    for (iri,) in store.select(_REPORTS).rows:
        if isinstance(iri, NamedNode):
            path = iri.value.removeprefix(f"{base}report/")
            told["meeting"].add(NamedNode(f"{base}meeting/{path}"), path.rpartition("/")[0])
    return told


class _Told:
    """What articles name of one kind, for :func:`defgraph.queries.naming.find_things`."""

    def __init__(self, kind: str, base: str) -> None:
        self._kind = kind
        self._base = base
        self._things: dict[NamedNode, str] = {}
        self._by_key: defaultdict[str, dict[NamedNode, None]] = defaultdict(dict)

    def add(self, iri: NamedNode, name: str) -> None:
        """Take in one name of one thing."""
        self._things.setdefault(iri, name)
        self._by_key[self._key(name)][iri] = None

    def names(self) -> list[str]:
        """Return a name of each thing."""
        return sorted(set(self._things.values()))

    def at(self, iri: NamedNode) -> list[Named]:
        """Return the thing that has this IRI."""
        return [self._named(iri)] if iri in self._things else []

    def ending(self, path: str) -> list[Named]:
        """Return the things whose IRI ends with ``/`` and ``path``."""
        return [self._named(iri) for iri in self._sorted(self._things) if iri.value.endswith(f"/{path}")]

    def called(self, name: str, country: str | None = None) -> list[Named]:
        """Return the things of ``country`` (None: any) that go by ``name``, compared as the build does."""
        things = map(self._named, self._sorted(self._by_key.get(self._key(name), {})))
        return [thing for thing in things if country in (None, thing.country)]

    def _key(self, name: str) -> str:
        return name_key(name) if self._kind == "official" else slug(name)

    def _named(self, iri: NamedNode) -> Named:
        state = iri.value.removeprefix(self._base).split("/")[1]
        known = self._kind != "meeting" and state != NO_COUNTRY
        return Named(iri, self._things[iri], state.upper() if known else None)

    def _sorted(self, iris: dict[NamedNode, None] | dict[NamedNode, str]) -> list[NamedNode]:
        return sorted(iris, key=lambda iri: iri.value)
