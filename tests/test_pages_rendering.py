"""The pages of a small store: what they tell, that they are well formed, and that every link of theirs leads somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from defgraph import build, open_store
from defgraph.errors import ParameterError
from defgraph.namespaces import VOCABULARY
from defgraph.network import network
from defgraph.pages import (
    FORMATS,
    HOME,
    LANGUAGES,
    Settings,
    addresses_of,
    meetings,
    page_path,
    parse_document,
    position,
    render,
)
from pages_fixture import HOSTILE, SITE_CSS, everything, page, pages_store, seen, tree
from queries_fixture import RECORDS
from record_factory import meeting, person, record

if TYPE_CHECKING:
    from defgraph.store import Store
    from sparql_server import Server

_ = pages_store

MEETING = "meeting/2024-01-10-malaysia/1"
NAMES = [
    "Kusuma",
    "Mahendra",
    "Wijaya",
    "Lestari",
    "Nugraha",
    "Santoso",
    "Hidayat",
    "Permata",
    "Gunawan",
    "Saputra",
    "Halim",
    "Suryono",
    "Prasetyo",
]
XLINK = "{http://www.w3.org/1999/xlink}href"

SAMPLE = (
    HOME, MEETING, "official/id/rina-kusuma", "organisation/id/kementerian-pertahanan", "country/MY", "country/ID",
    "position/id/kementerian-pertahanan/menteri-pertahanan", "area/maritime-security", "article/2024-01-10-malaysia",
    "meeting/2025-03-04-hostile/1", "article/2025-03-04-hostile", "official/my/title-h1-script-alert-1-script",
    "organisation/zz/title-h1-script-alert-1-script", "role/host", "graph/derived",
)  # fmt: skip


def links(html: str) -> list[tuple[str, str]]:
    """Return where each link and each file of a page is, and from which attribute."""
    return [
        (value, element.tag)
        for element in tree(html).iter()
        for name, value in element.attrib.items()
        if name in {"href", "src", "action", XLINK}
    ]


class TestWhatPagesTell:
    def test_home(self, pages_store: Store) -> None:
        told = seen(page(pages_store, HOME).html)
        assert "12 articles 12 meetings 16 officials 12 organisations 16 posts" in told
        assert "Malaysia 5 Australia 3 Japan 3 France 1 Indonesia" in told

    def test_an_official(self, pages_store: Store) -> None:
        told = seen(page(pages_store, "official/id/rina-kusuma").html)
        assert "Menteri Pertahanan Kementerian Pertahanan seen 10 January 2024 – 3 March 2025" in told
        assert "Kantor Berita Nusa, Harian Garuda and 3 more" in told
        assert "Meetings 5" in told
        assert "Kenji Morita 2 meetings Ahmad Zulkarnain 2 meetings Luc Fontaine 1 meeting" in told

    def test_a_meeting_with_its_sources_side_by_side(self, pages_store: Store) -> None:
        html = page(pages_store, MEETING).html
        told = seen(html)
        assert "Date10 January 2024 VenueAula Samudra CityJakarta CountryIndonesia" in told
        assert (
            "Rina Kusuma Menteri Pertahanan Host Kementerian Pertahanan, Indonesia Kantor Berita Nusa" in told
        )
        accounts = [" ".join("".join(each.itertext()).split()) for each in tree(html).iter("article")]
        assert [each.partition(",")[0] for each in accounts] == [
            "Menhan Terima Menhan Malaysia Kantor Berita Nusa",
            "Menhan Malaysia Bertamu Harian Garuda",
        ]
        assert "KindCourtesy call" in accounts[0]
        assert "KindBilateral meeting" in accounts[1]

    def test_the_words_that_show_something_are_marked_in_their_sentence(self, pages_store: Store) -> None:
        quote = next(tree(page(pages_store, MEETING).html).iter("blockquote"))
        assert quote.get("lang") == "id"
        assert "".join(quote.itertext()) == "Jakarta, 10 Januari 2024."
        assert ["".join(mark.itertext()) for mark in quote.iter("mark")] == ["10 Januari 2024"]

    def test_where_articles_differ(self, pages_store: Store) -> None:
        told = seen(page(pages_store, MEETING).html)
        assert "meeting type Courtesy call counts Kantor Berita Nusa Bilateral meeting Harian Garuda" in told
        assert "its article was published first, on 2024-01-10" in told

    def test_who_is_only_inferred_is_said_to_be_with_why(self) -> None:
        post = {"position": "Panglima", "organisation": "Tentara Nasional Indonesia", "country": "ID"}
        with open_store("memory") as store:
            build([record("a", meeting(participants=[person("Rani Kusuma", **post)]))], store)
            build([record("b", meeting(date="2025-03-06", participants=[person(**post)]))], store)
            told = seen(page(store, "meeting/b/1").html)
            assert "probably Rani Kusuma inferred seen in this post on 2025-03-04, 2 days before" in told
            assert "Meetings 2" in seen(page(store, "official/id/rani-kusuma").html)

    def test_a_country(self, pages_store: Store) -> None:
        told = seen(page(pages_store, "country/MY").html)
        assert "Maritime security2 Border security1" in told
        assert "Held inMeetings Indonesia2 Malaysia2 Singapore1" in told
        assert "no date Bilateral meeting Johor Bahru, Malaysia" in told
        assert "Without a date: 1. They are not in the chart." in told

    def test_the_country_at_home_shows_the_meetings_held_there(self, pages_store: Store) -> None:
        assert "Meetings held there 5" in seen(page(pages_store, "country/ID").html)

    def test_an_article_with_what_it_reports(self, pages_store: Store) -> None:
        told = seen(page(pages_store, "article/2024-01-10-malaysia").html)
        assert "PublisherKantor Berita NusaPublished10 January 2024Record2024-01-10-malaysia" in told
        assert "Keduanya membahas keamanan maritim. area: Maritime security" in told

    def test_in_indonesian(self, pages_store: Store) -> None:
        told = seen(page(pages_store, MEETING, "id").html)
        assert told.startswith("Pertemuan Kunjungan kehormatan, Jakarta, 2024-01-10")
        assert "Tanggal10 Januari 2024" in told

    @pytest.mark.parametrize("many", [700, 20])
    def test_a_long_list_shows_the_newest_and_counts_all(
        self, many: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(meetings, "_MANY", many)
        days = [f"202{year}-0{month}-{day:02}" for year in (3, 4) for month in (1, 2) for day in range(1, 15)]
        told = {
            "participants": [
                person(
                    "Rani Kusuma",
                    country="ID",
                    position="Panglima",
                    organisation="Tentara Nasional Indonesia",
                )
            ],
            "place": {"country": "ID"},
            "areas": ["maritime-security"],
        }
        records = [record(f"r-{day}", meeting(date=day, **told)) for day in days]
        with open_store("memory") as store:
            build([*records, record("u", {"type": "courtesy-call", **told})], store)
            html = page(store, "official/id/rani-kusuma", settings=Settings(interactive=True)).html
            assert "queries/official-timeline.en.html?official=https" in html
            assert "queries/meetings.en.html" not in html
            for local in (
                "official/id/rani-kusuma",
                "organisation/id/tentara-nasional-indonesia",
                "position/id/tentara-nasional-indonesia/panglima",
                "country/ID",
                "area/maritime-security",
            ):
                html = page(store, local, "id", settings=Settings(indexed=True)).html
                words = seen(html)
                assert "25 terbaru dari 57. Yang lain ada di antara semua pertemuan yang ada" in words
                assert "/queries/meetings.id.html" in html
                assert "Angkanya TahunPertemuan 202328 202428" in words
                assert "Tanpa tanggal: 1." in words
                assert ">4 Januari 2024" in html
                assert ">3 Januari 2024" not in html

    def test_of_many_holders_the_latest_are_shown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        post = {"position": "Atase Pertahanan", "organisation": "Kementerian Pertahanan", "country": "ID"}
        names = [f"{first} {last}" for first in ("Rani", "Dewa", "Sari", "Tono") for last in NAMES]
        held = [
            meeting(date=f"{1960 + at}-01-05", participants=[person(name, **post)])
            for at, name in enumerate(names)
        ]
        with open_store("memory") as store:
            build([record("a", *held)], store)
            assert "1 article" not in seen(
                page(store, "position/id/kementerian-pertahanan/atase-pertahanan").html
            )
            monkeypatch.setattr(position, "MOST_ARTICLES", 5)
            html = page(store, "position/id/kementerian-pertahanan/atase-pertahanan").html
            organisation = seen(page(store, "organisation/id/kementerian-pertahanan").html)
        told = seen(html)
        assert "The latest 50 alone." in told
        assert told.index("seen 5 January 2011") < told.index("seen 5 January 1962")
        assert "seen 5 January 1961" not in told
        assert "Atase Pertahanan Tono Prasetyo 5 January 2011" in organisation
        assert "5 January 2007 a " in told
        assert "5 January 2006 1 article" in told
        assert "official/id/tono-kusuma.en.html#tenure/" in html
        assert "Tono Prasetyo seen 5 January 2011 a " in told

    def test_what_turned_out_to_be_another_leads_there(self, pages_store: Store) -> None:
        html = page(pages_store, "meeting/2024-01-11-malaysia-kedua/1").html
        assert "This turned out to be Courtesy call, Jakarta, 2024-01-10." in seen(html)

    def test_a_part_of_a_meeting_leads_to_its_place_there(self, pages_store: Store) -> None:
        html = page(pages_store, "participation/2024-01-10-malaysia/1/1").html
        target = "../../../meeting/2024-01-10-malaysia/1.en.html#participation/2024-01-10-malaysia/1/1"
        assert (target, "a") in links(html)


def test_every_thing_has_a_page_and_every_link_leads_somewhere(pages_store: Store) -> None:
    """Every link of every page: the document is about something known, the anchor is there, the file exists."""
    wanted: dict[str, set[str]] = {}
    ids: dict[str, set[str]] = {}
    for local in [HOME, *everything(pages_store)]:
        path = page_path(local, "en")
        html = page(pages_store, local).html
        ids[path] = {element.get("id", "") for element in tree(html).iter()}
        for href, _ in links(html):
            parts = urlsplit(urljoin(f"https:///{path}", href))
            if parts.netloc:
                assert parts.scheme in {"http", "https"}
                continue
            wanted.setdefault(unquote(parts.path)[1:], set()).add(unquote(parts.fragment))
    for path, anchors in wanted.items():
        document = parse_document(path)
        if document is None:
            assert (SITE_CSS.parent.parent / path).is_file(), path
        elif document.language == "en":
            assert anchors - {""} <= ids[path], (path, anchors - ids[path])
        elif document.ending == "html":
            assert page_path(document.local, "en") in ids
        else:
            assert document.ending in FORMATS


def test_however_a_thing_with_many_ties_is_asked_its_page_is_the_same(
    pages_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meetings, "MOST", 2)
    kinds = ("official/", "organisation/", "position/", "country/", "area/")
    locals_ = [local for local in everything(pages_store) if local.startswith(kinds)]
    few = [page(pages_store, local) for local in locals_]
    monkeypatch.setattr(meetings, "_MANY", 0)
    assert [page(pages_store, local) for local in locals_] == few
    assert sum("The newest 2 of" in each.html for each in few) > 20


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("local", SAMPLE)
def test_pages_are_well_formed_and_hold_nothing_inline(pages_store: Store, local: str, language: str) -> None:
    html = page(pages_store, local, language, settings=Settings(interactive=True, views=True)).html
    root = tree(html)
    assert root.get("lang") == language
    assert not [e for e in root.iter() if e.tag == "style" or (e.tag == "script" and not e.get("src"))]
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in attributes if name == "style" or str(name).startswith("on")}
    identifiers = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(identifiers) == len(set(identifiers))
    assert [e.tag for e in root.iter() if e.tag == "h1"] == ["h1"]
    labelled = {e.get("for") for e in root.iter("label")}
    assert all(e.get("id") in labelled for e in root.iter("input"))


def test_a_page_leads_to_a_drawing_where_there_is_one(pages_store: Store) -> None:
    addresses = addresses_of(pages_store)
    drawn = {addresses.local(node) for node in network(pages_store, measures=False)}
    assert len(drawn) > 60
    leading = set()
    for local in everything(pages_store):
        html = page(pages_store, local, settings=Settings(views=True)).html
        if any(unquote(href).endswith(f"view/{local}.en.html") for href, _ in links(html)):
            leading.add(local)
    assert leading == drawn


@pytest.mark.parametrize("local", [local for local in SAMPLE if "hostile" in local or "script" in local])
def test_hostile_names_are_words_and_nothing_else(pages_store: Store, local: str) -> None:
    html = page(pages_store, local).html
    assert "<script" not in html
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", html)
    assert any(name in "".join(tree(html).itertext()) for name in HOSTILE[:4])
    assert all(urlsplit(href).scheme in {"", "http", "https"} for href, _ in links(html))


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    with open_store("memory") as store:
        build([record("a", article={"url": "https://example.org/1"})], store)
        assert ("https://example.org/1", "a") in links(page(store, "article/a").html)
        store.update(
            "DELETE { GRAPH ?g { ?a <https://schema.org/url> ?u } } INSERT { GRAPH ?g { ?a <https://schema.org/url> "
            "'javascript:alert(1)' } } WHERE { GRAPH ?g { ?a <https://schema.org/url> ?u } }"
        )
        assert "javascript:" not in page(store, "article/a").html


def test_pages_that_only_a_server_answers_are_linked_only_there(pages_store: Store) -> None:
    for local in SAMPLE:
        quiet = [href for href, _ in links(page(pages_store, local).html)]
        assert not [href for href in quiet if re.search(r"(search|sparql|queries)[./]", href)]
    busy = [href for href, _ in links(page(pages_store, HOME, settings=Settings(interactive=True)).html)]
    assert {"search.en.html", "sparql.en.html", "queries.en.html", "queries/meetings.en.html"} <= set(busy)


def test_the_same_store_gives_the_same_bytes_wherever_it_is(empty_server: Server) -> None:
    with open_store(empty_server.address) as remote:
        build([RECORDS], remote)
        with open_store("memory") as local:
            build([RECORDS], local)
            for each in SAMPLE:
                if "hostile" not in each and "script" not in each:
                    assert render(remote, each, "en") == render(local, each, "en"), each


def test_there_is_no_page_about_what_nobody_knows(pages_store: Store) -> None:
    for local in ("official/id/nobody", "../x", "country/XX", "", "a b", "official"):
        assert render(pages_store, local, "en") is None


def test_an_empty_store_has_a_home_page() -> None:
    with open_store("memory") as store:
        assert "No meeting is known." in seen(page(store, HOME).html)


def test_there_are_pages_in_two_languages_only(pages_store: Store) -> None:
    with pytest.raises(ParameterError, match="expected one of en, id"):
        render(pages_store, HOME, "fr")


def test_data_at_another_base_has_the_same_pages() -> None:
    with open_store("memory") as store:
        build(
            [record("a", meeting(participants=[person("Rani Kusuma", country="ID")]))],
            store,
            base="https://example.org/x#",
        )
        assert (
            addresses_of(store).local("https://example.org/x#official/id/rani-kusuma")
            == "official/id/rani-kusuma"
        )
        assert addresses_of(store).local(f"{VOCABULARY}country/ID") == "country/ID"
        assert page(store, "official/id/rani-kusuma").title == "Rani Kusuma"
