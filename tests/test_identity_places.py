"""Two names of a place may mean one."""

from __future__ import annotations

import pytest

from defgraph.identity.places import city_key, rooms_differ, same_city, same_venue


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jakarta", "JAKARTA"),
        ("Jakarta Pusat", "Jakarta"),
        ("Wina", "Vienna"),
        ("Singapura", "Singapore"),
        ("Díli", "Dili"),
        ("The Hague", "Den Haag"),
        ("Nusa Dua", "Bali"),
        ("Pulau Pinang", "Penang"),
        ("Canberra", "Canbera"),
    ],
)
def test_one_city(one, other) -> None:
    assert same_city(one, other)
    assert same_city(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Paris", "Toulon"), ("Jakarta", "Bandung"), ("Bonn", "Born"), ("Bogor", "Bali")]
)
def test_two_cities(one, other) -> None:
    assert not same_city(one, other)


def test_a_city_counts_as_one_name() -> None:
    assert city_key("Moskwa") == city_key("Moskow") == city_key("Moscow") == "moscow"
    assert city_key("Somewhere") == "somewhere"


def test_venues() -> None:
    assert same_venue("Kantor Kementerian Pertahanan", "Kementerian Pertahanan")
    assert not same_venue("Kantor Kementerian Pertahanan", "Istana Merdeka")
    assert rooms_differ("Gedung A, Ruang 3", "Gedung A, Ruang 12")
    assert not rooms_differ("Ruang 3", "Gedung A")
