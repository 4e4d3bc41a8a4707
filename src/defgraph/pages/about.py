"""What is known of one thing: values by property."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from defgraph.namespaces import RDF
from defgraph.views.texts import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from defgraph.pages.asking import Row
    from defgraph.terms import Term


@dataclass(frozen=True, slots=True)
class About:
    """What is known of one thing; a property that it does not have has no values."""

    values: Mapping[NamedNode, list[Term]]

    def classes(self) -> list[NamedNode]:
        """Return its classes."""
        return [value for value in self.values.get(RDF("type"), ()) if isinstance(value, NamedNode)]

    def iris(self, term: NamedNode) -> list[str]:
        """Return the things that a property leads to."""
        return [value.value for value in self.values.get(term, ()) if isinstance(value, NamedNode)]

    def iri(self, term: NamedNode) -> str:
        """Return the one thing that a property leads to, the first of several; nothing without any."""
        return min(self.iris(term), default="")

    def literals(self, term: NamedNode) -> list[Literal]:
        """Return the texts of a property."""
        return [value for value in self.values.get(term, ()) if isinstance(value, Literal)]

    def texts(self, term: NamedNode) -> list[str]:
        """Return the texts of a property, each on one line."""
        return [clean(value.value) for value in self.literals(term)]

    def text(self, term: NamedNode) -> str:
        """Return the text of a property, the first of several; nothing without any."""
        return min(self.texts(term), default="")

    def text_in(self, term: NamedNode, language: str) -> str:
        """Return the text of a property in a language; nothing without any."""
        found = (clean(each.value) for each in self.literals(term) if each.language == language)
        return min(found, default="")

    def links(self) -> Iterator[str]:
        """Yield every thing that a property leads to."""
        for values in self.values.values():
            yield from (value.value for value in values if isinstance(value, NamedNode))


def gathered(rows: Iterable[Row]) -> dict[str, About]:
    """Return what is known of each thing: from rows of thing, property and value in any order."""
    found: dict[str, dict[NamedNode, list[Term]]] = defaultdict(dict)
    for row in rows:
        term, value = row.term("property"), row.term("value")
        if isinstance(term, NamedNode) and value is not None:
            found[row.iri("thing")].setdefault(term, []).append(value)
    return {
        thing: About({term: sorted(found[thing][term], key=str) for term in sorted(found[thing], key=str)})
        for thing in sorted(found)
    }
