"""The types and properties of the service: classes of the ontology, and ``properties.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import yaml

from defgraph.namespaces import DG
from defgraph.ontology import term_label
from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TYPES = ("Official", "Organisation", "Position", "Country")
"""The types that can be reconciled: local names of classes, so that the ontology is the schema space."""

SCHEMA_SPACE = DG("").value


@dataclass(frozen=True, slots=True)
class Property:
    """Something that is known of things.

    Args:
        name: its identifier.
        label: by language.
        description: by language.
        of: the types that have it.
        query: the file in ``queries/`` that finds its values.
        type: the type of values that are things themselves; nothing for others.
        form: what other values are: ``text``, ``tenure``, ``number``, ``first`` or ``last`` (days).
        gain: by which share of what it lacks to 100 a candidate that agrees is raised.
        loss: by which share of its score a candidate that contradicts is lowered.
    """

    name: str
    label: Mapping[str, str]
    description: Mapping[str, str]
    of: tuple[str, ...]
    query: str
    type: str = ""
    form: str = ""
    gain: float = 0.0
    loss: float = 0.0

    @property
    def is_compared(self) -> bool:
        """Whether it can be said in a reconciliation query."""
        return self.gain > 0


@cache
def properties() -> Mapping[str, Property]:
    """Return ``properties.yaml``, in its order."""
    told = yaml.safe_load(package_file("reconcile/properties.yaml").read_text(encoding="utf-8"))
    found = {}
    for name, each in told.items():
        values = each.pop("values")
        found[name] = Property(name, **{**each, "of": tuple(each["of"])}, **values)
    return MappingProxyType(found)


def type_label(name: str, language: str) -> str:
    """Return what a type is called."""
    return term_label(DG(name), language) or name


def types_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the types that are told by their names or the IRIs of their classes; all, where none is told.

    One that there is not is left out; with no other, there are none.
    """
    told = {text.removeprefix(SCHEMA_SPACE) for text in texts if text}
    return tuple(name for name in TYPES if name in told or not told)
