"""Whether two places that articles name may be one."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import yaml
from rapidfuzz.distance import Levenshtein

from defgraph.ids import slug
from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONG_NAME = 6
"""Letters from which on a city's name may hold one slip; Paris and Parit are two."""
_NUMBER = re.compile(r"\d+")


@cache
def _spellings() -> tuple[Mapping[str, str], Mapping[str, frozenset[str]]]:
    """Return what each city's spelling counts as, and the regions that each city lies in."""
    data = yaml.safe_load(package_file("identity/data/places.yaml").read_text(encoding="utf-8"))
    counts_as = {slug(name): slug(names[0]) for names in data["cities"] for name in names}
    regions: dict[str, set[str]] = {}
    for region, cities in data["regions"].items():
        for city in cities:
            regions.setdefault(counts_as.get(slug(city), slug(city)), set()).add(slug(region))
    return MappingProxyType(counts_as), MappingProxyType({city: frozenset(r) for city, r in regions.items()})


@lru_cache(maxsize=10_000)
def city_key(name: str) -> str:
    """Return what a city counts as: one key for its names in both languages, and for its parts.

    >>> city_key("Wina") == city_key("Vienna")
    True
    """
    plain = slug(name)
    return _spellings()[0].get(plain, plain)


@lru_cache(maxsize=50_000)
def same_city(one: str, other: str) -> bool:
    """Return whether two names may mean one city: other spellings, a slip, or a region and its city."""
    a, b = city_key(one), city_key(other)
    if a == b:
        return True
    regions = _spellings()[1]
    if a in regions.get(b, ()) or b in regions.get(a, ()):
        return True
    return min(len(a), len(b)) >= _LONG_NAME and Levenshtein.distance(a, b, score_cutoff=1) <= 1


def same_venue(one: str, other: str) -> bool:
    """Return whether one name of a venue has all the words of the other."""
    a, b = (frozenset(slug(name).split("-")) for name in (one, other))
    return a <= b or b <= a


def rooms_differ(one: str, other: str) -> bool:
    """Return whether both venues are numbered, and no number is in both."""
    a, b = (frozenset(_NUMBER.findall(name)) for name in (one, other))
    return bool(a and b and a.isdisjoint(b))
