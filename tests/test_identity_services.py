"""Ranks, services and posts in one wording."""

from __future__ import annotations

import pytest

from defgraph.identity.evidence import Post
from defgraph.identity.services import (
    is_single_seat,
    rank,
    same_body,
    same_title,
    service_name,
    services_of,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Menteri Pertahanan", "Minister of Defence"),
        ("menteri pertahanan", "Defense Minister"),
        ("Menhan", "Secretary of Defense"),
        ("Kepala Staf Angkatan Laut", "Chief of Staff of the Navy"),
        ("Pelaksana Tugas Direktur Jenderal Strategi Pertahanan", "Direktur Jenderal Strategi Pertahanan"),
        ("Sekjen", "Secretary General"),
    ],
)
def test_one_post_in_two_wordings(one: str, other: str) -> None:
    assert same_title(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Menteri Pertahanan", "Wakil Menteri Pertahanan"),
        ("Menteri Pertahanan", "Menteri Luar Negeri"),
        ("Kepala Staf Angkatan Laut", "Kepala Staf Angkatan Udara"),
    ],
)
def test_two_posts(one: str, other: str) -> None:
    assert not same_title(one, other)


def test_bodies() -> None:
    assert same_body("Kementerian Pertahanan", "Ministry of Defence")
    assert same_body("Angkatan Bersenjata Australia", "Armed Forces")
    assert same_body("TNI AL", "tni angkatan laut")
    assert not same_body("TNI AL", "TNI AD")
    assert not same_body("TNI", "TNI AL")
    assert not same_body("Kementerian Pertahanan", "Kementerian Luar Negeri")


def test_ranks_know_their_services() -> None:
    assert rank("Laksda TNI (Purn.)") == rank("Rear Admiral")
    assert not rank("Laksda TNI").services & rank("Mayjen TNI").services
    assert rank("Mayjen TNI (Mar)").services == {"m"}
    assert rank("Kolonel Laut (P)").services == {"n"}
    assert rank("Letjen TNI").grade > rank("Mayjen TNI").grade
    assert rank("H.E.") is None
    assert service_name("na") == "army or navy"


def test_the_service_of_an_official_is_what_ranks_and_posts_leave() -> None:
    marine = frozenset({Post("Komandan Korps Marinir", "TNI AL", None, None)})
    assert services_of(frozenset({"Mayjen TNI"}), marine) == {"m"}
    assert services_of(frozenset(), frozenset()) == frozenset()


def test_full_seats() -> None:
    assert is_single_seat("Menteri Pertahanan")
    assert not is_single_seat("Wakil Menteri Pertahanan")
    assert not is_single_seat("Atase Pertahanan")
