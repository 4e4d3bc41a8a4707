"""What a set of pages can rely on."""

from __future__ import annotations

from dataclasses import dataclass

from defgraph.pages.addresses import FORMATS


@dataclass(frozen=True, slots=True)
class Settings:
    """What pages link to beyond each other.

    Args:
        interactive: a server answers: searching, saved queries with values that readers give, SPARQL.
        indexed: pages are searched by a script of theirs, which reads an index beside them.
        views: there is an interactive drawing of the network around each thing.
        networks: there are drawings of whole networks.
        reviews: there are drafts to go through, at ``review/``.
        dumps: the endings of the dumps of all data, which are called ``dump``.
        formats: the endings of the documents of data that stand beside each page.
        base: what the IRIs of the data begin with; None: as the store says.
        folders: folders of one's own saved queries.
    """

    interactive: bool = False
    indexed: bool = False
    views: bool = False
    networks: bool = False
    reviews: bool = False
    dumps: tuple[str, ...] = ()
    formats: tuple[str, ...] = tuple(FORMATS)
    base: str | None = None
    folders: tuple[str, ...] = ()
