"""The table of pages: which module tells what there is to tell, and which template sets it."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from defgraph.namespaces import DG
from defgraph.pages import area, article, country, generic, home, meeting, official, organisation, position
from defgraph.pages.addresses import HOME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pyoxigraph import NamedNode

    from defgraph.pages.context import Context


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of page.

    Args:
        template: the name of its template, without the ending.
        build: given the context and the thing, what the template is told, with the ``title``; None: there is
            no such page.
    """

    template: str
    build: Callable[[Context, NamedNode], Mapping[str, object] | None]


KINDS: Mapping[NamedNode, Kind] = MappingProxyType(
    {
        DG("Official"): Kind("official", official.build),
        DG("Organisation"): Kind("organisation", organisation.build),
        DG("Position"): Kind("position", position.build),
        DG("Country"): Kind("country", country.build),
        DG("CooperationArea"): Kind("area", area.build),
        DG("Meeting"): Kind("meeting", meeting.build),
        DG("Article"): Kind("article", article.build),
    }
)
"""The pages about things, by class."""

GENERIC = Kind("generic", generic.build)
"""The page about everything else."""

FREE_PAGES: Mapping[str, Kind] = MappingProxyType({HOME: Kind("home", home.build)})
"""The pages that are about no one thing, by local."""
