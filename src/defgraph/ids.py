"""Stable, readable IRIs, minted from typed keys.

An IRI is the base, the kind of thing, and a key made of what identifies it:
``official/id/tri-budi-utomo``. The same key always gives the same IRI, so building again, in any
order, meets the same nodes. A key follows from a name and a country alone; which keys mean one and the
same thing is decided over all articles (:mod:`defgraph.identity`) and never changes a key.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit

import yaml
from pyoxigraph import NamedNode

from defgraph.errors import InputError
from defgraph.namespaces import DEFAULT_BASE
from defgraph.resources import package_file

_WORD = re.compile(r"[^\W_]+")
_INSIDE_WORD = re.compile("['’‘ʼʻ`´]")
NO_COUNTRY = "zz"
"""Stands where a key has no country: CLDR's code for an unknown region."""


def fold(text: str) -> str:
    """Return ``text`` without case, accents and apostrophes, for comparing spellings."""
    plain = unicodedata.normalize("NFKD", _INSIDE_WORD.sub("", text))
    folded = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))


@lru_cache(maxsize=100_000)
def slug(text: str) -> str:
    """Return the words of ``text``, folded and joined by hyphens: fit for an IRI in any script."""
    return "-".join(_WORD.findall(fold(text)))


@dataclass(frozen=True)
class _Titles:
    opening: frozenset[str]
    hesitant: frozenset[str]
    continuing: frozenset[str]
    degrees: frozenset[str]


@cache
def _titles() -> _Titles:
    words = yaml.safe_load(package_file("titles.yaml").read_text(encoding="utf-8"))
    return _Titles(**{kind: frozenset(listed) for kind, listed in words.items()})


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """Return the key of a person's name: tolerant of case, accents, punctuation, titles and degrees.

    >>> name_key("Letjen TNI TRI BUDI UTOMO, S.E., M.Si.")
    'tri-budi-utomo'
    """
    titles = _titles()
    head, *rest = fold(name).split(",")
    kept = [head, *(part for part in rest if "".join(_WORD.findall(part)) not in titles.degrees)]
    words = _WORD.findall(" ".join(kept))
    sure = titles.opening
    while length := _title_length(words, sure, titles.hesitant, titles.opening | titles.continuing):
        del words[:length]
        sure = titles.opening | titles.continuing | titles.hesitant
    return "-".join(words)


def _title_length(
    words: list[str], sure: frozenset[str], hesitant: frozenset[str], following: frozenset[str]
) -> int:
    """Return how many words at the front are a title; the last word never is."""
    for length in (2, 1):
        if len(words) > length and " ".join(words[:length]) in sure:
            return length
    if len(words) > 2 and words[0] in hesitant and words[1] in hesitant | following:
        return 1
    return 0


def official_key(name: str, country: str | None) -> str:
    """Return ``country/name``, tolerant of the ways one name is written."""
    return f"{_state(country)}/{name_key(name)}"


def organisation_key(name: str, country: str | None) -> str:
    """Return ``country/name``; a country of None stands for an organisation of no one country."""
    return f"{_state(country)}/{slug(name)}"


def position_key(title: str, organisation: str | None, country: str | None) -> str:
    """Return ``country/organisation/title``, with ``-`` where no organisation is named.

    Args:
        title: the post.
        organisation: the key of the organisation it is in.
        country: the state it is of, where it is in none.
    """
    return f"{organisation or _state(country) + '/-'}/{slug(title)}"


def _state(country: str | None) -> str:
    return country.casefold() if country else NO_COUNTRY


class Minter:
    """Makes the IRIs of one graph.

    Args:
        base: an absolute IRI that ends in ``/`` or ``#``; every IRI of the data begins with it.

    Raises:
        InputError: ``base`` is no such IRI.
    """

    ARTICLES = "graph/article/"
    """How the paths of articles' graphs begin; the id of the record follows."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        self.base = _checked_base(base)
        self.derived_graph = self.iri("graph/derived")
        self.inferred_graph = self.iri("graph/inferred")
        self.known_graph = self.iri("graph/judgements")
        self.ontology_graph = self.iri("graph/ontology")

    def iri(self, path: str) -> NamedNode:
        """Return the IRI at ``path`` below the base."""
        return NamedNode(self.base + path)

    def path(self, iri: NamedNode) -> str:
        """Return what :meth:`iri` made ``iri`` from."""
        return iri.value.removeprefix(self.base)

    def article(self, record_id: str) -> NamedNode:
        """Return the article that the record describes."""
        return self.iri(f"article/{record_id}")

    def article_graph(self, record_id: str) -> NamedNode:
        """Return the named graph of the statements that rest on the record."""
        return self.iri(self.ARTICLES + record_id)

    def state(self, thing: NamedNode) -> str | None:
        """Return the state (alpha-2) that the key of ``thing`` begins with; None: of no one state."""
        code = self.path(thing).split("/", 2)[1]
        return None if code == NO_COUNTRY else code.upper()

    def tenure(self, official: NamedNode, position: NamedNode) -> NamedNode:
        """Return the holding of ``position`` by ``official``."""
        held, post = (self.path(term).partition("/")[2] for term in (official, position))
        return self.iri(f"tenure/{held}/{post}")

    def choice(self, meeting: NamedNode, name: str, official: NamedNode | None = None) -> NamedNode:
        """Return the choice among readings of what ``name`` stands for of ``meeting``, or of one in it."""
        whose = f"/{self.path(official)}" if official is not None else ""
        return self.iri(f"choice/{self.path(meeting).partition('/')[2]}{whose}/{name}")

    def reading(self, choice: NamedNode, report: str, number: int) -> NamedNode:
        """Return the ``number``-th reading of ``choice`` in ``report``, which is ``<record>/<number>``."""
        return self.iri(f"reading/{self.path(choice).partition('/')[2]}/{report}/{number}")


def _checked_base(base: str) -> str:
    parts = urlsplit(base)
    try:
        NamedNode(base)
    except ValueError as error:
        raise InputError(f"base IRI {base!r}: {error}") from None
    if not parts.scheme or not base.endswith(("/", "#")):
        raise InputError(f"base IRI {base!r}: expected an absolute IRI that ends in / or #")
    return base
