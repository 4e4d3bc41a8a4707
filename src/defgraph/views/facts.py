"""What is known about things: their statements as readable facts, and the articles they rest on."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from defgraph.namespaces import DCTERMS, PROV, RDF, RDFS, SCHEMA, SKOS
from defgraph.network.portions import one_of, rows_about
from defgraph.network.reading import local_name, read_texts, text_in
from defgraph.views.texts import clean, page_strings, readable, web_address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from defgraph.network.reading import Texts
    from defgraph.ontology import DrawingRules
    from defgraph.store import Store
    from defgraph.terms import Term

_TOLD_ELSEWHERE = frozenset(
    {
        RDFS("label"),
        SKOS("prefLabel"),
        SKOS("notation"),
        SKOS("inScheme"),
        SKOS("topConceptOf"),
        SCHEMA("startDate"),
    }
    | {SCHEMA("endDate"), PROV("wasDerivedFrom")}
)
_ARTICLE_KEYS = MappingProxyType(
    {DCTERMS("identifier"): "i", DCTERMS("title"): "t", DCTERMS("issued"): "d", SCHEMA("url"): "u"}
)
_PUBLISHER = DCTERMS("publisher")


@dataclass
class Known:
    """The statements about some things: by thing, by property, its values."""

    language: str
    texts: Mapping[str, Texts]
    statements: dict[str, dict[NamedNode, list[Term]]] = field(default_factory=dict)
    _labels: dict[NamedNode, str] = field(default_factory=dict)

    def property_label(self, term: NamedNode) -> str:
        """Return what a property is called in the language of the page."""
        if term not in self._labels:
            self._labels[term] = self._property_label(term)
        return self._labels[term]

    def _property_label(self, term: NamedNode) -> str:
        named = self.texts.get(term.value)
        if named:
            return clean(text_in(named, self.language, local_name(term.value)))
        words: dict[str, str] = page_strings(self.language)["properties"]
        return words.get(local_name(term.value), readable(local_name(term.value)))

    def type_labels(self, thing: str, kind: NamedNode, drawing: DrawingRules) -> list[str]:
        """Return the classes of ``thing`` that say more than its ``kind``."""
        finer = (
            cls.value
            for cls in self.statements.get(thing, {}).get(RDF("type"), [])
            if isinstance(cls, NamedNode) and cls != kind and kind in drawing.ancestors.get(cls, ())
        )
        return sorted(text_in(self.texts.get(iri, {}), self.language, local_name(iri)) for iri in finer)

    def value_label(self, value: Term) -> str:
        """Return a value as text; nothing for a thing without a label."""
        if isinstance(value, Literal):
            return clean(value.value)
        named = self.texts.get(value.value)
        return clean(text_in(named, self.language, "")) if named else ""

    def facts(
        self,
        thing: str,
        numbers: Mapping[str, int],
        apart_from: Collection[str],
        hidden: Collection[NamedNode],
    ) -> Iterator[tuple[str, list[str | int]]]:
        """Yield property label and values of ``thing``; a value that is a node is given by its number.

        Args:
            thing: an IRI.
            numbers: the number of each node of the page.
            apart_from: IRIs and texts that the page shows beside the facts already.
            hidden: properties to leave out.
        """
        for term, found in sorted(self.statements.get(thing, {}).items(), key=lambda item: item[0].value):
            if term in _TOLD_ELSEWHERE or term in hidden or term == RDF("type"):
                continue
            shown: set[str | int] = set()
            for value in self._in_language(found):
                if value.value in apart_from:
                    continue
                if isinstance(value, NamedNode) and value.value in numbers:
                    shown.add(numbers[value.value])
                elif label := self.value_label(value):
                    shown.add(label)
            shown -= {text for text in shown if text in apart_from}
            if shown:
                yield self.property_label(term), sorted(shown, key=lambda v: (isinstance(v, int), v))

    def _in_language(self, found: Iterable[Term]) -> list[Term]:
        """Return the values, texts in other languages left out where there is one in the page's."""
        known = list(found)
        if len(known) == 1:
            return known
        tags = {v.language for v in known if isinstance(v, Literal)}
        if self.language not in tags:
            return known
        return [v for v in known if not (isinstance(v, Literal) and v.language not in {None, self.language})]


def read_known(store: Store, things: Iterable[str], language: str) -> Known:
    """Read all statements about ``things``, and what terms are called."""
    return Known(language, read_texts(store), _statements(store, things))


def _statements(
    store: Store, things: Iterable[str], terms: Iterable[NamedNode] = ()
) -> dict[str, dict[NamedNode, list[Term]]]:
    """Return the statements about ``things``: all, or those with one of ``terms``."""
    of_terms = one_of("p", terms, beside_things=True) if terms else ""
    found: dict[str, dict[NamedNode, list[Term]]] = {}
    query = f"SELECT DISTINCT ?s ?p ?o WHERE {{ %s ?s ?p ?o {of_terms} }}"
    for subject, term, value in rows_about(store, query, "s", things):
        if isinstance(subject, NamedNode) and isinstance(term, NamedNode) and value is not None:
            found.setdefault(subject.value, {}).setdefault(term, []).append(value)
    return found


def read_articles(store: Store, articles: Sequence[str]) -> list[dict[str, str]]:
    """Return what is known about each article, in the given order.

    Keys: ``i`` record id, ``t`` title, ``p`` publisher, ``d`` day, ``u`` address (http or https only);
    one without a value is left out.
    """
    about = _statements(store, articles, [*_ARTICLE_KEYS, _PUBLISHER])
    publishers = {
        v.value for found in about.values() for v in found.get(_PUBLISHER, []) if isinstance(v, NamedNode)
    }
    names = _statements(store, publishers, [RDFS("label")])
    rows = []
    for article in articles:
        found = about.get(article, {})
        row = {
            key: clean(min(v.value for v in found[term]))
            for term, key in _ARTICLE_KEYS.items()
            if term in found
        }
        row["u"] = web_address(row.get("u", ""))
        for publisher in found.get(_PUBLISHER, []):
            named = names.get(publisher.value, {}).get(RDFS("label"), [])
            row["p"] = clean(min((v.value for v in named), default=local_name(publisher.value)))
        rows.append({key: text for key, text in sorted(row.items()) if text})
    return rows
