from __future__ import annotations

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from defgraph.namespaces import COUNTRY, DEFAULT_BASE, VOCABULARY
from defgraph.pages import Addresses, Document, page_path, parse_document, relative_link
from defgraph.pages.addresses import MOST_BYTES, shortened, start_of_shortened

DEFAULT = Addresses()

SEGMENTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=8)
LOCALS = st.lists(
    SEGMENTS.filter(lambda text: text not in {".", ".."} and not set(text) & set("/\\")),
    min_size=1,
    max_size=4,
).map("/".join)


@pytest.mark.parametrize(
    ("local", "iri"),
    [
        ("official/id/rani-kusuma", DEFAULT_BASE + "official/id/rani-kusuma"),
        ("country/MY", COUNTRY("MY").value),
        ("partner-status/present", VOCABULARY + "partner-status/present"),
        ("area", VOCABULARY + "area"),
        ("outcome/mou-signed", VOCABULARY + "outcome/mou-signed"),
        ("outcome/2025-03-04-a/1/1", DEFAULT_BASE + "outcome/2025-03-04-a/1/1"),
        ("official/cn/王毅", DEFAULT_BASE + "official/cn/王毅"),
    ],
)
def test_an_iri_and_its_local_are_one_and_the_same(local: str, iri: str) -> None:
    assert DEFAULT.iri(local) == NamedNode(iri)
    assert DEFAULT.local(iri) == local


@pytest.mark.parametrize("iri", ["https://example.org/x", DEFAULT_BASE, DEFAULT_BASE + "a/../b", "urn:x:y"])
def test_what_is_not_ours_has_no_local(iri: str) -> None:
    assert DEFAULT.local(iri) is None


@pytest.mark.parametrize(
    "local",
    [
        "",
        "/etc/passwd",
        "../x",
        "a/../../x",
        "a//b",
        "a/.",
        "a\\b",
        "a b",
        "a\n",
        "a\x00b",
        "a<b",
        "a/",
        "\x85",
    ],
)
def test_no_local_leads_out_of_the_folder_or_to_no_iri(local: str) -> None:
    assert DEFAULT.iri(local) is None


def test_another_base_is_taken_as_written() -> None:
    addresses = Addresses("https://example.org/a%20b#")
    assert addresses.iri("official/id/x") == NamedNode("https://example.org/a%20b#official/id/x")
    assert addresses.local("https://example.org/a%20b#official/id/x") == "official/id/x"
    assert addresses.local(COUNTRY("MY").value) == "country/MY"


def test_a_base_above_the_vocabularies_leaves_them_their_addresses() -> None:
    assert Addresses("https://w3id.org/defgraph/").local(COUNTRY("MY").value) == "country/MY"


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("country/MY.en.html", Document("country/MY", "en", "html")),
        ("extractor/defgraph/0.1.0.id.html", Document("extractor/defgraph/0.1.0", "id", "html")),
        ("extractor/defgraph/0.1.0.ttl", Document("extractor/defgraph/0.1.0", "", "ttl")),
        ("country/MY.html", None),
        ("country/MY.fr.html", None),
        ("country/MY.exe", None),
        ("../secret.en.html", None),
        (".en.html", None),
    ],
)
def test_paths_say_what_documents_they_are(path: str, document: Document | None) -> None:
    assert parse_document(path) == document
    if document is not None:
        assert document.path == path


@given(LOCALS, LOCALS, st.sampled_from(["en", "id"]))
def test_relative_links_lead_where_they_should_from_anywhere(source: str, target: str, language: str) -> None:
    here, there = page_path(source, language), page_path(target, language)
    link = relative_link(here, there, "x/é")
    for prefix in ("https://example.org/", "https://example.org/deep/er/"):
        base = prefix + "/".join(map(_quoted, here.split("/")))
        assert unquote(urlsplit(urljoin(base, link)).path) == urlsplit(prefix).path + there
    assert link.isascii()
    assert unquote(link.rpartition("#")[2]) == "x/é"


def _quoted(part: str) -> str:
    return relative_link("x", part)


@given(LOCALS, st.sampled_from(["en", "id"]))
def test_documents_are_read_as_they_were_written(local: str, language: str) -> None:
    assert parse_document(page_path(local, language)) == Document(local, language, "html")


LONG = st.lists(st.text(st.sampled_from("aé王~0-"), min_size=1, max_size=400), min_size=1, max_size=3).map(
    "/".join
)


@given(LONG, LONG)
def test_no_step_of_a_path_is_longer_than_a_file_system_takes(local: str, other: str) -> None:
    short = shortened(local)
    assert all(len(step.encode()) <= MOST_BYTES for step in short.split("/"))
    assert shortened(short) == short
    assert short.count("/") == local.count("/")
    assert (short == shortened(other)) == (local == other)
    assert page_path(local, "id") == page_path(short, "id")
    assert (short == local) == all(len(step.encode()) <= MOST_BYTES for step in local.split("/"))
    if short != local:
        start = start_of_shortened(short)
        assert start is not None
        assert local.startswith(start)
