"""What is at a path of the server: jobs for the processes that read the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from defgraph.errors import NotFoundError, TooLargeError
from defgraph.namespaces import ROOT, VOCABULARY
from defgraph.pages import addresses_of, render
from defgraph.pages.data import ONTOLOGY, data_document, thing_at
from defgraph.pages.long_names import full_local
from defgraph.queries.thing import is_told_of, replaced_by

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from defgraph.pages import Document, Settings
    from defgraph.store import Store


class Place(NamedTuple):
    """A thing's local and its IRI; ``moved``: it is not the thing that was asked for, but stands for it."""

    local: str
    iri: str
    moved: bool


class Text(NamedTuple):
    """A document as it is sent, and the IRI of what it is about (empty: of no one thing)."""

    body: bytes
    iri: str


def local_at(store: Store, path: str) -> str | None:
    """Return the local of the thing whose IRI has this path; None: there can be none.

    Args:
        store: whose base counts.
        path: of an IRI, without the slash in front.
    """
    addresses = addresses_of(store)
    for start in (ROOT, VOCABULARY, addresses.base):
        below = urlsplit(start).path.removeprefix("/")
        local = path.removeprefix(below)
        if not path.startswith(below) or (start == ROOT and local not in ONTOLOGY):
            continue
        thing = thing_at(addresses, local)
        if thing is not None and thing.value == start + local:
            return local
    return None


def find_thing(store: Store, path: str) -> Place:
    """Return the thing whose IRI has this path, or what stands for it.

    Raises:
        NotFoundError: there is none.
    """
    local = local_at(store, path)
    found = _place(store, local) if local is not None else None
    if found is None:
        raise NotFoundError(f"nothing here goes by /{path}; /index.en.html leads to what there is")
    return found


def _place(store: Store, local: str) -> Place | None:
    """Return what is at ``local``, or stands for it; None: nothing is known of such a thing."""
    addresses = addresses_of(store)
    local = full_local(store, addresses, local)
    thing = thing_at(addresses, local)
    if thing is None:
        return None
    other = replaced_by(store, thing)
    if other is not None and (instead := addresses.local(other.value)) is not None:
        return Place(instead, other.value, moved=True)
    return Place(local, thing.value, moved=False) if _is_known(store, thing) else None


def _is_known(store: Store, thing: NamedNode) -> bool:
    return thing.value.removeprefix(ROOT) in ONTOLOGY or is_told_of(store, thing)


def read_document(store: Store, document: Document, most: int, pages: Settings) -> Text | Place:
    """Return a document, or the place of what stands for the thing that it would be about.

    Args:
        store: what it is told from.
        document: which.
        most: how many bytes it may have.
        pages: what it may link to.

    Raises:
        NotFoundError: nothing is known of such a thing.
        TooLargeError: it is longer.
    """
    place = _place(store, document.local)
    if place is not None and place.moved:
        return place
    if document.language:
        page = render(store, document.local, document.language, settings=pages)
        body = page.html.encode("utf-8", "backslashreplace") if page is not None else None
    else:
        body = data_document(store, document.local, document.ending)
    if body is None:
        raise NotFoundError(f"nothing here is called {document.local}; /index.en.html leads to what there is")
    if len(body) > most:
        raise TooLargeError(f"the document has {len(body):,} bytes, expected at most {most:,}")
    return Text(body, place.iri if place is not None else "")
