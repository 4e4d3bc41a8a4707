from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal

from defgraph import build, open_store
from defgraph.errors import NotFoundError, ParameterError
from defgraph.namespaces import DEFAULT_BASE, DG
from defgraph.queries.lookup import find_label, find_meeting, find_named
from queries_fixture import competency_store
from record_factory import meeting, record

if TYPE_CHECKING:
    from defgraph.store import Store

__all__ = ["competency_store"]


def officials(store: Store, text: str) -> list[str]:
    return [
        term.value.removeprefix(DEFAULT_BASE)
        for term in find_named(store, "official", DG("Official"), text).terms
    ]


def organisations(store: Store, text: str) -> list[str]:
    found = find_named(store, "organisation", DG("Organisation"), text)
    return [term.value.removeprefix(DEFAULT_BASE) for term in found.terms]


def meetings(store: Store, text: str) -> list[str]:
    return [term.value.removeprefix(DEFAULT_BASE) for term in find_meeting(store, text).terms]


@pytest.mark.parametrize(
    "name",
    ["Sari Wijaya", "SARI WIJAYA", "Letjen TNI Sari Wijaya", "official/id/sari-wijaya", DEFAULT_BASE + "official/id/sari-wijaya",
     f"<{DEFAULT_BASE}official/id/sari-wijaya>", "Sari Wijaya (ID)", "sari wijaya (Indonesia)"],
)  # fmt: skip
def test_an_official_goes_by_name_or_iri(competency_store: Store, name: str) -> None:
    assert officials(competency_store, name) == ["official/id/sari-wijaya"]


def test_officials_of_one_name_are_all_found_and_the_country_chooses(competency_store: Store) -> None:
    assert officials(competency_store, "Rina Kusuma") == [
        "official/id/rina-kusuma",
        "official/my/rina-kusuma",
    ]
    assert officials(competency_store, "Rina Kusuma (MY)") == ["official/my/rina-kusuma"]
    found = find_named(competency_store, "official", DG("Official"), "Rina Kusuma")
    assert "2 officials go by 'Rina Kusuma', all taken: Rina Kusuma (ID), Rina Kusuma (MY)" in found.note
    assert not find_named(competency_store, "official", DG("Official"), "Sari Wijaya").note


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Forum Maritim Kawasan", ["organisation/zz/forum-maritim-kawasan"]),
        ("fmk", ["organisation/zz/forum-maritim-kawasan"]),
        ("Kementerian Pertahanan", ["organisation/id/kementerian-pertahanan", "organisation/my/kementerian-pertahanan"]),
        ("Kementerian Pertahanan (ID)", ["organisation/id/kementerian-pertahanan"]),
        ("PT GALANGAN SAMUDRA", ["organisation/id/pt-galangan-samudra"]),
    ],
)  # fmt: skip
def test_an_organisation_goes_by_name_or_abbreviation(
    competency_store: Store, name: str, found: list[str]
) -> None:
    assert organisations(competency_store, name) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("2024-01-10-malaysia", ["meeting/2024-01-10-malaysia/1"]),
        ("2024-01-10-malaysia/1", ["meeting/2024-01-10-malaysia/1"]),
        ("meeting/2024-06-05-singapura/2", ["meeting/2024-06-05-singapura/2"]),
        (DEFAULT_BASE + "meeting/2024-06-05-singapura/2", ["meeting/2024-06-05-singapura/2"]),
        ("2024-06-05-singapura", ["meeting/2024-06-05-singapura/1", "meeting/2024-06-05-singapura/2"]),
    ],
)
def test_a_meeting_goes_by_its_record_or_iri(competency_store: Store, name: str, found: list[str]) -> None:
    assert meetings(competency_store, name) == found


@pytest.mark.parametrize(
    ("find", "name", "found"),
    [
        (officials, "official/my/ahmad-zulqarnain", ["official/my/ahmad-zulkarnain"]),
        (officials, DEFAULT_BASE + "official/my/ahmad-zulqarnain", ["official/my/ahmad-zulkarnain"]),
        (officials, "Ahmad Zulqarnain", ["official/my/ahmad-zulkarnain"]),
        (officials, "Ahmad Zulqarnain (MY)", ["official/my/ahmad-zulkarnain"]),
        (organisations, "organisation/id/kemhan", ["organisation/id/kementerian-pertahanan"]),
        (organisations, DEFAULT_BASE + "organisation/id/kemhan", ["organisation/id/kementerian-pertahanan"]),
        (organisations, "KEMHAN", ["organisation/id/kementerian-pertahanan"]),
        (meetings, "2024-01-11-malaysia-kedua", ["meeting/2024-01-10-malaysia/1"]),
        (meetings, "2024-01-11-malaysia-kedua/1", ["meeting/2024-01-10-malaysia/1"]),
        (meetings, "meeting/2024-01-11-malaysia-kedua/1", ["meeting/2024-01-10-malaysia/1"]),
        (meetings, DEFAULT_BASE + "meeting/2024-01-11-malaysia-kedua/1", ["meeting/2024-01-10-malaysia/1"]),
    ],
)
def test_what_has_been_replaced_leads_to_what_stands_for_it(
    competency_store: Store, find: object, name: str, found: list[str]
) -> None:
    assert find(competency_store, name) == found


def test_a_meeting_goes_by_its_number_in_each_article() -> None:
    host = {"name": "Sari Wijaya", "country": "ID", "role": "host"}
    guest = {"name": "Jane Ashford", "country": "AU", "role": "guest"}
    call = meeting(date="2025-03-04", participants=[host, guest], place={"city": "Jakarta"})
    other = meeting(date="2025-06-04", participants=[host])
    with open_store("memory") as store:
        build([record("a", call), record("b", other, call)], store)
        assert meetings(store, "b") == ["meeting/a/1", "meeting/b/1"]
        assert meetings(store, "b/1") == ["meeting/b/1"]
        assert meetings(store, "b/2") == ["meeting/a/1"]


def test_an_abbreviation_told_of_a_name_that_has_been_replaced_is_known() -> None:
    partner = {"organisation": "Kemhan", "abbreviation": "KH", "country": "ID", "status": "present"}
    host = {"position": "Menteri", "organisation": "Kementerian Pertahanan", "country": "ID", "role": "host"}
    with open_store("memory") as store:
        build([record("a", meeting(partners=[partner], participants=[host]))], store)
        assert organisations(store, "kh") == ["organisation/id/kementerian-pertahanan"]


def test_a_post_goes_by_any_name_that_articles_give_it(competency_store: Store) -> None:
    found = find_label(competency_store, DG("Position"), "penasihat pertahanan")
    assert found.terms == (Literal("Atase Pertahanan"),)
    assert found.note == "'penasihat pertahanan' stands under Atase Pertahanan"


@pytest.mark.parametrize(
    ("find", "name", "message"),
    [
        (officials, "Sari Wijay", "no official goes by 'Sari Wijay' in this store; did you mean Sari Wijaya"),
        (officials, "Qqqqq", "check the spelling, or give the IRI"),
        (officials, "Sari Wijaya (JP)", "no official goes by 'Sari Wijaya .JP.'; |did you mean"),
        (officials, DEFAULT_BASE + "official/id/nobody", "no official <.*nobody> in this store"),
        (officials, "official/id/nobody", "no official goes by 'official/id/nobody'"),
        (officials, DEFAULT_BASE + "organisation/id/kementerian-pertahanan", "no official <"),
        (organisations, "Sari Wijaya", "no organisation goes by 'Sari Wijaya'"),
        (organisations, "Forum Maritim", "did you mean Forum Maritim Kawasan"),
        (meetings, "2024-01-10-malaysa", "no meeting goes by .* did you mean 2024-01-10-malaysia"),
        (meetings, "2024-01-10-malaysia/2", "no meeting goes by '2024-01-10-malaysia/2'"),
        (meetings, DEFAULT_BASE + "meeting/none/1", "no meeting <.*none/1> in this store"),
        (meetings, "What is it?", "no meeting goes by 'What is it"),
    ],
)
def test_what_is_not_there_brings_what_was_perhaps_meant(
    competency_store: Store, find: object, name: str, message: str
) -> None:
    with pytest.raises(NotFoundError, match=message):
        find(competency_store, name)


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("Harian Garuda", ""),
        ("HARIAN GARUDA", ""),
        ("Harian Garudo", "no publisher goes by 'Harian Garudo' in this store; did you mean Harian Garuda?"),
        ("Unknown", "no publisher goes by 'Unknown' in this store; check the spelling"),
        ('") } #', "no publisher goes by '\") } #' in this store; check the spelling"),
    ],
)
def test_a_label_that_nothing_has_is_remarked_on(competency_store: Store, name: str, note: str) -> None:
    found = find_label(competency_store, DG("Publisher"), name)
    assert found == ((Literal(name),), note)


def test_an_iri_that_is_none_is_refused(competency_store: Store) -> None:
    with pytest.raises(ParameterError, match="no valid IRI"):
        officials(competency_store, "http://example.org/{a}")
    with pytest.raises(ParameterError, match="no valid IRI"):
        meetings(competency_store, "http://[")


@pytest.mark.parametrize("name", ['"', "}", "a\n} #", "\\u0022", "' OR 1=1", '") } DROP ALL #'])
def test_a_name_that_looks_like_code_is_a_name_nobody_goes_by(competency_store: Store, name: str) -> None:
    for find in (officials, organisations, meetings):
        with pytest.raises(NotFoundError):
            find(competency_store, name)
