"""The pages of a store of invented records, and what a reader of one sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import html5lib
import pytest

from conftest import ROOT
from defgraph import Record, build, open_store
from defgraph.pages import Page, addresses_of, render
from queries_fixture import RECORDS
from record_factory import meeting, person, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from defgraph.store import Store

SITE_CSS = ROOT / "src" / "defgraph" / "pages" / "static" / "site.css"
HOSTILE = (
    "</title></h1><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "javascript:alert(1)",
    "{{ 7*7 }} &lt;b&gt;",
    "Abu \u202egnitset\u202c Nama",
)


def hostile_record() -> Record:
    """A record that an attacker would have wished for, with nothing in it that the format forbids."""
    tag, attribute, address, template, turned = HOSTILE
    return record(
        "2025-03-04-hostile",
        meeting(
            place={"venue": tag, "city": attribute, "country": "ID"},
            participants=[
                person(turned, position=tag, organisation=attribute, country="ID", rank=template),
                person(tag, position=address, organisation=template, country="MY"),
            ],
            partners=[{"organisation": tag, "abbreviation": attribute, "status": "present"}],
            areas=["space"],
            outcomes=[{"type": "mou-signed", "title": tag}],
        ),
        article={"title": tag, "publisher": attribute},
    )


@pytest.fixture(scope="module")
def pages_store() -> Iterator[Store]:
    """A memory store of the invented records of the competency questions, and of a hostile one."""
    with open_store("memory") as store:
        build([RECORDS], store)
        build([hostile_record()], store)
        yield store


def page(store: Store, local: str, language: str = "en", **settings: object) -> Page:
    found = render(store, local, language, **settings)  # type: ignore[arg-type]
    assert found is not None, local
    return found


def tree(html: str) -> Element:
    """Return a page as a browser understands it; what breaks the rules of HTML is an error."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def seen(html: str) -> str:
    """Return the words of the main part of a page, on one line."""
    main = tree(html).find(".//main")
    assert main is not None
    return " ".join("".join(main.itertext()).split())


def everything(store: Store) -> list[str]:
    """Return the local of everything that the store says anything about."""
    addresses = addresses_of(store)
    rows = store.select("SELECT DISTINCT ?s WHERE { ?s ?p ?o }").rows
    locals_ = {addresses.local(row[0].value) for row in rows if row[0] is not None}
    return sorted(local for local in locals_ if local)
