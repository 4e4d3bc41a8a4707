"""The register knows a body or a post by any of its names, in its own state alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from defgraph.errors import DataError
from defgraph.identity.register import load_register, shipped_register
from defgraph.identity.register_files import LEVELS

if TYPE_CHECKING:
    from pathlib import Path


def body(name: str, country: str | None) -> str | None:
    found = shipped_register().body(name, country)
    return found.id if found else None


def post(title: str, within: str | None, country: str | None) -> str | None:
    found = shipped_register().post(title, within, country)
    return found.id if found else None


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Kemhan", "ID", "id/ministry-of-defence"),
        ("Kemenhan", "ID", "id/ministry-of-defence"),
        ("Kementerian Pertahanan", "ID", "id/ministry-of-defence"),
        ("Kementrian Pertahanan", "ID", "id/ministry-of-defence"),
        ("Ministry of Defence of Indonesia", "ID", "id/ministry-of-defence"),
        ("Ministry of Defence of Indonesia", None, "id/ministry-of-defence"),
        ("Indonesian Defense Ministry", None, "id/ministry-of-defence"),
        ("kementerian pertahanan ri", "ID", "id/ministry-of-defence"),
        ("Kementerian Pertahanan (Kemhan)", "ID", "id/ministry-of-defence"),
        ("kementerian pertahanan kemhan", "ID", "id/ministry-of-defence"),
        ("Kementerian Pertahanan Malaysia", None, "my/ministry-of-defence"),
        ("Malaysian Ministry of Defence", "MY", "my/ministry-of-defence"),
        ("Kemhan", "MY", "my/ministry-of-defence"),
        ("Pentagon", None, "us/department-of-defense"),
        ("Kementerian Pertahanan", "US", "us/department-of-defense"),
        ("Kementerian Pertahanan", "FR", "fr/ministry-of-the-armed-forces"),
        ("Department of National Defense", "PH", "ph/department-of-national-defense"),
        ("Foreign Office", "GB", "gb/foreign-commonwealth-and-development-office"),
        ("Kementerian Luar Negeri", "IN", "in/ministry-of-external-affairs"),
        ("TNI AL", "ID", "id/tni-navy"),
        ("tni angkatan laut", "ID", "id/tni-navy"),
        ("Indonesian Navy", None, "id/tni-navy"),
        ("TNI AD", "ID", "id/tni-army"),
        ("TNI", None, "id/tni"),
        ("Angkatan Bersenjata Australia", "AU", "au/armed-forces"),
        ("Tentara Pembebasan Rakyat", "CN", "cn/armed-forces"),
        ("badan keamanan laut bakamla", "ID", "id/bakamla"),
        ("Kejaksaan Agung", None, "id/attorney-generals-office"),
        ("Perserikatan Bangsa-Bangsa", None, "zz/united-nations"),
        ("ASEAN", "MY", "zz/asean"),
        ("Association of South East Asian Nations", None, "zz/asean"),
    ],
)
def test_a_body_is_known_by_any_name(name: str, country: str | None, expected: str) -> None:
    assert body(name, country) == expected


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kementerian Pertahanan", None),  # whose?
        ("Ministry of Defence of Indonesia", "MY"),
        ("TNI AL", "MY"),
        ("Angkatan Laut", None),
        ("Ministry of Finance", None),
        ("Kementerian Sihir", "ID"),
        ("", "ID"),
    ],
)
def test_what_it_cannot_know_is_none(name: str, country: str | None) -> None:
    assert body(name, country) is None


@pytest.mark.parametrize("title", ["Menhan", "Minister of Defence", "Defense Minister", "Menteri Pertahanan"])
@pytest.mark.parametrize(
    ("country", "ministry"), [("ID", "id/ministry-of-defence"), ("MY", "my/ministry-of-defence")]
)
@pytest.mark.parametrize("within", [None, "Kementerian Pertahanan", "Ministry of Defence"])
def test_a_post_is_one_in_a_state(title: str, country: str, ministry: str, within: str | None) -> None:
    assert post(title, within, country) == f"{ministry}/minister"


@pytest.mark.parametrize(
    ("title", "within", "country", "expected"),
    [
        ("Panglima", "Tentara Nasional Indonesia", "ID", "id/tni/chief"),
        ("Panglima TNI", None, "ID", "id/tni/chief"),
        ("TNI Commander", None, "ID", "id/tni/chief"),
        ("panglima tni", "mabes tni", "ID", "id/tni/chief"),
        ("KSAL", None, "ID", "id/tni-navy/chief"),
        ("Kepala Staf", "TNI AL", "ID", "id/tni-navy/chief"),
        ("Kepala Staf Angkatan Laut", "Tentara Nasional Indonesia", "ID", "id/tni-navy/chief"),
        ("Kepala Staf Angkatan Darat", None, "KR", "kr/army/chief"),
        ("Dirjen Strahan Kemhan", None, "ID", "id/ministry-of-defence/director-general-strategy"),
        (
            "Direktur Jenderal Strategi Pertahanan",
            "Kemhan",
            "ID",
            "id/ministry-of-defence/director-general-strategy",
        ),
        ("Sekjen Kemhan", None, "ID", "id/ministry-of-defence/secretary-general"),
        ("Secretary General", "Ministry of Defence", "ID", "id/ministry-of-defence/secretary-general"),
        (
            "Wakil Perdana Menteri sekaligus Menteri Pertahanan",
            "Kementerian Pertahanan",
            "AU",
            "au/department-of-defence/minister",
        ),
        (
            "Deputy Prime Minister and Defence Minister",
            "Ministry of Defence",
            "TH",
            "th/ministry-of-defence/minister",
        ),
        ("Secretary of Defense", "Department of Defense", "US", "us/department-of-defense/minister"),
        ("Menteri Pertahanan", "Departemen Pertahanan", "US", "us/department-of-defense/minister"),
        ("Defence Minister II", "Ministry of Defence", "BN", "bn/ministry-of-defence/second-minister"),
        ("Kepala", "Badan Intelijen Negara", "ID", "id/bin/head"),
        ("Presiden", None, "FR", "fr/presidency/president"),
        ("Secretary-General", "ASEAN", None, "zz/asean/secretary-general"),
    ],
)
def test_a_post_is_known_by_any_title(
    title: str, within: str | None, country: str | None, expected: str
) -> None:
    assert post(title, within, country) == expected


@pytest.mark.parametrize(
    ("title", "within", "country"),
    [
        ("Pelaksana Tugas Sekretaris Jenderal", "Kementerian Pertahanan", "ID"),
        ("Sekretaris Jenderal", None, "ID"),  # of what?
        ("Menteri Pertahanan", "Kementerian Sihir", "ID"),
        ("Presiden", "Kementerian Pertahanan", "ID"),
        ("Menhan", None, None),
        ("Direktur Sapu Terbang", "Kementerian Pertahanan", "ID"),
    ],
)
def test_a_post_it_cannot_know_is_none(title: str, within: str | None, country: str | None) -> None:
    assert post(title, within, country) is None


def test_seats_levels_parents_and_labels() -> None:
    register = shipped_register()
    minister = register.post("Menhan", None, "ID")
    attache = register.post("Athan", None, "ID")
    navy = register.body("TNI AL", "ID")
    assert minister
    assert attache
    assert navy
    assert (minister.single_seat, minister.level) == (True, "head")
    assert (attache.single_seat, attache.level) == (False, "attache")
    assert (navy.parent, navy.kind, navy.country) == ("id/tni", "ArmedForce", "ID")
    assert navy.name("id") == "TNI Angkatan Laut"
    assert register.label(navy) == "Indonesian Navy (id/tni-navy)"
    assert register.label(minister) == "Minister of Defence (id/ministry-of-defence)"
    assert register.by_id("id/tni-navy") == navy
    assert register.by_id("id/none") is None
    assert minister in register.posts("id/ministry-of-defence")


def test_no_name_goes_to_two_bodies_or_posts_of_one_state() -> None:
    assert shipped_register().clashes() == []


def test_every_body_is_found_by_each_of_its_names() -> None:
    register = shipped_register()
    bodies = list(register)
    assert len(bodies) == len(register) > 800
    for known in bodies:
        for _, name in known.names:
            assert register.body(name, known.country) == known, name


def test_every_ministry_of_defence_and_of_foreign_affairs_of_the_records_is_there() -> None:
    states = set()
    for path in sorted((ROOT / "data" / "records").glob("*.json")):
        for meeting in json.loads(path.read_text(encoding="utf-8"))["meetings"]:
            listed = meeting.get("participants", []) + meeting.get("partners", [])
            states |= {entry["country"] for entry in listed if "country" in entry}
    missing = {state for state in states if not body("Kementerian Luar Negeri", state)}
    assert missing == set()
    assert {state for state in states if not body("Kementerian Pertahanan", state)} <= {"JO", "PS"}


def test_the_documentation_names_each_file_and_level() -> None:
    text = (ROOT / "docs" / "registry.md").read_text(encoding="utf-8")
    named = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")}
    assert named == {path.name for path in (ROOT / "data" / "registry").iterdir()}
    assert ", ".join(LEVELS) in " ".join(text.split())


def test_a_file_of_ones_own_adds_bodies_and_names(tmp_path: Path) -> None:
    extra = tmp_path / "extra.yaml"
    extra.write_text(
        """
bodies:
  id/broom-agency: {like: agency, names: {id: Badan Sapu Terbang}, abbreviations: [Baster]}
  id/ministry-of-defence:
    posts:
      director-brooms: {titles: {id: Direktur Sapu Terbang}, level: director, seats: one}
""",
        encoding="utf-8",
    )
    register = load_register([extra])
    found = register.post("Kepala", "Baster", "ID")
    assert found
    assert found.id == "id/broom-agency/head"
    director = register.post("Direktur Sapu Terbang", "Kemhan", "ID")
    assert director
    assert director.single_seat
    assert register.post("Menhan", None, "ID") == shipped_register().post("Menhan", None, "ID")
    assert post("Direktur Sapu Terbang", "Kemhan", "ID") is None


def test_a_file_of_ones_own_may_not_give_a_name_twice(tmp_path: Path) -> None:
    extra = tmp_path / "extra.yaml"
    extra.write_text("bodies: {id/other: {kind: ArmedForce, names: {id: TNI}}}", encoding="utf-8")
    with pytest.raises(DataError, match="one name for id/other and id/tni"):
        load_register([extra])
